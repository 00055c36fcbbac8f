package org.zerobench.api.pager;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.posix.Vnode;
import org.zerobench.api.swap.Swappable;

/**
 * The memory manager: a server that answers page-fault IPC ({@link Server#handle}) with map calls, and the calls that
 * processes' memory needs. A prototype-scoped service with the property {@value #POLICY}.
 *
 * <p>Addresses, lengths and break values are bytes, unsigned ints. Results are non-negative (an address may have bit 31
 * set: compare with {@link #failed}) or negated error numbers.
 */
@ConsumerType
public interface Pager extends Server, Swappable<PagerState> {

    /** Service property: the replacement policy's name, like {@code fifo}. */
    String POLICY = "policy";

    /** @return true when {@code result} is a negated error number (-4095 to -1) */
    static boolean failed(int result) {
        return result < 0 && result >= -4095;
    }

    /** First start: asks the kernel for its physical memory and owns every frame of it. */
    void boot();

    /**
     * Begins to manage a space.
     *
     * @param mapStart lowest address that {@link #map} chooses by itself
     * @param mapEnd   end of that range, exclusive; choice is downwards from here, as Linux does
     */
    void open(int spid, int mapStart, int mapEnd);

    /** Makes {@code child}, just opened or new, a copy-on-write image of {@code parent}: all areas, ranges, the break. @return 0 or -ENOMEM (child left empty) */
    int fork(int parent, int child);

    /** Removes all areas of a space (execve); it stays managed. */
    void clear(int spid);

    /** Removes all areas and forgets the space. Call before the kernel destroys it. */
    void close(int spid);

    /**
     * Adds an area (POSIX mmap).
     *
     * @param start      page-aligned address with {@link Protection#FIXED}, else a hint or 0
     * @param bytes      length, rounded up to pages; not 0
     * @param protection READ, WRITE, EXEC bits
     * @param flags      SHARED or PRIVATE, FIXED, ANONYMOUS, GROWSDOWN, …
     * @param file       the file, null when anonymous
     * @param offset     byte offset in the file, page aligned
     * @return the address (the lowest, for stacks too) or -EINVAL, -ENOMEM, -EEXIST, -EPERM (page 0), -EOVERFLOW (beyond
     *         byte 2^32 of a file)
     */
    int map(int spid, int start, int bytes, int protection, int flags, Vnode file, long offset);

    /** Removes areas or parts (POSIX munmap): no error where nothing is mapped. @return 0 or -EINVAL */
    int unmap(int spid, int start, int bytes);

    /** Changes protection (POSIX mprotect). @return 0, -ENOMEM when part of the range is in no area, -EINVAL */
    int protect(int spid, int start, int bytes, int protection);

    /** Moves or resizes a mapping (Linux mremap). @return address or -errno */
    int remap(int spid, int start, int oldBytes, int newBytes, boolean mayMove);

    /** Sets where the heap begins; the break starts there. */
    void breakStart(int spid, int address);

    /** Moves the break (Linux brk). @return the new break, or the old one where it cannot move */
    int brk(int spid, int address);

    /** Writes dirty pages of shared file areas of a range back (POSIX msync). @return 0, -ENOMEM when part of the range is in no area, -EIO, -EINVAL */
    int sync(int spid, int start, int bytes);

    /** Drops the contents of private anonymous pages of a range (MADV_DONTNEED): they read as zero, file pages as the file. @return 0 or -EINVAL */
    int discard(int spid, int start, int bytes);

    /**
     * Makes a page present with the wanted right, as a fault by the space's own thread would: the kernel's and servers'
     * way to user memory. A page fault message is answered with the same numbers.
     *
     * @return 0 or -EFAULT (no area: SIGSEGV), -EACCES (protection: SIGSEGV), -ENXIO (in a file's area but beyond its
     *         end: SIGBUS), -EIO (file or backing store cannot be read: SIGBUS), -ENOMEM (no memory left: SIGKILL)
     */
    int touch(int spid, int address, boolean write);

    /** Reads a file through the page cache: what shared mappings have written is seen. @return bytes, 0 at the end, or -errno */
    int read(Vnode file, long offset, byte[] target, int at, int length);

    /** Writes a file through the page cache: mappings see it. @return bytes or -errno */
    int write(Vnode file, long offset, byte[] source, int at, int length);

    /** A file was cut or grew to {@code sizeBytes}: cached pages beyond are dropped, the last one is cleared behind the end. */
    void truncated(Vnode file, long sizeBytes);

    /** Writes dirty cached pages of a file back to it (POSIX fsync). @return 0 or -EIO, -ENOSPC, … */
    int flush(Vnode file);

    /**
     * A file without names and openers is going: when no area maps it, its cached pages are dropped without writing.
     *
     * @return true when the pager will not ask for the file again; false while areas map it: keep it, findable by its id,
     *         until {@link org.zerobench.api.posix.PosixServer#unmapped} names it, and forget it again then
     */
    boolean forget(Vnode file);

    /** Areas of a space by address. */
    List<AreaInfo> areas(int spid);

    /** How physical memory is used. */
    FrameUse frameUse();

    /**
     * @param start      first address
     * @param end        end, exclusive
     * @param protection READ, WRITE, EXEC bits
     * @param shared     true for shared
     * @param name       file name, {@code [heap]}, {@code [stack]}, or empty
     * @param offset     offset in the file in bytes
     * @param resident   pages in RAM
     * @param swapped    pages in the backing store
     * @param inode      id of the vnode, 0 if none
     */
    record AreaInfo(int start, int end, int protection, boolean shared, String name, long offset, int resident, int swapped, long inode) {}

    /**
     * All in pages.
     *
     * @param total      frames the pager owns
     * @param free       unused
     * @param anonymous  holding anonymous memory
     * @param file       holding file pages
     * @param stored     pages in the backing store
     * @param faults     page faults answered
     * @param evictions  pages evicted
     * @param storeReads pages read back
     * @param owners     per frame, in order: 0 free, otherwise 1 anonymous, 2 file, 3 shared by several spaces
     */
    record FrameUse(int total, int free, int anonymous, int file, int stored, long faults, long evictions, long storeReads, byte[] owners) {}
}
