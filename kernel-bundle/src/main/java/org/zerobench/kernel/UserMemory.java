package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EFAULT;

import org.zerobench.api.kernel.Servers;

/**
 * User memory as the kernel and the servers reach it: a walk over the page tables with user rights, and the pager's help
 * where a page is missing. A Java pager is asked directly; a guest one by page-in messages ({@link Faults#pageIn}).
 */
final class UserMemory {
    private final Parts parts;

    UserMemory(Parts parts) {
        this.parts = parts;
    }

    /** Physical address of a byte of RAM behind a user address if the page is there with the right; -1 if not. */
    int present(Space space, int virtual, boolean write) {
        int slot = parts.tables.slot(space, virtual);
        int entry = slot < 0 ? 0 : parts.ram.word(slot);
        if (!Entry.allows(entry, write, false) || !parts.ram.contains(Entry.frame(entry))) {
            return -1;
        }
        if (!Entry.valid(entry)) {
            parts.ram.word(slot, Entry.revive(entry));
        }
        return Entry.frame(entry) | virtual & Ram.PAGE - 1;
    }

    /** As {@link #present}, but asks a Java pager for the page if need be. */
    int physical(Space space, int virtual, boolean write) {
        int physical = present(space, virtual, write);
        if (physical >= 0 || !pagedByJava(space) || parts.servers.touch(space, virtual, write) != 0) {
            return physical;
        }
        return present(space, virtual, write);
    }

    /** Whether the space's missing pages can be had at once. A POSIX task's space is the pager's before it has a thread. */
    static boolean pagedByJava(Space space) {
        return space.pager == Servers.PAGER || space.pager == 0 && space.container == Servers.POSIX_CONTAINER;
    }

    int read(Space space, int virtual, byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            int at = virtual + done;
            int physical = physical(space, at, false);
            if (physical < 0) {
                return -EFAULT;
            }
            int here = Math.min(length - done, Ram.PAGE - (at & Ram.PAGE - 1));
            parts.ram.read(physical, target, offset + done, here);
            done += here;
        }
        return 0;
    }

    int write(Space space, int virtual, byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            int at = virtual + done;
            int physical = physical(space, at, true);
            if (physical < 0) {
                return -EFAULT;
            }
            int here = Math.min(length - done, Ram.PAGE - (at & Ram.PAGE - 1));
            parts.code.drop(physical);
            parts.ram.write(physical, source, offset + done, here);
            done += here;
        }
        return 0;
    }

    /** Whether the whole range can be reached without asking anybody. */
    boolean reachable(Space space, int virtual, int length, boolean write) {
        long end = Integer.toUnsignedLong(virtual) + Math.max(length, 1);
        for (long page = Integer.toUnsignedLong(virtual) & -Ram.PAGE; page < end; page += Ram.PAGE) {
            if (page > 0xFFFFFFFFL || present(space, (int) page, write) < 0) {
                return false;
            }
        }
        return true;
    }
}
