package org.zerobench.cpu.jit;

/** Shifts of lanes, by immediates and by registers, and those that make lanes wider or narrower. */
final class NeonShift {

    private NeonShift() {}

    static void execute(Core core, Instruction i) {
        long[] d = core.d;
        switch (i.op) {
            case VSHLL -> {
                long m = d[i.rm];
                d[i.rd] = Lanes.left(Lanes.widened(m, 0, i.size, i.unsigned), i.amount, i.size + 1);
                d[i.rd + 1] = Lanes.left(Lanes.widened(m, 1, i.size, i.unsigned), i.amount, i.size + 1);
            }
            case VMOVN -> d[i.rd] = Lanes.evens(d[i.rm], d[i.rm + 1], i.size);
            case VSHRN, VRSHRN, VQSHRN, VQRSHRN, VQSHRUN, VQRSHRUN, VQMOVN, VQMOVUN -> {
                int bits = Lanes.bits(i.size);
                long low = each(core, i, 2 * bits, 0, d[i.rm], 0);
                long high = each(core, i, 2 * bits, 0, d[i.rm + 1], 0);
                d[i.rd] = Lanes.evens(low, high, i.size);
            }
            default -> {
                int last = i.quad ? 1 : 0;
                for (int k = 0; k <= last; k++) {
                    d[i.rd + k] = same(core, i, d[i.rd + k], d[i.rm + k], d[i.rn + k]);
                }
            }
        }
    }

    /** Shifts lanes that keep their size. @param n distances, where they are in a register */
    private static long same(Core core, Instruction i, long d, long m, long n) {
        return i.op == Op.VSHL_IMM ? Lanes.left(m, i.amount, i.size) : each(core, i, Lanes.bits(i.size), d, m, n);
    }

    private static long each(Core core, Instruction i, int bits, long d, long m, long n) {
        long mask = -1L >>> 64 - bits;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            long value = Lanes.lane(m, at, bits, i.unsigned);
            result |= (lane(core, i, bits, d >>> at & mask, value, (byte) (n >>> at)) & mask) << at;
        }
        return result;
    }

    /** One lane's result, its highest bits whatever they are. The value is extended by its signedness. */
    private static long lane(Core core, Instruction i, int bits, long d, long value, int distance) {
        boolean unsigned = i.unsigned;
        return switch (i.op) {
            case VSHL -> distance < 0 ? right(value, -distance, unsigned) : left(value, distance);
            case VRSHL -> distance < 0 ? rounded(value, -distance, unsigned) : left(value, distance);
            case VQSHL -> distance < 0 ? right(value, -distance, unsigned) : saturated(core, value, distance, bits, unsigned);
            case VQRSHL -> distance < 0 ? rounded(value, -distance, unsigned) : saturated(core, value, distance, bits, unsigned);
            case VSHR, VSHRN -> right(value, i.amount, unsigned);
            case VRSHR, VRSHRN -> rounded(value, i.amount, unsigned);
            case VSRA -> d + right(value, i.amount, unsigned);
            case VRSRA -> d + rounded(value, i.amount, unsigned);
            case VSRI -> d & ~right(-1L >>> 64 - bits, i.amount, true) | right(value, i.amount, true);
            case VSLI -> d & (1L << i.amount) - 1 | value << i.amount;
            case VQSHLU -> value < 0 ? NeonInteger.limit(core, bits, true, true) : saturated(core, value, i.amount, bits, true);
            case VQSHL_IMM -> saturated(core, value, i.amount, bits, unsigned);
            case VQSHRN -> narrowed(core, right(value, i.amount, unsigned), bits, unsigned);
            case VQRSHRN -> narrowed(core, rounded(value, i.amount, unsigned), bits, unsigned);
            case VQSHRUN -> narrowed(core, right(value, i.amount, false), bits, true);
            case VQRSHRUN -> narrowed(core, rounded(value, i.amount, false), bits, true);
            case VQMOVN -> narrowed(core, unsigned && value < 0 ? Long.MAX_VALUE : value, bits, unsigned);
            case VQMOVUN -> narrowed(core, value, bits, true);
            default -> throw new AssertionError(i.op);
        };
    }

    private static long left(long value, int distance) {
        return distance < 64 ? value << distance : 0;
    }

    private static long right(long value, int distance, boolean unsigned) {
        if (distance < 64) {
            return unsigned ? value >>> distance : value >> distance;
        }
        return unsigned ? 0 : value >> 63;
    }

    /** A shift to the right, by at least 1, that rounds halves up. */
    private static long rounded(long value, int distance, boolean unsigned) {
        return right(value, distance, unsigned) + (right(value, distance - 1, unsigned) & 1);
    }

    /** A shift to the left that ends at the least or the most. */
    private static long saturated(Core core, long value, int distance, int bits, boolean unsigned) {
        if (value == 0) {
            return 0;
        }
        boolean negative = value < 0 && !unsigned;
        if (distance >= bits) {
            return NeonInteger.limit(core, bits, unsigned, negative);
        }
        long shifted = value << distance;
        if (bits < 64) {
            return NeonInteger.saturated(core, shifted, bits, unsigned);
        }
        return right(shifted, distance, unsigned) == value ? shifted : NeonInteger.limit(core, bits, unsigned, negative);
    }

    private static long narrowed(Core core, long value, int bits, boolean unsigned) {
        return NeonInteger.saturated(core, value, bits / 2, unsigned);
    }
}
