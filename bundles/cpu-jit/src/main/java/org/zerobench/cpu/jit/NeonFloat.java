package org.zerobench.cpu.jit;

/**
 * Floats in lanes. Whatever FPSCR says, they are rounded to nearest, denormals are flushed to zero and NaNs are the default one
 * (standard FPSCR, ARM ARM A2.7.6); only what a half is comes from there, and the cumulative flags go there.
 */
final class NeonFloat {

    private static final int STANDARD = SoftFloat.FZ | SoftFloat.DN;
    private static final int CUMULATIVE = SoftFloat.IDC | SoftFloat.IOC | SoftFloat.DZC | SoftFloat.OFC | SoftFloat.UFC
            | SoftFloat.IXC;
    private static final long WORD = 0xFFFF_FFFFL;
    private static final Format F = Format.SINGLE;
    private static final long TWO = 0x4000_0000;
    private static final long THREE = 0x4040_0000;

    private NeonFloat() {}

    static void execute(Core core, Instruction i) {
        FloatUnit fpu = core.fpu;
        int fpscr = fpu.fpscr;
        fpu.fpscr = STANDARD | fpscr & SoftFloat.AHP;
        compute(core, i);
        fpu.fpscr = fpscr | fpu.fpscr & CUMULATIVE;
    }

    private static void compute(Core core, Instruction i) {
        FloatUnit fpu = core.fpu;
        long[] d = core.d;
        switch (i.op) {
            case VPADD_F32, VPMAX_F32, VPMIN_F32 -> {
                long n = Lanes.evens(d[i.rn], d[i.rm], i.size);
                long m = Lanes.odds(d[i.rn], d[i.rm], i.size);
                d[i.rd] = both(fpu, i, 0, n, m);
            }
            case VCVT_LANES_FROM_HALF -> {
                long halves = d[i.rm];
                d[i.rd] = singles(fpu, halves);
                d[i.rd + 1] = singles(fpu, halves >>> 32);
            }
            case VCVT_LANES_TO_HALF -> d[i.rd] = halves(fpu, d[i.rm]) | halves(fpu, d[i.rm + 1]) << 32;
            default -> {
                int last = i.quad ? 1 : 0;
                long scalar = Neon.scalar(core, i);
                for (int k = 0; k <= last; k++) {
                    long m = i.lane < 0 ? d[i.rm + k] : scalar;
                    d[i.rd + k] = both(fpu, i, d[i.rd + k], d[i.rn + k], m);
                }
            }
        }
    }

    private static long singles(FloatUnit fpu, long halves) {
        return fpu.convert(Format.HALF, F, halves & 0xFFFF) | fpu.convert(Format.HALF, F, halves >>> 16 & 0xFFFF) << 32;
    }

    private static long halves(FloatUnit fpu, long singles) {
        return fpu.convert(F, Format.HALF, singles & WORD) | fpu.convert(F, Format.HALF, singles >>> 32) << 16;
    }

    /** The results of both lanes. */
    private static long both(FloatUnit fpu, Instruction i, long d, long n, long m) {
        return lane(fpu, i, d & WORD, n & WORD, m & WORD) | lane(fpu, i, d >>> 32, n >>> 32, m >>> 32) << 32;
    }

    /** One lane's result. @param n first of two operands @param m second or only operand */
    private static long lane(FloatUnit fpu, Instruction i, long d, long n, long m) {
        return switch (i.op) {
            case VADD_F32, VPADD_F32 -> fpu.add(F, n, m);
            case VSUB_F32 -> fpu.subtract(F, n, m);
            case VMUL_F32 -> fpu.multiply(F, n, m);
            case VMLA_F32 -> fpu.add(F, d, fpu.multiply(F, n, m));
            case VMLS_F32 -> fpu.add(F, d, fpu.multiply(F, n, m) ^ F.sign);
            case VFMA_F32 -> fpu.fused(F, d, n, m);
            case VFMS_F32 -> fpu.fused(F, d, n ^ F.sign, m);
            case VABD_F32 -> F.magnitude(fpu.subtract(F, n, m));
            case VMAX_F32, VPMAX_F32 -> larger(fpu, n, m, 0);
            case VMIN_F32, VPMIN_F32 -> larger(fpu, n, m, F.sign);
            case VCEQ_F32 -> truth(fpu.compare(F, n, m, false) == SoftFloat.EQUAL);
            case VCGE_F32 -> atLeast(fpu, n, m);
            case VCGT_F32 -> above(fpu, n, m);
            case VACGE -> atLeast(fpu, F.magnitude(n), F.magnitude(m));
            case VACGT -> above(fpu, F.magnitude(n), F.magnitude(m));
            case VCEQ_ZERO_F32 -> truth(fpu.compare(F, m, 0, false) == SoftFloat.EQUAL);
            case VCGE_ZERO_F32 -> atLeast(fpu, m, 0);
            case VCGT_ZERO_F32 -> above(fpu, m, 0);
            case VCLE_ZERO_F32 -> atLeast(fpu, 0, m);
            case VCLT_ZERO_F32 -> above(fpu, 0, m);
            case VABS_F32 -> F.magnitude(m);
            case VNEG_F32 -> m ^ F.sign;
            case VRECPS -> fpu.subtract(F, TWO, stepProduct(fpu, n, m));
            case VRSQRTS -> fpu.divide(F, fpu.subtract(F, THREE, stepProduct(fpu, n, m)), TWO);
            case VRECPE_F32 -> reciprocal(fpu, m);
            case VRSQRTE_F32 -> inverseRoot(fpu, m);
            case VRECPE -> (int) m < 0 ? (long) reciprocal((int) m >>> 23) << 23 : WORD;
            case VRSQRTE -> m >>> 31 != 0 ? (long) inverseRoot((int) (m >>> 24), 256) << 23
                    : m >>> 30 != 0 ? (long) inverseRoot((int) (m >>> 23), 512) << 23 : WORD;
            case VCVT_LANES_FROM_INT -> fpu.fromFixed(F, i.unsigned ? m : (int) m, i.amount, SoftFloat.RN);
            case VCVT_LANES_TO_INT -> fpu.toFixed(F, m, i.amount, 32, i.unsigned, SoftFloat.RZ) & WORD;
            default -> throw new AssertionError(i.op);
        };
    }

    private static long truth(boolean holds) {
        return holds ? WORD : 0;
    }

    private static long atLeast(FloatUnit fpu, long n, long m) {
        int order = fpu.compare(F, n, m, true);
        return truth(order == SoftFloat.EQUAL || order == SoftFloat.GREATER);
    }

    private static long above(FloatUnit fpu, long n, long m) {
        return truth(fpu.compare(F, n, m, true) == SoftFloat.GREATER);
    }

    /** The larger number, or the smaller with the sign bit as {@code turn} (FPMax, FPMin); -0 is less than 0. */
    private static long larger(FloatUnit fpu, long n, long m, long turn) {
        long a = fpu.flushed(F, n);
        long b = fpu.flushed(F, m);
        if (F.nan(a) || F.nan(b)) {
            return fpu.nan(F, a, b);
        }
        return order(a ^ turn) > order(b ^ turn) ? a : b;
    }

    /** A number that orders as the floats do, -0 below 0. */
    private static int order(long single) {
        int bits = (int) single;
        return bits ^ bits >> 31 >>> 1;
    }

    /** The product of a Newton step, where infinity times 0 is 0 (FPRecipStep, FPRSqrtStep; ARM ARM A2.7.8). */
    private static long stepProduct(FloatUnit fpu, long n, long m) {
        long a = fpu.flushed(F, n);
        long b = fpu.flushed(F, m);
        boolean none = F.infinite(a) && F.zero(b) || F.zero(a) && F.infinite(b);
        return none ? 0 : fpu.multiply(F, a, b);
    }

    /** FPRecipEstimate (ARM ARM A2.7.8). */
    private static long reciprocal(FloatUnit fpu, long value) {
        long a = fpu.flushed(F, value);
        long sign = a & F.sign;
        if (F.nan(a)) {
            return fpu.nan(F, a, a);
        }
        if (F.infinite(a)) {
            return sign;
        }
        if (F.zero(a)) {
            fpu.fpscr |= SoftFloat.DZC;
            return sign | F.infinity;
        }
        long exponent = 2L * F.bias - 1 - (F.magnitude(a) >>> F.fractionBits);
        if (exponent <= 0) {
            fpu.fpscr |= SoftFloat.UFC;
            return sign;
        }
        int estimate = reciprocal((int) (a >>> 15) & 0xFF | 0x100);
        return sign | exponent << F.fractionBits | (estimate & 0xFF) << 15;
    }

    /** FPRSqrtEstimate (ARM ARM A2.7.8). */
    private static long inverseRoot(FloatUnit fpu, long value) {
        long a = fpu.flushed(F, value);
        if (F.nan(a)) {
            return fpu.nan(F, a, a);
        }
        if (F.zero(a)) {
            fpu.fpscr |= SoftFloat.DZC;
            return a | F.infinity;
        }
        if ((a & F.sign) != 0) {
            fpu.fpscr |= SoftFloat.IOC;
            return F.defaultNan;
        }
        if (F.infinite(a)) {
            return 0;
        }
        int exponent = (int) (a >>> F.fractionBits);
        int estimate = inverseRoot((int) (a >>> 16) & 0x7F | 0x80, (exponent & 1) == 0 ? 256 : 512);
        return (long) (3 * F.bias - 1 - exponent >> 1) << F.fractionBits | (estimate & 0xFF) << 15;
    }

    /** An estimate of 8 bits behind a 1, of the reciprocal of a number from 0.5 to 1 in units of 1/512. */
    private static int reciprocal(int number) {
        return (int) (256 * (1 / ((number + 0.5) / 512)) + 0.5);
    }

    /** An estimate of 8 bits behind a 1, of the reciprocal of a number's root. */
    private static int inverseRoot(int number, double unit) {
        return (int) (256 * (1 / Math.sqrt((number + 0.5) / unit)) + 0.5);
    }
}
