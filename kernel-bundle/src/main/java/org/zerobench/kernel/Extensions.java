package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;

/**
 * What schedule, container_control and time can do beyond the classic kernel, where the first two ignore their arguments
 * (ABI 5.5, 5.9). Old programs call them with whatever their registers hold, so a request is one only with {@link #REQUEST} in
 * the upper half of its word.
 */
final class Extensions {
    /** Upper half of a word that is meant as a request. */
    static final int REQUEST = 0x5A420000;
    static final int SCHEDULE = REQUEST | 1;
    static final int CONTAINER_DESTROY = REQUEST | 1;
    static final int CONTAINER_SUSPEND = REQUEST | 2;
    static final int CONTAINER_RESUME = REQUEST | 3;
    static final int CONTAINER_INFO = REQUEST | 4;
    static final int WALL_CLOCK = REQUEST | 1;
    /** The longest slice that a thread can be given, in milliseconds. */
    private static final int MAX_SLICE = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Parts parts;

    Extensions(Parts parts) {
        this.parts = parts;
    }

    /** schedule: r1 thread, r2 priority, 0 to what new threads have; r3 its slice in milliseconds, 0 for the usual one. */
    int schedule(KernelThread self, int request, int tid, int priority, int sliceMillis) {
        if (request != SCHEDULE) {
            return 0;
        }
        KernelThread target = parts.threads.get(tid);
        if (target == null || target.java) {
            return -ESRCH;
        }
        if (priority < 0 || priority > Scheduler.NORMAL || sliceMillis < 0 || sliceMillis > MAX_SLICE) {
            return -EINVAL;
        }
        if (!parts.capabilities.over(self, Capability.TCTRL, Rights.RUN, target)) {
            return -ENOCAP;
        }
        parts.scheduler.priority(target, priority);
        target.wholeSliceNanos = (long) sliceMillis * NANOS_PER_MILLI;
        target.sliceNanos = Scheduler.slice(target);
        return 0;
    }

    /** container_control: r1 container, r2 address of a record of four words for info: pager, threads, spaces, pages of memory. */
    int container(KernelThread self, int request, int id, int record, boolean again) {
        int right = switch (request) {
            case CONTAINER_DESTROY -> Rights.DESTROY;
            case CONTAINER_SUSPEND -> Rights.SUSPEND;
            case CONTAINER_RESUME -> Rights.RUN;
            case CONTAINER_INFO -> Rights.WAIT;
            default -> 0;
        };
        if (right == 0) {
            return (request & 0xFFFF0000) == REQUEST ? -EINVAL : 0;
        }
        if (!parts.containers.exists(id)) {
            return -ESRCH;
        }
        if (parts.capabilities.find(self, Capability.TCTRL, right, 0, 0, id) == null) {
            return -ENOCAP;
        }
        switch (request) {
            case CONTAINER_DESTROY -> parts.containers.destroy(id);
            case CONTAINER_SUSPEND -> others(self, id).forEach(parts.calls.threadControl()::stop);
            case CONTAINER_RESUME -> others(self, id).forEach(parts.lives::run);
            default -> {
                return info(self, id, record, again);
            }
        }
        return parts.threads.get(self.tid) == self ? 0 : CallTable.DONE;
    }

    private int info(KernelThread self, int id, int record, boolean again) {
        var info = new Inspection(parts).containers().stream().filter(container -> container.id() == id).findFirst().orElseThrow();
        int bytes = info.memory().stream().mapToInt(range -> range.bytes()).sum();
        return parts.calls.write(self, CallTable.CONTAINER_CONTROL, record, again, info.pager(), info.threads(), info.spaces(),
                bytes >>> Ram.PAGE_SHIFT);
    }

    /** time with {@link #WALL_CLOCK}: seconds since 1970 (two words), nanoseconds, nanoseconds since power-on (two words). */
    int wallClock(KernelThread self, int record, boolean again) {
        long wall = parts.machine.wallNanos();
        long seconds = Math.floorDiv(wall, NANOS_PER_SECOND);
        long up = parts.machine.nanos();
        return parts.calls.write(self, CallTable.TIME, record, again, (int) seconds, (int) (seconds >>> 32),
                (int) Math.floorMod(wall, NANOS_PER_SECOND), (int) up, (int) (up >>> 32));
    }

    private List<KernelThread> others(KernelThread self, int container) {
        List<KernelThread> others = new ArrayList<>();
        parts.threads.forEach(thread -> {
            if (thread.container() == container && thread != self) {
                others.add(thread);
            }
        });
        return others;
    }
}
