package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * Translations of one space that are remembered: direct mapped by virtual page. A page has a tag for each kind of access
 * that is allowed <em>and</em> needs no further thought, so that one comparison decides; a tag is the page's address, and
 * {@link #NONE} matches no access.
 */
final class Tlb {

    static final int PAGES = 1024;
    static final int NONE = -1;

    final int ttbr0;
    final int[] read = new int[PAGES];
    /** Pages of RAM whose frame holds no decoded code. */
    final int[] write = new int[PAGES];
    final int[] execute = new int[PAGES];
    /** Physical address of the page; meaningful where one of the tags is set. */
    final int[] frame = new int[PAGES];

    Tlb(int ttbr0) {
        this.ttbr0 = ttbr0;
        clear();
    }

    static int index(int virtual) {
        return virtual >>> 12 & PAGES - 1;
    }

    void clear() {
        Arrays.fill(read, NONE);
        Arrays.fill(write, NONE);
        Arrays.fill(execute, NONE);
    }

    void forget(int virtual) {
        int i = index(virtual);
        read[i] = NONE;
        write[i] = NONE;
        execute[i] = NONE;
    }

    /** Makes stores to a frame think again: code was found there. */
    void forgetWrites(int physical) {
        for (int i = 0; i < PAGES; i++) {
            if (frame[i] == physical) {
                write[i] = NONE;
            }
        }
    }

    /** Remembers one more kind of access, given its tags. */
    void remember(int[] tags, int virtual, int physical) {
        int i = index(virtual);
        if (frame[i] != physical || !knows(virtual)) {
            forget(virtual);
            frame[i] = physical;
        }
        tags[i] = virtual & -4096;
    }

    private boolean knows(int virtual) {
        int i = index(virtual);
        int page = virtual & -4096;
        return read[i] == page || write[i] == page || execute[i] == page;
    }
}
