package org.zerobench.malloc.tlsf;

import java.util.Arrays;

/**
 * The arena as a row of pieces, live or free, that cover it without a hole. A piece is a number, its attributes lie in
 * parallel arrays: this is what a boundary tag is in guest memory. Number 0 is no piece.
 *
 * <p>Free neighbours do not exist: whoever makes a piece free joins it with them.
 */
final class Pieces {

    static final int NONE = 0;
    private static final int FIRST_CAPACITY = 64;

    /** First granule and number of granules. */
    int[] at;
    int[] span;
    /** Size in bytes as asked for; 0 marks a free piece. */
    int[] bytes;
    /** Neighbours by address. */
    int[] below;
    int[] above;
    /** Neighbours in the list of the size class; for free pieces only. {@link #next} also links unused numbers. */
    int[] previous;
    int[] next;

    private int unused = NONE;
    private int made = 1;

    Pieces(int expected) {
        int capacity = Math.max(FIRST_CAPACITY, expected + 1);
        at = new int[capacity];
        span = new int[capacity];
        bytes = new int[capacity];
        below = new int[capacity];
        above = new int[capacity];
        previous = new int[capacity];
        next = new int[capacity];
    }

    /** Makes a piece right above {@code lower} ({@link #NONE}: the first one). */
    int insert(int position, int granules, int size, int lower) {
        int piece = unused;
        if (piece != NONE) {
            unused = next[piece];
        } else {
            piece = made++;
            if (piece == at.length) {
                grow();
            }
        }
        at[piece] = position;
        span[piece] = granules;
        bytes[piece] = size;
        below[piece] = lower;
        above[piece] = lower == NONE ? NONE : above[lower];
        if (lower != NONE) {
            above[lower] = piece;
        }
        if (above[piece] != NONE) {
            below[above[piece]] = piece;
        }
        return piece;
    }

    /** Adds a piece to its lower neighbour; its number is free again. */
    void joinToLower(int piece) {
        int lower = below[piece];
        span[lower] += span[piece];
        above[lower] = above[piece];
        if (above[piece] != NONE) {
            below[above[piece]] = lower;
        }
        next[piece] = unused;
        unused = piece;
    }

    /** @return true for a piece that exists and is free */
    boolean free(int piece) {
        return piece != NONE && bytes[piece] == 0;
    }

    private void grow() {
        int capacity = 2 * at.length;
        at = Arrays.copyOf(at, capacity);
        span = Arrays.copyOf(span, capacity);
        bytes = Arrays.copyOf(bytes, capacity);
        below = Arrays.copyOf(below, capacity);
        above = Arrays.copyOf(above, capacity);
        previous = Arrays.copyOf(previous, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
