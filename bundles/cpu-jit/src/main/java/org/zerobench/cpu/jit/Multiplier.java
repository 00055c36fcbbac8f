package org.zerobench.cpu.jit;

/** Multiplies, divisions and sums of absolute differences (ARM ARM A4.4.3, A4.4.8). */
final class Multiplier {

    private static final long ROUND = 0x8000_0000L;

    private Multiplier() {}

    static void execute(Core core, Instruction i) {
        int[] r = core.r;
        int a = r[i.rn];
        int b = r[i.rm];
        switch (i.op) {
            case MUL -> product(core, i, a * b);
            case MLA -> product(core, i, a * b + r[i.ra]);
            case MLS -> r[i.rd] = r[i.ra] - a * b;
            case UMULL -> wide(core, i, unsigned(a) * unsigned(b));
            case UMLAL -> wide(core, i, unsigned(a) * unsigned(b) + pair(core, i));
            case SMULL -> wide(core, i, (long) a * b);
            case SMLAL -> wide(core, i, (long) a * b + pair(core, i));
            case UMAAL -> wide(core, i, unsigned(a) * unsigned(b) + unsigned(r[i.rd]) + unsigned(r[i.ra]));
            case SDIV -> r[i.rd] = signedQuotient(a, b);
            case UDIV -> r[i.rd] = unsignedQuotient(a, b);
            case USAD8 -> r[i.rd] = differences(a, b);
            case USADA8 -> r[i.rd] = r[i.ra] + differences(a, b);
            case SMMUL -> r[i.rd] = high((long) a * b, i);
            case SMMLA -> r[i.rd] = high(((long) r[i.ra] << 32) + (long) a * b, i);
            case SMMLS -> r[i.rd] = high(((long) r[i.ra] << 32) - (long) a * b, i);
            default -> halves(core, i, a, b);
        }
    }

    static int signedQuotient(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    static int unsignedQuotient(int a, int b) {
        return b == 0 ? 0 : Integer.divideUnsigned(a, b);
    }

    /** Those that multiply half words; {@link Instruction#imm} has bit 0 for rn's top half, bit 1 for rm's. */
    private static void halves(Core core, Instruction i, int a, int b) {
        int[] r = core.r;
        int half = half(b, i.imm & 2);
        switch (i.op) {
            case SMUL -> r[i.rd] = half(a, i.imm & 1) * half;
            case SMLA -> accumulate(core, i, half(a, i.imm & 1) * half);
            case SMLALH -> wide(core, i, pair(core, i) + half(a, i.imm & 1) * half);
            case SMULW -> r[i.rd] = (int) ((long) a * half >> 16);
            case SMLAW -> accumulate(core, i, (int) ((long) a * half >> 16));
            default -> dual(core, i, a, i.imm != 0 ? Integer.rotateRight(b, 16) : b);
        }
    }

    /** Two half word products; rm's halves may come exchanged. */
    private static void dual(Core core, Instruction i, int a, int b) {
        long low = (long) (short) a * (short) b;
        long high = (long) (a >> 16) * (b >> 16);
        switch (i.op) {
            case SMUAD -> core.r[i.rd] = sum(core, low + high);
            case SMUSD -> core.r[i.rd] = (int) (low - high);
            case SMLAD -> core.r[i.rd] = sum(core, low + high + core.r[i.ra]);
            case SMLSD -> core.r[i.rd] = sum(core, low - high + core.r[i.ra]);
            case SMLALD -> wide(core, i, pair(core, i) + low + high);
            default -> wide(core, i, pair(core, i) + low - high); // SMLSLD
        }
    }

    private static void product(Core core, Instruction i, int result) {
        core.r[i.rd] = result;
        if (i.setFlags) {
            core.n = result;
            core.z = result;
        }
    }

    private static void wide(Core core, Instruction i, long result) {
        core.r[i.ra] = (int) result;
        core.r[i.rd] = (int) (result >>> 32);
        if (i.setFlags) {
            core.n = (int) (result >>> 32);
            core.z = (int) (result | result >>> 32);
        }
    }

    /** Adds; overflow sets Q but does not saturate. */
    private static void accumulate(Core core, Instruction i, int product) {
        core.r[i.rd] = sum(core, (long) product + core.r[i.ra]);
    }

    private static int sum(Core core, long exact) {
        core.q |= exact != (int) exact;
        return (int) exact;
    }

    private static int high(long value, Instruction i) {
        return (int) ((i.imm != 0 ? value + ROUND : value) >> 32);
    }

    private static int half(int value, int top) {
        return top != 0 ? value >> 16 : (short) value;
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    private static long pair(Core core, Instruction i) {
        return unsigned(core.r[i.ra]) | (long) core.r[i.rd] << 32;
    }

    private static int differences(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum += Math.abs((a >>> shift & 0xFF) - (b >>> shift & 0xFF));
        }
        return sum;
    }
}
