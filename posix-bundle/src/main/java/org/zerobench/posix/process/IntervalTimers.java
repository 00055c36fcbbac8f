package org.zerobench.posix.process;

import java.util.ArrayList;
import java.util.List;

/** The timers of one process: the three of setitimer(2) and those of timer_create(2). */
public final class IntervalTimers {
    /** ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF. */
    public static final int INTERVAL_TIMERS = 3;
    /** Most timers of timer_create for one process. */
    public static final int MOST = 64;

    /** One timer. Times in nanoseconds of machine time; for CPU-time timers of the process's CPU time. */
    public static final class Timer {
        /** Number of timer_create, or -1 to -3 for ITIMER_REAL to ITIMER_PROF. */
        public final int id;
        /** CLOCK_ number. */
        public final int clock;
        /** Signal sent, 0 for none. */
        public final int signal;
        /** Task that gets it (SIGEV_THREAD_ID), 0 for the process. */
        public final int task;
        /** sigev_value. */
        public final int value;
        /** When it is due, MAX_VALUE while disarmed. */
        public long deadline = Long.MAX_VALUE;
        /** Interval, 0 for once. */
        public long interval;
        /** Expiries since the signal was sent that found it still pending. */
        public int overrun;
        Timers.Entry entry;

        public Timer(int id, int clock, int signal, int task, int value) {
            this.id = id;
            this.clock = clock;
            this.signal = signal;
            this.task = task;
            this.value = value;
        }

        /** @return true when it counts CPU time */
        public boolean cpu() {
            return id == -2 || id == -3 || id >= 0 && (clock == 2 || clock == 3);
        }
    }

    private final List<Timer> timers = new ArrayList<>(0);

    /** All of them. */
    public List<Timer> all() {
        return timers;
    }

    /** @return the timer or null */
    public Timer find(int id) {
        for (Timer timer : timers) {
            if (timer.id == id) {
                return timer;
            }
        }
        return null;
    }

    /** @return the lowest free number, or -1 when there are too many */
    public int freeId() {
        for (int id = 0; id < MOST; id++) {
            if (find(id) == null) {
                return id;
            }
        }
        return -1;
    }
}
