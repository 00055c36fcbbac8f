package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/**
 * An open file: what descriptors lead to, with its position and status flags (POSIX "open file description"). Results are
 * counts or negated error numbers; -EAGAIN means that the call would have to wait on {@link #queues}.
 */
public abstract class OpenFile {
    /** Conditions as poll(2) has them. */
    public static final int IN = 1;
    public static final int PRIORITY = 2;
    public static final int OUT = 4;
    public static final int ERROR = 8;
    public static final int HANG_UP = 16;
    public static final int INVALID = 32;
    public static final int READ_HANG_UP = 0x2000;
    static final WaitQueue[] NOTHING = {};

    final int number;
    final Inode inode;
    final String path;
    int flags;
    /** Descriptors that lead here. */
    int users;
    /** flock: 0 none, 1 shared, 2 exclusive. */
    int lock;

    OpenFile(int number, int flags, Inode inode, String path) {
        this.number = number;
        this.flags = flags;
        this.inode = inode;
        this.path = path;
        if (inode != null) {
            inode.openers++;
        }
    }

    /** Number in the state record. */
    public final int number() {
        return number;
    }

    /** Access mode and status flags. */
    public final int flags() {
        return flags;
    }

    /** Changes what F_SETFL may change. */
    public final void status(int wanted) {
        flags = flags & ~OpenFlags.SETTABLE | wanted & OpenFlags.SETTABLE;
    }

    /** @return true when calls return -EAGAIN and do not wait */
    public final boolean nonBlocking() {
        return (flags & OpenFlags.NONBLOCK) != 0;
    }

    public final boolean reads() {
        return OpenFlags.reads(flags);
    }

    public final boolean writes() {
        return OpenFlags.writes(flags);
    }

    /** @return true for one opened with O_PATH: a place, not contents */
    public final boolean isPlace() {
        return (flags & OpenFlags.PATH) != 0;
    }

    /** What it was opened from; null for none (epoll, eventfd). */
    public final Inode inode() {
        return inode;
    }

    /** For people: {@code file}, {@code pipe}, … */
    public abstract String kind();

    /** As /proc/pid/fd shows it. */
    public String name() {
        return path;
    }

    /** Reads at the position. */
    public abstract int read(byte[] target, int at, int length);

    /** Writes at the position. @param first true for the first piece of a call, when {@code length} is all of it */
    public abstract int write(byte[] source, int at, int length, boolean first);

    /** Reads elsewhere. @return -ESPIPE where there is no elsewhere */
    public int read(long offset, byte[] target, int at, int length) {
        return -Errors.ESPIPE;
    }

    /** Writes elsewhere. */
    public int write(long offset, byte[] source, int at, int length) {
        return -Errors.ESPIPE;
    }

    /** @param whence 0 start, 1 position, 2 end, 3 next data, 4 next hole @return new position or a negated error number */
    public long seek(long offset, int whence) {
        return -Errors.ESPIPE;
    }

    /** Position in bytes. */
    public long position() {
        return 0;
    }

    /** Conditions that hold now. */
    public int ready() {
        return IN | OUT;
    }

    /** What to wait on for a change of {@link #ready}. */
    public WaitQueue[] queues() {
        return NOTHING;
    }

    /** How often its queues were woken. */
    final long activity() {
        long sum = 0;
        for (WaitQueue queue : queues()) {
            sum += queue.activity();
        }
        return sum;
    }

    /** The last descriptor is closed. */
    void closed() {}

    abstract FsState.Open save();
}
