package org.zerobench.cpu.jit;

/**
 * A memory access that the page tables refuse. One instance for each {@link Mmu}, filled in and thrown again and again, so
 * that a page fault costs no object and no stack walk.
 */
final class Abort extends RuntimeException {

    private static final long serialVersionUID = 1L;

    int address;
    /** Short-descriptor fault status, 4 bits; see {@link org.zerobench.api.machine.Trap.Abort}. */
    int status;
    boolean write;
    boolean prefetch;

    Abort() {
        super("abort", null, false, false);
    }

    Abort at(int address, int status, boolean write, boolean prefetch) {
        this.address = address;
        this.status = status;
        this.write = write;
        this.prefetch = prefetch;
        return this;
    }
}
