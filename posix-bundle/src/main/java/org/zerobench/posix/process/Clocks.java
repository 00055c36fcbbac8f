package org.zerobench.posix.process;

import org.zerobench.api.machine.ThreadContext;
import org.zerobench.posix.process.IntervalTimers.Timer;

/** Time as programs ask for it: clocks, their timers, and random numbers. */
public final class Clocks {
    public static final int REALTIME = 0;
    public static final int MONOTONIC = 1;
    public static final int PROCESS_CPU = 2;
    public static final int THREAD_CPU = 3;
    public static final int BOOTTIME = 7;

    private final World world;
    private final RandomBytes random;
    /** What clock_settime has added to the wall clock, for this machine alone. */
    private long wallOffset;

    Clocks(World world) {
        this.world = world;
        random = new RandomBytes(world.machine);
    }

    /** A clock in nanoseconds. @return -1 for a clock that is not there */
    public long read(int clock, Task task) {
        return switch (clock) {
            case REALTIME, 5, 8 -> world.machine.wallNanos() + wallOffset;
            case MONOTONIC, 4, 6, BOOTTIME, 9 -> world.machine.nanos();
            case 11 -> world.machine.wallNanos() + wallOffset;
            case PROCESS_CPU -> task.process().cpuNanos();
            case THREAD_CPU -> world.kernel().cpuNanos(task.thread());
            default -> clock < 0 ? cpuClock(clock, task) : -1;
        };
    }

    /** Clocks of clock_getcpuclockid: bits 31:3 are the complement of a pid or tid, bit 2 chooses a thread. */
    private long cpuClock(int clock, Task task) {
        int id = ~(clock >> 3);
        if ((clock & 4) != 0) {
            Task other = id == 0 ? task : world.processes.task(id);
            return other == null ? -1 : world.kernel().cpuNanos(other.thread());
        }
        Process other = id == 0 ? task.process() : world.processes.find(id);
        return other == null ? -1 : other.cpuNanos();
    }

    /** Sets the wall clock of this machine's programs. */
    public void setWall(long nanos) {
        wallOffset = nanos - world.machine.wallNanos();
    }

    long wallOffset() {
        return wallOffset;
    }

    void wallOffset(long nanos) {
        wallOffset = nanos;
    }

    /** A time of a clock as machine time. */
    public long toMachine(int clock, long nanos) {
        if (clock == REALTIME || clock == 8 || clock == 11) {
            long ahead = nanos - (world.machine.wallNanos() + wallOffset);
            return add(world.machine.nanos(), ahead);
        }
        return nanos;
    }

    /** Sum that stays at the ends of the number range. */
    public static long add(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? b > 0 ? Long.MAX_VALUE : 0 : sum;
    }

    /** Fills with random bytes. */
    public void random(byte[] target) {
        random.fill(target);
    }

    /** A sleep ends early: the rest of the time goes to where nanosleep(2) or clock_nanosleep(2) wants it. */
    void interrupted(Task task, Task.Sleep call) {
        if (call.ours || call.number != 162 && call.number != 265 && call.number != 407) {
            return;
        }
        ThreadContext c = world.context(task);
        boolean absolute = call.number != 162 && (c.r[1] & 1) != 0;
        int target = call.number == 162 ? c.r[1] : c.r[3];
        if (absolute || target == 0) {
            return;
        }
        long left = Math.max(0, call.deadline - world.machine.nanos());
        int spid = task.process().spid();
        try {
            if (call.number == 407) {
                world.memory.putWord(spid, target, (int) (left / 1_000_000_000));
                world.memory.putWord(spid, target + 4, 0);
                world.memory.putWord(spid, target + 8, (int) (left % 1_000_000_000));
                world.memory.putWord(spid, target + 12, 0);
            } else {
                world.memory.putWord(spid, target, (int) (left / 1_000_000_000));
                world.memory.putWord(spid, target + 4, (int) (left % 1_000_000_000));
            }
        } catch (UserFault ignored) {
            // The sleep ends with EINTR all the same.
        }
    }

    /** Now on the scale of a timer's deadline. */
    public long now(Process process, Timer timer) {
        return timer.cpu() ? process.cpuNanos() : world.machine.nanos();
    }

    /** Arms or disarms a timer. @param deadline on the timer's own scale, MAX_VALUE to disarm */
    public void arm(Process process, Timer timer, long deadline, long interval) {
        world.timers.cancel(timer.entry);
        timer.entry = null;
        timer.deadline = deadline;
        timer.interval = interval;
        if (deadline != Long.MAX_VALUE) {
            plan(process, timer);
        }
    }

    private void plan(Process process, Timer timer) {
        long at = timer.cpu() ? add(world.machine.nanos(), Math.max(1_000_000, timer.deadline - process.cpuNanos())) : timer.deadline;
        timer.entry = world.timers.plan(at, () -> due(process, timer));
    }

    /** After a swap: plans what the state says is armed. */
    void resume(Process process) {
        for (Timer timer : process.timers().all()) {
            if (timer.deadline != Long.MAX_VALUE) {
                plan(process, timer);
            }
        }
    }

    private void due(Process process, Timer timer) {
        timer.entry = null;
        long now = now(process, timer);
        if (now < timer.deadline) {
            plan(process, timer);
            return;
        }
        long missed = timer.interval > 0 ? (now - timer.deadline) / timer.interval : 0;
        timer.deadline = timer.interval > 0 ? timer.deadline + (missed + 1) * timer.interval : Long.MAX_VALUE;
        fire(process, timer, (int) Math.min(missed, Integer.MAX_VALUE));
        if (timer.deadline != Long.MAX_VALUE && !process.zombie()) {
            plan(process, timer);
        }
    }

    private void fire(Process process, Timer timer, int missed) {
        if (timer.id < 0) {
            world.signals.send(process, SignalInfo.kernel(timer.signal));
            return;
        }
        if (timer.signal == 0) {
            return;
        }
        Task task = timer.task == 0 ? null : world.processes.task(timer.task);
        SignalQueue queue = task == null ? process.pending() : task.pending();
        for (SignalInfo info : queue.all()) {
            if (info.code() == SignalNumbers.SI_TIMER && info.a() == timer.id) {
                timer.overrun += 1 + missed;
                return;
            }
        }
        timer.overrun = missed;
        SignalInfo info = new SignalInfo(timer.signal, SignalNumbers.SI_TIMER, timer.id, missed, timer.value);
        if (task != null) {
            world.signals.send(task, info);
        } else {
            world.signals.send(process, info);
        }
    }
}
