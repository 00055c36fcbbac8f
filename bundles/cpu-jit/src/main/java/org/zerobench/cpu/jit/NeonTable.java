package org.zerobench.cpu.jit;

/** Encodings of Advanced SIMD in their A32 form (ARM ARM A7.4, A7.7); see {@link Encoding} for the format. */
final class NeonTable {

    static final String LINES = """
            # three registers of the same length (A7.4.1): z size of elements, of which A are allowed; q pairs of registers
            1111_001u_0dzz_nnnn_dddd_0000_nqm0_mmmm A8.8.319 VHADD NEON A=7
            1111_001u_0dzz_nnnn_dddd_0000_nqm1_mmmm A8.8.370 VQADD NEON
            1111_001u_0dzz_nnnn_dddd_0001_nqm0_mmmm A8.8.387 VRHADD NEON A=7
            1111_0010_0d00_nnnn_dddd_0001_nqm1_mmmm A8.8.287 VAND NEON
            1111_0010_0d01_nnnn_dddd_0001_nqm1_mmmm A8.8.289 VBIC NEON
            1111_0010_0d10_nnnn_dddd_0001_nqm1_mmmm A8.8.360 VORR NEON
            1111_0010_0d11_nnnn_dddd_0001_nqm1_mmmm A8.8.358 VORN NEON
            1111_0011_0d00_nnnn_dddd_0001_nqm1_mmmm A8.8.315 VEOR NEON
            1111_0011_0d01_nnnn_dddd_0001_nqm1_mmmm A8.8.290 VBSL NEON
            1111_0011_0d10_nnnn_dddd_0001_nqm1_mmmm A8.8.290 VBIT NEON
            1111_0011_0d11_nnnn_dddd_0001_nqm1_mmmm A8.8.290 VBIF NEON
            1111_001u_0dzz_nnnn_dddd_0010_nqm0_mmmm A8.8.319 VHSUB NEON A=7
            1111_001u_0dzz_nnnn_dddd_0010_nqm1_mmmm A8.8.382 VQSUB NEON
            1111_001u_0dzz_nnnn_dddd_0011_nqm0_mmmm A8.8.295 VCGT NEON A=7
            1111_001u_0dzz_nnnn_dddd_0011_nqm1_mmmm A8.8.293 VCGE NEON A=7
            1111_001u_0dzz_nnnn_dddd_0110_nqm0_mmmm A8.8.334 VMAX NEON A=7
            1111_001u_0dzz_nnnn_dddd_0110_nqm1_mmmm A8.8.334 VMIN NEON A=7
            1111_001u_0dzz_nnnn_dddd_0111_nqm0_mmmm A8.8.278 VABD NEON A=7
            1111_001u_0dzz_nnnn_dddd_0111_nqm1_mmmm A8.8.277 VABA NEON A=7
            1111_0010_0dzz_nnnn_dddd_1000_nqm0_mmmm A8.8.282 VADD_INT NEON
            1111_0011_0dzz_nnnn_dddd_1000_nqm0_mmmm A8.8.414 VSUB_INT NEON
            1111_0010_0dzz_nnnn_dddd_1000_nqm1_mmmm A8.8.421 VTST NEON A=7
            1111_0011_0dzz_nnnn_dddd_1000_nqm1_mmmm A8.8.291 VCEQ NEON A=7
            1111_0010_0dzz_nnnn_dddd_1001_nqm0_mmmm A8.8.336 VMLA_INT NEON A=7
            1111_0011_0dzz_nnnn_dddd_1001_nqm0_mmmm A8.8.336 VMLS_INT NEON A=7
            1111_0010_0dzz_nnnn_dddd_1001_nqm1_mmmm A8.8.350 VMUL_INT NEON A=7
            1111_0011_0d00_nnnn_dddd_1001_nqm1_mmmm A8.8.350 VMUL_POLY NEON u=1
            1111_001u_0dzz_nnnn_dddd_1010_n0m0_mmmm A8.8.365 VPMAX NEON A=7
            1111_001u_0dzz_nnnn_dddd_1010_n0m1_mmmm A8.8.365 VPMIN NEON A=7
            1111_0010_0dzz_nnnn_dddd_1011_nqm0_mmmm A8.8.372 VQDMULH NEON A=6
            1111_0011_0dzz_nnnn_dddd_1011_nqm0_mmmm A8.8.376 VQRDMULH NEON A=6
            1111_0010_0dzz_nnnn_dddd_1011_n0m1_mmmm A8.8.362 VPADD NEON A=7
            # one register and an immediate (A7.4.6)
            1111_001i_1d00_0iii_dddd_0kk0_0q01_iiii A8.8.339 VMOV_VECTOR NEON_IMM
            1111_001i_1d00_0iii_dddd_10k0_0q01_iiii A8.8.339 VMOV_VECTOR NEON_IMM
            1111_001i_1d00_0iii_dddd_11kk_0q01_iiii A8.8.339 VMOV_VECTOR NEON_IMM
            1111_001i_1d00_0iii_dddd_1110_0q11_iiii A8.8.339 VMOV_VECTOR NEON_IMM
            1111_001i_1d00_0iii_dddd_0kk1_0q01_iiii A8.8.359 VORR_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_10k1_0q01_iiii A8.8.359 VORR_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_0kk0_0q11_iiii A8.8.353 VMVN_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_10k0_0q11_iiii A8.8.353 VMVN_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_110k_0q11_iiii A8.8.353 VMVN_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_0kk1_0q11_iiii A8.8.288 VBIC_IMM NEON_IMM
            1111_001i_1d00_0iii_dddd_10k1_0q11_iiii A8.8.288 VBIC_IMM NEON_IMM
            # two registers (A7.4.5)
            1111_0011_1d11_zz00_dddd_0010_uqm0_mmmm A8.8.364 VPADDL NEON A=7
            1111_0011_1d11_zz00_dddd_0100_0qm0_mmmm A8.8.299 VCLS NEON A=7
            1111_0011_1d11_zz00_dddd_0100_1qm0_mmmm A8.8.302 VCLZ NEON A=7 u=1
            1111_0011_1d11_0000_dddd_0101_0qm0_mmmm A8.8.304 VCNT NEON
            1111_0011_1d11_0000_dddd_0101_1qm0_mmmm A8.8.354 VMVN NEON
            1111_0011_1d11_zz00_dddd_0110_uqm0_mmmm A8.8.361 VPADAL NEON A=7
            1111_0011_1d11_zz00_dddd_0111_0qm0_mmmm A8.8.369 VQABS NEON A=7
            1111_0011_1d11_zz00_dddd_0111_1qm0_mmmm A8.8.375 VQNEG NEON A=7
            1111_0011_1d11_zz01_dddd_0000_0qm0_mmmm A8.8.296 VCGT_ZERO NEON A=7
            1111_0011_1d11_zz01_dddd_0000_1qm0_mmmm A8.8.294 VCGE_ZERO NEON A=7
            1111_0011_1d11_zz01_dddd_0001_0qm0_mmmm A8.8.292 VCEQ_ZERO NEON A=7
            1111_0011_1d11_zz01_dddd_0001_1qm0_mmmm A8.8.298 VCLE_ZERO NEON A=7
            1111_0011_1d11_zz01_dddd_0010_0qm0_mmmm A8.8.301 VCLT_ZERO NEON A=7
            1111_0011_1d11_zz01_dddd_0011_0qm0_mmmm A8.8.280 VABS_INT NEON A=7
            1111_0011_1d11_zz01_dddd_0011_1qm0_mmmm A8.8.355 VNEG_INT NEON A=7
            """;

    private NeonTable() {}
}
