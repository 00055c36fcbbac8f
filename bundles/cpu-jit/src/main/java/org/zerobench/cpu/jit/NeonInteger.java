package org.zerobench.cpu.jit;

/** Integer and polynomial arithmetic, comparison and logic on the lanes of a register. */
final class NeonInteger {

    /** Cumulative saturation, in FPSCR. */
    private static final int QC = 1 << 27;

    private NeonInteger() {}

    /**
     * The result of an operation on lanes of one size.
     *
     * @param d the destination before, which some add to or choose from
     * @param n first operand, the only one where there is one
     */
    static long lanes(Core core, Op op, int size, boolean unsigned, long d, long n, long m) {
        return switch (op) {
            case VADD_INT, VPADD -> Lanes.sum(n, m, size);
            case VSUB_INT -> Lanes.difference(n, m, size);
            case VNEG_INT -> Lanes.difference(0, n, size);
            case VAND -> n & m;
            case VBIC -> n & ~m;
            case VORR -> n | m;
            case VORN -> n | ~m;
            case VEOR -> n ^ m;
            case VBSL -> n & d | m & ~d;
            case VBIT -> n & m | d & ~m;
            case VBIF -> d & m | n & ~m;
            case VMVN -> ~n;
            case VCEQ -> ~Lanes.filled(n ^ m, size);
            case VCEQ_ZERO -> ~Lanes.filled(n, size);
            case VTST -> Lanes.filled(n & m, size);
            case VPADDL -> neighbours(n, size, unsigned);
            case VPADAL -> Lanes.sum(d, neighbours(n, size, unsigned), size + 1);
            default -> each(core, op, Lanes.bits(size), unsigned, d, n, m);
        };
    }

    /** Sums of neighbours, in lanes of twice the size. */
    private static long neighbours(long n, int size, boolean unsigned) {
        int bits = Lanes.bits(size);
        long result = 0;
        for (int at = 0; at < 64; at += 2 * bits) {
            long sum = Lanes.lane(n, at, bits, unsigned) + Lanes.lane(n, at + bits, bits, unsigned);
            result |= (sum & -1L >>> 64 - 2 * bits) << at;
        }
        return result;
    }

    private static long each(Core core, Op op, int bits, boolean unsigned, long d, long n, long m) {
        long mask = -1L >>> 64 - bits;
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
            long a = Lanes.lane(n, at, bits, unsigned);
            long b = Lanes.lane(m, at, bits, unsigned);
            result |= (lane(core, op, bits, unsigned, d << 64 - bits - at >> 64 - bits, a, b) & mask) << at;
        }
        return result;
    }

    /** One lane's result, its highest bits whatever they are. Operands are extended by their signedness. */
    private static long lane(Core core, Op op, int bits, boolean unsigned, long d, long a, long b) {
        return switch (op) {
            case VHADD -> a + b >> 1;
            case VRHADD -> a + b + 1 >> 1;
            case VHSUB -> a - b >> 1;
            case VQADD -> sum(core, bits, unsigned, a, b);
            case VQSUB -> difference(core, bits, unsigned, a, b);
            case VCGT, VCGT_ZERO -> a > b ? -1 : 0;
            case VCGE, VCGE_ZERO -> a >= b ? -1 : 0;
            case VCLE_ZERO -> a <= b ? -1 : 0;
            case VCLT_ZERO -> a < b ? -1 : 0;
            case VMAX, VPMAX -> Math.max(a, b);
            case VMIN, VPMIN -> Math.min(a, b);
            case VABD -> Math.abs(a - b);
            case VABA -> d + Math.abs(a - b);
            case VMUL_INT -> a * b;
            case VMLA_INT -> d + a * b;
            case VMLS_INT -> d - a * b;
            case VMUL_POLY -> polynomial(a, b);
            case VQDMULH -> saturated(core, a * b >> bits - 1, bits, false);
            case VQRDMULH -> saturated(core, a * b + (1L << bits - 2) >> bits - 1, bits, false);
            case VQDMULL -> doubled(core, bits, a * b);
            case VQDMLAL -> sum(core, bits, false, d, doubled(core, bits, a * b));
            case VQDMLSL -> difference(core, bits, false, d, doubled(core, bits, a * b));
            case VABS_INT -> Math.abs(a);
            case VQABS -> saturated(core, Math.abs(a), bits, false);
            case VQNEG -> saturated(core, -a, bits, false);
            case VCLS -> Long.numberOfLeadingZeros(a ^ a >> 63) - 65 + bits;
            case VCLZ -> Long.numberOfLeadingZeros(a) - 64 + bits;
            case VCNT -> Long.bitCount(a & 0xFF);
            default -> throw new AssertionError(op);
        };
    }

    private static long sum(Core core, int bits, boolean unsigned, long a, long b) {
        long sum = a + b;
        if (bits < 64) {
            return saturated(core, sum, bits, unsigned);
        }
        boolean over = unsigned ? Long.compareUnsigned(sum, a) < 0 : ((a ^ sum) & (b ^ sum)) < 0;
        return over ? limit(core, 64, unsigned, !unsigned && a < 0) : sum;
    }

    private static long difference(Core core, int bits, boolean unsigned, long a, long b) {
        long difference = a - b;
        if (bits < 64) {
            return saturated(core, difference, bits, unsigned);
        }
        boolean over = unsigned ? Long.compareUnsigned(a, b) < 0 : ((a ^ b) & (a ^ difference)) < 0;
        return over ? limit(core, 64, unsigned, unsigned || a < 0) : difference;
    }

    /** Twice a product of numbers of half so many bits. */
    private static long doubled(Core core, int bits, long product) {
        return sum(core, bits, false, product, product);
    }

    /** The nearest number of that many bits, fewer than 64. Says in FPSCR when it is another. */
    static long saturated(Core core, long value, int bits, boolean unsigned) {
        long kept = unsigned ? value & (1L << bits) - 1 : value << 64 - bits >> 64 - bits;
        return kept == value ? value : limit(core, bits, unsigned, value < 0);
    }

    /** The least or the most that there is, and says so in FPSCR. */
    static long limit(Core core, int bits, boolean unsigned, boolean least) {
        core.fpu.fpscr |= QC;
        long most = unsigned ? -1L >>> 64 - bits : -1L >>> 65 - bits;
        return !least ? most : unsigned ? 0 : ~most;
    }

    /** Product of polynomials of at most 8 bits over {0, 1}. */
    private static long polynomial(long a, long b) {
        long product = 0;
        for (int k = 0; k < 8; k++) {
            product ^= (b >>> k & 1) != 0 ? a << k : 0;
        }
        return product;
    }
}
