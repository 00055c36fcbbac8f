package org.zerobench.cpu.jit;

/** Encodings in ARM state but VFP and NEON; see {@link Encoding} for the format. */
final class A32Table {

    /** Data processing, multiplies, branches, system (ARM ARM A5.2, A5.5, A5.7). */
    static final String CORE = """
            # multiplies (A5.2.5)
            cccc_0000_000S_dddd_----_mmmm_1001_nnnn A8.8.114 MUL PLAIN
            cccc_0000_001S_dddd_aaaa_mmmm_1001_nnnn A8.8.100 MLA PLAIN
            cccc_0000_0100_dddd_aaaa_mmmm_1001_nnnn A8.8.255 UMAAL PLAIN
            cccc_0000_0110_dddd_aaaa_mmmm_1001_nnnn A8.8.101 MLS PLAIN
            cccc_0000_100S_dddd_aaaa_mmmm_1001_nnnn A8.8.257 UMULL PLAIN
            cccc_0000_101S_dddd_aaaa_mmmm_1001_nnnn A8.8.256 UMLAL PLAIN
            cccc_0000_110S_dddd_aaaa_mmmm_1001_nnnn A8.8.189 SMULL PLAIN
            cccc_0000_111S_dddd_aaaa_mmmm_1001_nnnn A8.8.178 SMLAL PLAIN
            # half word multiplies (A5.2.7)
            cccc_0001_0000_dddd_aaaa_mmmm_1vu0_nnnn A8.8.176 SMLA TOPS
            cccc_0001_0010_dddd_aaaa_mmmm_1v00_nnnn A8.8.181 SMLAW TOPS
            cccc_0001_0010_dddd_----_mmmm_1v10_nnnn A8.8.190 SMULW TOPS
            cccc_0001_0100_dddd_aaaa_mmmm_1vu0_nnnn A8.8.179 SMLALH TOPS
            cccc_0001_0110_dddd_----_mmmm_1vu0_nnnn A8.8.188 SMUL TOPS
            # saturating (A5.2.6)
            cccc_0001_0000_nnnn_dddd_----_0101_mmmm A8.8.134 QADD PLAIN
            cccc_0001_0010_nnnn_dddd_----_0101_mmmm A8.8.141 QSUB PLAIN
            cccc_0001_0100_nnnn_dddd_----_0101_mmmm A8.8.138 QDADD PLAIN
            cccc_0001_0110_nnnn_dddd_----_0101_mmmm A8.8.139 QDSUB PLAIN
            # miscellaneous (A5.2.12)
            cccc_0001_0000_----_dddd_--0-_0000_---- A8.8.109 MRS PLAIN
            cccc_0001_0010_ss--_----_--0-_0000_mmmm A8.8.112 MSR REG
            cccc_0001_0010_----_----_----_0001_mmmm A8.8.27 BX PLAIN
            cccc_0001_0010_----_----_----_0010_mmmm A8.8.28 BX PLAIN
            cccc_0001_0010_----_----_----_0011_mmmm A8.8.26 BLXR PLAIN
            cccc_0001_0110_----_dddd_----_0001_mmmm A8.8.33 CLZ PLAIN
            cccc_0001_0010_iiii_iiii_iiii_0111_iiii A8.8.24 BKPT PLAIN
            cccc_0001_0--0_----_----_----_0---_---- A5.2.12 UDF PLAIN
            # wide moves, hints, MSR immediate (A5.2.11)
            cccc_0011_0000_jjjj_dddd_iiii_iiii_iiii A8.8.102 MOV HALVES
            cccc_0011_0100_jjjj_dddd_iiii_iiii_iiii A8.8.106 MOVT HALVES
            cccc_0011_0010_0000_----_----_1111_iiii A8.8.42 NOP PLAIN
            cccc_0011_0010_0000_----_----_iiii_iiii A5.2.11 NOP PLAIN
            cccc_0011_0010_ss--_----_iiii_iiii_iiii A8.8.111 MSR ARM_IMM
            cccc_0011_0-10_----_----_----_----_---- A5.2.11 UDF PLAIN
            # data processing, shifted register (A5.2.1)
            cccc_0000_000S_nnnn_dddd_iiii_iyy0_mmmm A8.8.14 AND SHIFTED
            cccc_0000_001S_nnnn_dddd_iiii_iyy0_mmmm A8.8.47 EOR SHIFTED
            cccc_0000_010S_nnnn_dddd_iiii_iyy0_mmmm A8.8.223 SUB SHIFTED
            cccc_0000_011S_nnnn_dddd_iiii_iyy0_mmmm A8.8.153 RSB SHIFTED
            cccc_0000_100S_nnnn_dddd_iiii_iyy0_mmmm A8.8.7 ADD SHIFTED
            cccc_0000_101S_nnnn_dddd_iiii_iyy0_mmmm A8.8.2 ADC SHIFTED
            cccc_0000_110S_nnnn_dddd_iiii_iyy0_mmmm A8.8.162 SBC SHIFTED
            cccc_0000_111S_nnnn_dddd_iiii_iyy0_mmmm A8.8.156 RSC SHIFTED
            cccc_0001_0001_nnnn_----_iiii_iyy0_mmmm A8.8.241 TST SHIFTED S=1
            cccc_0001_0011_nnnn_----_iiii_iyy0_mmmm A8.8.238 TEQ SHIFTED S=1
            cccc_0001_0101_nnnn_----_iiii_iyy0_mmmm A8.8.38 CMP SHIFTED S=1
            cccc_0001_0111_nnnn_----_iiii_iyy0_mmmm A8.8.35 CMN SHIFTED S=1
            cccc_0001_100S_nnnn_dddd_iiii_iyy0_mmmm A8.8.123 ORR SHIFTED
            cccc_0001_101S_----_dddd_iiii_iyy0_mmmm A8.8.104 MOV SHIFTED
            cccc_0001_110S_nnnn_dddd_iiii_iyy0_mmmm A8.8.22 BIC SHIFTED
            cccc_0001_111S_----_dddd_iiii_iyy0_mmmm A8.8.116 MVN SHIFTED
            # data processing, shifted by a register (A5.2.2)
            cccc_0000_000S_nnnn_dddd_ssss_0yy1_mmmm A8.8.15 AND BY_REGISTER
            cccc_0000_001S_nnnn_dddd_ssss_0yy1_mmmm A8.8.48 EOR BY_REGISTER
            cccc_0000_010S_nnnn_dddd_ssss_0yy1_mmmm A8.8.224 SUB BY_REGISTER
            cccc_0000_011S_nnnn_dddd_ssss_0yy1_mmmm A8.8.154 RSB BY_REGISTER
            cccc_0000_100S_nnnn_dddd_ssss_0yy1_mmmm A8.8.8 ADD BY_REGISTER
            cccc_0000_101S_nnnn_dddd_ssss_0yy1_mmmm A8.8.3 ADC BY_REGISTER
            cccc_0000_110S_nnnn_dddd_ssss_0yy1_mmmm A8.8.163 SBC BY_REGISTER
            cccc_0000_111S_nnnn_dddd_ssss_0yy1_mmmm A8.8.157 RSC BY_REGISTER
            cccc_0001_0001_nnnn_----_ssss_0yy1_mmmm A8.8.242 TST BY_REGISTER S=1
            cccc_0001_0011_nnnn_----_ssss_0yy1_mmmm A8.8.239 TEQ BY_REGISTER S=1
            cccc_0001_0101_nnnn_----_ssss_0yy1_mmmm A8.8.39 CMP BY_REGISTER S=1
            cccc_0001_0111_nnnn_----_ssss_0yy1_mmmm A8.8.36 CMN BY_REGISTER S=1
            cccc_0001_100S_nnnn_dddd_ssss_0yy1_mmmm A8.8.124 ORR BY_REGISTER
            cccc_0001_101S_----_dddd_ssss_0yy1_mmmm A8.8.95 MOV BY_REGISTER
            cccc_0001_110S_nnnn_dddd_ssss_0yy1_mmmm A8.8.23 BIC BY_REGISTER
            cccc_0001_111S_----_dddd_ssss_0yy1_mmmm A8.8.117 MVN BY_REGISTER
            # data processing, immediate (A5.2.3)
            cccc_0010_000S_nnnn_dddd_iiii_iiii_iiii A8.8.13 AND ARM_IMM
            cccc_0010_001S_nnnn_dddd_iiii_iiii_iiii A8.8.46 EOR ARM_IMM
            cccc_0010_010S_nnnn_dddd_iiii_iiii_iiii A8.8.222 SUB ARM_IMM
            cccc_0010_011S_nnnn_dddd_iiii_iiii_iiii A8.8.152 RSB ARM_IMM
            cccc_0010_100S_nnnn_dddd_iiii_iiii_iiii A8.8.5 ADD ARM_IMM
            cccc_0010_101S_nnnn_dddd_iiii_iiii_iiii A8.8.1 ADC ARM_IMM
            cccc_0010_110S_nnnn_dddd_iiii_iiii_iiii A8.8.161 SBC ARM_IMM
            cccc_0010_111S_nnnn_dddd_iiii_iiii_iiii A8.8.155 RSC ARM_IMM
            cccc_0011_0001_nnnn_----_iiii_iiii_iiii A8.8.240 TST ARM_IMM S=1
            cccc_0011_0011_nnnn_----_iiii_iiii_iiii A8.8.237 TEQ ARM_IMM S=1
            cccc_0011_0101_nnnn_----_iiii_iiii_iiii A8.8.37 CMP ARM_IMM S=1
            cccc_0011_0111_nnnn_----_iiii_iiii_iiii A8.8.34 CMN ARM_IMM S=1
            cccc_0011_100S_nnnn_dddd_iiii_iiii_iiii A8.8.122 ORR ARM_IMM
            cccc_0011_101S_----_dddd_iiii_iiii_iiii A8.8.102 MOV ARM_IMM
            cccc_0011_110S_nnnn_dddd_iiii_iiii_iiii A8.8.21 BIC ARM_IMM
            cccc_0011_111S_----_dddd_iiii_iiii_iiii A8.8.115 MVN ARM_IMM
            # branches and calls (A5.5, A5.7)
            cccc_1010_iiii_iiii_iiii_iiii_iiii_iiii A8.8.18 B BRANCH x=2
            cccc_1011_iiii_iiii_iiii_iiii_iiii_iiii A8.8.25 BL BRANCH x=2
            1111_101h_iiii_iiii_iiii_iiii_iiii_iiii A8.8.25 BLX BRANCH x=2
            cccc_1111_iiii_iiii_iiii_iiii_iiii_iiii A8.8.228 SVC PLAIN
            # coprocessor 15 as far as users may (B3.17, B4.1.150, B6.1)
            cccc_1110_0001_1101_dddd_1111_0111_0000 B4.1.149 READ_TPIDRURO PLAIN
            cccc_1110_0001_1101_dddd_1111_0101_0000 B4.1.150 READ_TPIDRURW PLAIN
            cccc_1110_0000_1101_dddd_1111_0101_0000 B4.1.150 WRITE_TPIDRURW PLAIN
            cccc_1110_0000_0111_dddd_1111_1001_0101 B4.2.1 NOP PLAIN b=5 i=4
            cccc_1110_0000_0111_dddd_1111_1001_1010 B4.2.1 NOP PLAIN b=10 i=4
            cccc_1110_0000_0111_dddd_1111_1011_1010 B4.2.1 NOP PLAIN b=10 i=5
            1111_0001_0000_---1_----_--i-_0000_---- A8.8.167 SETEND PLAIN
            # unconditional: CPS does nothing for users, barriers have nobody to wait for, preloads are hints
            1111_0001_0000_yyW0_----_---i_ii0b_bbbb B9.3.2 NOP PLAIN
            1111_0101_0111_----_----_----_0001_---- A8.8.32 CLREX PLAIN
            1111_0101_0111_----_----_----_0100_iiii A8.8.44 NOP PLAIN
            1111_0101_0111_----_----_----_0101_iiii A8.8.43 NOP PLAIN
            1111_0101_0111_----_----_----_0110_iiii A8.8.53 NOP PLAIN
            1111_0101_U101_nnnn_1111_iiii_iiii_iiii A8.8.126 NOP OFFSET P=1
            1111_0101_U001_nnnn_1111_iiii_iiii_iiii A8.8.126 NOP OFFSET P=1 w=1
            1111_0100_U101_nnnn_1111_iiii_iiii_iiii A8.8.129 NOP OFFSET P=1
            1111_0100_-001_----_----_----_----_---- A5.7.1 NOP PLAIN
            1111_0111_U101_nnnn_1111_iiii_iyy0_mmmm A8.8.128 NOP OFFSET_REG P=1
            1111_0111_U001_nnnn_1111_iiii_iyy0_mmmm A8.8.128 NOP OFFSET_REG P=1 w=1
            1111_0110_U101_nnnn_1111_iiii_iyy0_mmmm A8.8.130 NOP OFFSET_REG P=1
            1111_0110_-001_----_----_----_---0_---- A5.7.1 NOP PLAIN
            """;

    /** Media instructions (ARM ARM A5.4). */
    static final String MEDIA = """
            # parallel addition and subtraction: i is the prefix S Q SH - U UQ UH (A5.4.1, A5.4.2)
            cccc_0110_0iii_nnnn_dddd_----_0001_mmmm A5.4.1 ADD16 PREFIX
            cccc_0110_0iii_nnnn_dddd_----_0011_mmmm A5.4.1 ASX PREFIX
            cccc_0110_0iii_nnnn_dddd_----_0101_mmmm A5.4.1 SAX PREFIX
            cccc_0110_0iii_nnnn_dddd_----_0111_mmmm A5.4.1 SUB16 PREFIX
            cccc_0110_0iii_nnnn_dddd_----_1001_mmmm A5.4.1 ADD8 PREFIX
            cccc_0110_0iii_nnnn_dddd_----_1111_mmmm A5.4.1 SUB8 PREFIX
            cccc_0111_1111_iiii_iiii_iiii_1111_iiii A8.8.247 UDF PLAIN
            # packing, saturation, reversal (A5.4.3)
            cccc_0110_1000_nnnn_dddd_iiii_i001_mmmm A8.8.125 PKHBT SHIFTED
            cccc_0110_1000_nnnn_dddd_iiii_i101_mmmm A8.8.125 PKHTB SHIFTED y=2
            cccc_0110_1000_nnnn_dddd_----_1011_mmmm A8.8.166 SEL PLAIN
            cccc_0110_101b_bbbb_dddd_iiii_iy01_nnnn A8.8.193 SSAT SATURATE o=1
            cccc_0110_111b_bbbb_dddd_iiii_iy01_nnnn A8.8.262 USAT SATURATE
            cccc_0110_1010_bbbb_dddd_----_0011_nnnn A8.8.194 SSAT16 SATURATE o=1
            cccc_0110_1110_bbbb_dddd_----_0011_nnnn A8.8.263 USAT16 SATURATE
            cccc_0110_1000_1111_dddd_ii--_0111_mmmm A8.8.234 SXTB16 ROTATED
            cccc_0110_1000_nnnn_dddd_ii--_0111_mmmm A8.8.231 SXTAB16 ROTATED
            cccc_0110_1010_1111_dddd_ii--_0111_mmmm A8.8.233 SXTB ROTATED
            cccc_0110_1010_nnnn_dddd_ii--_0111_mmmm A8.8.230 SXTAB ROTATED
            cccc_0110_1011_1111_dddd_ii--_0111_mmmm A8.8.235 SXTH ROTATED
            cccc_0110_1011_nnnn_dddd_ii--_0111_mmmm A8.8.232 SXTAH ROTATED
            cccc_0110_1100_1111_dddd_ii--_0111_mmmm A8.8.275 UXTB16 ROTATED
            cccc_0110_1100_nnnn_dddd_ii--_0111_mmmm A8.8.272 UXTAB16 ROTATED
            cccc_0110_1110_1111_dddd_ii--_0111_mmmm A8.8.274 UXTB ROTATED
            cccc_0110_1110_nnnn_dddd_ii--_0111_mmmm A8.8.271 UXTAB ROTATED
            cccc_0110_1111_1111_dddd_ii--_0111_mmmm A8.8.276 UXTH ROTATED
            cccc_0110_1111_nnnn_dddd_ii--_0111_mmmm A8.8.273 UXTAH ROTATED
            cccc_0110_1011_----_dddd_----_0011_mmmm A8.8.145 REV PLAIN
            cccc_0110_1011_----_dddd_----_1011_mmmm A8.8.146 REV16 PLAIN
            cccc_0110_1111_----_dddd_----_0011_mmmm A8.8.144 RBIT PLAIN
            cccc_0110_1111_----_dddd_----_1011_mmmm A8.8.147 REVSH PLAIN
            # signed multiplies, division (A5.4.4)
            cccc_0111_0000_dddd_1111_mmmm_00i1_nnnn A8.8.187 SMUAD PLAIN
            cccc_0111_0000_dddd_aaaa_mmmm_00i1_nnnn A8.8.177 SMLAD PLAIN
            cccc_0111_0000_dddd_1111_mmmm_01i1_nnnn A8.8.191 SMUSD PLAIN
            cccc_0111_0000_dddd_aaaa_mmmm_01i1_nnnn A8.8.182 SMLSD PLAIN
            cccc_0111_0001_dddd_----_mmmm_0001_nnnn A8.8.165 SDIV PLAIN
            cccc_0111_0011_dddd_----_mmmm_0001_nnnn A8.8.248 UDIV PLAIN
            cccc_0111_0100_dddd_aaaa_mmmm_00i1_nnnn A8.8.180 SMLALD PLAIN
            cccc_0111_0100_dddd_aaaa_mmmm_01i1_nnnn A8.8.183 SMLSLD PLAIN
            cccc_0111_0101_dddd_1111_mmmm_00i1_nnnn A8.8.186 SMMUL PLAIN
            cccc_0111_0101_dddd_aaaa_mmmm_00i1_nnnn A8.8.184 SMMLA PLAIN
            cccc_0111_0101_dddd_aaaa_mmmm_11i1_nnnn A8.8.185 SMMLS PLAIN
            cccc_0111_1000_dddd_1111_mmmm_0001_nnnn A8.8.253 USAD8 PLAIN
            cccc_0111_1000_dddd_aaaa_mmmm_0001_nnnn A8.8.254 USADA8 PLAIN
            # bit fields
            cccc_0111_101w_wwww_dddd_iiii_i101_nnnn A8.8.164 SBFX FIELD
            cccc_0111_111w_wwww_dddd_iiii_i101_nnnn A8.8.246 UBFX FIELD
            cccc_0111_110b_bbbb_dddd_iiii_i001_1111 A8.8.19 BFC FIELD
            cccc_0111_110b_bbbb_dddd_iiii_i001_nnnn A8.8.20 BFI FIELD
            """;

    /** Loads and stores (ARM ARM A5.2.8 to A5.2.10, A5.3, A5.5). */
    static final String MEMORY = """
            # exclusives and swap (A5.2.10)
            cccc_0001_0000_nnnn_dddd_----_1001_mmmm A8.8.229 SWP PLAIN
            cccc_0001_0100_nnnn_dddd_----_1001_mmmm A8.8.229 SWPB PLAIN
            cccc_0001_1000_nnnn_ssss_--11_1001_dddd A8.8.212 STREX PLAIN
            cccc_0001_1001_nnnn_dddd_--11_1001_---- A8.8.75 LDREX PLAIN
            cccc_0001_1010_nnnn_ssss_--11_1001_dddd A8.8.214 STREXD PAIR
            cccc_0001_1011_nnnn_dddd_--11_1001_---- A8.8.77 LDREXD PAIR
            cccc_0001_1100_nnnn_ssss_--11_1001_dddd A8.8.213 STREXB PLAIN
            cccc_0001_1101_nnnn_dddd_--11_1001_---- A8.8.76 LDREXB PLAIN
            cccc_0001_1110_nnnn_ssss_--11_1001_dddd A8.8.215 STREXH PLAIN
            cccc_0001_1111_nnnn_dddd_--11_1001_---- A8.8.78 LDREXH PLAIN
            # half words, signed bytes, double words; the unprivileged forms among them (A5.2.8, A5.2.9)
            cccc_000P_U0W0_nnnn_dddd_----_1011_mmmm A8.8.218 STRH OFFSET_REG
            cccc_000P_U0W1_nnnn_dddd_----_1011_mmmm A8.8.82 LDRH OFFSET_REG
            cccc_000P_U1W0_nnnn_dddd_iiii_1011_iiii A8.8.217 STRH OFFSET
            cccc_000P_U1W1_nnnn_dddd_iiii_1011_iiii A8.8.80 LDRH OFFSET
            cccc_000P_U0W0_nnnn_ddd0_----_1101_mmmm A8.8.74 LDRD PAIR_REG
            cccc_000P_U0W1_nnnn_dddd_----_1101_mmmm A8.8.86 LDRSB OFFSET_REG
            cccc_000P_U1W0_nnnn_ddd0_iiii_1101_iiii A8.8.72 LDRD PAIR_IMM
            cccc_000P_U1W1_nnnn_dddd_iiii_1101_iiii A8.8.84 LDRSB OFFSET
            cccc_000P_U0W0_nnnn_ddd0_----_1111_mmmm A8.8.211 STRD PAIR_REG
            cccc_000P_U0W1_nnnn_dddd_----_1111_mmmm A8.8.90 LDRSH OFFSET_REG
            cccc_000P_U1W0_nnnn_ddd0_iiii_1111_iiii A8.8.210 STRD PAIR_IMM
            cccc_000P_U1W1_nnnn_dddd_iiii_1111_iiii A8.8.88 LDRSH OFFSET
            # words and bytes (A5.3)
            cccc_010P_U0W0_nnnn_dddd_iiii_iiii_iiii A8.8.204 STR OFFSET
            cccc_010P_U0W1_nnnn_dddd_iiii_iiii_iiii A8.8.63 LDR OFFSET
            cccc_010P_U1W0_nnnn_dddd_iiii_iiii_iiii A8.8.207 STRB OFFSET
            cccc_010P_U1W1_nnnn_dddd_iiii_iiii_iiii A8.8.68 LDRB OFFSET
            cccc_011P_U0W0_nnnn_dddd_iiii_iyy0_mmmm A8.8.205 STR OFFSET_REG
            cccc_011P_U0W1_nnnn_dddd_iiii_iyy0_mmmm A8.8.66 LDR OFFSET_REG
            cccc_011P_U1W0_nnnn_dddd_iiii_iyy0_mmmm A8.8.208 STRB OFFSET_REG
            cccc_011P_U1W1_nnnn_dddd_iiii_iyy0_mmmm A8.8.70 LDRB OFFSET_REG
            # block transfers; those with the S bit are for kernels (A5.5)
            cccc_100-_-1--_----_----_----_----_---- B9.3.5 UDF PLAIN
            cccc_100P_U0W0_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.199 STM LIST
            cccc_100P_U0W1_nnnn_rrrr_rrrr_rrrr_rrrr A8.8.57 LDM LIST
            """;

    private A32Table() {}
}
