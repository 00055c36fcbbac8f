package org.zerobench.posix.fs;

/** Bits of st_mode and types of directory entries (POSIX sys/stat.h, Linux values). */
public final class Mode {
    public static final int TYPE = 0170000;
    public static final int SOCKET = 0140000;
    public static final int LINK = 0120000;
    public static final int REGULAR = 0100000;
    public static final int BLOCK = 0060000;
    public static final int DIRECTORY = 0040000;
    public static final int CHARACTER = 0020000;
    public static final int FIFO = 0010000;
    public static final int SET_UID = 04000;
    public static final int SET_GID = 02000;
    public static final int STICKY = 01000;
    /** Permission bits with set-id and sticky bits. */
    public static final int PERMISSIONS = 07777;
    /** Access wanted, as in access(2). */
    public static final int READ = 4;
    public static final int WRITE = 2;
    public static final int EXECUTE = 1;

    private Mode() {}

    /** @return type as struct dirent has it */
    public static int entryType(int mode) {
        return (mode & TYPE) >>> 12;
    }

    /** @return st_rdev of a device in Linux's coding */
    public static int device(int major, int minor) {
        return (minor & 0xFF) | (major << 8) | ((minor & ~0xFF) << 12);
    }

    /** @return major number of a device number */
    public static int major(int device) {
        return (device >>> 8) & 0xFFF;
    }

    /** @return minor number of a device number */
    public static int minor(int device) {
        return (device & 0xFF) | ((device >>> 12) & 0xFFF00);
    }
}
