package org.zerobench.cpu.jit;

/** Encodings of VFP and of transfers to and from its registers, in their A32 form; see {@link Encoding} for the format. */
final class VfpTable {

    static final String LINES = """
            # arithmetic (A7.5): z is the precision
            cccc_1110_0d00_nnnn_dddd_101z_n0m0_mmmm A8.8.337 VMLA VFP
            cccc_1110_0d00_nnnn_dddd_101z_n1m0_mmmm A8.8.337 VMLS VFP
            cccc_1110_0d01_nnnn_dddd_101z_n0m0_mmmm A8.8.356 VNMLS VFP
            cccc_1110_0d01_nnnn_dddd_101z_n1m0_mmmm A8.8.356 VNMLA VFP
            cccc_1110_0d10_nnnn_dddd_101z_n0m0_mmmm A8.8.351 VMUL VFP
            cccc_1110_0d10_nnnn_dddd_101z_n1m0_mmmm A8.8.356 VNMUL VFP
            cccc_1110_0d11_nnnn_dddd_101z_n0m0_mmmm A8.8.283 VADD VFP
            cccc_1110_0d11_nnnn_dddd_101z_n1m0_mmmm A8.8.415 VSUB VFP
            cccc_1110_1d00_nnnn_dddd_101z_n0m0_mmmm A8.8.312 VDIV VFP
            cccc_1110_1d01_nnnn_dddd_101z_n0m0_mmmm A8.8.318 VFNMS VFP
            cccc_1110_1d01_nnnn_dddd_101z_n1m0_mmmm A8.8.318 VFNMA VFP
            cccc_1110_1d10_nnnn_dddd_101z_n0m0_mmmm A8.8.317 VFMA VFP
            cccc_1110_1d10_nnnn_dddd_101z_n1m0_mmmm A8.8.317 VFMS VFP
            cccc_1110_1d11_iiii_dddd_101z_-0-0_iiii A8.8.339 VMOV_IMM VFP
            cccc_1110_1d11_0000_dddd_101z_01m0_mmmm A8.8.340 VMOV VFP
            cccc_1110_1d11_0000_dddd_101z_11m0_mmmm A8.8.280 VABS VFP
            cccc_1110_1d11_0001_dddd_101z_01m0_mmmm A8.8.355 VNEG VFP
            cccc_1110_1d11_0001_dddd_101z_11m0_mmmm A8.8.401 VSQRT VFP
            # comparison: i also with quiet NaNs an invalid operation
            cccc_1110_1d11_0100_dddd_101z_i1m0_mmmm A8.8.303 VCMP VFP
            cccc_1110_1d11_0101_dddd_101z_i1-0_---- A8.8.303 VCMP_ZERO VFP
            # conversions: i top half; u unsigned, i towards zero; x 32 bits
            cccc_1110_1d11_0010_dddd_1010_i1m0_mmmm A8.8.311 VCVT_FROM_HALF VFP
            cccc_1110_1d11_0011_dddd_1010_i1m0_mmmm A8.8.311 VCVT_TO_HALF VFP
            cccc_1110_1d11_0111_dddd_1010_11m0_mmmm A8.8.309 VCVT_PRECISION VFP D=2
            cccc_1110_1d11_0111_dddd_1011_11m0_mmmm A8.8.309 VCVT_PRECISION VFP D=1 z=1
            cccc_1110_1d11_1000_dddd_101z_01m0_mmmm A8.8.306 VCVT_FROM_INT VFP M=1 u=1
            cccc_1110_1d11_1000_dddd_101z_11m0_mmmm A8.8.306 VCVT_FROM_INT VFP M=1
            cccc_1110_1d11_1100_dddd_101z_i1m0_mmmm A8.8.306 VCVT_TO_INT VFP D=1 u=1
            cccc_1110_1d11_1101_dddd_101z_i1m0_mmmm A8.8.306 VCVT_TO_INT VFP D=1
            cccc_1110_1d11_101u_dddd_101z_x1k0_iiii A8.8.308 VCVT_FROM_FIXED VFP_FIXED
            cccc_1110_1d11_111u_dddd_101z_x1k0_iiii A8.8.308 VCVT_TO_FIXED VFP_FIXED
            # transfers (A7.8, A7.9): d and a are core registers
            cccc_1110_0000_nnnn_dddd_1010_n--1_---- A8.8.343 VMOV_FROM_CORE VFP_CORE
            cccc_1110_0001_nnnn_dddd_1010_n--1_---- A8.8.343 VMOV_TO_CORE VFP_CORE
            cccc_1110_01i0_nnnn_dddd_1011_nii1_---- A8.8.341 VMOV_SCALAR_FROM_CORE SCALAR b=8
            cccc_1110_00i0_nnnn_dddd_1011_ni11_---- A8.8.341 VMOV_SCALAR_FROM_CORE SCALAR b=16
            cccc_1110_00i0_nnnn_dddd_1011_n001_---- A8.8.341 VMOV_SCALAR_FROM_CORE SCALAR b=32
            cccc_1110_u1i1_nnnn_dddd_1011_nii1_---- A8.8.342 VMOV_SCALAR_TO_CORE SCALAR b=8
            cccc_1110_u0i1_nnnn_dddd_1011_ni11_---- A8.8.342 VMOV_SCALAR_TO_CORE SCALAR b=16
            cccc_1110_00i1_nnnn_dddd_1011_n001_---- A8.8.342 VMOV_SCALAR_TO_CORE SCALAR b=32
            cccc_1110_1110_0001_1111_1010_---1_---- A8.8.349 UDF PLAIN
            cccc_1110_1110_0001_dddd_1010_---1_---- A8.8.349 VMSR PLAIN
            cccc_1110_1111_0001_dddd_1010_---1_---- A8.8.348 VMRS PLAIN
            cccc_1100_0100_aaaa_dddd_101z_00m1_mmmm A8.8.344 VMOV_PAIR_FROM_CORE VFP_CORE_PAIR
            cccc_1100_0101_aaaa_dddd_101z_00m1_mmmm A8.8.344 VMOV_PAIR_TO_CORE VFP_CORE_PAIR
            # loads and stores (A7.6)
            cccc_1101_Ud00_nnnn_dddd_101z_iiii_iiii A8.8.413 VSTR VFP_MEMORY
            cccc_1101_Ud01_nnnn_dddd_101z_iiii_iiii A8.8.333 VLDR VFP_MEMORY
            cccc_1100_1dW0_nnnn_dddd_101z_iiii_iiii A8.8.412 VSTM VFP_LIST U=1
            cccc_1100_1dW1_nnnn_dddd_101z_iiii_iiii A8.8.332 VLDM VFP_LIST U=1
            cccc_1101_0d10_nnnn_dddd_101z_iiii_iiii A8.8.412 VSTM VFP_LIST W=1
            cccc_1101_0d11_nnnn_dddd_101z_iiii_iiii A8.8.332 VLDM VFP_LIST W=1
            """;

    private VfpTable() {}
}
