package org.zerobench.pager;

/**
 * Contents that several areas can map: a file's page cache, or shared anonymous memory. Page {@code n} of it is in
 * {@link #pages} when it has contents here: for a file, when it is cached (always in a frame); for shared memory, when it
 * was ever touched (in a frame or in the backing store).
 */
final class MemoryObject {
    enum Kind { FILE, SHARED }

    final Kind kind;
    /** The vnode's id, or the number of the shared memory. */
    final long id;
    final PageTable pages = new PageTable();
    /** How many areas map it. */
    int areas;
    /** How many cached pages are newer than the file. */
    int dirtyPages;
    /** Shared memory: pages counted against the limit. */
    int chargedPages;

    MemoryObject(Kind kind, long id) {
        this.kind = kind;
        this.id = id;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }
}
