package org.zerobench.api.kernel;

/** Error numbers: POSIX ones with Linux/ARM values and L4's own (132 to 139). Calls return them negated. */
public final class Errors {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int ENOEXEC = 8;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int ETXTBSY = 26;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int ESPIPE = 29;
    public static final int EROFS = 30;
    public static final int EMLINK = 31;
    public static final int EPIPE = 32;
    public static final int EDOM = 33;
    public static final int ERANGE = 34;
    public static final int EDEADLK = 35;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int EOVERFLOW = 75;
    public static final int ENOTSOCK = 88;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    /** Registers of a thread that is not inactive, asked for by neither itself nor its pager. */
    public static final int EACTIVE = 132;
    /** Incompatible IPC types. */
    public static final int ENOIPC = 133;
    /** No capability allows the operation. */
    public static final int ENOCAP = 134;
    /** The thread has no UTCB. */
    public static final int ENOUTCB = 135;
    /** Unmap met a page that was not mapped. */
    public static final int ENOMAP = 136;
    /** The interrupt cannot be registered. */
    public static final int ENOIRQ = 137;

    private Errors() {}
}
