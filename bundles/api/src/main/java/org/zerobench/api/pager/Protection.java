package org.zerobench.api.pager;

/** Protection and mapping bits with POSIX's Linux values ({@code mmap}, {@code mprotect}). */
public final class Protection {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXEC = 4;
    public static final int SHARED = 1;
    public static final int PRIVATE = 2;
    public static final int FIXED = 0x10;
    public static final int ANONYMOUS = 0x20;
    /** The area grows down on faults just below it (a stack), as far as its limit. */
    public static final int GROWSDOWN = 0x100;
    /** The area is not counted against the limit of anonymous memory; its user may find none left. */
    public static final int NORESERVE = 0x4000;
    /** MAP_FIXED that refuses to replace (-EEXIST). */
    public static final int FIXED_NOREPLACE = 0x100000;

    private Protection() {}
}
