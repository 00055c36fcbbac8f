package org.zerobench.pager;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.zerobench.api.kernel.Errors.EIO;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.posix.Vnode;

/**
 * Keeps mapped file pages and the files one: reads see what mappings have stored, mappings see what was written.
 *
 * <p>Only faults bring file pages into frames. A {@code read} of a page that no one has mapped goes to the file at once:
 * its contents are in the host's memory anyway and a second copy would only take room from programs. A {@code write}
 * goes to the file and, where the page is cached, to the frame too; so a page is dirty only by stores through a shared
 * mapping, and only as long as some area maps the file ({@link World#releaseObject} writes the rest back).
 */
final class FileCache {
    private final World world;
    private final byte[] buffer = new byte[World.PAGE];

    FileCache(World world) {
        this.world = world;
    }

    private static long offset(Page page) {
        return (long) page.index << World.PAGE_BITS;
    }

    /** @return bytes read, 0 at the end, or -errno */
    int read(Vnode file, long from, byte[] target, int at, int length) {
        MemoryObject object = world.files.get(file.id());
        if (object == null || object.pages.used() == 0) {
            return file.read(from, target, at, length);
        }
        int want = (int) Math.max(0, Math.min(length, file.sizeBytes() - from));
        int done = 0;
        while (done < want) {
            long position = from + done;
            Page page = cached(object, position);
            int n;
            if (page != null) {
                int in = (int) (position & World.PAGE - 1);
                n = Math.min(want - done, World.PAGE - in);
                MemorySegment.copy(world.machine.ram(), JAVA_BYTE, World.address(page.frame) + in, target, at + done, n);
            } else {
                n = file.read(position, target, at + done, uncachedRun(object, position, want - done));
                if (n <= 0) {
                    return done > 0 ? done : n;
                }
            }
            done += n;
        }
        return done;
    }

    private static Page cached(MemoryObject object, long position) {
        long index = position >>> World.PAGE_BITS;
        return index < PageTable.SIZE ? object.pages.get((int) index) : null;
    }

    /** How many bytes from a position on, at most {@code limit}, are in no cached page. */
    private static int uncachedRun(MemoryObject object, long position, int limit) {
        int first = (int) Math.min(PageTable.SIZE, position >>> World.PAGE_BITS);
        int end = (int) Math.min(PageTable.SIZE, (position + limit + World.PAGE - 1) >>> World.PAGE_BITS);
        int next = object.pages.next(first, end);
        return next == end ? limit : (int) (((long) next << World.PAGE_BITS) - position);
    }

    /** @return bytes written or -errno */
    int write(Vnode file, long to, byte[] source, int at, int length) {
        MemoryObject object = world.files.get(file.id());
        if (object == null || object.pages.used() == 0) {
            return file.write(to, source, at, length);
        }
        long oldSize = file.sizeBytes();
        int written = file.write(to, source, at, length);
        if (written > 0) {
            // What a mapping stored behind the old end must not come up as contents of the gap.
            clear(object, oldSize, to);
            for (int done = 0; done < written; ) {
                int in = (int) (to + done & World.PAGE - 1);
                int n = Math.min(written - done, World.PAGE - in);
                Page page = cached(object, to + done);
                if (page != null) {
                    world.newContents(page.frame);
                    MemorySegment.copy(source, at + done, world.machine.ram(), JAVA_BYTE, World.address(page.frame) + in, n);
                }
                done += n;
            }
        }
        return written;
    }

    /** Zeroes what is cached of the page of {@code from}, up to its end or {@code to}. */
    private void clear(MemoryObject object, long from, long to) {
        int in = (int) (from & World.PAGE - 1);
        Page page = in == 0 || to <= from ? null : cached(object, from);
        if (page != null) {
            int n = (int) Math.min(World.PAGE - in, to - from);
            world.newContents(page.frame);
            world.machine.ram().asSlice(World.address(page.frame) + in, n).fill((byte) 0);
        }
    }

    /** The file was cut or grew: what is cached beyond its end goes. */
    void truncated(Vnode file, long sizeBytes) {
        MemoryObject object = world.files.get(file.id());
        if (object != null) {
            long gone = Math.min(PageTable.SIZE, (sizeBytes + World.PAGE - 1) >>> World.PAGE_BITS);
            drop(object, (int) gone);
            clear(object, sizeBytes, Long.MAX_VALUE);
            world.dropIfEmpty(object);
        }
    }

    /** @return true when nothing of the file is left here */
    boolean forget(Vnode file) {
        MemoryObject object = world.files.get(file.id());
        if (object == null) {
            return true;
        }
        if (object.areas > 0) {
            return false;
        }
        drop(object, 0);
        world.dropIfEmpty(object);
        return true;
    }

    /** Drops cached pages from an index on, written back or not; who maps them faults again. */
    private void drop(MemoryObject object, int from) {
        Kernel kernel = world.kernel();
        for (int i = object.pages.next(from, PageTable.SIZE); i < PageTable.SIZE; i = object.pages.next(i + 1, PageTable.SIZE)) {
            Page page = object.pages.get(i);
            for (int h = 0; h < page.holders(); h++) {
                kernel.unmap(Servers.PAGER, page.space(h).spid, page.number(h) << World.PAGE_BITS, 1);
                page.space(h).table.set(page.number(h), null);
            }
            page.removeAllHolders();
            clean(page);
            object.pages.set(i, null);
            world.discard(page);
        }
    }

    /** A store through a mapping is coming. */
    void markDirty(Page page) {
        if (!page.dirty) {
            page.dirty = true;
            page.object.dirtyPages++;
        }
    }

    private static void clean(Page page) {
        if (page.dirty) {
            page.dirty = false;
            page.object.dirtyPages--;
        }
    }

    /** Writes all dirty pages of a file back. @return 0 or the first error */
    int flush(MemoryObject object) {
        return flush(object, 0, PageTable.SIZE);
    }

    /** Writes dirty pages of a range of indices back. @return 0 or the first error; the others are tried all the same */
    int flush(MemoryObject object, int from, int end) {
        int error = 0;
        for (int i = object.pages.next(from, end); i < end && object.dirtyPages > 0; i = object.pages.next(i + 1, end)) {
            Page page = object.pages.get(i);
            if (page.dirty) {
                int result = writeBack(page);
                error = error == 0 ? result : error;
            }
        }
        return error;
    }

    /** Writes a dirty page to its file and watches for the next store. @return 0 or -errno, then it stays dirty */
    int writeBack(Page page) {
        Optional<Vnode> file = world.vnode(page.object.id);
        if (file.isEmpty()) {
            return -EIO;
        }
        int n = (int) Math.max(0, Math.min(World.PAGE, file.get().sizeBytes() - offset(page)));
        MemorySegment.copy(world.machine.ram(), JAVA_BYTE, World.address(page.frame), buffer, 0, n);
        for (int done = 0; done < n; ) {
            int result = file.get().write(offset(page) + done, buffer, done, n - done);
            if (result <= 0) {
                return result == 0 ? -EIO : result;
            }
            done += result;
        }
        Kernel kernel = world.kernel();
        for (int h = 0; h < page.holders(); h++) {
            Area area = page.space(h).areas.at(page.number(h));
            kernel.protect(Servers.PAGER, page.space(h).spid, page.number(h) << World.PAGE_BITS, 1, area.mapFlags(false));
        }
        clean(page);
        return 0;
    }
}
