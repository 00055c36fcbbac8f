package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * Translations of one space that are remembered: direct mapped by virtual page, one table for each kind of access. A page has
 * an entry where that access is allowed <em>and</em> needs no further thought, so that one comparison decides. The low half
 * of an entry is the page's address, or {@link #NONE}, which matches no access; the high half is what to add to a virtual
 * address to get the physical one.
 */
final class Tlb {

    static final int PAGES = 1024;
    static final int NONE = -1;
    private static final int PAGE = 4096;

    final int ttbr0;
    final long[] read = new long[PAGES];
    /** Pages of RAM whose frame holds no decoded code. */
    final long[] write = new long[PAGES];
    final long[] execute = new long[PAGES];
    /** Compiled code that this space's mappings have been checked for. */
    final Entries entries = new Entries();

    Tlb(int ttbr0) {
        this.ttbr0 = ttbr0;
        clear();
    }

    static int index(int virtual) {
        return virtual >>> 12 & PAGES - 1;
    }

    /** Physical address of a virtual one within the entry's page. */
    static int physical(long entry, int virtual) {
        return virtual + (int) (entry >>> 32);
    }

    void clear() {
        Arrays.fill(read, NONE);
        Arrays.fill(write, NONE);
        Arrays.fill(execute, NONE);
        entries.clear();
    }

    void forget(int virtual) {
        int i = index(virtual);
        read[i] = NONE;
        write[i] = NONE;
        execute[i] = NONE;
        entries.forget(virtual);
    }

    /** Makes stores to a frame think again: code was found there. */
    void forgetWrites(int frame) {
        for (int i = 0; i < PAGES; i++) {
            if (physical(write[i], (int) write[i]) == frame) {
                write[i] = NONE;
            }
        }
    }

    /** @param entries one of the three tables */
    static void remember(long[] entries, int virtual, int frame) {
        int page = virtual & -PAGE;
        entries[index(virtual)] = (long) (frame - page) << 32 | page & 0xFFFF_FFFFL;
    }
}
