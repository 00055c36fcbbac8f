package org.zerobench.posix.fs;

/** Flags of open(2) with ARM's values: four of them differ from other processors'. */
public final class OpenFlags {
    public static final int ACCESS = 3;
    public static final int READ_ONLY = 0;
    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int CREATE = 0100;
    public static final int EXCLUSIVE = 0200;
    public static final int NO_TERMINAL = 0400;
    public static final int TRUNCATE = 01000;
    public static final int APPEND = 02000;
    public static final int NONBLOCK = 04000;
    public static final int SYNC = 04010000;
    public static final int ASYNC = 020000;
    public static final int DIRECTORY = 040000;
    public static final int NO_FOLLOW = 0100000;
    public static final int DIRECT = 0200000;
    public static final int LARGE_FILE = 0400000;
    public static final int NO_ACCESS_TIME = 01000000;
    public static final int CLOSE_ON_EXEC = 02000000;
    public static final int PATH = 010000000;
    public static final int TEMPORARY = 020000000;
    /** What F_SETFL may change. */
    public static final int SETTABLE = APPEND | NONBLOCK | ASYNC | DIRECT | NO_ACCESS_TIME;

    private OpenFlags() {}

    /** @return true when flags allow reading */
    public static boolean reads(int flags) {
        return (flags & ACCESS) != WRITE_ONLY && (flags & PATH) == 0;
    }

    /** @return true when flags allow writing */
    public static boolean writes(int flags) {
        return (flags & ACCESS) != READ_ONLY && (flags & PATH) == 0;
    }
}
