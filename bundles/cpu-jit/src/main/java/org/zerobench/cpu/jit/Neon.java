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
            default -> two(core, i);
        }
    }

    /** Lane by lane of two registers. */
    private static void two(Core core, Instruction i) {
        long[] d = core.d;
        int last = i.quad ? 1 : 0;
        for (int k = 0; k <= last; k++) {
            d[i.rd + k] = NeonInteger.lanes(core, i.op, i.size, i.unsigned, d[i.rd + k], d[i.rn + k], d[i.rm + k]);
        }
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
