package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * Translations of one space that are remembered: direct mapped by virtual page, one table for data, one for instructions. A
 * page has an entry where that access is allowed <em>and</em> needs no further thought, so that one comparison decides. The low half
 * of an entry is the page's address, with {@link #READ_ONLY} where stores need more thought than loads, or {@link #NONE}, which
 * matches no access; the high half is what to add to a virtual address to get the physical one.
 */
final class Tlb {

    static final int PAGES = 2048;
    static final int NONE = -1;
    /** None of the bits that a misaligned address has. */
    static final int READ_ONLY = 1 << 11;
    private static final int PAGE = 4096;

    final int ttbr0;
    /** Pages of RAM; not read-only are those whose frame holds no decoded code. */
    final long[] data = new long[PAGES];
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
        Arrays.fill(data, NONE);
        Arrays.fill(execute, NONE);
        entries.clear();
    }

    void forget(int virtual) {
        int i = index(virtual);
        data[i] = NONE;
        execute[i] = NONE;
        entries.forget(virtual);
    }

    /** Makes stores to a frame think again: code was found there. */
    void forgetWrites(int frame) {
        for (int i = 0; i < PAGES; i++) {
            if (physical(data[i], (int) data[i]) == frame) {
                data[i] |= READ_ONLY;
            }
        }
    }

    /** Address of the page that may be read by an entry. */
    static int readable(long entry) {
        return (int) entry & ~READ_ONLY;
    }

    /** A page may be loaded from, and possibly stored to. */
    void rememberData(int virtual, int frame, boolean readOnly) {
        int i = index(virtual);
        long entry = entry(virtual, frame);
        if (!readOnly || data[i] != entry) {
            data[i] = entry | (readOnly ? READ_ONLY : 0);
        }
    }

    void rememberCode(int virtual, int frame) {
        execute[index(virtual)] = entry(virtual, frame);
    }

    private static long entry(int virtual, int frame) {
        int page = virtual & -PAGE;
        return (long) (frame - page) << 32 | page & 0xFFFF_FFFFL;
    }
}
