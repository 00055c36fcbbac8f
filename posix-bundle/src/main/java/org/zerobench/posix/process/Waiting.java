package org.zerobench.posix.process;

import org.zerobench.api.kernel.Errors;

/** wait(2): children that have ended, stopped or gone on. */
public final class Waiting {
    public static final int WNOHANG = 1;
    public static final int WUNTRACED = 2;
    public static final int WEXITED = 4;
    public static final int WCONTINUED = 8;
    public static final int WNOWAIT = 0x0100_0000;
    private static final int OPTIONS = WNOHANG | WUNTRACED | WCONTINUED | 0xE000_0000;
    private static final int STATUS_CONTINUED = 0xFFFF;
    private static final int NANOS_PER_MICRO = 1000;

    private final World world;

    public Waiting(World world) {
        this.world = world;
    }

    /** What is there to tell of a child. @param status wait status @param code CLD_ */
    private record Event(Process child, int status, int code) {}

    /**
     * wait4(2).
     *
     * @param pid    -1 any child, 0 any of the own group, below -1 any of that group, else that child
     * @param status address for the status, 0 for none
     * @param usage  address of a struct rusage, 0 for none
     * @return the number by which the caller knows the child: a classic program those of threads, others those of processes
     */
    public int wait4(Call call, int pid, int status, int options, int usage) {
        if ((options & ~OPTIONS) != 0 || pid == Integer.MIN_VALUE) {
            return -Errors.EINVAL;
        }
        Event event = look(call.process(), pid, options | WEXITED);
        if (event == null) {
            return nobody(call, pid, options);
        }
        int child = call.isNative() && call.process().classic() ? event.child.firstThread() : event.child.pid();
        if (status != 0) {
            call.putWord(status, event.status);
        }
        if (usage != 0) {
            byte[] bytes = usage(event.child.cpuNanos() + event.child.childrenNanos());
            call.out(usage, bytes, 0, bytes.length);
        }
        call.result(2, event.status);
        take(event, options);
        return child;
    }

    /** waitid(2). @param type P_ALL 0, P_PID 1, P_PGID 2 @param info address of a siginfo_t, 0 for none */
    public int waitid(Call call, int type, int id, int info, int options, int usage) {
        if ((options & ~(OPTIONS | WEXITED | WNOWAIT)) != 0 || (options & (WEXITED | WUNTRACED | WCONTINUED)) == 0 || type < 0 || type > 2
                || type == 1 && id <= 0 || type == 2 && id < 0) {
            return -Errors.EINVAL;
        }
        int pid = type == 0 ? -1 : type == 1 ? id : id == 0 ? 0 : -id;
        if (type == 2 && id == 1) {
            return -Errors.ECHILD;
        }
        Event event = look(call.process(), pid, options);
        if (event == null) {
            int result = nobody(call, pid, options);
            if (result == 0 && info != 0) {
                call.out(info, new byte[SignalFrame.INFO_BYTES], 0, SignalFrame.INFO_BYTES);
            }
            return result;
        }
        if (info != 0) {
            int value = event.code == SignalNumbers.CLD_EXITED || event.code == SignalNumbers.CLD_STOPPED ? event.status >> 8
                    : event.code == SignalNumbers.CLD_CONTINUED ? SignalNumbers.SIGCONT : event.status & 0x7F;
            byte[] bytes = SignalFrame.info(new SignalInfo(SignalNumbers.SIGCHLD, event.code, event.child.pid(),
                    event.child.credentials().user(), value));
            call.out(info, bytes, 0, bytes.length);
        }
        if (usage != 0) {
            byte[] bytes = usage(event.child.cpuNanos() + event.child.childrenNanos());
            call.out(usage, bytes, 0, bytes.length);
        }
        if ((options & WNOWAIT) == 0) {
            take(event, options);
        }
        return 0;
    }

    private int nobody(Call call, int pid, int options) {
        boolean some = false;
        for (Process child : call.process().children()) {
            some |= wanted(call.process(), child, pid);
        }
        if (!some) {
            return -Errors.ECHILD;
        }
        return (options & WNOHANG) != 0 ? 0 : call.block(call.process().childEvents());
    }

    private static boolean wanted(Process parent, Process child, int pid) {
        return pid == -1 || pid > 0 && child.pid() == pid || pid == 0 && child.group() == parent.group() || pid < -1 && child.group() == -pid;
    }

    private static Event look(Process parent, int pid, int options) {
        for (Process child : parent.children()) {
            if (!wanted(parent, child, pid)) {
                continue;
            }
            if (child.zombie() && (options & WEXITED) != 0) {
                int status = child.waitStatus();
                int code = (status & 0x7F) == 0 ? SignalNumbers.CLD_EXITED
                        : (status & 0x80) != 0 ? SignalNumbers.CLD_DUMPED : SignalNumbers.CLD_KILLED;
                return new Event(child, status, code);
            }
            if (child.stopSignal() != 0 && (options & WUNTRACED) != 0) {
                return new Event(child, child.stopSignal() << 8 | 0x7F, SignalNumbers.CLD_STOPPED);
            }
            if (child.continued() && (options & WCONTINUED) != 0) {
                return new Event(child, STATUS_CONTINUED, SignalNumbers.CLD_CONTINUED);
            }
        }
        return null;
    }

    private void take(Event event, int options) {
        switch (event.code) {
            case SignalNumbers.CLD_STOPPED -> event.child.stopped(event.child.stopped(), 0);
            case SignalNumbers.CLD_CONTINUED -> event.child.continued(false);
            default -> world.endings.reap(event.child);
        }
    }

    /** A struct rusage of 72 bytes: only the times are known. */
    public static byte[] usage(long cpuNanos) {
        java.nio.ByteBuffer b = java.nio.ByteBuffer.allocate(72).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, (int) (cpuNanos / 1_000_000_000)).putInt(4, (int) (cpuNanos % 1_000_000_000 / NANOS_PER_MICRO));
        return b.array();
    }
}
