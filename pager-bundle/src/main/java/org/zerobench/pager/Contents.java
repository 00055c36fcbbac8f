package org.zerobench.pager;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.kernel.Errors.ENXIO;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.zerobench.api.posix.Vnode;

/**
 * Brings contents into frames: from the backing store, from files, zeros, copies.
 *
 * <p>Each method may evict other pages. A page it was given or gave is among the frames used last and therefore stays
 * during the operation ({@link Frames#use}).
 */
final class Contents {
    /** File pages read at once when memory is plenty. */
    private static final int READ_AHEAD = 16;
    /** Below this many free frames nothing is read ahead. */
    private static final int PLENTY = 64;

    private final World world;
    private final Eviction eviction;
    private final byte[] buffer = new byte[READ_AHEAD * World.PAGE];
    private int error;

    Contents(World world, Eviction eviction) {
        this.world = world;
        this.eviction = eviction;
    }

    /** Why {@link #of}, {@link #zeroed} or {@link #copied} gave null: -ENOMEM, -EIO, -ENXIO. */
    int error() {
        return error;
    }

    /** Makes sure that a page is in memory. @return 0 or -ENOMEM, -EIO */
    int bringIn(Page page) {
        if (page.resident()) {
            world.frames.use(page.frame);
            return 0;
        }
        int frame = eviction.frame();
        if (frame < 0) {
            return frame;
        }
        int result = readStored(page, frame);
        if (result < 0) {
            world.frames.giveBack(frame);
            return result;
        }
        eviction.loaded(page, frame);
        return 0;
    }

    private int readStored(Page page, int frame) {
        try {
            world.store.read(page.slot, world.bytes(frame));
        } catch (IOException e) {
            world.reportOnce("pager: the backing store cannot be read (" + e.getMessage() + "): programs whose pages are there get an error");
            return -EIO;
        }
        world.storeReads++;
        return 0;
    }

    /** A new private page of zeros. @return null on {@link #error} */
    Page zeroed() {
        return zeroed(null, 0);
    }

    private Page zeroed(MemoryObject object, int index) {
        int frame = eviction.frame();
        if (frame < 0) {
            error = frame;
            return null;
        }
        world.bytes(frame).fill((byte) 0);
        Page page = new Page(object, index);
        eviction.loaded(page, frame);
        return page;
    }

    /** A new private page with the contents of another, which need not be in memory for it. @return null on {@link #error} */
    Page copied(Page source) {
        if (source.resident()) {
            world.frames.use(source.frame);
        }
        int frame = eviction.frame();
        if (frame < 0) {
            error = frame;
            return null;
        }
        if (source.resident()) {
            MemorySegment ram = world.machine.ram();
            MemorySegment.copy(ram, World.address(source.frame), ram, World.address(frame), World.PAGE);
        } else {
            int result = readStored(source, frame);
            if (result < 0) {
                world.frames.giveBack(frame);
                error = result;
                return null;
            }
        }
        Page page = new Page(null, 0);
        eviction.loaded(page, frame);
        return page;
    }

    /**
     * The page of an object, in memory.
     *
     * @param end index behind the last page that may be read ahead
     * @return null on {@link #error}
     */
    Page of(MemoryObject object, int index, int end) {
        Page page = object.pages.get(index);
        if (page != null) {
            error = bringIn(page);
            return error < 0 ? null : page;
        }
        if (object.isFile()) {
            return fromFile(object, index, end);
        }
        page = zeroed(object, index);
        if (page != null) {
            object.pages.set(index, page);
        }
        return page;
    }

    private Page fromFile(MemoryObject object, int index, int end) {
        Optional<Vnode> file = world.vnode(object.id);
        long offset = (long) index << World.PAGE_BITS;
        if (file.isEmpty()) {
            error = -EIO;
            return null;
        }
        long left = file.get().sizeBytes() - offset;
        if (left <= 0) {
            error = -ENXIO;
            return null;
        }
        int pages = 1;
        while (pages < READ_AHEAD && index + pages < end && (long) pages << World.PAGE_BITS < left
                && world.frames.free() > PLENTY && object.pages.get(index + pages) == null) {
            pages++;
        }
        int bytes = readFully(file.get(), offset, (int) Math.min(left, pages << World.PAGE_BITS));
        if (bytes < 0) {
            error = -EIO;
            return null;
        }
        Page first = null;
        for (int i = 0; i < pages && (i == 0 || i << World.PAGE_BITS < bytes); i++) {
            int frame = eviction.frame();
            if (frame < 0) {
                error = frame;
                return first;
            }
            int have = Math.clamp(bytes - (i << World.PAGE_BITS), 0, World.PAGE);
            MemorySegment.copy(buffer, i << World.PAGE_BITS, world.machine.ram(), JAVA_BYTE, World.address(frame), have);
            world.machine.ram().asSlice(World.address(frame) + have, World.PAGE - have).fill((byte) 0);
            Page page = new Page(object, index + i);
            object.pages.set(index + i, page);
            eviction.loaded(page, frame);
            first = i == 0 ? page : first;
        }
        // Reading ahead has filled the list of frames used last with others.
        world.frames.use(first.frame);
        return first;
    }

    /** @return bytes in {@link #buffer}, fewer at the end of the file, or -EIO when not even the first can be read */
    private int readFully(Vnode file, long offset, int want) {
        int have = 0;
        while (have < want) {
            int n = file.read(offset + have, buffer, have, want - have);
            if (n < 0 && have < World.PAGE && have < want) {
                return -EIO;
            }
            if (n <= 0) {
                break;
            }
            have += n;
        }
        return have;
    }
}
