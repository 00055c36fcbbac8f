package org.zerobench.cpu.jit;

/**
 * Executes Advanced SIMD instructions.
 *
 * <p>Beside memory, all that one reads and writes is {@code d}, {@code fpu}, {@code context.vfpUsed} and, of the core registers,
 * {@code r[rn]} and {@code r[rm]}; so whoever keeps the others elsewhere may call this without putting them back. Nothing
 * is changed when an access to memory is refused.
 */
final class Neon {

    private Neon() {}

    static void execute(Core core, Instruction i) {
        core.context.vfpUsed = true;
        switch (i.op) {
            case VPADD, VPMAX, VPMIN -> pairwise(core, i);
            case VCGT_ZERO, VCGE_ZERO, VCEQ_ZERO, VCLE_ZERO, VCLT_ZERO, VABS_INT, VNEG_INT, VQABS, VQNEG, VCLS, VCLZ, VCNT, VMVN,
                VPADDL, VPADAL -> one(core, i);
            case VMOV_VECTOR, VMVN_IMM, VORR_IMM, VBIC_IMM -> immediate(core, i);
            case VADDL, VADDW, VSUBL, VSUBW, VABAL, VABDL, VMLAL, VMLSL, VMULL, VMULL_POLY, VQDMULL, VQDMLAL, VQDMLSL ->
                widening(core, i);
            case VADDHN, VRADDHN, VSUBHN, VRSUBHN -> highHalf(core, i);
            case VSHL, VQSHL, VRSHL, VQRSHL, VSHR, VSRA, VRSHR, VRSRA, VSRI, VSHL_IMM, VSLI, VQSHLU, VQSHL_IMM, VSHLL, VSHRN,
                VRSHRN, VQSHRN, VQRSHRN, VQSHRUN, VQRSHRUN, VMOVN, VQMOVN, VQMOVUN -> NeonShift.execute(core, i);
            case VREV, VSWP, VTRN, VUZP, VZIP, VEXT, VTBL, VTBX, VDUP, VDUP_CORE -> NeonPermute.execute(core, i);
            case VLD, VST, VLD_LANE, VST_LANE, VLD_ALL -> NeonMemory.execute(core, i);
            case VADD_F32, VSUB_F32, VMUL_F32, VMLA_F32, VMLS_F32, VFMA_F32, VFMS_F32, VABD_F32, VMAX_F32, VMIN_F32, VPADD_F32,
                VPMAX_F32, VPMIN_F32, VCEQ_F32, VCGE_F32, VCGT_F32, VACGE, VACGT, VCGT_ZERO_F32, VCGE_ZERO_F32, VCEQ_ZERO_F32,
                VCLE_ZERO_F32, VCLT_ZERO_F32, VABS_F32, VNEG_F32, VRECPS, VRSQRTS, VRECPE_F32, VRSQRTE_F32, VRECPE, VRSQRTE,
                VCVT_LANES_FROM_INT, VCVT_LANES_TO_INT, VCVT_LANES_FROM_HALF, VCVT_LANES_TO_HALF -> NeonFloat.execute(core, i);
            default -> two(core, i);
        }
    }

    /** Lane by lane of two registers. */
    private static void two(Core core, Instruction i) {
        long[] d = core.d;
        int last = i.quad ? 1 : 0;
        long scalar = scalar(core, i);
        for (int k = 0; k <= last; k++) {
            long m = i.lane < 0 ? d[i.rm + k] : scalar;
            d[i.rd + k] = NeonInteger.lanes(core, i.op, i.size, i.unsigned, d[i.rd + k], d[i.rn + k], m);
        }
    }

    /** The last operand where it is one element or a single register. */
    static long scalar(Core core, Instruction i) {
        return i.lane < 0 ? core.d[i.rm] : Lanes.repeated(core.d[i.rm], i.lane, i.size);
    }

    /** To lanes of twice the size. */
    private static void widening(Core core, Instruction i) {
        long[] d = core.d;
        boolean firstIsWide = i.op == Op.VADDW || i.op == Op.VSUBW;
        Op op = switch (i.op) {
            case VADDL, VADDW -> Op.VADD_INT;
            case VSUBL, VSUBW -> Op.VSUB_INT;
            case VABAL -> Op.VABA;
            case VABDL -> Op.VABD;
            case VMLAL -> Op.VMLA_INT;
            case VMLSL -> Op.VMLS_INT;
            case VMULL -> Op.VMUL_INT;
            case VMULL_POLY -> Op.VMUL_POLY;
            default -> i.op;
        };
        long first = d[i.rn];
        long second = scalar(core, i);
        long high = firstIsWide ? d[i.rn + 1] : Lanes.widened(first, 1, i.size, i.unsigned);
        long low = firstIsWide ? first : Lanes.widened(first, 0, i.size, i.unsigned);
        d[i.rd] = NeonInteger.lanes(core, op, i.size + 1, false, d[i.rd], low, Lanes.widened(second, 0, i.size, i.unsigned));
        d[i.rd + 1] = NeonInteger.lanes(core, op, i.size + 1, false, d[i.rd + 1], high,
                Lanes.widened(second, 1, i.size, i.unsigned));
    }

    /** Sums or differences, of which the higher half stays. */
    private static void highHalf(Core core, Instruction i) {
        long[] d = core.d;
        int wide = i.size + 1;
        boolean rounded = i.op == Op.VRADDHN || i.op == Op.VRSUBHN;
        boolean sum = i.op == Op.VADDHN || i.op == Op.VRADDHN;
        long half = rounded ? Lanes.ones(wide) << Lanes.bits(i.size) - 1 : 0;
        long low = sum ? Lanes.sum(d[i.rn], d[i.rm], wide) : Lanes.difference(d[i.rn], d[i.rm], wide);
        long high = sum ? Lanes.sum(d[i.rn + 1], d[i.rm + 1], wide) : Lanes.difference(d[i.rn + 1], d[i.rm + 1], wide);
        d[i.rd] = Lanes.odds(Lanes.sum(low, half, wide), Lanes.sum(high, half, wide), i.size);
    }

    /** Lane by lane of one register. */
    private static void one(Core core, Instruction i) {
        long[] d = core.d;
        int last = i.quad ? 1 : 0;
        for (int k = 0; k <= last; k++) {
            d[i.rd + k] = NeonInteger.lanes(core, i.op, i.size, i.unsigned, d[i.rd + k], d[i.rm + k], 0);
        }
    }

    /** Neighbours in one register. */
    private static void pairwise(Core core, Instruction i) {
        long[] d = core.d;
        long n = Lanes.evens(d[i.rn], d[i.rm], i.size);
        long m = Lanes.odds(d[i.rn], d[i.rm], i.size);
        d[i.rd] = NeonInteger.lanes(core, i.op, i.size, i.unsigned, 0, n, m);
    }

    private static void immediate(Core core, Instruction i) {
        int last = i.rd + (i.quad ? 1 : 0);
        for (int k = i.rd; k <= last; k++) {
            core.d[k] = switch (i.op) {
                case VMOV_VECTOR -> i.vector;
                case VMVN_IMM -> ~i.vector;
                case VORR_IMM -> core.d[k] | i.vector;
                default -> core.d[k] & ~i.vector;
            };
        }
    }
}
