package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** A set of descriptors to wait for (Linux epoll). */
final class PollFile extends OpenFile {
    static final int EDGE = 1 << 31;
    static final int ONE_SHOT = 1 << 30;
    /** Sets within sets that are looked into; deeper ones count as never ready. */
    private static final int MOST_DEPTH = 5;

    /** One watched descriptor. */
    private static final class Watch {
        final OpenFile file;
        int events;
        long data;
        long seen = -1;
        boolean disabled;

        Watch(OpenFile file) {
            this.file = file;
        }
    }

    /** An event found. @param events conditions @param data the program's word */
    record Event(int events, long data) {}

    private final TreeMap<Integer, Watch> watches = new TreeMap<>();

    /** Woken when a descriptor is added or asked for something else. */
    final WaitQueue changed;

    PollFile(int number, int flags, Inode inode, WaitQueue.Waker waker) {
        super(number, flags, inode, "anon_inode:[eventpoll]");
        changed = new WaitQueue(waker);
    }

    @Override
    public String kind() {
        return "epoll";
    }

    /** @param operation 1 add, 2 delete, 3 modify @return 0 or a negated error number */
    int control(int operation, int fd, OpenFile file, int events, long data) {
        forgetClosed();
        Watch watch = watches.get(fd);
        if (watch != null && watch.file != file) {
            watches.remove(fd);
            watch = null;
        }
        switch (operation) {
            case 1 -> {
                if (watch != null) {
                    return -Errors.EEXIST;
                }
                watch = new Watch(file);
                watches.put(fd, watch);
            }
            case 2 -> {
                return watches.remove(fd) == null ? -Errors.ENOENT : 0;
            }
            case 3 -> {
                if (watch == null) {
                    return -Errors.ENOENT;
                }
            }
            default -> {
                return -Errors.EINVAL;
            }
        }
        watch.events = events;
        watch.data = data;
        watch.seen = -1;
        watch.disabled = false;
        return 0;
    }

    private void forgetClosed() {
        watches.values().removeIf(watch -> watch.file.users == 0);
    }

    /** Events that hold now, at most {@code most}; one-shot and edge-triggered ones count as told. */
    List<Event> take(int most) {
        forgetClosed();
        List<Event> events = new ArrayList<>();
        for (Watch watch : watches.values()) {
            int found = found(watch, 0);
            if (found != 0 && events.size() < most) {
                events.add(new Event(found, watch.data));
                watch.seen = watch.file.activity();
                watch.disabled = (watch.events & ONE_SHOT) != 0;
            }
        }
        return events;
    }

    private static int found(Watch watch, int depth) {
        if (watch.disabled || (watch.events & EDGE) != 0 && watch.seen == watch.file.activity()) {
            return 0;
        }
        int ready = watch.file instanceof PollFile set ? set.ready(depth + 1) : watch.file.ready();
        return ready & (watch.events | ERROR | HANG_UP);
    }

    private int ready(int depth) {
        if (depth > MOST_DEPTH) {
            return 0;
        }
        for (Watch watch : watches.values()) {
            if (watch.file.users > 0 && found(watch, depth) != 0) {
                return IN;
            }
        }
        return 0;
    }

    @Override
    public int ready() {
        return ready(0);
    }

    @Override
    public WaitQueue[] queues() {
        List<WaitQueue> list = new ArrayList<>();
        collect(list, 0);
        return list.toArray(NOTHING);
    }

    private void collect(List<WaitQueue> list, int depth) {
        list.add(changed);
        for (Watch watch : watches.values()) {
            if (watch.file instanceof PollFile set) {
                if (depth < MOST_DEPTH) {
                    set.collect(list, depth + 1);
                }
            } else {
                list.addAll(List.of(watch.file.queues()));
            }
        }
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return -Errors.EINVAL;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        return -Errors.EINVAL;
    }

    @Override
    FsState.Open save() {
        List<FsState.Watch> list = new ArrayList<>();
        for (Map.Entry<Integer, Watch> entry : watches.entrySet()) {
            Watch watch = entry.getValue();
            if (watch.file.users > 0) {
                list.add(new FsState.Watch(entry.getKey(), watch.file.number, watch.events, watch.data, watch.disabled));
            }
        }
        return new FsState.OpenPoll(number, flags, inode.number, List.copyOf(list));
    }

    /** Takes one watch over. Edges start anew: after a swap every ready descriptor is told once more, which is allowed. */
    void restore(FsState.Watch state, OpenFile file) {
        Watch watch = new Watch(file);
        watch.events = state.events();
        watch.data = state.data();
        watch.disabled = state.disabled();
        watches.put(state.fd(), watch);
    }
}
