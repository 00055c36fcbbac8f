package org.zerobench.api.kernel;

/** Rights of a mapping: the numbers of the map system call. Pages that are not executable carry XN in the real tables. */
public final class MapFlags {
    /** User read and write, cached. */
    public static final int RW = 1;
    /** User read only, cached. */
    public static final int RO = 2;
    /** User read and write, uncached: device registers. */
    public static final int IO = 4;
    /** User read, write and execute. */
    public static final int RWX = 6;
    /** User read and execute. */
    public static final int RX = 8;

    private MapFlags() {}
}
