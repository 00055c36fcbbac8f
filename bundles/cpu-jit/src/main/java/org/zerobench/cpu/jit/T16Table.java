package org.zerobench.cpu.jit;

/** 16-bit encodings in Thumb state (ARM ARM A6.2); see {@link Encoding} for the format. {@code S=2}: unless in an IT block. */
final class T16Table {

    static final String LINES = """
            # shift, add, subtract, move, compare (A6.2.1)
            000_00_iiiii_mmm_ddd A8.8.94 MOV SHIFTED S=2
            000_01_iiiii_mmm_ddd A8.8.96 MOV SHIFTED S=2 y=1
            000_10_iiiii_mmm_ddd A8.8.16 MOV SHIFTED S=2 y=2
            000_1100_mmm_nnn_ddd A8.8.6 ADD REG S=2
            000_1101_mmm_nnn_ddd A8.8.223 SUB REG S=2
            000_1110_iii_nnn_ddd A8.8.4 ADD PLAIN S=2
            000_1111_iii_nnn_ddd A8.8.221 SUB PLAIN S=2
            001_00_ddd_iiiiiiii A8.8.102 MOV PLAIN S=2
            001_01_nnn_iiiiiiii A8.8.37 CMP PLAIN S=1
            001_10_ddd_iiiiiiii A8.8.4 ADD SAME S=2
            001_11_ddd_iiiiiiii A8.8.221 SUB SAME S=2
            # data processing (A6.2.2)
            0100_00_0000_mmm_ddd A8.8.14 AND SAME_REG S=2
            0100_00_0001_mmm_ddd A8.8.47 EOR SAME_REG S=2
            0100_00_0010_sss_ddd A8.8.95 MOV SHIFT_SAME S=2
            0100_00_0011_sss_ddd A8.8.97 MOV SHIFT_SAME S=2 y=1
            0100_00_0100_sss_ddd A8.8.17 MOV SHIFT_SAME S=2 y=2
            0100_00_0101_mmm_ddd A8.8.2 ADC SAME_REG S=2
            0100_00_0110_mmm_ddd A8.8.162 SBC SAME_REG S=2
            0100_00_0111_sss_ddd A8.8.150 MOV SHIFT_SAME S=2 y=3
            0100_00_1000_mmm_nnn A8.8.241 TST REG S=1
            0100_00_1001_nnn_ddd A8.8.152 RSB PLAIN S=2
            0100_00_1010_mmm_nnn A8.8.38 CMP REG S=1
            0100_00_1011_mmm_nnn A8.8.35 CMN REG S=1
            0100_00_1100_mmm_ddd A8.8.123 ORR SAME_REG S=2
            0100_00_1101_nnn_ddd A8.8.114 MUL MUL_SAME S=2
            0100_00_1110_mmm_ddd A8.8.22 BIC SAME_REG S=2
            0100_00_1111_mmm_ddd A8.8.116 MVN REG S=2
            # special data, branch and exchange (A6.2.3)
            0100_0100_d_mmmm_ddd A8.8.6 ADD SAME_REG
            0100_0101_n_mmmm_nnn A8.8.38 CMP REG S=1
            0100_0110_d_mmmm_ddd A8.8.103 MOV REG
            0100_0111_0_mmmm_--- A8.8.27 BX PLAIN
            0100_0111_1_mmmm_--- A8.8.26 BLXR PLAIN
            # loads and stores (A6.2.4)
            0100_1_ddd_iiiiiiii A8.8.64 LDR OFFSET n=15 P=1 U=1 x=2
            0101_000_mmm_nnn_ddd A8.8.205 STR OFFSET_REG P=1 U=1
            0101_001_mmm_nnn_ddd A8.8.218 STRH OFFSET_REG P=1 U=1
            0101_010_mmm_nnn_ddd A8.8.208 STRB OFFSET_REG P=1 U=1
            0101_011_mmm_nnn_ddd A8.8.86 LDRSB OFFSET_REG P=1 U=1
            0101_100_mmm_nnn_ddd A8.8.65 LDR OFFSET_REG P=1 U=1
            0101_101_mmm_nnn_ddd A8.8.82 LDRH OFFSET_REG P=1 U=1
            0101_110_mmm_nnn_ddd A8.8.70 LDRB OFFSET_REG P=1 U=1
            0101_111_mmm_nnn_ddd A8.8.90 LDRSH OFFSET_REG P=1 U=1
            0110_0_iiiii_nnn_ddd A8.8.203 STR OFFSET P=1 U=1 x=2
            0110_1_iiiii_nnn_ddd A8.8.62 LDR OFFSET P=1 U=1 x=2
            0111_0_iiiii_nnn_ddd A8.8.206 STRB OFFSET P=1 U=1
            0111_1_iiiii_nnn_ddd A8.8.67 LDRB OFFSET P=1 U=1
            1000_0_iiiii_nnn_ddd A8.8.216 STRH OFFSET P=1 U=1 x=1
            1000_1_iiiii_nnn_ddd A8.8.79 LDRH OFFSET P=1 U=1 x=1
            1001_0_ddd_iiiiiiii A8.8.203 STR OFFSET n=13 P=1 U=1 x=2
            1001_1_ddd_iiiiiiii A8.8.62 LDR OFFSET n=13 P=1 U=1 x=2
            # addresses
            1010_0_ddd_iiiiiiii A8.8.12 ADR PLAIN x=2
            1010_1_ddd_iiiiiiii A8.8.9 ADD PLAIN n=13 x=2
            # miscellaneous (A6.2.5)
            1011_0000_0_iiiiiii A8.8.9 ADD PLAIN d=13 n=13 x=2
            1011_0000_1_iiiiiii A8.8.225 SUB PLAIN d=13 n=13 x=2
            1011_00i1_iiiii_nnn A8.8.29 CBZ PLAIN x=1
            1011_10i1_iiiii_nnn A8.8.29 CBNZ PLAIN x=1
            1011_0010_00_mmm_ddd A8.8.235 SXTH ROTATED
            1011_0010_01_mmm_ddd A8.8.233 SXTB ROTATED
            1011_0010_10_mmm_ddd A8.8.276 UXTH ROTATED
            1011_0010_11_mmm_ddd A8.8.274 UXTB ROTATED
            1011_010r_rrrrrrrr A8.8.133 STM LIST_LR P=1 W=1 n=13
            1011_0110_0101_i000 A8.8.167 SETEND PLAIN
            1011_0110_011y_0iii B9.3.1 NOP PLAIN
            1011_1010_00_mmm_ddd A8.8.145 REV PLAIN
            1011_1010_01_mmm_ddd A8.8.146 REV16 PLAIN
            1011_1010_11_mmm_ddd A8.8.147 REVSH PLAIN
            1011_110r_rrrrrrrr A8.8.131 LDM LIST_PC U=1 W=1 n=13
            1011_1110_iiiiiiii A8.8.24 BKPT PLAIN
            1011_1111_iiii_0000 A6.2.5 NOP PLAIN
            1011_1111_iiiiiiii A8.8.54 IT PLAIN
            # multiple registers (A6.2)
            1100_0_nnn_rrrrrrrr A8.8.199 STM LIST U=1 W=1
            1100_1_nnn_rrrrrrrr A8.8.57 LDM LIST_T16 U=1
            # conditional branch, supervisor call (A6.2.6)
            1101_1110_iiiiiiii A8.8.247 UDF PLAIN
            1101_1111_iiiiiiii A8.8.228 SVC PLAIN
            1101_cccc_iiiiiiii A8.8.18 B BRANCH x=1
            1110_0_iiiiiiiiiii A8.8.18 B BRANCH x=1
            """;

    private T16Table() {}
}
