package org.zerobench.pager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.pager.PagerState.Kind;
import org.zerobench.api.pager.PagerState.Memory;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.swap.StateException;

/** The world as a record and back. Neither direction touches the machine. */
final class Snapshot {
    private static final Kind[] KINDS = Kind.values();

    private final World world;
    private final Eviction eviction;

    Snapshot(World world, Eviction eviction) {
        this.world = world;
        this.eviction = eviction;
    }

    /** The limit of anonymous memory in pages: frames but the zero frame and a few to work with, and the store. */
    static long limit(World world) {
        return Math.max(0, world.frames.total() - 16L) + world.store.limit();
    }

    static PagerState save(World world) {
        List<PagerState.Space> spaces = new ArrayList<>(world.spaces.size());
        for (Space space : world.spaces.values()) {
            spaces.add(save(space));
        }
        spaces.sort((a, b) -> Integer.compareUnsigned(a.spid(), b.spid()));
        List<PagerState.Shared> shared = new ArrayList<>();
        for (MemoryObject object : world.shared.values()) {
            shared.add(new PagerState.Shared(object.id, object.chargedPages));
        }
        shared.sort(Comparator.comparingLong(PagerState.Shared::id));
        return new PagerState(world.frames.memory(), world.zeroFrame, new PagerState.Store(world.store.path(), world.store.limit()),
                spaces, shared, new PageColumns(world).columns(), world.faults, world.evictions, world.storeReads);
    }

    private static PagerState.Space save(Space space) {
        List<PagerState.Area> areas = new ArrayList<>(space.areas.size());
        for (int i = 0; i < space.areas.size(); i++) {
            Area a = space.areas.get(i);
            Kind kind = a.object == null ? Kind.PRIVATE : a.object.isFile() ? Kind.FILE : Kind.SHARED;
            areas.add(new PagerState.Area(a.start << World.PAGE_BITS, a.end << World.PAGE_BITS, a.protection, a.shared, a.growsDown,
                    a.charged, kind, a.object == null ? 0 : a.object.id, a.firstPage));
        }
        return new PagerState.Space(space.spid, space.mapStart << World.PAGE_BITS, space.mapEnd << World.PAGE_BITS, space.heapStart,
                space.heapEnd, areas);
    }

    void restore(PagerState state) {
        check(state.version() == PagerState.VERSION, "version %d is unknown", state.version());
        restoreMemory(state);
        for (PagerState.Shared s : state.shared()) {
            check(s.id() > 0 && s.charged() >= 0 && !world.shared.containsKey(s.id()), "shared memory %d is there twice or ill", s.id());
            MemoryObject object = new MemoryObject(MemoryObject.Kind.SHARED, s.id());
            object.chargedPages = s.charged();
            world.shared.put(s.id(), object);
            world.budget.adopt(s.charged());
        }
        for (PagerState.Space s : state.spaces()) {
            restoreSpace(s);
        }
        restorePages(state.pages());
        for (MemoryObject object : world.shared.values()) {
            check(object.areas > 0, "shared memory %d is mapped nowhere", object.id);
        }
        world.frames.freeTheRest(world.zeroFrame);
        world.faults = state.faults();
        world.evictions = state.evictions();
        world.storeReads = state.storeReads();
    }

    private void restoreMemory(PagerState state) {
        long end = 0;
        for (Memory m : state.memory()) {
            long start = Integer.toUnsignedLong(m.start());
            check(start >= end && m.bytes() > 0 && start % World.PAGE == 0 && m.bytes() % World.PAGE == 0,
                    "memory range %#x overlaps another or is not made of pages", start);
            end = start + m.bytes();
            check(end <= world.machine.ramBytes(), "memory range %#x is not in RAM", start);
        }
        world.frames.own(state.memory());
        check(world.frames.owns(state.zeroFrame()), "zero frame %#x is not the pager's", state.zeroFrame());
        world.zeroFrame = state.zeroFrame();
        check(state.store().pages() >= 0, "the store has %d pages", state.store().pages());
        world.store.configure(state.store().path(), state.store().pages());
        world.budget.limit(limit(world));
    }

    private void restoreSpace(PagerState.Space s) {
        check(!world.spaces.containsKey(s.spid()), "space %d is there twice", s.spid());
        Space space = new Space(s.spid());
        space.mapStart = s.mapStart() >>> World.PAGE_BITS;
        space.mapEnd = s.mapEnd() >>> World.PAGE_BITS;
        space.heapStart = s.heapStart();
        space.heapEnd = s.heapEnd();
        world.spaces.put(s.spid(), space);
        int end = 0;
        for (PagerState.Area a : s.areas()) {
            check(Mappings.aligned(a.start()) && Mappings.aligned(a.end()), "area %#x of space %d is not made of pages", a.start(), s.spid());
            Area area = new Area(a.start() >>> World.PAGE_BITS, a.end() >>> World.PAGE_BITS, a.protection(), a.shared(), a.growsDown(),
                    object(a), a.firstPage());
            check(area.start >= end && area.end > area.start && Mappings.usable(area.start, area.end),
                    "area %#x of space %d overlaps another, is empty or in the kernel's range", a.start(), s.spid());
            check(area.firstPage >= 0 && (long) area.firstPage + area.pages() <= PageTable.SIZE && (area.object != null || a.firstPage() == 0),
                    "area %#x of space %d is outside its object", a.start(), s.spid());
            check((a.protection() & ~(Protection.READ | Protection.WRITE | Protection.EXEC)) == 0, "protection %d of area %#x", a.protection(), a.start());
            check(area.object != null || !a.shared(), "area %#x shares nothing", a.start());
            area.charged = a.charged();
            world.budget.adopt(a.charged() ? area.pages() : 0);
            world.acquire(area.object);
            space.areas.insert(area);
            end = area.end;
        }
    }

    private MemoryObject object(PagerState.Area a) {
        return switch (a.kind()) {
            case PRIVATE -> {
                check(a.object() == 0, "private area %#x names an object", a.start());
                yield null;
            }
            case FILE -> file(a.object());
            case SHARED -> {
                MemoryObject object = world.shared.get(a.object());
                check(object != null, "area %#x maps shared memory that is not there", a.start());
                yield object;
            }
        };
    }

    private MemoryObject file(long id) {
        check(id != 0, "a file has no number");
        return world.files.computeIfAbsent(id, i -> new MemoryObject(MemoryObject.Kind.FILE, i));
    }

    private void restorePages(PagerState.Pages p) {
        int count = p.count();
        check(p.slots().length == count && p.kinds().length == count && p.objects().length == count && p.indices().length == count
                && p.dirty().length == count && p.holderCounts().length == count && p.holderSpaces().length == p.holderPages().length,
                "columns of pages differ in length");
        int holder = 0;
        for (int i = 0; i < count; i++) {
            Page page = restorePage(p, i);
            int holders = p.holderCounts()[i];
            check(holders >= (page.isPrivate() ? 1 : 0) && holders <= p.holderSpaces().length - holder, "page %d has %d holders", i, holders);
            for (int end = holder + holders; holder < end; holder++) {
                restoreHolder(page, p.holderSpaces()[holder], p.holderPages()[holder]);
            }
        }
        check(holder == p.holderSpaces().length, "%d holders belong to no page", p.holderSpaces().length - holder);
    }

    private Page restorePage(PagerState.Pages p, int i) {
        int kind = p.kinds()[i];
        check(kind >= 0 && kind < KINDS.length, "page %d is of kind %d", i, kind);
        MemoryObject object = switch (KINDS[kind]) {
            case PRIVATE -> null;
            case FILE -> file(p.objects()[i]);
            case SHARED -> {
                check(world.shared.containsKey(p.objects()[i]), "page %d is of shared memory %d, which is not there", i, p.objects()[i]);
                yield world.shared.get(p.objects()[i]);
            }
        };
        int index = p.indices()[i];
        Page page = new Page(object, index);
        if (object == null) {
            check(index == 0 && p.objects()[i] == 0, "private page %d has a place in an object", i);
        } else {
            check(index >= 0 && index < PageTable.SIZE && object.pages.get(index) == null, "page %d of object %d is there twice", index, object.id);
            object.pages.set(index, page);
        }
        int frame = p.frames()[i];
        int slot = p.slots()[i];
        boolean dirty = p.dirty()[i] != 0;
        check(frame != Page.NONE || slot != Page.NONE, "page %d is nowhere", i);
        check(!page.isFile() || frame != Page.NONE && slot == Page.NONE, "file page %d is in the backing store", i);
        check(page.isFile() || !dirty, "anonymous page %d is marked dirty", i);
        if (slot != Page.NONE) {
            check(world.store.claim(slot), "slot %d is used twice or does not exist", slot);
            page.slot = slot;
        }
        if (frame != Page.NONE) {
            check(world.frames.owns(frame) && frame != world.zeroFrame, "frame %#x is not the pager's", frame);
            check(world.frames.page(frame) == null, "frame %#x holds two pages", frame);
            world.frames.load(page, frame);
            eviction.adopted(frame);
        }
        page.dirty = dirty;
        if (dirty) {
            object.dirtyPages++;
        }
        return page;
    }

    private void restoreHolder(Page page, int spid, int number) {
        Space space = world.space(spid);
        check(space != null, "a page is held by space %d, which is not there", spid);
        check(number >= 0 && number < PageTable.SIZE, "page number %d", number);
        Area area = space.areas.at(number);
        check(area != null, "page %#x of space %d is in no area", number, spid);
        check(space.table.get(number) == null, "page %#x of space %d is there twice", number, spid);
        if (page.isPrivate()) {
            check(!area.shared, "page %#x of space %d is private in a shared area", number, spid);
        } else {
            check(area.object == page.object && area.index(number) == page.index, "page %#x of space %d is not of its area's object", number, spid);
        }
        space.table.set(number, page);
        page.addHolder(space, number);
    }

    private static void check(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new StateException("pager: " + String.format(message, arguments));
        }
    }

    /** Collects all pages as parallel arrays in their canonical order. */
    private static final class PageColumns {
        private final World world;
        private final List<Page> pages = new ArrayList<>();

        PageColumns(World world) {
            this.world = world;
        }

        PagerState.Pages columns() {
            for (Page page = world.frames.oldest(); page != null; page = page.newer) {
                // A private page that nobody holds was being made when the machine gave a policy up: it is no one's.
                if (!page.isPrivate() || page.holders() > 0) {
                    pages.add(page);
                }
            }
            addStored();
            int count = pages.size();
            int holders = 0;
            for (Page page : pages) {
                holders += page.holders();
            }
            PagerState.Pages columns = new PagerState.Pages(new int[count], new int[count], new byte[count], new long[count], new int[count],
                    new byte[count], new int[count], new int[holders], new int[holders]);
            int at = 0;
            for (int i = 0; i < count; i++) {
                Page page = pages.get(i);
                columns.frames()[i] = page.frame;
                columns.slots()[i] = page.slot;
                columns.kinds()[i] = (byte) (page.isPrivate() ? Kind.PRIVATE : page.isFile() ? Kind.FILE : Kind.SHARED).ordinal();
                columns.objects()[i] = page.isPrivate() ? 0 : page.object.id;
                columns.indices()[i] = page.index;
                columns.dirty()[i] = (byte) (page.dirty ? 1 : 0);
                columns.holderCounts()[i] = page.holders();
                at = addHolders(page, columns, at);
            }
            return columns;
        }

        /** Pages that are in the backing store only: found through their holders and objects. */
        private void addStored() {
            if (world.store.count() == 0) {
                return;
            }
            int resident = pages.size();
            for (Space space : world.spaces.values()) {
                addStored(space.table, space);
            }
            for (MemoryObject object : world.shared.values()) {
                addStored(object.pages, null);
            }
            pages.subList(resident, pages.size()).sort(Comparator.comparingInt(page -> page.slot));
        }

        private void addStored(PageTable table, Space space) {
            for (int n = table.next(0, PageTable.SIZE); n < PageTable.SIZE; n = table.next(n + 1, PageTable.SIZE)) {
                Page page = table.get(n);
                boolean first = space == null || page.isPrivate() && page.space(0) == space && page.number(0) == n;
                if (!page.resident() && first) {
                    pages.add(page);
                }
            }
        }

        private static int addHolders(Page page, PagerState.Pages columns, int at) {
            int holders = page.holders();
            if (holders == 1) {
                columns.holderSpaces()[at] = page.space(0).spid;
                columns.holderPages()[at] = page.number(0);
            } else if (holders > 1) {
                long[] sorted = new long[holders];
                for (int h = 0; h < holders; h++) {
                    sorted[h] = ((long) (page.space(h).spid ^ Integer.MIN_VALUE) << 32) | page.number(h);
                }
                Arrays.sort(sorted);
                for (int h = 0; h < holders; h++) {
                    columns.holderSpaces()[at + h] = (int) (sorted[h] >> 32) ^ Integer.MIN_VALUE;
                    columns.holderPages()[at + h] = (int) sorted[h];
                }
            }
            return at + holders;
        }
    }
}
