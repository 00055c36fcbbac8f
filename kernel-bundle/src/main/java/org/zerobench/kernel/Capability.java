package org.zerobench.kernel;

import org.zerobench.api.kernel.KernelState.Holder;

/** A right to something, in the list of a thread, a space or a container (ABI 9). */
final class Capability {
    /** Types (bits 15:0). */
    static final int TCTRL = 0x0001;
    static final int EXREGS = 0x0002;
    static final int PHYSMEM = 0x0004;
    static final int VIRTMEM = 0x0008;
    static final int IPC = 0x0010;
    static final int IRQCTRL = 0x0020;
    static final int UMUTEX = 0x0040;
    static final int QUANTITY = 0x0080;
    static final int CAP = 0x0100;
    /** Resource types (bits 31:16). */
    static final int THREAD = 0x00010000;
    static final int SPACE = 0x00020000;
    static final int CONTAINER = 0x00040000;
    static final int CPUPOOL = 0x00080000;
    static final int THREADPOOL = 0x00100000;
    static final int SPACEPOOL = 0x00200000;
    static final int MUTEXPOOL = 0x00400000;
    static final int MAPPOOL = 0x00800000;
    static final int CAPPOOL = 0x01000000;
    /** resid of pools. */
    static final int ANY_RESOURCE = 0xFFFFFFFF;
    private static final int TYPE_MASK = 0xFFFF;

    final int capid;
    Holder holder;
    int holderId;
    int owner;
    int resid;
    int type;
    int access;
    int start;
    int end;
    int size;
    int used;
    /** The CAPPOOL capability whose unit this one takes, 0 for none. */
    int pool;

    Capability(int capid, Holder holder, int holderId) {
        this.capid = capid;
        this.holder = holder;
        this.holderId = holderId;
    }

    /** The type without the resource type. */
    int kind() {
        return type & TYPE_MASK;
    }

    /** The resource type without the type. */
    int resource() {
        return type & ~TYPE_MASK;
    }

    boolean is(int wanted) {
        return (type & TYPE_MASK) == wanted;
    }

    boolean isPool(int pool) {
        return type == (QUANTITY | pool);
    }

    /** The rights are there and the target is what the capability is about, or lies in it. Id 0 stands for no such target. */
    boolean grants(int wanted, int rights, int tid, int spid, int container) {
        return is(wanted) && (access & rights) == rights && switch (type & ~TYPE_MASK) {
            case THREAD -> resid == tid && tid != 0;
            case SPACE -> resid == spid && spid != 0;
            case CONTAINER -> resid == container;
            default -> false;
        };
    }

    /** Memory or interrupts: {@link #start} and {@link #end} mean something. */
    boolean isRange() {
        return is(PHYSMEM) || is(VIRTMEM) || is(IRQCTRL);
    }

    /** Whether start and end hold nothing, read as {@code like} reads its own: interrupt ranges include their end. */
    boolean emptyRange(Capability like) {
        return like.is(IRQCTRL) ? end < start : end <= start;
    }

    void range(int from, int to) {
        start = from;
        end = to;
        if (!is(IRQCTRL)) {
            size = to - from;
        }
    }

    /** The page range, both unsigned, lies inside, in arithmetic that does not wrap. */
    boolean covers(int frame, int pages) {
        return frame >= start && frame + Integer.toUnsignedLong(pages) <= end;
    }
}
