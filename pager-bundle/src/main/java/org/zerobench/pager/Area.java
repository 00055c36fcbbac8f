package org.zerobench.pager;

import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.pager.Protection;

/** A run of pages of a space with one meaning. Numbers are virtual page numbers (address >>> 12), so never negative. */
final class Area {
    int start;
    int end;
    int protection;
    final boolean shared;
    final boolean growsDown;
    /** Private and writable (once): its pages count against the limit of anonymous memory. */
    boolean charged;
    /** What it maps, null for private anonymous memory. */
    final MemoryObject object;
    /** The object's page at {@link #start}. */
    int firstPage;

    Area(int start, int end, int protection, boolean shared, boolean growsDown, MemoryObject object, int firstPage) {
        this.start = start;
        this.end = end;
        this.protection = protection;
        this.shared = shared;
        this.growsDown = growsDown;
        this.object = object;
        this.firstPage = firstPage;
    }

    /** The same meaning for another range; {@code offset} pages further into the object. */
    Area like(int newStart, int newEnd, int offset) {
        Area area = new Area(newStart, newEnd, protection, shared, growsDown, object, object == null ? 0 : firstPage + offset);
        area.charged = charged;
        return area;
    }

    int pages() {
        return end - start;
    }

    boolean writable() {
        return (protection & Protection.WRITE) != 0;
    }

    /** The object's page that belongs at a page number. */
    int index(int number) {
        return firstPage + number - start;
    }

    /** Whether {@code next}, which begins where this ends, can be one area with it. */
    boolean continuesIn(Area next) {
        return end == next.start && protection == next.protection && shared == next.shared && growsDown == next.growsDown
                && charged == next.charged && object == next.object
                && (object == null || firstPage + pages() == next.firstPage);
    }

    /** The kernel's rights for a page of it. Only pages that may be executed lose XN; writable ones only if both are asked for. */
    int mapFlags(boolean write) {
        if ((protection & Protection.EXEC) != 0) {
            return write ? MapFlags.RWX : MapFlags.RX;
        }
        return write ? MapFlags.RW : MapFlags.RO;
    }
}
