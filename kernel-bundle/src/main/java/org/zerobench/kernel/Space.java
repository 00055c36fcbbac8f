package org.zerobench.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** An address space: a first-level table in RAM and what the kernel knows of it. */
final class Space {
    static final int SECTIONS = 4096;
    static final int SECTION_SHIFT = 20;

    final int spid;
    final int container;
    /** Physical address of the first-level table. */
    final int ttbr0;
    /** Sections with a second-level table of the space's own; the kernel's shared ones are not among them. */
    final BitSet sections = new BitSet(SECTIONS);
    /** Entries in use in each own second-level table: one without any is given back. */
    final short[] used = new short[SECTIONS];
    final List<Capability> capabilities = new ArrayList<>(4);
    /** Pager of the first thread; 0 before there is one. */
    int pager;
    /** Exception handler of a foreign space, 0 otherwise. */
    int handler;
    int threads;
    /** Capability ids that pay for the space and for its tables; 0 for none. */
    int spacePool;
    int mapPool;

    Space(int spid, int container, int ttbr0) {
        this.spid = spid;
        this.container = container;
        this.ttbr0 = ttbr0;
    }
}
