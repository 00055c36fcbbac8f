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
            # shifts by registers: n is the distance
            1111_001u_0dzz_nnnn_dddd_0100_nqm0_mmmm A8.8.396 VSHL NEON
            1111_001u_0dzz_nnnn_dddd_0100_nqm1_mmmm A8.8.379 VQSHL NEON
            1111_001u_0dzz_nnnn_dddd_0101_nqm0_mmmm A8.8.388 VRSHL NEON
            1111_001u_0dzz_nnnn_dddd_0101_nqm1_mmmm A8.8.377 VQRSHL NEON
            1111_0010_0d00_nnnn_dddd_1100_nqm1_mmmm A8.8.317 VFMA_F32 NEON z=2
            1111_0010_0d10_nnnn_dddd_1100_nqm1_mmmm A8.8.317 VFMS_F32 NEON z=2
            1111_0010_0d00_nnnn_dddd_1101_nqm0_mmmm A8.8.283 VADD_F32 NEON z=2
            1111_0010_0d10_nnnn_dddd_1101_nqm0_mmmm A8.8.415 VSUB_F32 NEON z=2
            1111_0011_0d00_nnnn_dddd_1101_n0m0_mmmm A8.8.363 VPADD_F32 NEON z=2
            1111_0011_0d10_nnnn_dddd_1101_nqm0_mmmm A8.8.279 VABD_F32 NEON z=2
            1111_0010_0d00_nnnn_dddd_1101_nqm1_mmmm A8.8.337 VMLA_F32 NEON z=2
            1111_0010_0d10_nnnn_dddd_1101_nqm1_mmmm A8.8.337 VMLS_F32 NEON z=2
            1111_0011_0d00_nnnn_dddd_1101_nqm1_mmmm A8.8.351 VMUL_F32 NEON z=2
            1111_0010_0d00_nnnn_dddd_1110_nqm0_mmmm A8.8.291 VCEQ_F32 NEON z=2
            1111_0011_0d00_nnnn_dddd_1110_nqm0_mmmm A8.8.293 VCGE_F32 NEON z=2
            1111_0011_0d10_nnnn_dddd_1110_nqm0_mmmm A8.8.295 VCGT_F32 NEON z=2
            1111_0011_0d00_nnnn_dddd_1110_nqm1_mmmm A8.8.281 VACGE NEON z=2
            1111_0011_0d10_nnnn_dddd_1110_nqm1_mmmm A8.8.281 VACGT NEON z=2
            1111_0010_0d00_nnnn_dddd_1111_nqm0_mmmm A8.8.335 VMAX_F32 NEON z=2
            1111_0010_0d10_nnnn_dddd_1111_nqm0_mmmm A8.8.335 VMIN_F32 NEON z=2
            1111_0011_0d00_nnnn_dddd_1111_n0m0_mmmm A8.8.366 VPMAX_F32 NEON z=2
            1111_0011_0d10_nnnn_dddd_1111_n0m0_mmmm A8.8.366 VPMIN_F32 NEON z=2
            1111_0010_0d00_nnnn_dddd_1111_nqm1_mmmm A8.8.385 VRECPS NEON z=2
            1111_0010_0d10_nnnn_dddd_1111_nqm1_mmmm A8.8.392 VRSQRTS NEON z=2
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
            1111_0011_1d11_zz10_dddd_0010_00m0_mmmm A8.8.347 VMOVN NEON A=7 w=4
            1111_0011_1d11_zz10_dddd_0010_01m0_mmmm A8.8.374 VQMOVUN NEON A=7 w=4
            1111_0011_1d11_zz10_dddd_0010_1um0_mmmm A8.8.374 VQMOVN NEON A=7 w=4
            1111_0011_1d11_1001_dddd_0100_0qm0_mmmm A8.8.296 VCGT_ZERO_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0100_1qm0_mmmm A8.8.294 VCGE_ZERO_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0101_0qm0_mmmm A8.8.292 VCEQ_ZERO_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0101_1qm0_mmmm A8.8.298 VCLE_ZERO_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0110_0qm0_mmmm A8.8.301 VCLT_ZERO_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0111_0qm0_mmmm A8.8.280 VABS_F32 NEON z=2
            1111_0011_1d11_1001_dddd_0111_1qm0_mmmm A8.8.355 VNEG_F32 NEON z=2
            1111_0011_1d11_1011_dddd_0100_0qm0_mmmm A8.8.384 VRECPE NEON z=2
            1111_0011_1d11_1011_dddd_0100_1qm0_mmmm A8.8.391 VRSQRTE NEON z=2
            1111_0011_1d11_1011_dddd_0101_0qm0_mmmm A8.8.384 VRECPE_F32 NEON z=2
            1111_0011_1d11_1011_dddd_0101_1qm0_mmmm A8.8.391 VRSQRTE_F32 NEON z=2
            1111_0011_1d11_1011_dddd_0110_uqm0_mmmm A8.8.305 VCVT_LANES_FROM_INT NEON z=2
            1111_0011_1d11_1011_dddd_0111_uqm0_mmmm A8.8.305 VCVT_LANES_TO_INT NEON z=2
            1111_0011_1d11_0110_dddd_0110_00m0_mmmm A8.8.310 VCVT_LANES_TO_HALF NEON z=1 w=4
            1111_0011_1d11_0110_dddd_0111_00m0_mmmm A8.8.310 VCVT_LANES_FROM_HALF NEON z=1 w=1
            # lanes to other places
            1111_0011_1d11_zz00_dddd_0000_0qm0_mmmm A8.8.386 VREV NEON A=7 i=3
            1111_0011_1d11_zz00_dddd_0000_1qm0_mmmm A8.8.386 VREV NEON A=3 i=2
            1111_0011_1d11_zz00_dddd_0001_0qm0_mmmm A8.8.386 VREV NEON A=1 i=1
            1111_0011_1d11_0010_dddd_0000_0qm0_mmmm A8.8.418 VSWP NEON
            1111_0011_1d11_zz10_dddd_0000_1qm0_mmmm A8.8.420 VTRN NEON A=7
            1111_0011_1d11_zz10_dddd_0001_00m0_mmmm A8.8.422 VUZP NEON A=3
            1111_0011_1d11_zz10_dddd_0001_0qm0_mmmm A8.8.422 VUZP NEON A=7
            1111_0011_1d11_zz10_dddd_0001_10m0_mmmm A8.8.423 VZIP NEON A=3
            1111_0011_1d11_zz10_dddd_0001_1qm0_mmmm A8.8.423 VZIP NEON A=7
            1111_0010_1d11_nnnn_dddd_iiii_nqm0_mmmm A8.8.316 VEXT NEON_EXTRACT
            1111_0011_1d11_nnnn_dddd_10ii_n0m0_mmmm A8.8.419 VTBL NEON_TABLE
            1111_0011_1d11_nnnn_dddd_10ii_n1m0_mmmm A8.8.419 VTBX NEON_TABLE
            1111_0011_1d11_iiii_dddd_1100_0qm0_mmmm A8.8.313 VDUP NEON_DUP A=7
            cccc_1110_11q0_nnnn_dddd_1011_n001_---- A8.8.314 VDUP_CORE NEON_DUP z=0
            cccc_1110_10q0_nnnn_dddd_1011_n011_---- A8.8.314 VDUP_CORE NEON_DUP z=1
            cccc_1110_10q0_nnnn_dddd_1011_n001_---- A8.8.314 VDUP_CORE NEON_DUP z=2
            # shifts by immediates (A7.4.4)
            1111_001u_1dii_iiii_dddd_0000_lqm1_mmmm A8.8.398 VSHR NEON_SHIFT r=1
            1111_001u_1dii_iiii_dddd_0001_lqm1_mmmm A8.8.402 VSRA NEON_SHIFT r=1
            1111_001u_1dii_iiii_dddd_0010_lqm1_mmmm A8.8.389 VRSHR NEON_SHIFT r=1
            1111_001u_1dii_iiii_dddd_0011_lqm1_mmmm A8.8.393 VRSRA NEON_SHIFT r=1
            1111_0011_1dii_iiii_dddd_0100_lqm1_mmmm A8.8.403 VSRI NEON_SHIFT r=1 u=1
            1111_0010_1dii_iiii_dddd_0101_lqm1_mmmm A8.8.395 VSHL_IMM NEON_SHIFT
            1111_0011_1dii_iiii_dddd_0101_lqm1_mmmm A8.8.400 VSLI NEON_SHIFT
            1111_0011_1dii_iiii_dddd_0110_lqm1_mmmm A8.8.380 VQSHLU NEON_SHIFT
            1111_001u_1dii_iiii_dddd_0111_lqm1_mmmm A8.8.380 VQSHL_IMM NEON_SHIFT
            1111_0010_1dii_iiii_dddd_1000_00m1_mmmm A8.8.399 VSHRN NEON_SHIFT r=1 w=4
            1111_0010_1dii_iiii_dddd_1000_01m1_mmmm A8.8.390 VRSHRN NEON_SHIFT r=1 w=4
            1111_0011_1dii_iiii_dddd_1000_00m1_mmmm A8.8.381 VQSHRUN NEON_SHIFT r=1 w=4
            1111_0011_1dii_iiii_dddd_1000_01m1_mmmm A8.8.378 VQRSHRUN NEON_SHIFT r=1 w=4
            1111_001u_1dii_iiii_dddd_1001_00m1_mmmm A8.8.381 VQSHRN NEON_SHIFT r=1 w=4
            1111_001u_1dii_iiii_dddd_1001_01m1_mmmm A8.8.378 VQRSHRN NEON_SHIFT r=1 w=4
            1111_001u_1dii_iiii_dddd_1010_00m1_mmmm A8.8.397 VSHLL NEON_SHIFT w=1
            1111_001u_1dii_iiii_dddd_1110_0qm1_mmmm A8.8.307 VCVT_LANES_FROM_INT NEON_SHIFT r=1 A=4
            1111_001u_1dii_iiii_dddd_1111_0qm1_mmmm A8.8.307 VCVT_LANES_TO_INT NEON_SHIFT r=1 A=4
            1111_0011_1d11_zz10_dddd_0011_00m0_mmmm A8.8.397 VSHLL NEON A=7 w=1 f=1
            # three registers of different lengths (A7.4.2): w pairs of registers, 1 d, 2 n, 4 m
            1111_001u_1dzz_nnnn_dddd_0000_n0m0_mmmm A8.8.285 VADDL NEON A=7 w=1
            1111_001u_1dzz_nnnn_dddd_0001_n0m0_mmmm A8.8.285 VADDW NEON A=7 w=3
            1111_001u_1dzz_nnnn_dddd_0010_n0m0_mmmm A8.8.417 VSUBL NEON A=7 w=1
            1111_001u_1dzz_nnnn_dddd_0011_n0m0_mmmm A8.8.417 VSUBW NEON A=7 w=3
            1111_0010_1dzz_nnnn_dddd_0100_n0m0_mmmm A8.8.284 VADDHN NEON A=7 w=6
            1111_0011_1dzz_nnnn_dddd_0100_n0m0_mmmm A8.8.383 VRADDHN NEON A=7 w=6
            1111_001u_1dzz_nnnn_dddd_0101_n0m0_mmmm A8.8.277 VABAL NEON A=7 w=1
            1111_0010_1dzz_nnnn_dddd_0110_n0m0_mmmm A8.8.416 VSUBHN NEON A=7 w=6
            1111_0011_1dzz_nnnn_dddd_0110_n0m0_mmmm A8.8.394 VRSUBHN NEON A=7 w=6
            1111_001u_1dzz_nnnn_dddd_0111_n0m0_mmmm A8.8.278 VABDL NEON A=7 w=1
            1111_001u_1dzz_nnnn_dddd_1000_n0m0_mmmm A8.8.336 VMLAL NEON A=7 w=1
            1111_0010_1dzz_nnnn_dddd_1001_n0m0_mmmm A8.8.371 VQDMLAL NEON A=6 w=1
            1111_001u_1dzz_nnnn_dddd_1010_n0m0_mmmm A8.8.336 VMLSL NEON A=7 w=1
            1111_0010_1dzz_nnnn_dddd_1011_n0m0_mmmm A8.8.371 VQDMLSL NEON A=6 w=1
            1111_001u_1dzz_nnnn_dddd_1100_n0m0_mmmm A8.8.350 VMULL NEON A=7 w=1
            1111_0010_1dzz_nnnn_dddd_1101_n0m0_mmmm A8.8.373 VQDMULL NEON A=6 w=1
            1111_0010_1d00_nnnn_dddd_1110_n0m0_mmmm A8.8.350 VMULL_POLY NEON w=1 u=1
            # two registers and a scalar (A7.4.3)
            1111_001q_1dzz_nnnn_dddd_0000_n1m0_mmmm A8.8.338 VMLA_INT NEON_SCALAR A=6
            1111_001u_1dzz_nnnn_dddd_0010_n1m0_mmmm A8.8.338 VMLAL NEON_SCALAR A=6 w=1
            1111_0010_1dzz_nnnn_dddd_0011_n1m0_mmmm A8.8.371 VQDMLAL NEON_SCALAR A=6 w=1
            1111_001q_1dzz_nnnn_dddd_0100_n1m0_mmmm A8.8.338 VMLS_INT NEON_SCALAR A=6
            1111_001u_1dzz_nnnn_dddd_0110_n1m0_mmmm A8.8.338 VMLSL NEON_SCALAR A=6 w=1
            1111_0010_1dzz_nnnn_dddd_0111_n1m0_mmmm A8.8.371 VQDMLSL NEON_SCALAR A=6 w=1
            1111_001q_1dzz_nnnn_dddd_1000_n1m0_mmmm A8.8.352 VMUL_INT NEON_SCALAR A=6
            1111_001u_1dzz_nnnn_dddd_1010_n1m0_mmmm A8.8.352 VMULL NEON_SCALAR A=6 w=1
            1111_0010_1dzz_nnnn_dddd_1011_n1m0_mmmm A8.8.373 VQDMULL NEON_SCALAR A=6 w=1
            1111_001q_1dzz_nnnn_dddd_1100_n1m0_mmmm A8.8.372 VQDMULH NEON_SCALAR A=6
            1111_001q_1dzz_nnnn_dddd_1101_n1m0_mmmm A8.8.376 VQRDMULH NEON_SCALAR A=6
            1111_001q_1d10_nnnn_dddd_0001_n1m0_mmmm A8.8.338 VMLA_F32 NEON_SCALAR z=2
            1111_001q_1d10_nnnn_dddd_0101_n1m0_mmmm A8.8.338 VMLS_F32 NEON_SCALAR z=2
            1111_001q_1d10_nnnn_dddd_1001_n1m0_mmmm A8.8.352 VMUL_F32 NEON_SCALAR z=2
            # structures (A7.7): e elements, r times, registers j apart; K alignments that there are
            1111_0100_0d10_nnnn_dddd_0111_zzkk_mmmm A8.8.320 VLD NEON_MULTIPLE e=1 r=1 j=1 K=3
            1111_0100_0d10_nnnn_dddd_1010_zzkk_mmmm A8.8.320 VLD NEON_MULTIPLE e=1 r=2 j=1 K=7
            1111_0100_0d10_nnnn_dddd_0110_zzkk_mmmm A8.8.320 VLD NEON_MULTIPLE e=1 r=3 j=1 K=3
            1111_0100_0d10_nnnn_dddd_0010_zzkk_mmmm A8.8.320 VLD NEON_MULTIPLE e=1 r=4 j=1 K=15
            1111_0100_0d10_nnnn_dddd_1000_zzkk_mmmm A8.8.323 VLD NEON_MULTIPLE e=2 r=1 j=1 K=7 A=7
            1111_0100_0d10_nnnn_dddd_1001_zzkk_mmmm A8.8.323 VLD NEON_MULTIPLE e=2 r=1 j=2 K=7 A=7
            1111_0100_0d10_nnnn_dddd_0011_zzkk_mmmm A8.8.323 VLD NEON_MULTIPLE e=2 r=2 j=2 K=15 A=7
            1111_0100_0d10_nnnn_dddd_0100_zzkk_mmmm A8.8.326 VLD NEON_MULTIPLE e=3 r=1 j=1 K=3 A=7
            1111_0100_0d10_nnnn_dddd_0101_zzkk_mmmm A8.8.326 VLD NEON_MULTIPLE e=3 r=1 j=2 K=3 A=7
            1111_0100_0d10_nnnn_dddd_0000_zzkk_mmmm A8.8.329 VLD NEON_MULTIPLE e=4 r=1 j=1 K=15 A=7
            1111_0100_0d10_nnnn_dddd_0001_zzkk_mmmm A8.8.329 VLD NEON_MULTIPLE e=4 r=1 j=2 K=15 A=7
            1111_0100_0d00_nnnn_dddd_0111_zzkk_mmmm A8.8.404 VST NEON_MULTIPLE e=1 r=1 j=1 K=3
            1111_0100_0d00_nnnn_dddd_1010_zzkk_mmmm A8.8.404 VST NEON_MULTIPLE e=1 r=2 j=1 K=7
            1111_0100_0d00_nnnn_dddd_0110_zzkk_mmmm A8.8.404 VST NEON_MULTIPLE e=1 r=3 j=1 K=3
            1111_0100_0d00_nnnn_dddd_0010_zzkk_mmmm A8.8.404 VST NEON_MULTIPLE e=1 r=4 j=1 K=15
            1111_0100_0d00_nnnn_dddd_1000_zzkk_mmmm A8.8.406 VST NEON_MULTIPLE e=2 r=1 j=1 K=7 A=7
            1111_0100_0d00_nnnn_dddd_1001_zzkk_mmmm A8.8.406 VST NEON_MULTIPLE e=2 r=1 j=2 K=7 A=7
            1111_0100_0d00_nnnn_dddd_0011_zzkk_mmmm A8.8.406 VST NEON_MULTIPLE e=2 r=2 j=2 K=15 A=7
            1111_0100_0d00_nnnn_dddd_0100_zzkk_mmmm A8.8.408 VST NEON_MULTIPLE e=3 r=1 j=1 K=3 A=7
            1111_0100_0d00_nnnn_dddd_0101_zzkk_mmmm A8.8.408 VST NEON_MULTIPLE e=3 r=1 j=2 K=3 A=7
            1111_0100_0d00_nnnn_dddd_0000_zzkk_mmmm A8.8.410 VST NEON_MULTIPLE e=4 r=1 j=1 K=15 A=7
            1111_0100_0d00_nnnn_dddd_0001_zzkk_mmmm A8.8.410 VST NEON_MULTIPLE e=4 r=1 j=2 K=15 A=7
            # one structure, to all lanes
            1111_0100_1d10_nnnn_dddd_1100_zztk_mmmm A8.8.322 VLD_ALL NEON_ALL e=1
            1111_0100_1d10_nnnn_dddd_1101_zztk_mmmm A8.8.325 VLD_ALL NEON_ALL e=2
            1111_0100_1d10_nnnn_dddd_1110_zztk_mmmm A8.8.328 VLD_ALL NEON_ALL e=3
            1111_0100_1d10_nnnn_dddd_1111_zztk_mmmm A8.8.331 VLD_ALL NEON_ALL e=4
            # one structure, to or from one lane
            1111_0100_1d10_nnnn_dddd_zz00_iiii_mmmm A8.8.321 VLD_LANE NEON_ONE e=1 A=7
            1111_0100_1d10_nnnn_dddd_zz01_iiii_mmmm A8.8.324 VLD_LANE NEON_ONE e=2 A=7
            1111_0100_1d10_nnnn_dddd_zz10_iiii_mmmm A8.8.327 VLD_LANE NEON_ONE e=3 A=7
            1111_0100_1d10_nnnn_dddd_zz11_iiii_mmmm A8.8.330 VLD_LANE NEON_ONE e=4 A=7
            1111_0100_1d00_nnnn_dddd_zz00_iiii_mmmm A8.8.405 VST_LANE NEON_ONE e=1 A=7
            1111_0100_1d00_nnnn_dddd_zz01_iiii_mmmm A8.8.407 VST_LANE NEON_ONE e=2 A=7
            1111_0100_1d00_nnnn_dddd_zz10_iiii_mmmm A8.8.409 VST_LANE NEON_ONE e=3 A=7
            1111_0100_1d00_nnnn_dddd_zz11_iiii_mmmm A8.8.411 VST_LANE NEON_ONE e=4 A=7
            """;

    private NeonTable() {}
}
