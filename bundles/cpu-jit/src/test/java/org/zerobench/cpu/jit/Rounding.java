package org.zerobench.cpu.jit;

import java.math.BigDecimal;
import java.util.function.ToIntFunction;

/**
 * Correct rounding by search: finds a magnitude's neighbours among all numbers of a format by comparing exact decimals, and
 * chooses by the definition of the rounding mode. Slow, and without anything of what it tests.
 */
final class Rounding {

    private final Format format;
    private final int fpscr;
    private int flags;

    Rounding(Format format, int fpscr) {
        this.format = format;
        this.fpscr = fpscr;
    }

    /** Flags of the last {@link #round}. */
    int flags() {
        return flags;
    }

    /**
     * Rounds.
     *
     * @param isAbove sign of a decimal minus the exact magnitude, which is not 0
     */
    long round(boolean negative, ToIntFunction<BigDecimal> isAbove) {
        flags = 0;
        long sign = negative ? format.sign : 0;
        boolean small = isAbove.applyAsInt(value(1L << format.fractionBits)) > 0;
        if (small && (fpscr & SoftFloat.FZ) != 0 && format != Format.HALF) {
            flags = SoftFloat.UFC;
            return sign;
        }
        if (isAbove.applyAsInt(value(format.infinity)) <= 0) {
            flags = SoftFloat.OFC | SoftFloat.IXC;
            return sign | (awayFromZero(negative, 1) ? format.infinity : format.infinity - 1);
        }
        long below = 0;
        long above = format.infinity;
        while (above - below > 1) {
            long middle = below + above >>> 1;
            if (isAbove.applyAsInt(value(middle)) <= 0) {
                below = middle;
            } else {
                above = middle;
            }
        }
        if (isAbove.applyAsInt(value(below)) == 0) {
            return sign | below;
        }
        BigDecimal tie = value(below).add(value(above)).divide(BigDecimal.TWO);
        int half = -isAbove.applyAsInt(tie);
        boolean away = awayFromZero(negative, half != 0 ? half : (below & 1) != 0 ? 1 : -1);
        flags = SoftFloat.IXC | (small ? SoftFloat.UFC : 0) | (away && above == format.infinity ? SoftFloat.OFC : 0);
        return sign | (away ? above : below);
    }

    private boolean awayFromZero(boolean negative, int half) {
        return switch (fpscr >>> SoftFloat.RMODE_SHIFT & 3) {
            case SoftFloat.RN -> half > 0;
            case SoftFloat.RP -> !negative;
            case SoftFloat.RM -> negative;
            default -> false;
        };
    }

    /** The number that non-negative bits stand for; infinity stands for the power of two after the greatest number. */
    BigDecimal value(long raw) {
        if (raw == format.infinity) {
            return BigDecimal.TWO.pow(format.bias + 1);
        }
        return new BigDecimal(switch (format) {
            case HALF -> Float.float16ToFloat((short) raw);
            case SINGLE -> Float.intBitsToFloat((int) raw);
            case DOUBLE -> Double.longBitsToDouble(raw);
        });
    }

    /** The number that bits stand for, with its sign. */
    BigDecimal signed(long raw) {
        BigDecimal magnitude = value(format.magnitude(raw));
        return (raw & format.sign) != 0 ? magnitude.negate() : magnitude;
    }
}
