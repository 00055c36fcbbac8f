package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ESRCH;

/** The system calls map, unmap and cache_control (ABI 5.6, 5.7, 5.12), and the checks they share with servers' calls. */
final class MemoryCalls {
    private static final int INVALIDATE_ICACHE = 0x10;
    private static final int INVALIDATE_DCACHE = 0x20;
    private static final int CLEAN_DCACHE = 0x30;
    private static final int CLEAN_INVALIDATE_DCACHE = 0x40;
    private static final int INVALIDATE_TLB = 0x50;

    private final Parts parts;

    MemoryCalls(Parts parts) {
        this.parts = parts;
    }

    int map(KernelThread self, int physical, int virtual, int pages, int flags, int tid) {
        KernelThread target = parts.threads.get(tid);
        if (target == null || target.java) {
            return -ESRCH;
        }
        return map(parts, self, target.space, target.tid, physical, virtual, pages, flags);
    }

    int unmap(KernelThread self, int virtual, int pages, int tid) {
        KernelThread target = parts.threads.get(tid);
        if (target == null || target.java) {
            return -ESRCH;
        }
        return unmap(parts, self, target.space, target.tid, virtual, pages);
    }

    /** With all checks of the call. @param tid the target thread, 0 when a server means the space as a whole */
    static int map(Parts parts, KernelThread self, Space space, int tid, int physical, int virtual, int pages, int flags) {
        if (!Entry.known(flags) || pages == 0 || physical == 0 || virtual == 0 || ((physical | virtual) & Ram.PAGE - 1) != 0) {
            return -EINVAL;
        }
        int rights = Rights.forMapping(flags);
        Capabilities capabilities = parts.capabilities;
        if (!capabilities.covers(self, Capability.PHYSMEM, rights, physical >>> Ram.PAGE_SHIFT, pages, tid, space.spid,
                space.container)
                || !capabilities.covers(self, Capability.VIRTMEM, rights, virtual >>> Ram.PAGE_SHIFT, pages, tid, space.spid,
                        space.container)) {
            return -ENOCAP;
        }
        return parts.tables.map(space, physical, virtual, pages, flags);
    }

    /** With all checks of the call; see {@link #map}. */
    static int unmap(Parts parts, KernelThread self, Space space, int tid, int virtual, int pages) {
        if (pages == 0 || virtual == 0 || (virtual & Ram.PAGE - 1) != 0) {
            return -EINVAL;
        }
        if (!parts.capabilities.covers(self, Capability.VIRTMEM, Rights.UNMAP, virtual >>> Ram.PAGE_SHIFT, pages, tid,
                space.spid, space.container)) {
            return -ENOCAP;
        }
        return parts.tables.unmap(space, virtual, pages);
    }

    int cacheControl(KernelThread self, int start, int end, int flags) {
        int right = switch (flags) {
            case INVALIDATE_ICACHE, INVALIDATE_DCACHE, INVALIDATE_TLB -> Rights.INVALIDATE;
            case CLEAN_DCACHE, CLEAN_INVALIDATE_DCACHE -> Rights.CLEAN;
            default -> 0;
        };
        int frame = start >>> Ram.PAGE_SHIFT;
        int pages = (end >>> Ram.PAGE_SHIFT) - frame;
        if (right == 0 || pages < 0 || !parts.capabilities.covers(self, Capability.VIRTMEM, right, frame, pages, self.tid,
                self.spid(), self.container())) {
            return -ENOCAP;
        }
        switch (flags) {
            case INVALIDATE_ICACHE -> dropCode(parts, self.space, start, end - start);
            case INVALIDATE_TLB -> parts.machine.cpu().invalidateSpace(self.space.ttbr0);
            default -> { /* There is no data cache: everything is clean. */ }
        }
        return 0;
    }

    /** Drops translated code of a virtual range. */
    static void dropCode(Parts parts, Space space, int virtual, int bytes) {
        long end = Integer.toUnsignedLong(virtual) + Integer.toUnsignedLong(bytes);
        for (long page = Integer.toUnsignedLong(virtual) & -Ram.PAGE; page < end && page <= 0xFFFFFFFFL; page += Ram.PAGE) {
            if (parts.tables.slot(space, (int) page) < 0) {
                page |= (1 << Space.SECTION_SHIFT) - Ram.PAGE;
                continue;
            }
            int physical = parts.memory.present(space, (int) page, false);
            if (physical >= 0) {
                parts.code.drop(physical);
            }
        }
    }
}
