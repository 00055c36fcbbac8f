package org.zerobench.cpu.jit;

/**
 * {@link SoftFloat} with short cuts through the host's arithmetic. They are taken when rounding is to nearest, no operand is
 * a denormal to be flushed and the result is a normal number away from the ends of the range, so that inexact is the only
 * flag that can come; whether it does is found from the exact rest of the operation.
 */
final class FloatUnit extends SoftFloat {

    /** Magnitudes between which doubles' results have exactly representable rests. */
    private static final double LEAST = 0x1p-900;
    private static final double MOST = 0x1p900;

    private boolean toNearest() {
        return mode() == RN;
    }

    /** Whether an operand is taken as it is, no denormal to be flushed. */
    private boolean kept(double value) {
        return (fpscr & FZ) == 0 || value == 0 || plain(value);
    }

    private boolean kept(float value) {
        return (fpscr & FZ) == 0 || value == 0 || plain(value);
    }

    private static boolean plain(double value) {
        double magnitude = Math.abs(value);
        return magnitude > LEAST && magnitude < MOST;
    }

    private static boolean plain(float value) {
        float magnitude = Math.abs(value);
        return magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
    }

    private long result(double value, boolean exact) {
        fpscr |= exact ? 0 : IXC;
        return Double.doubleToRawLongBits(value);
    }

    private long result(float value, boolean exact) {
        fpscr |= exact ? 0 : IXC;
        return Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
    }

    /** What an addition rounded away: Knuth's two-sum. */
    private static double rest(double a, double b, double sum) {
        double added = sum - a;
        return a - (sum - added) + (b - added);
    }

    /** Whether {@code sum} is all of a product of two factors and an addend: the three parts that it may lack make nothing. */
    private static boolean fusedIsExact(double a, double b, double addend, double product, double sum) {
        double near = product + addend;
        double off = near - sum;
        double rest = rest(product, addend, near);
        double lacking = off + rest;
        return lacking == -Math.fma(a, b, -product) && rest(off, rest, lacking) == 0;
    }

    @Override
    long add(Format f, long x, long y) {
        if (toNearest()) {
            if (f == Format.DOUBLE) {
                double a = Double.longBitsToDouble(x);
                double b = Double.longBitsToDouble(y);
                double sum = a + b;
                if (plain(sum) && kept(a) && kept(b)) {
                    return result(sum, rest(a, b, sum) == 0);
                }
            } else {
                float a = Float.intBitsToFloat((int) x);
                float b = Float.intBitsToFloat((int) y);
                float sum = a + b;
                if (plain(sum) && kept(a) && kept(b)) {
                    float added = sum - a;
                    return result(sum, a - (sum - added) + (b - added) == 0);
                }
            }
        }
        return super.add(f, x, y);
    }

    @Override
    long multiply(Format f, long x, long y) {
        if (toNearest()) {
            if (f == Format.DOUBLE) {
                double a = Double.longBitsToDouble(x);
                double b = Double.longBitsToDouble(y);
                double product = a * b;
                if (plain(product) && kept(a) && kept(b)) {
                    return result(product, Math.fma(a, b, -product) == 0);
                }
            } else {
                float a = Float.intBitsToFloat((int) x);
                float b = Float.intBitsToFloat((int) y);
                double exact = (double) a * b;
                float product = (float) exact;
                if (plain(product) && kept(a) && kept(b)) {
                    return result(product, product == exact);
                }
            }
        }
        return super.multiply(f, x, y);
    }

    @Override
    long divide(Format f, long x, long y) {
        if (toNearest()) {
            if (f == Format.DOUBLE) {
                double a = Double.longBitsToDouble(x);
                double b = Double.longBitsToDouble(y);
                double quotient = a / b;
                if (plain(quotient) && plain(a) && plain(b)) {
                    return result(quotient, Math.fma(quotient, b, -a) == 0);
                }
            } else {
                float a = Float.intBitsToFloat((int) x);
                float b = Float.intBitsToFloat((int) y);
                float quotient = a / b;
                if (plain(quotient) && kept(a) && kept(b)) {
                    return result(quotient, (double) quotient * b == a);
                }
            }
        }
        return super.divide(f, x, y);
    }

    @Override
    long squareRoot(Format f, long x) {
        if (toNearest()) {
            if (f == Format.DOUBLE) {
                double a = Double.longBitsToDouble(x);
                double root = Math.sqrt(a);
                if (plain(a)) {
                    return a > 0 ? result(root, Math.fma(root, root, -a) == 0) : super.squareRoot(f, x);
                }
            } else {
                float a = Float.intBitsToFloat((int) x);
                float root = (float) Math.sqrt(a);
                if (plain(root) && kept(a)) {
                    return result(root, (double) root * root == a);
                }
            }
        }
        return super.squareRoot(f, x);
    }

    @Override
    long fused(Format f, long c, long x, long y) {
        if (toNearest() && f == Format.SINGLE) {
            float addend = Float.intBitsToFloat((int) c);
            float a = Float.intBitsToFloat((int) x);
            float b = Float.intBitsToFloat((int) y);
            float sum = Math.fma(a, b, addend);
            if (plain(sum) && kept(addend) && kept(a) && kept(b)) {
                double product = (double) a * b; // exact, so that the rest of the addition tells
                double near = product + addend;
                return result(sum, rest(product, addend, near) == 0 && near == sum);
            }
        } else if (toNearest()) {
            double addend = Double.longBitsToDouble(c);
            double a = Double.longBitsToDouble(x);
            double b = Double.longBitsToDouble(y);
            double sum = Math.fma(a, b, addend);
            double product = a * b;
            if (plain(sum) && plain(product) && (addend == 0 || plain(addend)) && kept(a) && kept(b)) {
                return result(sum, fusedIsExact(a, b, addend, product, sum));
            }
        }
        return super.fused(f, c, x, y);
    }

    @Override
    int compare(Format f, long x, long y, boolean signals) {
        double a = f == Format.DOUBLE ? Double.longBitsToDouble(x) : Float.intBitsToFloat((int) x);
        double b = f == Format.DOUBLE ? Double.longBitsToDouble(y) : Float.intBitsToFloat((int) y);
        if (f == Format.DOUBLE ? !kept(a) || !kept(b) : !kept((float) a) || !kept((float) b)) {
            return super.compare(f, x, y, signals);
        }
        return a < b ? LESS : a > b ? GREATER : a == b ? EQUAL : super.compare(f, x, y, signals);
    }

    @Override
    long toFixed(Format f, long x, int fixedBits, int bits, boolean unsigned, int mode) {
        if (mode == RZ && fixedBits == 0 && bits == 32) {
            double value = f == Format.DOUBLE ? Double.longBitsToDouble(x) : Float.intBitsToFloat((int) x);
            long whole = (long) value;
            boolean kept = f == Format.DOUBLE ? kept(value) : kept((float) value);
            if (kept && whole == (unsigned ? whole & 0xFFFF_FFFFL : (int) whole) && !Double.isNaN(value)) {
                fpscr |= whole == value ? 0 : IXC;
                return whole;
            }
        }
        return super.toFixed(f, x, fixedBits, bits, unsigned, mode);
    }

    @Override
    long fromFixed(Format f, long value, int fixedBits, int mode) {
        return f == Format.DOUBLE && fixedBits == 0 // at most 32 bits are exact in a double
                ? Double.doubleToRawLongBits(value) : super.fromFixed(f, value, fixedBits, mode);
    }

    @Override
    long convert(Format from, Format to, long x) {
        if (toNearest()) {
            if (from == Format.SINGLE && to == Format.DOUBLE) {
                float value = Float.intBitsToFloat((int) x);
                if (Math.abs(value) <= Float.MAX_VALUE && kept(value)) {
                    return Double.doubleToRawLongBits(value);
                }
            } else if (from == Format.DOUBLE && to == Format.SINGLE) {
                double value = Double.longBitsToDouble(x);
                float narrow = (float) value;
                if (plain(narrow)) {
                    return result(narrow, narrow == value);
                }
            }
        }
        return super.convert(from, to, x);
    }
}
