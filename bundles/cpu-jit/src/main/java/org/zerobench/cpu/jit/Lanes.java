package org.zerobench.cpu.jit;

/**
 * A 64-bit register as lanes of 8, 16, 32 or 64 bits, the lowest first, handled together. The size of a lane is a power of two
 * of bytes, 0 to 3.
 */
final class Lanes {

    private Lanes() {}

    static int bits(int size) {
        return 8 << size;
    }

    /** 1 in each lane. */
    static long ones(int size) {
        return switch (size) {
            case 0 -> 0x0101_0101_0101_0101L;
            case 1 -> 0x0001_0001_0001_0001L;
            case 2 -> 0x0000_0001_0000_0001L;
            default -> 1;
        };
    }

    /** The highest bit of each lane. */
    private static long tops(int size) {
        return ones(size) << bits(size) - 1;
    }

    /** The lanes of even number. */
    static long even(int size) {
        return switch (size) {
            case 0 -> 0x00FF_00FF_00FF_00FFL;
            case 1 -> 0x0000_FFFF_0000_FFFFL;
            default -> 0x0000_0000_FFFF_FFFFL;
        };
    }

    static long sum(long a, long b, int size) {
        long tops = tops(size);
        return (a & ~tops) + (b & ~tops) ^ (a ^ b) & tops;
    }

    static long difference(long a, long b, int size) {
        long tops = tops(size);
        return (a | tops) - (b & ~tops) ^ (a ^ ~b) & tops;
    }

    /** All bits of the lanes that are not 0. */
    static long filled(long a, int size) {
        long tops = tops(size);
        long set = ((a & ~tops) + ~tops | a) & tops;
        return (set >>> bits(size) - 1) * (-1L >>> 64 - bits(size));
    }

    /** The lanes of even number of two registers, together. */
    static long evens(long low, long high, int size) {
        long even = even(size);
        return Long.compress(low, even) | Long.compress(high, even) << 32;
    }

    /** The lanes of odd number of two registers, together. */
    static long odds(long low, long high, int size) {
        long odd = ~even(size);
        return Long.compress(low, odd) | Long.compress(high, odd) << 32;
    }

    /** Shifts to the left, by less than a lane's width. */
    static long left(long a, int distance, int size) {
        long kept = -1L >>> 64 - bits(size) + distance;
        return (a & kept * ones(size)) << distance;
    }

    /** The lanes of one half, {@code half} 0 or 1, extended to twice the size. */
    static long widened(long a, int half, int size, boolean unsigned) {
        long apart = Long.expand(a >>> 32 * half, even(size));
        if (unsigned) {
            return apart;
        }
        long negative = apart >>> bits(size) - 1 & ones(size + 1);
        return apart | (negative << bits(size)) * (-1L >>> 64 - bits(size));
    }

    /** One lane in all lanes. */
    static long repeated(long a, int lane, int size) {
        return lane(a, lane * bits(size), bits(size), true) * ones(size);
    }

    /** One lane, at bit {@code at}, extended by its signedness. */
    static long lane(long a, int at, int bits, boolean unsigned) {
        long high = a << 64 - bits - at;
        return unsigned ? high >>> 64 - bits : high >> 64 - bits;
    }
}
