package org.zerobench.cpu.jit;

/** 32-bit encodings in Thumb state but VFP and NEON (ARM ARM A6.3); see {@link Encoding} for the format. */
final class T32Table {

    /** Data processing, multiplies, branches, system. */
    static final String CORE = """
            # data processing, shifted register (A6.3.11)
            1110_1010_0001_nnnn_-iii_1111_iiyy_mmmm A8.8.241 TST SHIFTED S=1
            1110_1010_000S_nnnn_-iii_dddd_iiyy_mmmm A8.8.14 AND SHIFTED
            1110_1010_001S_nnnn_-iii_dddd_iiyy_mmmm A8.8.22 BIC SHIFTED
            1110_1010_010S_1111_-iii_dddd_iiyy_mmmm A8.8.104 MOV SHIFTED
            1110_1010_010S_nnnn_-iii_dddd_iiyy_mmmm A8.8.123 ORR SHIFTED
            1110_1010_011S_1111_-iii_dddd_iiyy_mmmm A8.8.116 MVN SHIFTED
            1110_1010_011S_nnnn_-iii_dddd_iiyy_mmmm A8.8.121 ORN SHIFTED
            1110_1010_1001_nnnn_-iii_1111_iiyy_mmmm A8.8.238 TEQ SHIFTED S=1
            1110_1010_100S_nnnn_-iii_dddd_iiyy_mmmm A8.8.47 EOR SHIFTED
            1110_1010_1100_nnnn_-iii_dddd_ii00_mmmm A8.8.125 PKHBT SHIFTED
            1110_1010_1100_nnnn_-iii_dddd_ii10_mmmm A8.8.125 PKHTB SHIFTED y=2
            1110_1011_0001_nnnn_-iii_1111_iiyy_mmmm A8.8.35 CMN SHIFTED S=1
            1110_1011_000S_nnnn_-iii_dddd_iiyy_mmmm A8.8.6 ADD SHIFTED
            1110_1011_010S_nnnn_-iii_dddd_iiyy_mmmm A8.8.2 ADC SHIFTED
            1110_1011_011S_nnnn_-iii_dddd_iiyy_mmmm A8.8.162 SBC SHIFTED
            1110_1011_1011_nnnn_-iii_1111_iiyy_mmmm A8.8.38 CMP SHIFTED S=1
            1110_1011_101S_nnnn_-iii_dddd_iiyy_mmmm A8.8.223 SUB SHIFTED
            1110_1011_110S_nnnn_-iii_dddd_iiyy_mmmm A8.8.153 RSB SHIFTED
            # data processing, modified immediate (A6.3.1)
            1111_0i00_0001_nnnn_0iii_1111_iiii_iiii A8.8.240 TST THUMB_IMM S=1
            1111_0i00_000S_nnnn_0iii_dddd_iiii_iiii A8.8.13 AND THUMB_IMM
            1111_0i00_001S_nnnn_0iii_dddd_iiii_iiii A8.8.21 BIC THUMB_IMM
            1111_0i00_010S_1111_0iii_dddd_iiii_iiii A8.8.102 MOV THUMB_IMM
            1111_0i00_010S_nnnn_0iii_dddd_iiii_iiii A8.8.122 ORR THUMB_IMM
            1111_0i00_011S_1111_0iii_dddd_iiii_iiii A8.8.115 MVN THUMB_IMM
            1111_0i00_011S_nnnn_0iii_dddd_iiii_iiii A8.8.120 ORN THUMB_IMM
            1111_0i00_1001_nnnn_0iii_1111_iiii_iiii A8.8.237 TEQ THUMB_IMM S=1
            1111_0i00_100S_nnnn_0iii_dddd_iiii_iiii A8.8.46 EOR THUMB_IMM
            1111_0i01_0001_nnnn_0iii_1111_iiii_iiii A8.8.34 CMN THUMB_IMM S=1
            1111_0i01_000S_nnnn_0iii_dddd_iiii_iiii A8.8.4 ADD THUMB_IMM
            1111_0i01_010S_nnnn_0iii_dddd_iiii_iiii A8.8.1 ADC THUMB_IMM
            1111_0i01_011S_nnnn_0iii_dddd_iiii_iiii A8.8.161 SBC THUMB_IMM
            1111_0i01_1011_nnnn_0iii_1111_iiii_iiii A8.8.37 CMP THUMB_IMM S=1
            1111_0i01_101S_nnnn_0iii_dddd_iiii_iiii A8.8.221 SUB THUMB_IMM
            1111_0i01_110S_nnnn_0iii_dddd_iiii_iiii A8.8.152 RSB THUMB_IMM
            # data processing, plain immediate (A6.3.3)
            1111_0i10_0000_1111_0iii_dddd_iiii_iiii A8.8.12 ADR PLAIN
            1111_0i10_0000_nnnn_0iii_dddd_iiii_iiii A8.8.4 ADD PLAIN
            1111_0i10_0100_jjjj_0iii_dddd_iiii_iiii A8.8.102 MOV HALVES
            1111_0i10_1010_1111_0iii_dddd_iiii_iiii A8.8.12 ADR OFFSET
            1111_0i10_1010_nnnn_0iii_dddd_iiii_iiii A8.8.221 SUB PLAIN
            1111_0i10_1100_jjjj_0iii_dddd_iiii_iiii A8.8.106 MOVT HALVES
            1111_0-11_0010_nnnn_0000_dddd_00-b_bbbb A8.8.194 SSAT16 SATURATE o=1
            1111_0-11_00y0_nnnn_0iii_dddd_ii-b_bbbb A8.8.193 SSAT SATURATE o=1
            1111_0-11_0100_nnnn_0iii_dddd_ii-w_wwww A8.8.164 SBFX FIELD
            1111_0-11_0110_1111_0iii_dddd_ii-b_bbbb A8.8.19 BFC FIELD
            1111_0-11_0110_nnnn_0iii_dddd_ii-b_bbbb A8.8.20 BFI FIELD
            1111_0-11_1010_nnnn_0000_dddd_00-b_bbbb A8.8.263 USAT16 SATURATE
            1111_0-11_10y0_nnnn_0iii_dddd_ii-b_bbbb A8.8.262 USAT SATURATE
            1111_0-11_1100_nnnn_0iii_dddd_ii-w_wwww A8.8.246 UBFX FIELD
            # branches and miscellaneous control (A6.3.4)
            1111_0011_1000_nnnn_10-0_ss--_--0-_---- A8.8.111 MSR THUMB_MSR
            1111_0011_1010_----_10-0_-000_1111_iiii A8.8.42 NOP PLAIN
            1111_0011_1010_----_10-0_-000_iiii_iiii A6.3.4 NOP PLAIN
            1111_0011_1010_----_10-0_-yyW_iiib_bbbb B9.3.2 NOP PLAIN
            1111_0011_1011_----_10-0_----_0010_---- A8.8.32 CLREX PLAIN
            1111_0011_1011_----_10-0_----_0100_iiii A8.8.44 NOP PLAIN
            1111_0011_1011_----_10-0_----_0101_iiii A8.8.43 NOP PLAIN
            1111_0011_1011_----_10-0_----_0110_iiii A8.8.53 NOP PLAIN
            1111_0011_1100_mmmm_10-0_----_----_---- A8.8.28 BX PLAIN
            1111_0011_1110_----_10-0_dddd_--0-_---- A8.8.109 MRS PLAIN
            1111_0111_1111_iiii_1010_iiii_iiii_iiii A8.8.247 UDF PLAIN
            1111_0-11_1---_----_10-0_----_----_---- A6.3.4 UDF PLAIN
            1111_0tcc_ccii_iiii_10j0_kiii_iiii_iiii A8.8.18 B BRANCH_COND x=1
            1111_0tii_iiii_iiii_10j1_kiii_iiii_iiii A8.8.18 B BRANCH_J x=1
            1111_0tii_iiii_iiii_11j1_kiii_iiii_iiii A8.8.25 BL BRANCH_J x=1
            1111_0tii_iiii_iiii_11j0_kiii_iiii_iii0 A8.8.25 BLX BRANCH_J x=2
            # data processing, register (A6.3.12)
            1111_1010_000S_mmmm_1111_dddd_0000_ssss A8.8.95 MOV BY_REGISTER
            1111_1010_001S_mmmm_1111_dddd_0000_ssss A8.8.97 MOV BY_REGISTER y=1
            1111_1010_010S_mmmm_1111_dddd_0000_ssss A8.8.17 MOV BY_REGISTER y=2
            1111_1010_011S_mmmm_1111_dddd_0000_ssss A8.8.150 MOV BY_REGISTER y=3
            1111_1010_0000_1111_1111_dddd_1-ii_mmmm A8.8.235 SXTH ROTATED
            1111_1010_0000_nnnn_1111_dddd_1-ii_mmmm A8.8.232 SXTAH ROTATED
            1111_1010_0001_1111_1111_dddd_1-ii_mmmm A8.8.276 UXTH ROTATED
            1111_1010_0001_nnnn_1111_dddd_1-ii_mmmm A8.8.273 UXTAH ROTATED
            1111_1010_0010_1111_1111_dddd_1-ii_mmmm A8.8.234 SXTB16 ROTATED
            1111_1010_0010_nnnn_1111_dddd_1-ii_mmmm A8.8.231 SXTAB16 ROTATED
            1111_1010_0011_1111_1111_dddd_1-ii_mmmm A8.8.275 UXTB16 ROTATED
            1111_1010_0011_nnnn_1111_dddd_1-ii_mmmm A8.8.272 UXTAB16 ROTATED
            1111_1010_0100_1111_1111_dddd_1-ii_mmmm A8.8.233 SXTB ROTATED
            1111_1010_0100_nnnn_1111_dddd_1-ii_mmmm A8.8.230 SXTAB ROTATED
            1111_1010_0101_1111_1111_dddd_1-ii_mmmm A8.8.274 UXTB ROTATED
            1111_1010_0101_nnnn_1111_dddd_1-ii_mmmm A8.8.271 UXTAB ROTATED
            # parallel addition and subtraction (A6.3.13, A6.3.14): the prefixes S Q SH U UQ UH are 0 1 2 4 5 6
            1111_1010_1000_nnnn_1111_dddd_0iii_mmmm A6.3.13 ADD8 THUMB_PREFIX
            1111_1010_1001_nnnn_1111_dddd_0iii_mmmm A6.3.13 ADD16 THUMB_PREFIX
            1111_1010_1010_nnnn_1111_dddd_0iii_mmmm A6.3.13 ASX THUMB_PREFIX
            1111_1010_1100_nnnn_1111_dddd_0iii_mmmm A6.3.13 SUB8 THUMB_PREFIX
            1111_1010_1101_nnnn_1111_dddd_0iii_mmmm A6.3.13 SUB16 THUMB_PREFIX
            1111_1010_1110_nnnn_1111_dddd_0iii_mmmm A6.3.13 SAX THUMB_PREFIX
            # miscellaneous (A6.3.15)
            1111_1010_1000_nnnn_1111_dddd_1000_mmmm A8.8.134 QADD PLAIN
            1111_1010_1000_nnnn_1111_dddd_1001_mmmm A8.8.138 QDADD PLAIN
            1111_1010_1000_nnnn_1111_dddd_1010_mmmm A8.8.141 QSUB PLAIN
            1111_1010_1000_nnnn_1111_dddd_1011_mmmm A8.8.139 QDSUB PLAIN
            1111_1010_1001_----_1111_dddd_1000_mmmm A8.8.145 REV PLAIN
            1111_1010_1001_----_1111_dddd_1001_mmmm A8.8.146 REV16 PLAIN
            1111_1010_1001_----_1111_dddd_1010_mmmm A8.8.144 RBIT PLAIN
            1111_1010_1001_----_1111_dddd_1011_mmmm A8.8.147 REVSH PLAIN
            1111_1010_1010_nnnn_1111_dddd_1000_mmmm A8.8.166 SEL PLAIN
            1111_1010_1011_----_1111_dddd_1000_mmmm A8.8.33 CLZ PLAIN
            # multiplies, absolute differences (A6.3.16)
            1111_1011_0000_nnnn_1111_dddd_0000_mmmm A8.8.114 MUL PLAIN
            1111_1011_0000_nnnn_aaaa_dddd_0000_mmmm A8.8.100 MLA PLAIN
            1111_1011_0000_nnnn_aaaa_dddd_0001_mmmm A8.8.101 MLS PLAIN
            1111_1011_0001_nnnn_1111_dddd_00uv_mmmm A8.8.188 SMUL TOPS
            1111_1011_0001_nnnn_aaaa_dddd_00uv_mmmm A8.8.176 SMLA TOPS
            1111_1011_0010_nnnn_1111_dddd_000i_mmmm A8.8.187 SMUAD PLAIN
            1111_1011_0010_nnnn_aaaa_dddd_000i_mmmm A8.8.177 SMLAD PLAIN
            1111_1011_0011_nnnn_1111_dddd_000v_mmmm A8.8.190 SMULW TOPS
            1111_1011_0011_nnnn_aaaa_dddd_000v_mmmm A8.8.181 SMLAW TOPS
            1111_1011_0100_nnnn_1111_dddd_000i_mmmm A8.8.191 SMUSD PLAIN
            1111_1011_0100_nnnn_aaaa_dddd_000i_mmmm A8.8.182 SMLSD PLAIN
            1111_1011_0101_nnnn_1111_dddd_000i_mmmm A8.8.186 SMMUL PLAIN
            1111_1011_0101_nnnn_aaaa_dddd_000i_mmmm A8.8.184 SMMLA PLAIN
            1111_1011_0110_nnnn_aaaa_dddd_000i_mmmm A8.8.185 SMMLS PLAIN
            1111_1011_0111_nnnn_1111_dddd_0000_mmmm A8.8.253 USAD8 PLAIN
            1111_1011_0111_nnnn_aaaa_dddd_0000_mmmm A8.8.254 USADA8 PLAIN
            # long multiplies, division (A6.3.17)
            1111_1011_1000_nnnn_aaaa_dddd_0000_mmmm A8.8.189 SMULL PLAIN
            1111_1011_1001_nnnn_----_dddd_1111_mmmm A8.8.165 SDIV PLAIN
            1111_1011_1010_nnnn_aaaa_dddd_0000_mmmm A8.8.257 UMULL PLAIN
            1111_1011_1011_nnnn_----_dddd_1111_mmmm A8.8.248 UDIV PLAIN
            1111_1011_1100_nnnn_aaaa_dddd_0000_mmmm A8.8.178 SMLAL PLAIN
            1111_1011_1100_nnnn_aaaa_dddd_10uv_mmmm A8.8.179 SMLALH TOPS
            1111_1011_1100_nnnn_aaaa_dddd_110i_mmmm A8.8.180 SMLALD PLAIN
            1111_1011_1101_nnnn_aaaa_dddd_110i_mmmm A8.8.183 SMLSLD PLAIN
            1111_1011_1110_nnnn_aaaa_dddd_0000_mmmm A8.8.256 UMLAL PLAIN
            1111_1011_1110_nnnn_aaaa_dddd_0110_mmmm A8.8.255 UMAAL PLAIN
            """;

    /** Loads and stores. */
    static final String MEMORY = """
            # block transfers (A6.3.5); SRS and RFE are for kernels
            1110_1000_10W0_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.199 STM LIST U=1
            1110_1000_10W1_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.57 LDM LIST U=1
            1110_1001_00W0_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.201 STM LIST P=1
            1110_1001_00W1_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.60 LDM LIST P=1
            # exclusives, table branches, double words (A6.3.6)
            1110_1000_0100_nnnn_dddd_ssss_iiii_iiii A8.8.212 STREX PLAIN x=2
            1110_1000_0101_nnnn_dddd_----_iiii_iiii A8.8.75 LDREX PLAIN x=2
            1110_1000_1100_nnnn_dddd_----_0100_ssss A8.8.213 STREXB PLAIN
            1110_1000_1100_nnnn_dddd_----_0101_ssss A8.8.215 STREXH PLAIN
            1110_1000_1100_nnnn_dddd_aaaa_0111_ssss A8.8.214 STREXD PLAIN
            1110_1000_1101_nnnn_----_----_0000_mmmm A8.8.236 TBB PLAIN
            1110_1000_1101_nnnn_----_----_0001_mmmm A8.8.236 TBH PLAIN
            1110_1000_1101_nnnn_dddd_----_0100_---- A8.8.76 LDREXB PLAIN
            1110_1000_1101_nnnn_dddd_----_0101_---- A8.8.78 LDREXH PLAIN
            1110_1000_1101_nnnn_dddd_aaaa_0111_---- A8.8.77 LDREXD PLAIN
            1110_1000_U110_nnnn_dddd_aaaa_iiii_iiii A8.8.210 STRD OFFSET x=2
            1110_1000_U111_nnnn_dddd_aaaa_iiii_iiii A8.8.72 LDRD OFFSET x=2
            1110_1001_U1W0_nnnn_dddd_aaaa_iiii_iiii A8.8.210 STRD OFFSET P=1 x=2
            1110_1001_U1W1_nnnn_dddd_aaaa_iiii_iiii A8.8.72 LDRD OFFSET P=1 x=2
            # preloads are hints (A6.3.8, A6.3.9)
            1111_1000_U0-1_1111_1111_iiii_iiii_iiii A8.8.127 NOP OFFSET P=1 n=15
            1111_1001_U001_1111_1111_iiii_iiii_iiii A8.8.129 NOP OFFSET P=1 n=15
            1111_1000_10w1_nnnn_1111_iiii_iiii_iiii A8.8.126 NOP OFFSET P=1 U=1
            1111_1001_1001_nnnn_1111_iiii_iiii_iiii A8.8.129 NOP OFFSET P=1 U=1
            1111_1000_00w1_nnnn_1111_1100_iiii_iiii A8.8.126 NOP OFFSET P=1
            1111_1001_0001_nnnn_1111_1100_iiii_iiii A8.8.129 NOP OFFSET P=1
            1111_1000_00w1_nnnn_1111_0000_00ii_mmmm A8.8.128 NOP OFFSET_REG P=1 U=1
            1111_1001_0001_nnnn_1111_0000_00ii_mmmm A8.8.130 NOP OFFSET_REG P=1 U=1
            1111_1001_-011_1111_1111_----_----_---- A6.3.7 NOP PLAIN
            1111_1001_1011_----_1111_----_----_---- A6.3.8 NOP PLAIN
            1111_1001_0011_----_1111_1100_----_---- A6.3.8 NOP PLAIN
            1111_1001_0011_----_1111_0000_00--_---- A6.3.8 NOP PLAIN
            # stores (A6.3.10)
            1111_1000_-0-0_1111_----_----_----_---- A6.3.10 UDF PLAIN
            1111_1000_-100_1111_----_----_----_---- A6.3.10 UDF PLAIN
            1111_1000_1000_nnnn_dddd_iiii_iiii_iiii A8.8.206 STRB OFFSET P=1 U=1
            1111_1000_1010_nnnn_dddd_iiii_iiii_iiii A8.8.216 STRH OFFSET P=1 U=1
            1111_1000_1100_nnnn_dddd_iiii_iiii_iiii A8.8.203 STR OFFSET P=1 U=1
            1111_1000_0000_nnnn_dddd_1PUW_iiii_iiii A8.8.206 STRB OFFSET_T32
            1111_1000_0010_nnnn_dddd_1PUW_iiii_iiii A8.8.216 STRH OFFSET_T32
            1111_1000_0100_nnnn_dddd_1PUW_iiii_iiii A8.8.203 STR OFFSET_T32
            1111_1000_0000_nnnn_dddd_0000_00ii_mmmm A8.8.208 STRB OFFSET_REG P=1 U=1
            1111_1000_0010_nnnn_dddd_0000_00ii_mmmm A8.8.218 STRH OFFSET_REG P=1 U=1
            1111_1000_0100_nnnn_dddd_0000_00ii_mmmm A8.8.205 STR OFFSET_REG P=1 U=1
            # loads (A6.3.7 to A6.3.9)
            1111_1000_U001_1111_dddd_iiii_iiii_iiii A8.8.69 LDRB OFFSET P=1 n=15
            1111_1000_U011_1111_dddd_iiii_iiii_iiii A8.8.81 LDRH OFFSET P=1 n=15
            1111_1000_U101_1111_dddd_iiii_iiii_iiii A8.8.64 LDR OFFSET P=1 n=15
            1111_1001_U001_1111_dddd_iiii_iiii_iiii A8.8.85 LDRSB OFFSET P=1 n=15
            1111_1001_U011_1111_dddd_iiii_iiii_iiii A8.8.89 LDRSH OFFSET P=1 n=15
            1111_1000_1001_nnnn_dddd_iiii_iiii_iiii A8.8.67 LDRB OFFSET P=1 U=1
            1111_1000_1011_nnnn_dddd_iiii_iiii_iiii A8.8.79 LDRH OFFSET P=1 U=1
            1111_1000_1101_nnnn_dddd_iiii_iiii_iiii A8.8.62 LDR OFFSET P=1 U=1
            1111_1001_1001_nnnn_dddd_iiii_iiii_iiii A8.8.84 LDRSB OFFSET P=1 U=1
            1111_1001_1011_nnnn_dddd_iiii_iiii_iiii A8.8.88 LDRSH OFFSET P=1 U=1
            1111_1000_0001_nnnn_dddd_1PUW_iiii_iiii A8.8.67 LDRB OFFSET_T32
            1111_1000_0011_nnnn_dddd_1PUW_iiii_iiii A8.8.79 LDRH OFFSET_T32
            1111_1000_0101_nnnn_dddd_1PUW_iiii_iiii A8.8.62 LDR OFFSET_T32
            1111_1001_0001_nnnn_dddd_1PUW_iiii_iiii A8.8.84 LDRSB OFFSET_T32
            1111_1001_0011_nnnn_dddd_1PUW_iiii_iiii A8.8.88 LDRSH OFFSET_T32
            1111_1000_0001_nnnn_dddd_0000_00ii_mmmm A8.8.70 LDRB OFFSET_REG P=1 U=1
            1111_1000_0011_nnnn_dddd_0000_00ii_mmmm A8.8.82 LDRH OFFSET_REG P=1 U=1
            1111_1000_0101_nnnn_dddd_0000_00ii_mmmm A8.8.65 LDR OFFSET_REG P=1 U=1
            1111_1001_0001_nnnn_dddd_0000_00ii_mmmm A8.8.86 LDRSB OFFSET_REG P=1 U=1
            1111_1001_0011_nnnn_dddd_0000_00ii_mmmm A8.8.90 LDRSH OFFSET_REG P=1 U=1
            """;

    private T32Table() {}
}
