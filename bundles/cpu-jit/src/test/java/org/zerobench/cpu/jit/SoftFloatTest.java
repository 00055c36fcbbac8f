package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arithmetic with and without short cuts against exact decimals, and the special values one by one. */
class SoftFloatTest {

    private static final int ROUNDS = Integer.getInteger("zb.float.rounds", 600);
    private static final int FLAGS = SoftFloat.IOC | SoftFloat.DZC | SoftFloat.OFC | SoftFloat.UFC | SoftFloat.IXC | SoftFloat.IDC;

    private final long seed = Long.getLong("zb.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"SINGLE", "DOUBLE"})
    void resultsAreRoundedCorrectly(Format f) {
        for (int round = 0; round < ROUNDS; round++) {
            int fpscr = random.nextInt(4) << SoftFloat.RMODE_SHIFT;
            fpscr |= random.nextInt(4) == 0 ? SoftFloat.FZ : 0;
            long a = number(f, fpscr);
            long b = number(f, fpscr);
            long c = number(f, fpscr);
            for (SoftFloat fpu : List.of(new SoftFloat(), new FloatUnit())) {
                arithmetic(fpu, f, fpscr, a, b, c);
            }
        }
    }

    private void arithmetic(SoftFloat fpu, Format f, int fpscr, long a, long b, long c) {
        Rounding rounding = new Rounding(f, fpscr);
        BigDecimal x = rounding.signed(a);
        BigDecimal y = rounding.signed(b);
        BigDecimal z = rounding.signed(c);
        String what = f + " " + Long.toHexString(a) + " " + Long.toHexString(b) + " " + Long.toHexString(c) + " fpscr "
                + Integer.toHexString(fpscr) + " seed " + seed + " ";
        fpu.fpscr = fpscr;
        check(what + "+", fpu, fpu.add(f, a, b), rounding, x.add(y));
        fpu.fpscr = fpscr;
        check(what + "-", fpu, fpu.subtract(f, a, b), rounding, x.subtract(y));
        fpu.fpscr = fpscr;
        check(what + "*", fpu, fpu.multiply(f, a, b), rounding, x.multiply(y));
        fpu.fpscr = fpscr;
        check(what + "fused", fpu, fpu.fused(f, c, a, b), rounding, x.multiply(y).add(z));
        fpu.fpscr = fpscr;
        check(what + "/", fpu, fpu.divide(f, a, b), rounding, x.signum() * y.signum() < 0,
                guess -> guess.multiply(y.abs()).compareTo(x.abs()));
        fpu.fpscr = fpscr;
        long positive = f.magnitude(a);
        check(what + "root", fpu, fpu.squareRoot(f, positive), rounding, false,
                guess -> guess.multiply(guess).compareTo(x.abs()));
    }

    private static void check(String what, SoftFloat fpu, long result, Rounding rounding, BigDecimal exact) {
        if (exact.signum() != 0) { // the sign of a zero is another test's
            check(what, fpu, result, rounding, exact.signum() < 0, guess -> guess.compareTo(exact.abs()));
        }
    }

    private static void check(String what, SoftFloat fpu, long result, Rounding rounding, boolean negative,
            ToIntFunction<BigDecimal> isAbove) {
        assertEquals(Long.toHexString(rounding.round(negative, isAbove)), Long.toHexString(result), what);
        assertEquals(rounding.flags(), fpu.fpscr & FLAGS, what + " flags");
    }

    /** A number that is not 0; where denormals are flushed, none of those. */
    private long number(Format f, int fpscr) {
        long sign = random.nextBoolean() ? f.sign : 0;
        long fraction = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1L << random.nextInt(f.fractionBits);
            case 2 -> (1L << f.fractionBits) - 1 - random.nextInt(3);
            default -> random.nextLong() & (1L << f.fractionBits) - 1;
        };
        int exponent = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(f.special);
            case 1 -> (fpscr & SoftFloat.FZ) != 0 ? 1 : 0;
            case 2 -> f.special - 1 - random.nextInt(2);
            default -> f.bias + (random.nextInt(60) - 30) % f.bias;
        };
        if (exponent == 0 && (fraction == 0 || (fpscr & SoftFloat.FZ) != 0)) {
            exponent = 1;
        }
        return sign | (long) exponent << f.fractionBits | fraction;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void conversionsRoundCorrectly(boolean shortCuts) {
        SoftFloat fpu = shortCuts ? new FloatUnit() : new SoftFloat();
        for (int round = 0; round < ROUNDS; round++) {
            int mode = random.nextInt(4);
            int fpscr = mode << SoftFloat.RMODE_SHIFT;
            String what = "mode " + mode + " seed " + seed + " round " + round;
            Format from = Format.values()[random.nextInt(3)];
            Format to = Format.values()[random.nextInt(3)];
            long a = number(from, 0);
            BigDecimal exact = new Rounding(from, fpscr).signed(a);
            if (from != to) {
                Rounding rounding = new Rounding(to, fpscr);
                fpu.fpscr = fpscr;
                check(what + from + to, fpu, fpu.convert(from, to, a), rounding, exact);
            }
            if (from != Format.HALF) { // no instruction does that
                toInteger(what, fpu, from, a, exact, mode);
            }
            int bits = random.nextInt(33);
            long integer = random.nextInt() >> random.nextInt(32);
            Rounding rounding = new Rounding(to, fpscr);
            fpu.fpscr = fpscr;
            if (to != Format.HALF) {
                check(what + " int " + integer + " " + bits, fpu, fpu.fromFixed(to, integer, bits, mode), rounding,
                        BigDecimal.valueOf(integer).divide(BigDecimal.TWO.pow(bits)));
            }
        }
    }

    private void toInteger(String what, SoftFloat fpu, Format f, long a, BigDecimal exact, int mode) {
        int fixed = random.nextInt(3) == 0 ? random.nextInt(33) : 0;
        int width = random.nextBoolean() ? 32 : 16;
        boolean unsigned = random.nextBoolean();
        RoundingMode rounding = switch (mode) {
            case SoftFloat.RN -> RoundingMode.HALF_EVEN;
            case SoftFloat.RP -> RoundingMode.CEILING;
            case SoftFloat.RM -> RoundingMode.FLOOR;
            default -> RoundingMode.DOWN;
        };
        BigDecimal scaled = exact.multiply(BigDecimal.TWO.pow(fixed));
        BigInteger whole = scaled.setScale(0, rounding).toBigInteger();
        BigInteger least = unsigned ? BigInteger.ZERO : BigInteger.TWO.pow(width - 1).negate();
        BigInteger most = BigInteger.TWO.pow(unsigned ? width : width - 1).subtract(BigInteger.ONE);
        BigInteger bounded = whole.max(least).min(most);
        boolean exactly = new BigDecimal(whole).compareTo(scaled) == 0;
        fpu.fpscr = 0;
        long result = fpu.toFixed(f, a, fixed, width, unsigned, mode);
        String all = what + " to " + width + " unsigned " + unsigned + " fixed " + fixed + " from " + exact;
        assertEquals(bounded.longValueExact(), result, all);
        assertEquals(!bounded.equals(whole) ? SoftFloat.IOC : exactly ? 0 : SoftFloat.IXC, fpu.fpscr, all);
    }

    // Singles.
    private static final long ONE = 0x3F80_0000L;
    private static final long MINUS_ONE = 0xBF80_0000L;
    private static final long INF = 0x7F80_0000L;
    private static final long MINUS_INF = 0xFF80_0000L;
    private static final long QNAN = 0x7FC0_1234L;
    private static final long SNAN = 0xFF80_5678L;
    private static final long DEFAULT = 0x7FC0_0000L;
    private static final long MINUS_ZERO = 0x8000_0000L;
    private static final long DENORMAL = 0x0000_0001L;

    private interface Operation {
        long of(SoftFloat fpu, long a, long b);
    }

    private static final Operation ADD = (fpu, a, b) -> fpu.add(Format.SINGLE, a, b);
    private static final Operation SUB = (fpu, a, b) -> fpu.subtract(Format.SINGLE, a, b);
    private static final Operation MUL = (fpu, a, b) -> fpu.multiply(Format.SINGLE, a, b);
    private static final Operation DIV = (fpu, a, b) -> fpu.divide(Format.SINGLE, a, b);
    private static final Operation FUSED_ON_QNAN = (fpu, a, b) -> fpu.fused(Format.SINGLE, QNAN, a, b);
    private static final Operation ROOT = (fpu, a, b) -> fpu.squareRoot(Format.SINGLE, a);
    private static final Operation TO_HALF = (fpu, a, b) -> fpu.convert(Format.SINGLE, Format.HALF, a);
    private static final Operation WIDEN = (fpu, a, b) -> fpu.convert(Format.SINGLE, Format.DOUBLE, a);

    private record Case(Operation operation, int fpscr, long a, long b, long result, int flags) {}

    /** ARM ARM A2.7.3 to A2.7.7. */
    @Test
    void specialValues() {
        int down = SoftFloat.RM << SoftFloat.RMODE_SHIFT;
        List<Case> cases = List.of(
                new Case(ADD, 0, QNAN, SNAN, 0xFFC0_5678L, SoftFloat.IOC),
                new Case(ADD, 0, QNAN, 0x7FC0_0001L, QNAN, 0),
                new Case(ADD, SoftFloat.DN, ONE, QNAN, DEFAULT, 0),
                new Case(ADD, SoftFloat.DN, SNAN, ONE, DEFAULT, SoftFloat.IOC),
                new Case(SUB, 0, ONE, SNAN, 0xFFC0_5678L, SoftFloat.IOC),
                new Case(ADD, 0, INF, MINUS_INF, DEFAULT, SoftFloat.IOC),
                new Case(SUB, 0, INF, INF, DEFAULT, SoftFloat.IOC),
                new Case(ADD, 0, INF, INF, INF, 0),
                new Case(ADD, 0, ONE, MINUS_ONE, 0, 0),
                new Case(ADD, down, ONE, MINUS_ONE, MINUS_ZERO, 0),
                new Case(ADD, 0, MINUS_ZERO, MINUS_ZERO, MINUS_ZERO, 0),
                new Case(SUB, 0, 0, 0, 0, 0),
                new Case(SUB, down, 0, 0, MINUS_ZERO, 0),
                new Case(MUL, 0, 0, MINUS_INF, DEFAULT, SoftFloat.IOC),
                new Case(MUL, 0, MINUS_ONE, 0, MINUS_ZERO, 0),
                new Case(MUL, 0, MINUS_ONE, INF, MINUS_INF, 0),
                new Case(DIV, 0, MINUS_ONE, 0, MINUS_INF, SoftFloat.DZC),
                new Case(DIV, 0, 0, 0, DEFAULT, SoftFloat.IOC),
                new Case(DIV, 0, INF, INF, DEFAULT, SoftFloat.IOC),
                new Case(DIV, 0, INF, 0, INF, 0),
                new Case(DIV, 0, MINUS_ONE, INF, MINUS_ZERO, 0),
                new Case(ROOT, 0, MINUS_ONE, 0, DEFAULT, SoftFloat.IOC),
                new Case(ROOT, 0, MINUS_ZERO, 0, MINUS_ZERO, 0),
                new Case(ROOT, 0, INF, 0, INF, 0),
                new Case(FUSED_ON_QNAN, 0, 0, INF, DEFAULT, SoftFloat.IOC),
                new Case(FUSED_ON_QNAN, 0, ONE, 0x7FC0_0001L, QNAN, 0),
                new Case(FUSED_ON_QNAN, 0, ONE, SNAN, 0xFFC0_5678L, SoftFloat.IOC),
                new Case(ADD, SoftFloat.FZ, DENORMAL, MINUS_ZERO, 0, SoftFloat.IDC),
                new Case(DIV, SoftFloat.FZ, ONE, 0x8000_0001L, MINUS_INF, SoftFloat.DZC | SoftFloat.IDC),
                new Case(MUL, SoftFloat.FZ, 0x8080_0000L, 0x3F00_0000L, MINUS_ZERO, SoftFloat.UFC),
                new Case(MUL, 0, 0x0080_0000L, 0x3F00_0000L, 0x0040_0000L, 0),
                new Case(TO_HALF, 0, 0xFF81_2345L, 0, 0xFE09L, SoftFloat.IOC),
                new Case(TO_HALF, SoftFloat.AHP, QNAN, 0, 0, SoftFloat.IOC),
                new Case(TO_HALF, SoftFloat.AHP, MINUS_INF, 0, 0xFFFFL, SoftFloat.IOC),
                new Case(TO_HALF, SoftFloat.AHP, 0x4780_0000L, 0, 0x7C00L, 0),
                new Case(TO_HALF, SoftFloat.AHP, 0x4800_0000L, 0, 0x7FFFL, SoftFloat.IOC),
                new Case(WIDEN, 0, SNAN, 0, 0xFFF8_0ACF_0000_0000L, SoftFloat.IOC),
                new Case(WIDEN, 0, DENORMAL, 0, 0x36A0_0000_0000_0000L, 0));
        for (Case one : cases) {
            for (SoftFloat fpu : List.of(new SoftFloat(), new FloatUnit())) {
                fpu.fpscr = one.fpscr;
                String what = "case " + cases.indexOf(one) + " " + fpu.getClass().getSimpleName();
                assertEquals(Long.toHexString(one.result), Long.toHexString(one.operation.of(fpu, one.a, one.b)), what);
                assertEquals(one.fpscr | one.flags, fpu.fpscr, what + " flags");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comparisons(boolean shortCuts) {
        SoftFloat fpu = shortCuts ? new FloatUnit() : new SoftFloat();
        Format f = Format.SINGLE;
        assertEquals(SoftFloat.EQUAL, fpu.compare(f, 0, MINUS_ZERO, true));
        assertEquals(SoftFloat.LESS, fpu.compare(f, MINUS_INF, MINUS_ONE, true));
        assertEquals(SoftFloat.LESS, fpu.compare(f, MINUS_ONE, ONE, true));
        assertEquals(SoftFloat.GREATER, fpu.compare(f, INF, ONE, true));
        assertEquals(SoftFloat.UNORDERED, fpu.compare(f, QNAN, ONE, false));
        assertEquals(0, fpu.fpscr);
        assertEquals(SoftFloat.UNORDERED, fpu.compare(f, QNAN, ONE, true));
        assertEquals(SoftFloat.IOC, fpu.fpscr);
        fpu.fpscr = 0;
        assertEquals(SoftFloat.UNORDERED, fpu.compare(f, ONE, SNAN, false));
        assertEquals(SoftFloat.IOC, fpu.fpscr);
        fpu.fpscr = SoftFloat.FZ;
        assertEquals(SoftFloat.EQUAL, fpu.compare(f, 0, DENORMAL, false));
        assertEquals(SoftFloat.FZ | SoftFloat.IDC, fpu.fpscr);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"SINGLE", "DOUBLE"})
    void shortCutsChangeNothing(Format f) {
        SoftFloat slow = new SoftFloat();
        SoftFloat fast = new FloatUnit();
        for (int round = 0; round < 20 * ROUNDS; round++) {
            long mask = f == Format.DOUBLE ? -1L : 0xFFFF_FFFFL;
            long a = random.nextBoolean() ? random.nextLong() & mask : number(f, 0);
            long b = random.nextInt(4) == 0 ? a : number(f, 0);
            String what = f + " " + Long.toHexString(a) + " " + Long.toHexString(b) + " seed " + seed;
            slow.fpscr = random.nextBoolean() ? 0 : SoftFloat.FZ | SoftFloat.DN;
            fast.fpscr = slow.fpscr;
            long c = random.nextInt(4) == 0 ? new SoftFloat().multiply(f, a, b) ^ f.sign : number(f, 0);
            assertEquals(slow.fused(f, c, a, b), fast.fused(f, c, a, b), what);
            assertEquals(slow.fpscr, fast.fpscr, what);
            assertEquals(slow.add(f, a, b), fast.add(f, a, b), what);
            assertEquals(slow.subtract(f, a, b), fast.subtract(f, a, b), what);
            assertEquals(slow.fpscr, fast.fpscr, what);
            assertEquals(slow.multiply(f, a, b), fast.multiply(f, a, b), what);
            assertEquals(slow.divide(f, a, b), fast.divide(f, a, b), what);
            assertEquals(slow.squareRoot(f, a), fast.squareRoot(f, a), what);
            assertEquals(slow.compare(f, a, b, true), fast.compare(f, a, b, true), what);
            assertEquals(slow.toFixed(f, a, 0, 32, false, SoftFloat.RZ), fast.toFixed(f, a, 0, 32, false, SoftFloat.RZ), what);
            assertEquals(slow.fpscr, fast.fpscr, what);
        }
    }
}
