package org.zerobench.posix.fs;

/** A process's view of the file system: its descriptors, current directory, root and umask. May be shared (CLONE_FILES). */
public final class Files {
    private final int id;

    Files(int id) {
        this.id = id;
    }

    /** Number in the state record. */
    public int id() {
        return id;
    }

    /** A copy for a child (fork): same open files, descriptors of its own. Counted once. */
    public Files copy() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The same table for one process more (CLONE_FILES). */
    public Files share() {
        throw new UnsupportedOperationException("not yet");
    }

    /** execve: closes the descriptors marked so; a shared table is copied first. @return the table to go on with */
    public Files executed() {
        throw new UnsupportedOperationException("not yet");
    }

    /** One process less has this table; the last one closes everything. */
    public void release() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Absolute path of the current directory, for /proc. */
    public String directory() {
        return "/";
    }
}
