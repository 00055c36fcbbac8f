package org.zerobench.cpu.jit;

/**
 * The flags in compiled code, worked out only when somebody asks: of an addition or subtraction its operands are kept, and how
 * to get the flags from them. A kind is one of {@link #IN_B}, {@link #SUBTRACTION} and {@link #ADDITION}, which says where V
 * comes from; where C, or N and Z, do not come from there too, {@link #IN_X} or {@link #IN_NZ} is added.
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
    /** N and Z are in variables of their own: N is the sign of one, Z is set when the other is 0. */
    static final int IN_NZ = 8;
    /** All flags are given as such. */
    static final int GIVEN = IN_B | IN_X | IN_NZ;

    private Flags() {}

    /** @return 0 or 1 */
    static int carry(int kind, int a, int b, int x) {
        return (kind & IN_X) != 0 ? x : (kind & SUBTRACTION) != 0 ? noBorrow(a, b) : carryOut(a, b);
    }

    /** The value that N is the sign of, and that is 0 when Z is set. @param given that, where it is not a or b's matter */
    static int result(int kind, int a, int b, int given) {
        return (kind & IN_NZ) != 0 ? given : (kind & SUBTRACTION) != 0 ? a - b : a + b;
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
