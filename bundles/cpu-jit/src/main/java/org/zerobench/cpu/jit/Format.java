package org.zerobench.cpu.jit;

/**
 * A binary floating-point format: sign, exponent, fraction from the highest bit down (ARM ARM A2.7.1). Values are raw bits
 * in the low end of a {@code long}, the bits above are 0.
 */
enum Format {
    HALF(5, 10), SINGLE(8, 23), DOUBLE(11, 52);

    /** Number of fraction bits, the implied one not counted. */
    final int fractionBits;
    final int bias;
    /** The exponent field of infinities and NaNs. */
    final int special;
    final long sign;
    final long infinity;
    final long defaultNan;
    private final long fraction;
    private final long quiet;

    Format(int exponentBits, int fractionBits) {
        this.fractionBits = fractionBits;
        special = (1 << exponentBits) - 1;
        bias = special >>> 1;
        sign = 1L << exponentBits + fractionBits;
        infinity = (long) special << fractionBits;
        fraction = (1L << fractionBits) - 1;
        quiet = 1L << fractionBits - 1;
        defaultNan = infinity | quiet;
    }

    long magnitude(long raw) {
        return raw & sign - 1;
    }

    boolean nan(long raw) {
        return magnitude(raw) > infinity;
    }

    boolean signalling(long raw) {
        return nan(raw) && (raw & quiet) == 0;
    }

    boolean infinite(long raw) {
        return magnitude(raw) == infinity;
    }

    boolean zero(long raw) {
        return magnitude(raw) == 0;
    }

    boolean denormal(long raw) {
        return (raw & infinity) == 0 && (raw & fraction) != 0;
    }

    long quieted(long nan) {
        return nan | quiet;
    }

    /** Exponent of a number that is not 0, as if it were normalised. */
    int exponent(long raw) {
        int field = (int) (magnitude(raw) >>> fractionBits);
        return field != 0 ? field - bias
                : 1 - bias - (Long.numberOfLeadingZeros(raw & fraction) - 63 + fractionBits);
    }

    /** Significand of a number that is not 0: its highest bit is bit {@link #fractionBits}. */
    long significand(long raw) {
        long bits = raw & fraction;
        return (raw & infinity) != 0 ? bits | fraction + 1
                : bits << Long.numberOfLeadingZeros(bits) - 63 + fractionBits;
    }
}
