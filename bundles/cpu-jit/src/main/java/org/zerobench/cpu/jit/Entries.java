package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * Where compiled code can be entered in one space: what was found out about a {@link Region#key key}, direct mapped. It also
 * remembers that there is nothing. Knows, in a filter, which pages its answers rest on.
 */
final class Entries {

    private static final int SIZE = 8192;
    private static final int NONE = -1;
    private static final int FILTER = 16384;

    /**
     * What is known of a key.
     *
     * @param region null where there is none
     * @param number of the region's entry
     * @param made   how much there was of compiled code then
     */
    record Entry(int key, Region region, int number, int made) {

        /** Whether it is so still. @param made how much there is of compiled code */
        boolean holds(int made) {
            return region == null ? this.made == made : region.valid;
        }
    }

    private static final Entry NOTHING = new Entry(NONE, null, 0, 0);

    private final Entry[] entries = new Entry[SIZE];
    /** A bit for each virtual page, modulo its size. */
    private final long[] pages = new long[FILTER >>> 6];
    private boolean empty;

    private static int slot(int key) {
        return (key ^ key >>> 13) >>> 1 & SIZE - 1;
    }

    /** What is known of a key, or of another one. */
    Entry at(int key) {
        return entries[slot(key)];
    }

    Entry put(int key, Region region, int made) {
        Entry entry = new Entry(key, region, region == null ? 0 : region.number(key), made);
        entries[slot(key)] = entry;
        empty = false;
        restsOn(key);
        if (region != null) {
            for (int page : region.pages) {
                restsOn(page);
            }
        }
        return entry;
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
            Arrays.fill(entries, NOTHING);
            Arrays.fill(pages, 0);
            empty = true;
        }
    }
}
