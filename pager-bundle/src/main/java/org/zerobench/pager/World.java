package org.zerobench.pager;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.posix.Vnode;

/** Everything the pager knows, for the classes that work on it: what {@link Snapshot} saves, and the way to the machine. */
final class World {
    static final int PAGE = 4096;
    static final int PAGE_BITS = 12;

    final Machine machine;
    final Frames frames;
    final Store store = new Store();
    final Budget budget = new Budget();
    final Map<Integer, Space> spaces = new HashMap<>();
    final Map<Long, MemoryObject> files = new HashMap<>();
    final Map<Long, MemoryObject> shared = new HashMap<>();
    /** The frame that holds zeros for ever. */
    int zeroFrame;
    long faults;
    long evictions;
    long storeReads;

    /** Files whose last mapping has gone; the POSIX server is told when the operation is over. */
    private final ArrayDeque<Long> unmappedFiles = new ArrayDeque<>();
    private final Set<String> reported = new HashSet<>();
    private Space lastSpace;

    World(Machine machine) {
        this.machine = machine;
        this.frames = new Frames(this);
    }

    Kernel kernel() {
        return machine.kernel();
    }

    /** @return the space, or null */
    Space space(int spid) {
        Space last = lastSpace;
        if (last != null && last.spid == spid) {
            return last;
        }
        return lastSpace = spaces.get(spid);
    }

    void forgetSpace(int spid) {
        spaces.remove(spid);
        lastSpace = null;
    }

    Optional<Vnode> vnode(long id) {
        PosixServer posix = machine.posix();
        return posix == null ? Optional.empty() : posix.vnode(id);
    }

    /** The bytes of a frame. */
    MemorySegment bytes(int frame) {
        return machine.ram().asSlice(address(frame), PAGE);
    }

    static long address(int frame) {
        return (long) frame << PAGE_BITS;
    }

    /** Says that new contents are coming into a frame. */
    void newContents(int frame) {
        kernel().newContents(Servers.PAGER, frame << PAGE_BITS);
    }

    /** Lets a place have a page; a page that was there goes. */
    void hold(Space space, int number, Page page) {
        Page old = space.table.get(number);
        if (old == page) {
            return;
        }
        space.table.set(number, page);
        page.addHolder(space, number);
        if (old != null) {
            old.removeHolder(space, number);
            discardIfUnheld(old);
        }
    }

    /** Takes the pages of a range away from a space; the kernel has already unmapped them. */
    void release(Space space, int start, int end) {
        for (int n = space.table.next(start, end); n < end; n = space.table.next(n + 1, end)) {
            Page page = space.table.get(n);
            space.table.set(n, null);
            page.removeHolder(space, n);
            discardIfUnheld(page);
        }
    }

    private void discardIfUnheld(Page page) {
        if (page.isPrivate() && page.holders() == 0) {
            discard(page);
        }
    }

    /** Ends a page: its frame and slot are free again. Nothing maps it any more. */
    void discard(Page page) {
        if (page.resident()) {
            frames.unload(page);
        }
        dropSlot(page);
    }

    /** The copy in the backing store is out of date: the page is about to be written. */
    void dropSlot(Page page) {
        if (page.slot != Page.NONE) {
            store.give(page.slot);
            page.slot = Page.NONE;
        }
    }

    /** An area more maps the object. */
    void acquire(MemoryObject object) {
        if (object != null) {
            object.areas++;
        }
    }

    /** An area less maps the object: shared memory without areas ends, a file's changes are written back. */
    void releaseObject(MemoryObject object, FileCache cache) {
        if (object == null || --object.areas > 0) {
            return;
        }
        if (object.isFile()) {
            cache.flush(object);
            unmappedFiles.add(object.id);
            dropIfEmpty(object);
        } else {
            for (int i = object.pages.next(0, PageTable.SIZE); i < PageTable.SIZE; i = object.pages.next(i + 1, PageTable.SIZE)) {
                discard(object.pages.get(i));
            }
            budget.give(object.chargedPages);
            shared.remove(object.id);
        }
    }

    /** A file that is neither mapped nor cached needs no object. */
    void dropIfEmpty(MemoryObject file) {
        if (file.areas == 0 && file.pages.used() == 0) {
            files.remove(file.id, file);
        }
    }

    /** The last thing of every operation that may have ended a mapping. */
    void tellUnmapped() {
        Long id;
        while ((id = unmappedFiles.poll()) != null) {
            MemoryObject file = files.get(id);
            PosixServer posix = machine.posix();
            if (posix != null && (file == null || file.areas == 0)) {
                posix.unmapped(id);
            }
        }
    }

    /** Tells the person once, however often it happens. */
    void reportOnce(String line) {
        if (reported.add(line)) {
            machine.report(line);
        }
    }
}
