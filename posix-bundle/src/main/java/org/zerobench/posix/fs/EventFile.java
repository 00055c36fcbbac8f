package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** A counter to wait for (Linux eventfd). */
final class EventFile extends OpenFile {
    private final boolean semaphore;
    private final WaitQueue changed;
    private long count;

    EventFile(int number, int flags, Inode inode, long count, boolean semaphore, WaitQueue.Waker waker) {
        super(number, flags, inode, "anon_inode:[eventfd]");
        this.count = count;
        this.semaphore = semaphore;
        changed = new WaitQueue(waker);
    }

    @Override
    public String kind() {
        return "event";
    }

    @Override
    public int read(byte[] target, int at, int length) {
        if (length < 8) {
            return -Errors.EINVAL;
        }
        if (count == 0) {
            return -Errors.EAGAIN;
        }
        long value = semaphore ? 1 : count;
        count -= value;
        for (int i = 0; i < 8; i++) {
            target[at + i] = (byte) (value >>> 8 * i);
        }
        changed.wakeAll();
        return 8;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        if (length < 8) {
            return -Errors.EINVAL;
        }
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (source[at + i] & 0xFFL) << 8 * i;
        }
        if (value == -1) {
            return -Errors.EINVAL;
        }
        if (Long.compareUnsigned(count, -2 - value) > 0) {
            return -Errors.EAGAIN;
        }
        count += value;
        changed.wakeAll();
        return 8;
    }

    @Override
    public int ready() {
        return (count != 0 ? IN : 0) | (Long.compareUnsigned(count, -2) < 0 ? OUT : 0);
    }

    @Override
    public WaitQueue[] queues() {
        return new WaitQueue[] {changed};
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenEvent(number, flags, inode.number, count, semaphore);
    }
}
