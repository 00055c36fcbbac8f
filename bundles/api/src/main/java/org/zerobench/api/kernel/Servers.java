package org.zerobench.api.kernel;

/** Thread ids of the machine's own Java servers. They lie outside every container's numbers. */
public final class Servers {
    /** Container id of the Java servers. */
    public static final int SYSTEM_CONTAINER = 0x7F;
    /** Container id of the tasks of the POSIX server. */
    public static final int POSIX_CONTAINER = 0x7E;
    /** The pager's thread. */
    public static final int PAGER = 0x7F000001;
    /** The heap server's thread. */
    public static final int HEAP = 0x7F000002;
    /** The POSIX server's thread. */
    public static final int POSIX = 0x7F000003;
    /** First thread id for further Java servers. */
    public static final int FIRST_FREE = 0x7F000010;

    private Servers() {}
}
