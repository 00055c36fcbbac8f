package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** Advisory locks on byte ranges (POSIX fcntl F_SETLK). They belong to a process, not to an open file. */
final class RecordLocks {
    /** All locks of a machine: enough for databases, too few to hurt. */
    private static final int MOST = 8192;

    /** Waits for any lock to go. */
    final WaitQueue released;
    private List<FsState.Lock> locks = new ArrayList<>();

    RecordLocks(WaitQueue.Waker waker) {
        released = new WaitQueue(waker);
    }

    /** @return a lock of somebody else that stands in the way, or null */
    FsState.Lock conflict(long node, int owner, long start, long end, boolean exclusive) {
        for (FsState.Lock lock : locks) {
            if (lock.node() == node && lock.owner() != owner && lock.start() <= end && lock.end() >= start && (exclusive || lock.exclusive())) {
                return lock;
            }
        }
        return null;
    }

    /** Sets a lock that is in nobody's way, over what the owner has there. @return 0 or -ENOLCK (37) */
    int set(FsState.Lock lock) {
        if (locks.size() >= MOST) {
            return -37;
        }
        unlock(lock.node(), lock.owner(), lock.start(), lock.end());
        locks.add(lock);
        return 0;
    }

    /** Takes the owner's locks in a range away, cutting those that reach beyond. */
    void unlock(long node, int owner, long start, long end) {
        List<FsState.Lock> left = new ArrayList<>(locks.size());
        for (FsState.Lock lock : locks) {
            if (lock.node() != node || lock.owner() != owner || lock.start() > end || lock.end() < start) {
                left.add(lock);
                continue;
            }
            if (lock.start() < start) {
                left.add(new FsState.Lock(node, owner, lock.pid(), lock.start(), start - 1, lock.exclusive()));
            }
            if (lock.end() > end) {
                left.add(new FsState.Lock(node, owner, lock.pid(), end + 1, lock.end(), lock.exclusive()));
            }
        }
        locks = left;
        released.wakeAll();
    }

    /** A process closes a descriptor of a file: all its locks there go (POSIX). */
    void closed(long node, int owner) {
        if (!locks.isEmpty()) {
            unlock(node, owner, 0, Long.MAX_VALUE);
        }
    }

    List<FsState.Lock> save() {
        return locks.stream().sorted(Comparator.comparingLong(FsState.Lock::node).thenComparingInt(FsState.Lock::owner)
                .thenComparingLong(FsState.Lock::start)).toList();
    }

    void restore(List<FsState.Lock> state) {
        locks = new ArrayList<>(state);
    }
}
