package org.zerobench.pager;

/** What the pager knows of an address space. All numbers are virtual page numbers except the heap's two addresses. */
final class Space {
    final int spid;
    /** Range for maps without a wish: chosen from the end downwards. */
    int mapStart;
    int mapEnd;
    /** Addresses: where the heap begins (0 while unknown) and the break. */
    int heapStart;
    int heapEnd;
    final Areas areas = new Areas();
    /** Private pages that belong here, and object pages that may be mapped here. */
    final PageTable table = new PageTable();

    Space(int spid) {
        this.spid = spid;
    }
}
