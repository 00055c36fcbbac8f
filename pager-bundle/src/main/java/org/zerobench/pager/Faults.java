package org.zerobench.pager;

import static org.zerobench.api.kernel.Errors.EACCES;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.ENOMEM;

import org.zerobench.api.kernel.Servers;
import org.zerobench.api.pager.Protection;

/** The fault walk: from an address to a mapped page with the wanted right. */
final class Faults {
    /** Neighbours of a faulting page that are mapped along when their contents are in memory already. */
    private static final int AROUND_OBJECT = 16;
    private static final int AROUND_PRIVATE = 8;

    private final World world;
    private final Contents contents;
    private final FileCache cache;
    private final Mappings mappings;

    Faults(World world, Contents contents, FileCache cache, Mappings mappings) {
        this.world = world;
        this.contents = contents;
        this.cache = cache;
        this.mappings = mappings;
    }

    /** @return 0 or -EFAULT, -EACCES, -ENOMEM, -EIO, -ENXIO as {@link org.zerobench.api.pager.Pager#touch} says */
    int fault(Space space, int number, boolean write, boolean execute) {
        world.faults++;
        Area area = space.areas.at(number);
        if (area == null) {
            area = mappings.growStack(space, number);
            if (area == null) {
                return -EFAULT;
            }
        }
        int needed = write ? Protection.WRITE : execute ? Protection.EXEC : Protection.READ | Protection.WRITE | Protection.EXEC;
        if ((area.protection & needed) == 0) {
            return -EACCES;
        }
        Page held = space.table.get(number);
        if (held != null && held.isPrivate()) {
            return ofPrivate(space, area, number, held, write);
        }
        if (area.object == null) {
            return write ? toNew(space, area, number, contents.zeroed()) : map(space, area, number, world.zeroFrame, false);
        }
        if (write && !area.shared) {
            Page source = contents.of(area.object, area.index(number), area.index(area.end));
            return toNew(space, area, number, source == null ? null : contents.copied(source));
        }
        return ofObject(space, area, number, write);
    }

    /** The place has a private page: bring it in, copy it when others hold it too and it is to be written. */
    private int ofPrivate(Space space, Area area, int number, Page page, boolean write) {
        if (write && page.holders() > 1) {
            return toNew(space, area, number, contents.copied(page));
        }
        boolean wasThere = page.resident();
        int result = contents.bringIn(page);
        if (result < 0) {
            return result;
        }
        if (write) {
            world.dropSlot(page);
        }
        result = map(space, area, number, page.frame, area.writable() && mayBeWritten(page));
        if (result == 0 && wasThere) {
            aroundPrivate(space, area, number);
        }
        return result;
    }

    /** Whether a store needs no fault: nobody else has the page and no copy of it goes out of date. */
    private static boolean mayBeWritten(Page page) {
        return page.isPrivate() ? page.holders() == 1 && page.slot == Page.NONE : page.mustBeWritten();
    }

    /** The place gets a page of its own, to be written. @param page null when there was none to be had */
    private int toNew(Space space, Area area, int number, Page page) {
        if (page == null) {
            return contents.error();
        }
        int result = map(space, area, number, page.frame, true);
        if (result < 0) {
            world.discard(page);
            return result;
        }
        world.hold(space, number, page);
        return 0;
    }

    private int ofObject(Space space, Area area, int number, boolean write) {
        MemoryObject object = area.object;
        Page page = contents.of(object, area.index(number), area.index(area.end));
        if (page == null) {
            return contents.error();
        }
        if (write && object.isFile()) {
            cache.markDirty(page);
        } else if (write) {
            world.dropSlot(page);
        }
        int result = map(space, area, number, page.frame, area.shared && area.writable() && mayBeWritten(page));
        if (result < 0) {
            return result;
        }
        world.hold(space, number, page);
        aroundObject(space, area, number);
        return 0;
    }

    private int map(Space space, Area area, int number, int frame, boolean write) {
        int result = world.kernel().map(Servers.PAGER, space.spid, frame << World.PAGE_BITS, number << World.PAGE_BITS, 1,
                area.mapFlags(write));
        // What the kernel refuses (no room for its tables, a space that is going) is out of memory to the program.
        return result < 0 ? -ENOMEM : 0;
    }

    /**
     * Maps the neighbours too that are in memory: after exec and fork a space's tables are empty while most of its pages
     * are there. Never takes a right away: each gets the most it can have without a fault.
     */
    private void aroundObject(Space space, Area area, int number) {
        int from = Math.max(area.start, number & -AROUND_OBJECT);
        int end = Math.min(area.end, (number & -AROUND_OBJECT) + AROUND_OBJECT);
        boolean write = area.shared && area.writable();
        for (int n = from; n < end; n++) {
            Page page = n == number || space.table.get(n) != null ? null : area.object.pages.get(area.index(n));
            if (page != null && page.resident() && map(space, area, n, page.frame, write && mayBeWritten(page)) == 0) {
                world.hold(space, n, page);
            }
        }
    }

    private void aroundPrivate(Space space, Area area, int number) {
        int from = Math.max(area.start, number & -AROUND_PRIVATE);
        int end = Math.min(area.end, (number & -AROUND_PRIVATE) + AROUND_PRIVATE);
        for (int n = from; n < end; n++) {
            Page page = n == number ? null : space.table.get(n);
            if (page != null && page.isPrivate() && page.resident()) {
                map(space, area, n, page.frame, area.writable() && mayBeWritten(page));
            }
        }
    }
}
