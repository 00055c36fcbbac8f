package org.zerobench.api.posix;

/** The file half of {@link PosixState}. To be completed by its owner. */
public record FsState() {

    /** Number of inodes, open files and pipes. */
    public int items() {
        return 0;
    }
}
