package org.zerobench.cpu.jit;

/**
 * C and V in compiled code, worked out only when somebody asks: of an addition or subtraction its operands are kept, and how
 * to get the flags from them. A kind is one of {@link #IN_B}, {@link #SUBTRACTION} and {@link #ADDITION}, which says where V
 * comes from, and with {@link #IN_X} added C comes from x, else from where V comes from.
 */
final class Flags {

    /** V is the sign of b. */
    static final int IN_B = 0;
    /** As of a - b. */
    static final int SUBTRACTION = 1;
    /** As of a + b. */
    static final int ADDITION = 2;
    /** C is x, 0 or 1. */
    static final int IN_X = 4;

    private Flags() {}

    /** @return 0 or 1 */
    static int carry(int kind, int a, int b, int x) {
        return kind >= IN_X ? x : kind == SUBTRACTION ? noBorrow(a, b) : carryOut(a, b);
    }

    /** @return V in the sign */
    static int overflow(int kind, int a, int b) {
        return switch (kind & 3) {
            case SUBTRACTION -> (a ^ b) & (a ^ a - b);
            case ADDITION -> (a ^ a + b) & (b ^ a + b);
            default -> b;
        };
    }

    /** Carry of a - b, 0 or 1. */
    static int noBorrow(int a, int b) {
        return a + Integer.MIN_VALUE >= b + Integer.MIN_VALUE ? 1 : 0;
    }

    /** Carry of a + b, 0 or 1. */
    static int carryOut(int a, int b) {
        return a + b + Integer.MIN_VALUE < a + Integer.MIN_VALUE ? 1 : 0;
    }

    /** Carry of a + b + carry that gave a result, 0 or 1 (AddWithCarry, ARM ARM A2.2.1). */
    static int sumCarry(int a, int b, int result) {
        return (a & b | (a | b) & ~result) >>> 31;
    }

    /** Overflow of the same, in the sign. */
    static int sumOverflow(int a, int b, int result) {
        return (a ^ result) & (b ^ result);
    }
}
