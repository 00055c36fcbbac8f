package org.zerobench.kernel;

import java.util.BitSet;

/** Numbers from a range, the lowest free one first (ABI 14.4). */
final class NumberPool {
    private final int first;
    private final int limit;
    private final BitSet taken = new BitSet();

    /**
     * @param first lowest number
     * @param limit one more than the highest
     */
    NumberPool(int first, int limit) {
        this.first = first;
        this.limit = limit;
    }

    /** The lowest free number, or -1 when there is none. */
    int take() {
        int number = first + taken.nextClearBit(0);
        if (number >= limit) {
            return -1;
        }
        taken.set(number - first);
        return number;
    }

    /** Takes a certain number; false when it is outside the range or not free. */
    boolean take(int number) {
        if (number < first || number >= limit || taken.get(number - first)) {
            return false;
        }
        taken.set(number - first);
        return true;
    }

    void release(int number) {
        assert number >= first && taken.get(number - first) : "number " + number + " is not taken";
        taken.clear(number - first);
    }
}
