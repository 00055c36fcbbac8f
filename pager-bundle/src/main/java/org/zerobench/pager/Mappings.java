package org.zerobench.pager;

import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.EOVERFLOW;
import static org.zerobench.api.kernel.Errors.EPERM;
import static org.zerobench.api.pager.Protection.EXEC;
import static org.zerobench.api.pager.Protection.READ;
import static org.zerobench.api.pager.Protection.WRITE;

import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.pager.Protection;

/** Changes to a space's areas: map, unmap, protect, move, the break, growing stacks. Page numbers, except where it says address. */
final class Mappings {
    /** Programs' addresses end here; the kernel's own area and the system pages follow. */
    static final int USER_END = 0xF0000000 >>> World.PAGE_BITS;
    /** Between those lies the range for UTCB pages: servers map there, with fixed addresses. */
    private static final int UTCB_START = 0xF8000000 >>> World.PAGE_BITS;
    private static final int UTCB_END = 0xF9000000 >>> World.PAGE_BITS;
    /** How far a stack may grow: 8 MiB. */
    static final int STACK_PAGES = 2048;
    /** What must stay unmapped below a growing stack, so that running out of it is noticed. */
    static final int STACK_GUARD = 16;

    private final World world;
    private final FileCache cache;

    Mappings(World world, FileCache cache) {
        this.world = world;
        this.cache = cache;
    }

    /** The page number of an address. */
    static int number(int address) {
        return address >>> World.PAGE_BITS;
    }

    /** Pages that {@code bytes} (unsigned) need. */
    static int pages(int bytes) {
        return (int) (Integer.toUnsignedLong(bytes) + World.PAGE - 1 >>> World.PAGE_BITS);
    }

    static boolean aligned(int address) {
        return (address & World.PAGE - 1) == 0;
    }

    /**
     * What {@link org.zerobench.api.pager.Pager#map} does.
     *
     * @param hint   address
     * @param object what to map, null for private anonymous memory; not yet acquired
     */
    int map(Space space, int hint, int bytes, int protection, int flags, MemoryObject object, int firstPage) {
        int pages = pages(bytes);
        boolean fixed = (flags & (Protection.FIXED | Protection.FIXED_NOREPLACE)) != 0;
        if (fixed) {
            int error = checkFixed(space, hint, pages, flags);
            if (error < 0) {
                return error;
            }
        }
        int start = fixed ? number(hint) : choose(space, number(hint), pages);
        if (start < 0) {
            return start;
        }
        boolean shared = (flags & Protection.SHARED) != 0;
        Area area = new Area(start, start + pages, protection & (READ | WRITE | EXEC), shared, (flags & Protection.GROWSDOWN) != 0,
                object, firstPage);
        area.charged = !shared && area.writable() && (flags & Protection.NORESERVE) == 0;
        if (area.charged && !world.budget.take(pages)) {
            return -ENOMEM;
        }
        // Held before the old areas go: they may be the last to map this very file.
        world.acquire(object);
        if (fixed) {
            carve(space, start, start + pages);
        }
        insert(space, area);
        return start << World.PAGE_BITS;
    }

    /** Whether areas may lie there: the kernel has nothing in that range. */
    static boolean usable(int start, int end) {
        return end <= USER_END || start >= UTCB_START && end <= UTCB_END;
    }

    private static int checkFixed(Space space, int address, int pages, int flags) {
        if (!aligned(address)) {
            return -EINVAL;
        }
        if (number(address) == 0) {
            return -EPERM;
        }
        if (!usable(number(address), number(address) + pages)) {
            return -ENOMEM;
        }
        if ((flags & Protection.FIXED_NOREPLACE) != 0 && !space.areas.free(number(address), number(address) + pages)) {
            return -EEXIST;
        }
        return 0;
    }

    /** Finds room: at the hint when it is free, else the highest gap of the map range. @return page number or -ENOMEM */
    private static int choose(Space space, int hint, int pages) {
        if (hint > 0 && hint + pages <= USER_END && space.areas.free(hint, hint + pages)) {
            return hint;
        }
        int top = space.mapEnd;
        Areas areas = space.areas;
        for (int i = areas.size() - 1; i >= 0; i--) {
            Area area = areas.get(i);
            // A stack's room to grow is not a gap.
            int bottom = area.growsDown ? Math.min(area.start, area.end - STACK_PAGES - STACK_GUARD) : area.start;
            if (bottom >= top) {
                continue;
            }
            if (area.end <= top && top - Math.max(area.end, space.mapStart) >= pages) {
                break;
            }
            top = bottom;
        }
        int start = top - pages;
        return start >= space.mapStart && areas.free(start, top) ? start : -ENOMEM;
    }

    /** Removes what is mapped in a range. */
    void carve(Space space, int start, int end) {
        Areas areas = space.areas;
        cut(space, start);
        cut(space, end);
        for (int i = areas.indexFrom(start); i < areas.size() && areas.get(i).start < end; ) {
            Area area = areas.get(i);
            vacate(space, area.start, area.end);
            areas.remove(i);
            if (area.charged) {
                world.budget.give(area.pages());
            }
            world.releaseObject(area.object, cache);
        }
    }

    /** Takes all pages of a range out of the space; faults bring back what areas still promise. */
    private void vacate(Space space, int start, int end) {
        world.kernel().unmap(Servers.PAGER, space.spid, start << World.PAGE_BITS, end - start);
        world.release(space, start, end);
    }

    /** Makes a border between areas at a page, if it is inside one. */
    private void cut(Space space, int at) {
        Area area = space.areas.at(at);
        if (area != null && area.start < at) {
            Area tail = area.like(at, area.end, at - area.start);
            area.end = at;
            space.areas.insert(tail);
            world.acquire(tail.object);
        }
    }

    private void insert(Space space, Area area) {
        space.areas.insert(area);
        join(space, area.start);
        join(space, area.end);
    }

    /** Makes one area of the two that meet at a page, if they mean the same. */
    private void join(Space space, int at) {
        Areas areas = space.areas;
        int i = areas.indexFrom(at);
        if (i == 0 || i >= areas.size()) {
            return;
        }
        Area before = areas.get(i - 1);
        Area after = areas.get(i);
        if (before.continuesIn(after)) {
            areas.remove(i);
            before.end = after.end;
            world.releaseObject(after.object, cache);
        }
    }

    /** What {@link org.zerobench.api.pager.Pager#protect} does. */
    int protect(Space space, int start, int end, int protection) {
        Areas areas = space.areas;
        if (!areas.covered(start, end)) {
            return -ENOMEM;
        }
        long newlyWritable = 0;
        for (int i = areas.indexFrom(start); i < areas.size() && areas.get(i).start < end; i++) {
            Area area = areas.get(i);
            if (becomesCharged(area, protection)) {
                newlyWritable += Math.min(end, area.end) - Math.max(start, area.start);
            }
        }
        if (!world.budget.take(newlyWritable)) {
            return -ENOMEM;
        }
        cut(space, start);
        cut(space, end);
        for (int i = areas.indexFrom(start); i < areas.size() && areas.get(i).start < end; i++) {
            Area area = areas.get(i);
            area.charged |= becomesCharged(area, protection);
            change(space, area, protection);
        }
        for (int at = start; at <= end; at = nextBorder(areas, at)) {
            join(space, at);
        }
        return 0;
    }

    private static boolean becomesCharged(Area area, int protection) {
        return (protection & WRITE) != 0 && !area.shared && !area.charged;
    }

    private static int nextBorder(Areas areas, int at) {
        int i = areas.indexFrom(at);
        return i < areas.size() ? areas.get(i).end : Integer.MAX_VALUE;
    }

    /** Reduces the rights of what is mapped; more rights come by faults, one page at a time, as they are used. */
    private void change(Space space, Area area, int protection) {
        int old = area.protection;
        area.protection = protection;
        if (protection == 0) {
            world.kernel().unmap(Servers.PAGER, space.spid, area.start << World.PAGE_BITS, area.pages());
        } else if (old != 0 && ((old & ~protection) != 0 || ((old ^ protection) & EXEC) != 0)) {
            world.kernel().protect(Servers.PAGER, space.spid, area.start << World.PAGE_BITS, area.pages(),
                    (protection & EXEC) != 0 ? MapFlags.RX : MapFlags.RO);
        }
    }

    /** What {@link org.zerobench.api.pager.Pager#remap} does. */
    int remap(Space space, int start, int oldPages, int newPages, boolean mayMove) {
        Area area = space.areas.at(start);
        if (area == null || start + oldPages > area.end) {
            return -EFAULT;
        }
        if (newPages <= oldPages) {
            if (newPages < oldPages) {
                carve(space, start + newPages, start + oldPages);
            }
            return start << World.PAGE_BITS;
        }
        int extra = newPages - oldPages;
        if (area.object != null && (long) area.index(start) + newPages > PageTable.SIZE) {
            return -EOVERFLOW;
        }
        boolean inPlace = area.end == start + oldPages && usable(start, area.end + extra) && space.areas.free(area.end, area.end + extra);
        int target = inPlace ? start : mayMove ? choose(space, 0, newPages) : -ENOMEM;
        if (target < 0 || !chargeExtra(area, extra)) {
            return -ENOMEM;
        }
        if (inPlace) {
            area.end += extra;
            join(space, area.end);
        } else {
            move(space, start, start + oldPages, target, newPages);
        }
        return target << World.PAGE_BITS;
    }

    private boolean chargeExtra(Area area, int extra) {
        boolean sharedMemory = area.object != null && !area.object.isFile();
        if ((area.charged || sharedMemory) && !world.budget.take(extra)) {
            return false;
        }
        if (sharedMemory) {
            area.object.chargedPages += extra;
        }
        return true;
    }

    private void move(Space space, int start, int end, int target, int pages) {
        cut(space, start);
        cut(space, end);
        int i = space.areas.indexFrom(start);
        Area old = space.areas.get(i);
        world.kernel().unmap(Servers.PAGER, space.spid, start << World.PAGE_BITS, end - start);
        for (int n = space.table.next(start, end); n < end; n = space.table.next(n + 1, end)) {
            Page page = space.table.get(n);
            space.table.set(n, null);
            page.removeHolder(space, n);
            space.table.set(target + n - start, page);
            page.addHolder(space, target + n - start);
        }
        space.areas.remove(i);
        insert(space, old.like(target, target + pages, 0));
    }

    /** What {@link org.zerobench.api.pager.Pager#brk} does; addresses. */
    int brk(Space space, int address) {
        if (space.heapStart == 0 || Integer.compareUnsigned(address, space.heapStart) < 0) {
            return space.heapEnd;
        }
        int oldEnd = pages(space.heapEnd);
        int newEnd = pages(address);
        if (newEnd > oldEnd) {
            // One page stays free: running over the end of the heap must not go unnoticed.
            if (newEnd >= USER_END || !space.areas.free(oldEnd, newEnd + 1) || !world.budget.take(newEnd - oldEnd)) {
                return space.heapEnd;
            }
            Area area = new Area(oldEnd, newEnd, READ | WRITE, false, false, null, 0);
            area.charged = true;
            insert(space, area);
        } else if (newEnd < oldEnd) {
            carve(space, newEnd, oldEnd);
        }
        space.heapEnd = address;
        return address;
    }

    /** A fault below an area: if that is a stack and may grow so far, it does. @return the area, or null */
    Area growStack(Space space, int number) {
        Areas areas = space.areas;
        int i = areas.indexFrom(number);
        if (i == areas.size()) {
            return null;
        }
        Area stack = areas.get(i);
        if (!stack.growsDown || number < stack.end - STACK_PAGES || i > 0 && number - areas.get(i - 1).end < STACK_GUARD) {
            return null;
        }
        int extra = stack.start - number;
        if (stack.charged && !world.budget.take(extra)) {
            return null;
        }
        stack.start = number;
        return stack;
    }

    /** What {@link org.zerobench.api.pager.Pager#discard} does. */
    void discard(Space space, int start, int end) {
        Areas areas = space.areas;
        for (int i = areas.indexFrom(start); i < areas.size() && areas.get(i).start < end; i++) {
            vacate(space, Math.max(start, areas.get(i).start), Math.min(end, areas.get(i).end));
        }
    }

    /** What {@link org.zerobench.api.pager.Pager#sync} does. */
    int sync(Space space, int start, int end) {
        Areas areas = space.areas;
        int error = areas.covered(start, end) ? 0 : -ENOMEM;
        for (int i = areas.indexFrom(start); i < areas.size() && areas.get(i).start < end; i++) {
            Area area = areas.get(i);
            if (area.shared && area.object != null && area.object.isFile()) {
                int from = area.index(Math.max(start, area.start));
                if (cache.flush(area.object, from, area.index(Math.min(end, area.end))) < 0) {
                    error = -EIO;
                }
            }
        }
        return error;
    }

    /** Makes {@code child} (empty) a copy-on-write image of {@code parent}. @return 0 or -ENOMEM, then nothing has changed */
    int fork(Space parent, Space child) {
        Areas areas = parent.areas;
        long charged = 0;
        for (int i = 0; i < areas.size(); i++) {
            charged += areas.get(i).charged ? areas.get(i).pages() : 0;
        }
        if (!world.budget.take(charged)) {
            return -ENOMEM;
        }
        child.mapStart = parent.mapStart;
        child.mapEnd = parent.mapEnd;
        child.heapStart = parent.heapStart;
        child.heapEnd = parent.heapEnd;
        for (int i = 0; i < areas.size(); i++) {
            Area area = areas.get(i);
            child.areas.insert(area.like(area.start, area.end, 0));
            world.acquire(area.object);
            if (!area.shared) {
                sharePages(parent, child, area);
            }
        }
        return 0;
    }

    /**
     * The child's tables stay empty: it will touch few pages before it ends or calls execve, and each fault maps the
     * neighbours too. In the parent, only pages that it alone had can be mapped writable: those lose that right.
     */
    private void sharePages(Space parent, Space child, Area area) {
        int first = area.end;
        int last = area.start - 1;
        PageTable table = parent.table;
        for (int n = table.next(area.start, area.end); n < area.end; n = table.next(n + 1, area.end)) {
            Page page = table.get(n);
            if (page.isPrivate()) {
                if (page.holders() == 1) {
                    first = Math.min(first, n);
                    last = n;
                }
                child.table.set(n, page);
                page.addHolder(child, n);
            }
        }
        if (first <= last && area.protection != 0) {
            world.kernel().protect(Servers.PAGER, parent.spid, first << World.PAGE_BITS, last - first + 1, area.mapFlags(false));
        }
    }
}
