package org.zerobench.posix.process;

import java.util.BitSet;

/** An address space with processes in it: more than one only between vfork and execve, or after clone with VM alone. */
public final class Space {
    /** First address of the UTCB slots; the pages above belong to the kernel. */
    public static final int UTCB_AREA = 0xF810_0000;
    /** Size of one slot in bytes. */
    public static final int UTCB_BYTES = 256;
    private static final int SLOTS = 1024;

    private final int spid;
    private int users = 1;
    private final BitSet slots = new BitSet();
    private final BitSet pages = new BitSet();
    private int signalPage;

    /** @param spid its number in the kernel */
    public Space(int spid) {
        this.spid = spid;
    }

    /** Its number in the kernel. */
    public int spid() {
        return spid;
    }

    /** Number of processes in it. */
    public int users() {
        return users;
    }

    /** One process more. */
    public Space join() {
        users++;
        return this;
    }

    /** One process less. @return true when it was the last */
    public boolean leave() {
        return --users == 0;
    }

    /** Takes the lowest free slot. @return its number or -1 */
    int takeSlot() {
        int slot = slots.nextClearBit(0);
        if (slot >= SLOTS) {
            return -1;
        }
        slots.set(slot);
        return slot;
    }

    /** Takes a certain slot (fork, restore). */
    void takeSlot(int slot) {
        slots.set(slot);
    }

    void freeSlot(int slot) {
        slots.clear(slot);
    }

    /** Slots in use. */
    BitSet slots() {
        return slots;
    }

    /** Address of a slot. */
    static int utcb(int slot) {
        return UTCB_AREA + slot * UTCB_BYTES;
    }

    /** UTCB pages that are mapped, by number. */
    BitSet pages() {
        return pages;
    }

    /** Address of the page of signal trampolines, 0 while there is none. */
    int signalPage() {
        return signalPage;
    }

    void signalPage(int address) {
        signalPage = address;
    }

    /** execve: everything mapped is gone. */
    void cleared() {
        slots.clear();
        pages.clear();
        signalPage = 0;
    }
}
