package org.zerobench.cpu.jit;

import java.math.BigInteger;

/**
 * Floating-point arithmetic of VFPv4, exact to the bit, flags and NaN payloads included, for all rounding modes, with
 * flush-to-zero and default NaN (ARM ARM A2.7). Operands and results are raw bits, see {@link Format}; cumulative flags are
 * or-ed into {@link #fpscr}, of which nothing else changes. Traps of exceptions do not exist on this CPU.
 *
 * <p>Not thread-safe.
 */
class SoftFloat {

    /** Cumulative flags of FPSCR: invalid operation, division by zero, overflow, underflow, inexact, input denormal. */
    static final int IOC = 1;
    static final int DZC = 2;
    static final int OFC = 4;
    static final int UFC = 8;
    static final int IXC = 16;
    static final int IDC = 128;

    /** Rounding modes as in FPSCR: to nearest even, up, down, towards zero. */
    static final int RN = 0;
    static final int RP = 1;
    static final int RM = 2;
    static final int RZ = 3;

    static final int RMODE_SHIFT = 22;
    static final int FZ = 1 << 24;
    static final int DN = 1 << 25;
    static final int AHP = 1 << 26;

    /** What {@link #compare} returns, in the places of NZCV in FPSCR. */
    static final int LESS = 0x8000_0000;
    static final int EQUAL = 0x6000_0000;
    static final int GREATER = 0x2000_0000;
    static final int UNORDERED = 0x3000_0000;

    /** Position of the highest bit of operands that are added. */
    private static final int ADD_TOP = 61;
    private static final int QUOTIENT_BITS = 60;
    private static final int ROOT_BITS = 58;

    int fpscr;

    final int mode() {
        return fpscr >>> RMODE_SHIFT & 3;
    }

    long add(Format f, long x, long y) {
        long a = flushed(f, x);
        long b = flushed(f, y);
        if (f.nan(a) || f.nan(b)) {
            return nan(f, a, b);
        }
        if (f.infinite(a) || f.infinite(b)) {
            return f.infinite(a) && f.infinite(b) && a != b ? invalid(f) : f.infinite(a) ? a : b;
        }
        if (f.zero(a) || f.zero(b)) {
            return !f.zero(a) ? a : !f.zero(b) ? b : a == b ? a : cancelled(f);
        }
        boolean swap = f.magnitude(a) < f.magnitude(b);
        long large = swap ? b : a;
        long small = swap ? a : b;
        int up = ADD_TOP - f.fractionBits;
        int exponent = f.exponent(large);
        long sum = f.significand(large) << up;
        long addend = jammed(f.significand(small) << up, exponent - f.exponent(small));
        sum = ((a ^ b) & f.sign) == 0 ? sum + addend : sum - addend;
        return sum == 0 ? cancelled(f) : rounded(f, large & f.sign, sum, exponent - ADD_TOP, mode());
    }

    long subtract(Format f, long a, long b) {
        return add(f, a, f.nan(b) ? b : b ^ f.sign);
    }

    long multiply(Format f, long x, long y) {
        long a = flushed(f, x);
        long b = flushed(f, y);
        if (f.nan(a) || f.nan(b)) {
            return nan(f, a, b);
        }
        long sign = (a ^ b) & f.sign;
        if (f.infinite(a) || f.infinite(b)) {
            return f.zero(a) || f.zero(b) ? invalid(f) : sign | f.infinity;
        }
        if (f.zero(a) || f.zero(b)) {
            return sign;
        }
        int up = 62 - f.fractionBits;
        long left = f.significand(a) << up;
        long right = f.significand(b) << up;
        long product = Math.multiplyHigh(left, right) | (left * right != 0 ? 1 : 0);
        return rounded(f, sign, product, f.exponent(a) + f.exponent(b) - 60, mode());
    }

    long divide(Format f, long x, long y) {
        long a = flushed(f, x);
        long b = flushed(f, y);
        if (f.nan(a) || f.nan(b)) {
            return nan(f, a, b);
        }
        long sign = (a ^ b) & f.sign;
        if (f.infinite(a) || f.zero(b)) {
            if (f.infinite(b) || f.zero(a)) {
                return invalid(f);
            }
            fpscr |= f.infinite(a) ? 0 : DZC;
            return sign | f.infinity;
        }
        if (f.zero(a) || f.infinite(b)) {
            return sign;
        }
        long rest = f.significand(a);
        long divisor = f.significand(b);
        long quotient = 0;
        for (int i = 0; i < QUOTIENT_BITS; i++) {
            quotient <<= 1;
            if (rest >= divisor) {
                rest -= divisor;
                quotient |= 1;
            }
            rest <<= 1;
        }
        quotient |= rest != 0 ? 1 : 0;
        return rounded(f, sign, quotient, f.exponent(a) - f.exponent(b) + 1 - QUOTIENT_BITS, mode());
    }

    long squareRoot(Format f, long x) {
        long a = flushed(f, x);
        if (f.nan(a)) {
            return nan(f, a, a);
        }
        if (f.zero(a)) {
            return a;
        }
        if ((a & f.sign) != 0) {
            return invalid(f);
        }
        if (f.infinite(a)) {
            return a;
        }
        int exponent = f.exponent(a);
        long digits = f.significand(a) << 62 - f.fractionBits + (exponent & 1);
        long rest = 0;
        long root = 0;
        for (int i = 0; i < ROOT_BITS; i++) {
            rest = rest << 2 | digits >>> 62;
            digits <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (rest >= trial) {
                rest -= trial;
                root |= 1;
            }
        }
        root |= rest != 0 ? 1 : 0;
        return rounded(f, 0, root, (exponent >> 1) + 1 - ROOT_BITS, mode());
    }

    /** {@code c + x * y}, rounded once (FPMulAdd). */
    long fused(Format f, long c, long x, long y) {
        long addend = flushed(f, c);
        long a = flushed(f, x);
        long b = flushed(f, y);
        boolean undefinedProduct = f.infinite(a) && f.zero(b) || f.zero(a) && f.infinite(b);
        if (f.nan(addend) || f.nan(a) || f.nan(b)) {
            boolean signals = f.signalling(addend) || f.signalling(a) || f.signalling(b);
            if (undefinedProduct && !signals) {
                return invalid(f);
            }
            return signals ? nan(f, firstSignalling(f, addend, a, b), a)
                    : nan(f, f.nan(addend) ? addend : a, b);
        }
        long sign = (a ^ b) & f.sign;
        boolean infiniteProduct = f.infinite(a) || f.infinite(b);
        if (undefinedProduct || infiniteProduct && f.infinite(addend) && (addend & f.sign) != sign) {
            return invalid(f);
        }
        if (infiniteProduct || f.infinite(addend)) {
            return infiniteProduct ? sign | f.infinity : addend;
        }
        if (f.zero(a) || f.zero(b)) {
            return f.zero(addend) && addend != sign ? cancelled(f) : addend;
        }
        return fusedFinite(f, addend, sign, a, b);
    }

    private static long firstSignalling(Format f, long x, long y, long z) {
        return f.signalling(x) ? x : f.signalling(y) ? y : z;
    }

    private long fusedFinite(Format f, long addend, long sign, long a, long b) {
        BigInteger sum = BigInteger.valueOf(f.significand(a)).multiply(BigInteger.valueOf(f.significand(b)));
        int exponent = f.exponent(a) + f.exponent(b) - 2 * f.fractionBits;
        if (sign != 0) {
            sum = sum.negate();
        }
        if (!f.zero(addend)) {
            BigInteger other = BigInteger.valueOf(f.significand(addend));
            int otherExponent = f.exponent(addend) - f.fractionBits;
            int lowest = Math.min(exponent, otherExponent);
            sum = sum.shiftLeft(exponent - lowest);
            other = other.shiftLeft(otherExponent - lowest);
            sum = (addend & f.sign) != 0 ? sum.subtract(other) : sum.add(other);
            exponent = lowest;
        }
        if (sum.signum() == 0) {
            return cancelled(f);
        }
        BigInteger magnitude = sum.abs();
        int surplus = Math.max(0, magnitude.bitLength() - 62);
        long significand = magnitude.shiftRight(surplus).longValueExact();
        significand |= magnitude.getLowestSetBit() < surplus ? 1 : 0;
        return rounded(f, sum.signum() < 0 ? f.sign : 0, significand, exponent + surplus, mode());
    }

    /**
     * Compares.
     *
     * @param signals a quiet NaN is an invalid operation, too (VCMPE)
     * @return {@link #LESS}, {@link #EQUAL}, {@link #GREATER} or {@link #UNORDERED}
     */
    int compare(Format f, long x, long y, boolean signals) {
        long a = flushed(f, x);
        long b = flushed(f, y);
        if (f.nan(a) || f.nan(b)) {
            fpscr |= signals || f.signalling(a) || f.signalling(b) ? IOC : 0;
            return UNORDERED;
        }
        long left = (a & f.sign) != 0 ? -f.magnitude(a) : a;
        long right = (b & f.sign) != 0 ? -f.magnitude(b) : b;
        return left == right ? EQUAL : left < right ? LESS : GREATER;
    }

    /**
     * Converts a number to an integer in units of {@code 2^-fixedBits}, saturating; a NaN becomes 0 (FPToFixed).
     *
     * @param bits width of the result, 16 or 32
     * @return the result, extended to 64 bits by its signedness
     */
    long toFixed(Format f, long x, int fixedBits, int bits, boolean unsigned, int mode) {
        long a = flushed(f, x);
        if (f.nan(a)) {
            fpscr |= IOC;
            return 0;
        }
        if (f.zero(a)) {
            return 0;
        }
        long most = unsigned ? (1L << bits) - 1 : (1L << bits - 1) - 1;
        long least = unsigned ? 0 : ~most;
        boolean negative = (a & f.sign) != 0;
        int exponent = f.infinite(a) ? Integer.MAX_VALUE : f.exponent(a) + fixedBits;
        if (exponent > 40) {
            fpscr |= IOC;
            return negative ? least : most;
        }
        long scaled = f.significand(a) << ADD_TOP - f.fractionBits; // the integer's unit is 2^drop of this
        int drop = ADD_TOP - exponent;
        if (drop > 62) {
            scaled = 1;
            drop = 2;
        }
        long rest = scaled & (1L << drop) - 1;
        long magnitude = (scaled >>> drop) + up(scaled >>> drop, rest, 1L << drop - 1, negative, mode);
        long result = negative ? -magnitude : magnitude;
        if (result > most || result < least) {
            fpscr |= IOC;
            return result > most ? most : least;
        }
        fpscr |= rest != 0 ? IXC : 0;
        return result;
    }

    /** Converts an integer in units of {@code 2^-fixedBits} (FixedToFP). */
    long fromFixed(Format f, long value, int fixedBits, int mode) {
        return value == 0 ? 0 : rounded(f, value < 0 ? f.sign : 0, Math.abs(value), -fixedBits, mode);
    }

    /** Converts between formats; {@link #AHP} tells what a half is. */
    long convert(Format from, Format to, long x) {
        boolean alternative = (fpscr & AHP) != 0;
        long a = flushed(from, x);
        long sign = (a & from.sign) != 0 ? to.sign : 0;
        boolean numbersOnly = from == Format.HALF && alternative;
        if (from.nan(a) && !numbersOnly) {
            if (to == Format.HALF && alternative) {
                fpscr |= IOC;
                return sign;
            }
            fpscr |= from.signalling(a) ? IOC : 0;
            int shift = to.fractionBits - from.fractionBits;
            long payload = from.magnitude(a) & ~from.infinity;
            return (fpscr & DN) != 0 ? to.defaultNan
                    : sign | to.defaultNan | (shift > 0 ? payload << shift : payload >>> -shift);
        }
        if (from.infinite(a) && !numbersOnly) {
            if (to == Format.HALF && alternative) {
                fpscr |= IOC;
                return to.sign - 1 | sign;
            }
            return sign | to.infinity;
        }
        return from.zero(a) ? sign
                : rounded(to, sign, from.significand(a), from.exponent(a) - from.fractionBits, mode());
    }

    /** An operand with a denormal made 0 where FPSCR wants that (FPUnpack); halves are left. */
    final long flushed(Format f, long x) {
        if ((fpscr & FZ) == 0 || f == Format.HALF || !f.denormal(x)) {
            return x;
        }
        fpscr |= IDC;
        return x & f.sign;
    }

    /** The result where one operand or both are NaNs (FPProcessNaNs). */
    final long nan(Format f, long a, long b) {
        long chosen = f.signalling(a) ? a : f.signalling(b) ? b : f.nan(a) ? a : b;
        fpscr |= f.signalling(chosen) ? IOC : 0;
        return (fpscr & DN) != 0 ? f.defaultNan : f.quieted(chosen);
    }

    private long invalid(Format f) {
        fpscr |= IOC;
        return f.defaultNan;
    }

    /** Zero from numbers that cancel each other. */
    private long cancelled(Format f) {
        return mode() == RM ? f.sign : 0;
    }

    /** A shift to the right whose lowest bit is set when one is lost. */
    private static long jammed(long bits, int shift) {
        return shift == 0 ? bits
                : shift > 62 ? 1
                : bits >>> shift | ((bits & (1L << shift) - 1) != 0 ? 1 : 0);
    }

    private static int up(long kept, long rest, long half, boolean negative, int mode) {
        return switch (mode) {
            case RN -> rest > half || rest == half && (kept & 1) != 0 ? 1 : 0;
            case RP -> rest != 0 && !negative ? 1 : 0;
            case RM -> rest != 0 && negative ? 1 : 0;
            default -> 0;
        };
    }

    /**
     * Rounds {@code significand * 2^exponent} to the format (FPRound); underflow is found before rounding.
     *
     * @param sign        the format's sign bit or 0
     * @param significand above 0; its bit 0 also stands for all that was lost below it
     */
    private long rounded(Format f, long sign, long significand, int exponent, int mode) {
        int normalise = Long.numberOfLeadingZeros(significand) - 1;
        long bits = significand << normalise;
        int biased = exponent - normalise + 62 + f.bias;
        int drop = 62 - f.fractionBits;
        if (biased < 1) {
            if ((fpscr & FZ) != 0 && f != Format.HALF) {
                fpscr |= UFC;
                return sign;
            }
            drop += 1 - biased;
            biased = 1;
            if (drop > 62) {
                bits = jammed(bits, drop - 62);
                drop = 62;
            }
        }
        long kept = bits >>> drop;
        long rest = bits & (1L << drop) - 1;
        boolean tiny = kept >>> f.fractionBits == 0;
        kept += up(kept, rest, 1L << drop - 1, sign != 0, mode);
        boolean alternative = f == Format.HALF && (fpscr & AHP) != 0;
        int limit = alternative ? f.special + 1 : f.special;
        if (biased > limit || biased - 1 + (kept >>> f.fractionBits) >= limit) {
            if (alternative) {
                fpscr |= IOC;
                return sign | f.sign - 1;
            }
            fpscr |= OFC | IXC;
            boolean infinite = mode == RN || mode == (sign == 0 ? RP : RM);
            return sign | (infinite ? f.infinity : f.infinity - 1);
        }
        if (rest != 0) {
            fpscr |= tiny ? IXC | UFC : IXC;
        }
        return sign | ((long) (biased - 1) << f.fractionBits) + kept;
    }
}
