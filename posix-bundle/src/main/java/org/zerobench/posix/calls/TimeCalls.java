package org.zerobench.posix.calls;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Clocks;
import org.zerobench.posix.process.IntervalTimers.Timer;
import org.zerobench.posix.process.IntervalTimers;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.World;

/** Clocks, sleeping, interval timers and timers of timer_create(2). */
public final class TimeCalls {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = 10_000_000L;
    private static final int ABSOLUTE = 1;
    private static final int SIGEV_SIGNAL = 0;
    private static final int SIGEV_NONE = 1;
    private static final int SIGEV_THREAD_ID = 4;
    private static final int[] INTERVAL_SIGNALS = {SignalNumbers.SIGALRM, SignalNumbers.SIGVTALRM, SignalNumbers.SIGPROF};

    private final World world;

    public TimeCalls(World world) {
        this.world = world;
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(13, "time", this::seconds)
                .add(27, "alarm", this::alarm)
                .add(43, "times", this::times)
                .add(78, "gettimeofday", this::timeOfDay)
                .add(79, "settimeofday", this::setTimeOfDay)
                .add(104, "setitimer", this::setInterval)
                .add(105, "getitimer", this::getInterval)
                .add(162, "nanosleep", call -> sleep(call, Clocks.MONOTONIC, false, call.arg(0), false))
                .add(257, "timer_create", this::create)
                .add(258, "timer_settime", call -> set(call, false))
                .add(259, "timer_gettime", call -> get(call, false))
                .add(260, "timer_getoverrun", this::overrun)
                .add(261, "timer_delete", this::delete)
                .add(262, "clock_settime", call -> setClock(call, false))
                .add(263, "clock_gettime", call -> clock(call, false))
                .add(264, "clock_getres", call -> resolution(call, false))
                .add(265, "clock_nanosleep", call -> sleep(call, call.arg(0), (call.arg(1) & ABSOLUTE) != 0, call.arg(2), false))
                .add(403, "clock_gettime64", call -> clock(call, true))
                .add(404, "clock_settime64", call -> setClock(call, true))
                .add(406, "clock_getres_time64", call -> resolution(call, true))
                .add(407, "clock_nanosleep_time64", call -> sleep(call, call.arg(0), (call.arg(1) & ABSOLUTE) != 0, call.arg(2), true))
                .add(408, "timer_gettime64", call -> get(call, true))
                .add(409, "timer_settime64", call -> set(call, true));
    }

    /**
     * Reads a timespec.
     *
     * @param wide true for the 64-bit form (16 bytes)
     * @return nanoseconds, -1 when it is not a valid time; saturates
     */
    public static long time(Call call, int address, boolean wide) {
        long seconds = wide ? call.doubleWord(address) : call.word(address);
        int nanos = call.word(address + (wide ? 8 : 4));
        return seconds < 0 || nanos < 0 || nanos >= SECOND ? -1 : sum(seconds, nanos);
    }

    private static long sum(long seconds, long nanos) {
        return seconds > Long.MAX_VALUE / SECOND - 1 ? Long.MAX_VALUE : seconds * SECOND + nanos;
    }

    private static void putTime(Call call, int address, long nanos, boolean wide) {
        if (wide) {
            call.putDoubleWord(address, nanos / SECOND);
            call.putDoubleWord(address + 8, nanos % SECOND);
        } else {
            call.putWord(address, (int) (nanos / SECOND));
            call.putWord(address + 4, (int) (nanos % SECOND));
        }
    }

    private static long microTime(Call call, int address) {
        int seconds = call.word(address);
        int micros = call.word(address + 4);
        return seconds < 0 || micros < 0 || micros >= 1_000_000 ? -1 : seconds * SECOND + micros * 1000L;
    }

    private static void putMicroTime(Call call, int address, long nanos) {
        call.putWord(address, (int) (nanos / SECOND));
        call.putWord(address + 4, (int) (nanos % SECOND / 1000));
    }

    private int seconds(Call call) {
        int now = (int) (world.clocks.read(Clocks.REALTIME, call.task()) / SECOND);
        if (call.arg(0) != 0) {
            call.putWord(call.arg(0), now);
        }
        return now;
    }

    private int times(Call call) {
        Process process = call.process();
        if (call.arg(0) != 0) {
            call.putWord(call.arg(0), (int) (process.cpuNanos() / TICK));
            call.putWord(call.arg(0) + 4, 0);
            call.putWord(call.arg(0) + 8, (int) (process.childrenNanos() / TICK));
            call.putWord(call.arg(0) + 12, 0);
        }
        // A clock that could look like an error number would be taken for one.
        return (int) (call.nanos() / TICK & 0x3FFF_FFFF);
    }

    private int timeOfDay(Call call) {
        if (call.arg(0) != 0) {
            putMicroTime(call, call.arg(0), world.clocks.read(Clocks.REALTIME, call.task()));
        }
        if (call.arg(1) != 0) {
            call.putDoubleWord(call.arg(1), 0);
        }
        return 0;
    }

    private int setTimeOfDay(Call call) {
        if (!call.process().credentials().root() || call.process().container() != 0) {
            return -Errors.EPERM;
        }
        long nanos = call.arg(0) == 0 ? 0 : microTime(call, call.arg(0));
        if (nanos < 0) {
            return -Errors.EINVAL;
        }
        if (call.arg(0) != 0) {
            world.clocks.setWall(nanos);
        }
        return 0;
    }

    private int clock(Call call, boolean wide) {
        long nanos = world.clocks.read(call.arg(0), call.task());
        if (nanos < 0) {
            return -Errors.EINVAL;
        }
        putTime(call, call.arg(1), nanos, wide);
        return 0;
    }

    private int setClock(Call call, boolean wide) {
        if (call.arg(0) != Clocks.REALTIME) {
            return -Errors.EINVAL;
        }
        if (!call.process().credentials().root() || call.process().container() != 0) {
            return -Errors.EPERM;
        }
        long nanos = time(call, call.arg(1), wide);
        if (nanos < 0) {
            return -Errors.EINVAL;
        }
        world.clocks.setWall(nanos);
        return 0;
    }

    private int resolution(Call call, boolean wide) {
        if (world.clocks.read(call.arg(0), call.task()) < 0) {
            return -Errors.EINVAL;
        }
        if (call.arg(1) != 0) {
            boolean coarse = call.arg(0) == 5 || call.arg(0) == 6;
            putTime(call, call.arg(1), coarse ? 1_000_000 : 1, wide);
        }
        return 0;
    }

    private int sleep(Call call, int clock, boolean absolute, int request, boolean wide) {
        if (call.timedOut()) {
            return 0;
        }
        if (clock == Clocks.THREAD_CPU || world.clocks.read(clock, call.task()) < 0) {
            return -Errors.EINVAL;
        }
        long nanos = time(call, request, wide);
        if (nanos < 0) {
            return -Errors.EINVAL;
        }
        return until(call, absolute ? world.clocks.toMachine(clock, nanos) : Clocks.add(call.nanos(), nanos));
    }

    private static int until(Call call, long deadline) {
        return deadline <= call.nanos() && !call.again() ? 0 : call.blockUntil(deadline);
    }

    /** Sleeps some time. @param micros microseconds, unsigned; 0xFFFFFFFF until a signal. For native calls */
    public int sleepMicros(Call call, int micros) {
        if (call.timedOut()) {
            return 0;
        }
        return until(call, micros == -1 ? Long.MAX_VALUE : Clocks.add(call.nanos(), (micros & 0xFFFF_FFFFL) * 1000));
    }

    // Interval timers.

    private static Timer interval(Process process, int which) {
        Timer timer = process.timers().find(-1 - which);
        if (timer == null) {
            timer = new Timer(-1 - which, Clocks.MONOTONIC, INTERVAL_SIGNALS[which], 0, 0);
            process.timers().all().add(timer);
        }
        return timer;
    }

    private long left(Process process, Timer timer) {
        return timer.deadline == Long.MAX_VALUE ? 0 : Math.max(1000, timer.deadline - world.clocks.now(process, timer));
    }

    private void arm(Process process, Timer timer, long value, long period) {
        world.clocks.arm(process, timer, value == 0 ? Long.MAX_VALUE : Clocks.add(world.clocks.now(process, timer), value), period);
    }

    private int alarm(Call call) {
        Timer timer = interval(call.process(), 0);
        long left = left(call.process(), timer);
        arm(call.process(), timer, (call.arg(0) & 0xFFFF_FFFFL) * SECOND, 0);
        return (int) ((left + SECOND - 1) / SECOND);
    }

    private void putInterval(Call call, int address, Timer timer) {
        putMicroTime(call, address, timer.interval);
        putMicroTime(call, address + 8, left(call.process(), timer));
    }

    private int getInterval(Call call) {
        if (call.arg(0) < 0 || call.arg(0) >= IntervalTimers.INTERVAL_TIMERS) {
            return -Errors.EINVAL;
        }
        putInterval(call, call.arg(1), interval(call.process(), call.arg(0)));
        return 0;
    }

    private int setInterval(Call call) {
        if (call.arg(0) < 0 || call.arg(0) >= IntervalTimers.INTERVAL_TIMERS) {
            return -Errors.EINVAL;
        }
        long period = call.arg(1) == 0 ? 0 : microTime(call, call.arg(1));
        long value = call.arg(1) == 0 ? 0 : microTime(call, call.arg(1) + 8);
        if (period < 0 || value < 0) {
            return -Errors.EINVAL;
        }
        Timer timer = interval(call.process(), call.arg(0));
        if (call.arg(2) != 0) {
            putInterval(call, call.arg(2), timer);
        }
        arm(call.process(), timer, value, period);
        return 0;
    }

    // Timers of timer_create.

    private int create(Call call) {
        if (world.clocks.read(call.arg(0), call.task()) < 0) {
            return -Errors.EINVAL;
        }
        int id = call.process().timers().freeId();
        if (id < 0) {
            return -Errors.EAGAIN;
        }
        int signal = SignalNumbers.SIGALRM;
        int value = id;
        int task = 0;
        if (call.arg(1) != 0) {
            value = call.word(call.arg(1));
            signal = call.word(call.arg(1) + 4);
            int notify = call.word(call.arg(1) + 8);
            if (notify == SIGEV_NONE) {
                signal = 0;
            } else if (!SignalNumbers.valid(signal) || notify != SIGEV_SIGNAL && notify != SIGEV_THREAD_ID) {
                return -Errors.EINVAL;
            }
            if (notify == SIGEV_THREAD_ID) {
                task = call.word(call.arg(1) + 12);
                if (world.processes.task(task) == null || world.processes.task(task).process() != call.process()) {
                    return -Errors.EINVAL;
                }
            }
        }
        call.putWord(call.arg(2), id);
        call.process().timers().all().add(new Timer(id, call.arg(0), signal, task, value));
        return 0;
    }

    private void putTimer(Call call, int address, Timer timer, boolean wide) {
        putTime(call, address, timer.interval, wide);
        putTime(call, address + (wide ? 16 : 8), left(call.process(), timer), wide);
    }

    private int set(Call call, boolean wide) {
        Timer timer = call.arg(0) < 0 ? null : call.process().timers().find(call.arg(0));
        if (timer == null) {
            return -Errors.EINVAL;
        }
        long period = time(call, call.arg(2), wide);
        long value = time(call, call.arg(2) + (wide ? 16 : 8), wide);
        if (period < 0 || value < 0) {
            return -Errors.EINVAL;
        }
        if (call.arg(3) != 0) {
            putTimer(call, call.arg(3), timer, wide);
        }
        timer.overrun = 0;
        if ((call.arg(1) & ABSOLUTE) != 0 && value != 0) {
            world.clocks.arm(call.process(), timer, timer.cpu() ? value : world.clocks.toMachine(timer.clock, value), period);
        } else {
            arm(call.process(), timer, value, period);
        }
        return 0;
    }

    private int get(Call call, boolean wide) {
        Timer timer = call.arg(0) < 0 ? null : call.process().timers().find(call.arg(0));
        if (timer == null) {
            return -Errors.EINVAL;
        }
        putTimer(call, call.arg(1), timer, wide);
        return 0;
    }

    private int overrun(Call call) {
        Timer timer = call.arg(0) < 0 ? null : call.process().timers().find(call.arg(0));
        return timer == null ? -Errors.EINVAL : timer.overrun;
    }

    private int delete(Call call) {
        Timer timer = call.arg(0) < 0 ? null : call.process().timers().find(call.arg(0));
        if (timer == null) {
            return -Errors.EINVAL;
        }
        world.clocks.arm(call.process(), timer, Long.MAX_VALUE, 0);
        call.process().timers().all().remove(timer);
        return 0;
    }
}
