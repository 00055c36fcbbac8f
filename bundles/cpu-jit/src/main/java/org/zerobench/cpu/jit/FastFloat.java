package org.zerobench.cpu.jit;

/**
 * VFP arithmetic for compiled code: the cases that the host's arithmetic answers as they are, which is nearly all. Rounding is
 * to nearest, nothing is flushed to zero, the result is no NaN and far from the ends of the range; then inexact is the only
 * flag that can come, and once it is set nobody needs to ask for it again. Each method returns false, with nothing done, when
 * it is not such a case: the interpreter then executes the instruction. They call nothing that is not inlined.
 */
final class FastFloat {

    /** FPSCR bits of which all must be 0. */
    private static final int UNUSUAL = 3 << SoftFloat.RMODE_SHIFT | SoftFloat.FZ;
    private static final double LEAST = 0x1p-900;
    private static final double MOST = 0x1p900;

    private FastFloat() {}

    private static boolean usual(Core core) {
        return (core.fpu.fpscr & UNUSUAL) == 0;
    }

    private static boolean asksInexact(Core core) {
        return (core.fpu.fpscr & SoftFloat.IXC) == 0;
    }

    private static void inexact(Core core, boolean inexact) {
        if (inexact) {
            core.fpu.fpscr |= SoftFloat.IXC;
        }
    }

    private static double get64(Core core, int register) {
        return Double.longBitsToDouble(core.d[register]);
    }

    private static void put64(Core core, int register, double value) {
        core.d[register] = Double.doubleToRawLongBits(value);
    }

    private static float get32(Core core, int register) {
        return Float.intBitsToFloat(Vfp.single(core, register));
    }

    private static void put32(Core core, int register, float value) {
        Vfp.single(core, register, Float.floatToRawIntBits(value));
    }

    // Double precision.

    /** A sum is never a denormal number that was rounded, so small ones are as good as any. */
    private static boolean goodSum(double sum) {
        return Math.abs(sum) < MOST;
    }

    /** Knuth's two-sum: whether the rest is not 0. */
    private static boolean rounded(double a, double b, double sum) {
        double added = sum - a;
        return a - (sum - added) + (b - added) != 0;
    }

    private static boolean goodProduct(double a, double b, double product) {
        double magnitude = Math.abs(product);
        return magnitude > LEAST && magnitude < MOST || product == 0 && (a == 0 || b == 0);
    }

    private static boolean sum64(Core core, int to, double a, double b) {
        double sum = a + b;
        if (!usual(core) || !goodSum(sum)) {
            return false;
        }
        if (asksInexact(core)) {
            inexact(core, rounded(a, b, sum));
        }
        put64(core, to, sum);
        return true;
    }

    static boolean add64(Core core, int to, int n, int m) {
        return sum64(core, to, get64(core, n), get64(core, m));
    }

    static boolean sub64(Core core, int to, int n, int m) {
        return sum64(core, to, get64(core, n), -get64(core, m));
    }

    static boolean mul64(Core core, int to, int n, int m) {
        double a = get64(core, n);
        double b = get64(core, m);
        double product = a * b;
        if (!usual(core) || !goodProduct(a, b, product)) {
            return false;
        }
        if (asksInexact(core)) {
            inexact(core, Math.fma(a, b, -product) != 0);
        }
        put64(core, to, product);
        return true;
    }

    private static boolean chained64(Core core, int to, double sum, double a, double b) {
        double product = a * b;
        double result = sum + product;
        if (!usual(core) || !goodProduct(a, b, product) || !goodSum(result)) {
            return false;
        }
        if (asksInexact(core)) {
            inexact(core, Math.fma(a, b, -product) != 0 || rounded(sum, product, result));
        }
        put64(core, to, result);
        return true;
    }

    static boolean mla64(Core core, int to, int n, int m) {
        return chained64(core, to, get64(core, to), get64(core, n), get64(core, m));
    }

    static boolean mls64(Core core, int to, int n, int m) {
        return chained64(core, to, get64(core, to), -get64(core, n), get64(core, m));
    }

    static boolean nmls64(Core core, int to, int n, int m) {
        return chained64(core, to, -get64(core, to), get64(core, n), get64(core, m));
    }

    static boolean nmla64(Core core, int to, int n, int m) {
        return chained64(core, to, -get64(core, to), -get64(core, n), get64(core, m));
    }

    static boolean div64(Core core, int to, int n, int m) {
        double a = get64(core, n);
        double b = get64(core, m);
        double quotient = a / b;
        if (!usual(core) || !goodProduct(b, b, b) || !goodProduct(a, quotient, a) || !goodProduct(a, a, quotient) || b == 0) {
            return false;
        }
        if (asksInexact(core)) {
            inexact(core, Math.fma(quotient, b, -a) != 0);
        }
        put64(core, to, quotient);
        return true;
    }

    static boolean sqrt64(Core core, int to, int n, int m) {
        double a = get64(core, m);
        if (!usual(core) || !(a > LEAST && a < MOST)) {
            return false;
        }
        double root = Math.sqrt(a);
        if (asksInexact(core)) {
            inexact(core, Math.fma(root, root, -a) != 0);
        }
        put64(core, to, root);
        return true;
    }

    // Single precision: exact in double precision, or at least with what is asked for in it.

    private static boolean good32(float value) {
        float magnitude = Math.abs(value);
        return magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
    }

    private static boolean sum32(Core core, int to, float a, float b) {
        float sum = a + b;
        if (!usual(core) || !(Math.abs(sum) <= Float.MAX_VALUE)) {
            return false;
        }
        if (asksInexact(core)) {
            float added = sum - a;
            inexact(core, a - (sum - added) + (b - added) != 0);
        }
        put32(core, to, sum);
        return true;
    }

    static boolean add32(Core core, int to, int n, int m) {
        return sum32(core, to, get32(core, n), get32(core, m));
    }

    static boolean sub32(Core core, int to, int n, int m) {
        return sum32(core, to, get32(core, n), -get32(core, m));
    }

    static boolean mul32(Core core, int to, int n, int m) {
        double exact = (double) get32(core, n) * get32(core, m);
        float product = (float) exact;
        if (!usual(core) || !good32(product) && exact != 0) {
            return false;
        }
        inexact(core, product != exact);
        put32(core, to, product);
        return true;
    }

    private static boolean chained32(Core core, int to, float sum, float a, float b) {
        double exact = (double) a * b;
        float product = (float) exact;
        if (!good32(product) && exact != 0 || !sum32(core, to, sum, product)) {
            return false;
        }
        inexact(core, product != exact);
        return true;
    }

    static boolean mla32(Core core, int to, int n, int m) {
        return chained32(core, to, get32(core, to), get32(core, n), get32(core, m));
    }

    static boolean mls32(Core core, int to, int n, int m) {
        return chained32(core, to, get32(core, to), -get32(core, n), get32(core, m));
    }

    static boolean nmls32(Core core, int to, int n, int m) {
        return chained32(core, to, -get32(core, to), get32(core, n), get32(core, m));
    }

    static boolean nmla32(Core core, int to, int n, int m) {
        return chained32(core, to, -get32(core, to), -get32(core, n), get32(core, m));
    }

    static boolean div32(Core core, int to, int n, int m) {
        float a = get32(core, n);
        float b = get32(core, m);
        float quotient = a / b;
        if (!usual(core) || !good32(quotient)) {
            return false;
        }
        inexact(core, (double) quotient * b != a);
        put32(core, to, quotient);
        return true;
    }

    static boolean sqrt32(Core core, int to, int n, int m) {
        float a = get32(core, m);
        float root = (float) Math.sqrt(a);
        if (!usual(core) || !good32(root)) {
            return false;
        }
        inexact(core, (double) root * root != a);
        put32(core, to, root);
        return true;
    }

    // Comparison and conversion.

    private static boolean compared(Core core, double a, double b) {
        if ((core.fpu.fpscr & SoftFloat.FZ) != 0 || Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        int flags = a < b ? SoftFloat.LESS : a > b ? SoftFloat.GREATER : SoftFloat.EQUAL;
        core.fpu.fpscr = core.fpu.fpscr & 0x0FFF_FFFF | flags;
        return true;
    }

    static boolean cmp64(Core core, int to, int n, int m) {
        return compared(core, get64(core, to), get64(core, m));
    }

    static boolean zero64(Core core, int to, int n, int m) {
        return compared(core, get64(core, to), 0);
    }

    static boolean cmp32(Core core, int to, int n, int m) {
        return compared(core, get32(core, to), get32(core, m));
    }

    static boolean zero32(Core core, int to, int n, int m) {
        return compared(core, get32(core, to), 0);
    }

    private static boolean truncated(Core core, int to, double value, boolean unsigned) {
        long whole = (long) value;
        if ((core.fpu.fpscr & SoftFloat.FZ) != 0 || whole != (unsigned ? whole & 0xFFFF_FFFFL : (int) whole) || Double.isNaN(value)) {
            return false;
        }
        inexact(core, whole != value);
        Vfp.single(core, to, (int) whole);
        return true;
    }

    static boolean signed64(Core core, int to, int n, int m) {
        return truncated(core, to, get64(core, m), false);
    }

    static boolean unsigned64(Core core, int to, int n, int m) {
        return truncated(core, to, get64(core, m), true);
    }

    static boolean signed32(Core core, int to, int n, int m) {
        return truncated(core, to, get32(core, m), false);
    }

    static boolean unsigned32(Core core, int to, int n, int m) {
        return truncated(core, to, get32(core, m), true);
    }

    static boolean fromSigned64(Core core, int to, int n, int m) {
        put64(core, to, Vfp.single(core, m));
        return true;
    }

    static boolean fromUnsigned64(Core core, int to, int n, int m) {
        put64(core, to, Vfp.single(core, m) & 0xFFFF_FFFFL);
        return true;
    }

    private static boolean from32(Core core, int to, long value) {
        float near = value;
        if (!usual(core)) {
            return false;
        }
        inexact(core, (long) near != value);
        put32(core, to, near);
        return true;
    }

    static boolean fromSigned32(Core core, int to, int n, int m) {
        return from32(core, to, Vfp.single(core, m));
    }

    static boolean fromUnsigned32(Core core, int to, int n, int m) {
        return from32(core, to, Vfp.single(core, m) & 0xFFFF_FFFFL);
    }

    /** Single to double. */
    static boolean widen(Core core, int to, int n, int m) {
        float value = get32(core, m);
        if (!usual(core) || !(Math.abs(value) <= Float.MAX_VALUE)) {
            return false;
        }
        put64(core, to, value);
        return true;
    }

    /** Double to single. */
    static boolean narrow(Core core, int to, int n, int m) {
        double value = get64(core, m);
        float near = (float) value;
        if (!usual(core) || !good32(near) && value != 0) {
            return false;
        }
        inexact(core, near != value);
        put32(core, to, near);
        return true;
    }
}
