package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * Where compiled code can be entered in one space: what was found out about a {@link Region#key key}, direct mapped. It also
 * remembers that there is nothing. Knows, in a filter, which pages its answers rest on.
 */
final class Entries {

    private static final int SIZE = 4096;
    private static final int NONE = -1;
    private static final int FILTER = 1024;

    private final int[] keys = new int[SIZE];
    private final Region[] regions = new Region[SIZE];
    private final int[] numbers = new int[SIZE];
    /** A bit for each virtual page, modulo its size. */
    private final long[] pages = new long[FILTER >>> 6];
    private boolean empty;

    private static int slot(int key) {
        return (key ^ key >>> 13) >>> 1 & SIZE - 1;
    }

    boolean knows(int key) {
        return keys[slot(key)] == key;
    }

    /** The region for a key that is known; null when there is none. */
    Region region(int key) {
        return regions[slot(key)];
    }

    /** Number of the region's entry for a key that is known. */
    int number(int key) {
        return numbers[slot(key)];
    }

    void put(int key, Region region) {
        int slot = slot(key);
        keys[slot] = key;
        regions[slot] = region;
        empty = false;
        if (region == null) {
            restsOn(key);
            return;
        }
        numbers[slot] = region.number(key);
        for (int page : region.pages) {
            restsOn(page);
        }
    }

    private void restsOn(int virtual) {
        int bit = virtual >>> 12 & FILTER - 1;
        pages[bit >>> 6] |= 1L << bit;
    }

    /** A page's translation is not what it was. */
    void forget(int virtual) {
        int bit = virtual >>> 12 & FILTER - 1;
        if ((pages[bit >>> 6] >>> bit & 1) != 0) {
            clear();
        }
    }

    void clear() {
        if (!empty) {
            Arrays.fill(keys, NONE);
            Arrays.fill(regions, null);
            Arrays.fill(pages, 0);
            empty = true;
        }
    }
}
