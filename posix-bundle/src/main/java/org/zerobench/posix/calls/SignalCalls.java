package org.zerobench.posix.calls;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Action;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Clocks;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SignalFrame;
import org.zerobench.posix.process.SignalInfo;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.Signals;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.World;

/** Signals: actions, masks, sending, waiting. */
public final class SignalCalls {
    private static final int SET_BYTES = 8;
    private static final int MIN_STACK = 2048;

    private final World world;

    public SignalCalls(World world) {
        this.world = world;
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(29, "pause", call -> call.block())
                .add(37, "kill", call -> kill(call, call.arg(0), call.arg(1)))
                .add(67, "sigaction", this::oldAction)
                .add(72, "sigsuspend", call -> suspend(call, call.arg(2) & 0xFFFF_FFFFL))
                .add(73, "sigpending", this::oldPending)
                .add(119, "sigreturn", call -> sigreturn(call, false))
                .add(126, "sigprocmask", this::oldMask)
                .add(173, "rt_sigreturn", call -> sigreturn(call, true))
                .add(174, "rt_sigaction", this::action)
                .add(175, "rt_sigprocmask", this::mask)
                .add(176, "rt_sigpending", this::pending)
                .add(177, "rt_sigtimedwait", call -> timedWait(call, false))
                .add(178, "rt_sigqueueinfo", this::queueInfo)
                .add(179, "rt_sigsuspend", this::rtSuspend)
                .add(186, "sigaltstack", this::altStack)
                .add(238, "tkill", call -> threadKill(call, 0, call.arg(0), call.arg(1)))
                .add(268, "tgkill", call -> call.arg(0) <= 0 ? -Errors.EINVAL : threadKill(call, call.arg(0), call.arg(1), call.arg(2)))
                .add(363, "rt_tgsigqueueinfo", this::threadQueueInfo)
                .add(421, "rt_sigtimedwait_time64", call -> timedWait(call, true));
    }

    private int sigreturn(Call call, boolean withInfo) {
        world.signals.sigreturn(call.task(), call.registers(), withInfo);
        return Call.ANSWERED;
    }

    /** kill(2); native calls use it too. */
    public int kill(Call call, int pid, int signal) {
        Process self = call.process();
        if (signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        if (pid > 0) {
            Process target = world.processes.find(pid);
            if (target == null) {
                Task task = world.processes.task(pid);
                target = task == null ? null : task.process();
            }
            return target == null ? -Errors.ESRCH : send(self, target, signal);
        }
        List<Process> targets = pid == -1 ? List.copyOf(world.processes.all()) : world.processes.group(pid == 0 ? self.group() : -pid);
        int result = -Errors.ESRCH;
        for (Process target : targets) {
            if (pid != -1 || target != self) {
                int one = send(self, target, signal);
                result = one == 0 || result != 0 ? one : result;
            }
        }
        return result;
    }

    private int send(Process sender, Process target, int signal) {
        int allowed = Signals.allowed(sender, target, signal);
        if (allowed == 0 && signal != 0) {
            world.signals.send(target, SignalInfo.from(signal, SignalNumbers.SI_USER, sender));
        }
        return allowed;
    }

    private int threadKill(Call call, int group, int tid, int signal) {
        if (tid <= 0 || signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        Task target = world.processes.task(tid);
        if (target == null || group != 0 && target.process().pid() != group) {
            return -Errors.ESRCH;
        }
        int allowed = Signals.allowed(call.process(), target.process(), signal);
        if (allowed == 0 && signal != 0) {
            world.signals.send(target, SignalInfo.from(signal, SignalNumbers.SI_TKILL, call.process()));
        }
        return allowed;
    }

    private static SignalInfo readInfo(Call call, int address, int signal) {
        ByteBuffer b = ByteBuffer.wrap(call.in(address, 24)).order(ByteOrder.LITTLE_ENDIAN);
        return new SignalInfo(signal, b.getInt(8), b.getInt(12), b.getInt(16), b.getInt(20));
    }

    private int queueInfo(Call call) {
        int signal = call.arg(1);
        if (signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        SignalInfo info = readInfo(call, call.arg(2), signal);
        Process target = world.processes.find(call.arg(0));
        if (target == null) {
            return -Errors.ESRCH;
        }
        if (info.code() >= 0 && target != call.process()) {
            return -Errors.EPERM;
        }
        int allowed = Signals.allowed(call.process(), target, signal);
        if (allowed == 0 && signal != 0) {
            if (target.pending().all().size() >= target.limit(11) && signal >= SignalNumbers.SIGRTMIN) {
                return -Errors.EAGAIN;
            }
            world.signals.send(target, info);
        }
        return allowed;
    }

    private int threadQueueInfo(Call call) {
        int signal = call.arg(2);
        Task target = world.processes.task(call.arg(1));
        if (target == null || target.process().pid() != call.arg(0)) {
            return -Errors.ESRCH;
        }
        if (signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        SignalInfo info = readInfo(call, call.arg(3), signal);
        int allowed = Signals.allowed(call.process(), target.process(), signal);
        if (allowed == 0 && signal != 0) {
            world.signals.send(target, info);
        }
        return allowed;
    }

    /** Installs an action; what becomes ignored is forgotten (POSIX sigaction). */
    public int install(Process process, int signal, Action action) {
        if (!SignalNumbers.valid(signal) || (SignalNumbers.UNBLOCKABLE & SignalNumbers.bit(signal)) != 0) {
            return -Errors.EINVAL;
        }
        process.action(signal, new Action(action.handler(), action.flags(), action.restorer(), action.mask() & ~SignalNumbers.UNBLOCKABLE,
                action.ours()));
        if (action.ignores(signal)) {
            world.signals.forget(process, SignalNumbers.bit(signal));
        }
        return 0;
    }

    private int action(Call call) {
        int signal = call.arg(0);
        if (call.arg(3) != SET_BYTES || !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        Action old = call.process().action(signal);
        if (call.arg(1) != 0) {
            ByteBuffer b = ByteBuffer.wrap(call.in(call.arg(1), 20)).order(ByteOrder.LITTLE_ENDIAN);
            int result = install(call.process(), signal, new Action(b.getInt(0), b.getInt(4), b.getInt(8), b.getLong(12), false));
            if (result < 0) {
                return result;
            }
        }
        if (call.arg(2) != 0) {
            byte[] bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(old.handler()).putInt(old.flags())
                    .putInt(old.restorer()).putLong(old.mask()).array();
            call.out(call.arg(2), bytes, 0, bytes.length);
        }
        return 0;
    }

    /** sigaction(2) of old: handler, mask of one word, flags, restorer. */
    private int oldAction(Call call) {
        int signal = call.arg(0);
        if (!SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        Action old = call.process().action(signal);
        if (call.arg(1) != 0) {
            ByteBuffer b = ByteBuffer.wrap(call.in(call.arg(1), 16)).order(ByteOrder.LITTLE_ENDIAN);
            int result = install(call.process(), signal, new Action(b.getInt(0), b.getInt(8), b.getInt(12), b.getInt(4) & 0xFFFF_FFFFL, false));
            if (result < 0) {
                return result;
            }
        }
        if (call.arg(2) != 0) {
            byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(old.handler()).putInt((int) old.mask())
                    .putInt(old.flags()).putInt(old.restorer()).array();
            call.out(call.arg(2), bytes, 0, bytes.length);
        }
        return 0;
    }

    /** Changes the mask of blocked signals. @param how 0 block, 1 unblock, 2 set @return 0 or -EINVAL */
    public static int changeMask(Task task, int how, long set) {
        switch (how) {
            case 0 -> task.blocked(task.blocked() | set);
            case 1 -> task.blocked(task.blocked() & ~set);
            case 2 -> task.blocked(set);
            default -> {
                return -Errors.EINVAL;
            }
        }
        return 0;
    }

    private int mask(Call call) {
        if (call.arg(3) != SET_BYTES) {
            return -Errors.EINVAL;
        }
        long old = call.task().blocked();
        if (call.arg(1) != 0) {
            int result = changeMask(call.task(), call.arg(0), call.doubleWord(call.arg(1)));
            if (result < 0) {
                return result;
            }
        }
        if (call.arg(2) != 0) {
            call.putDoubleWord(call.arg(2), old);
        }
        return 0;
    }

    private int oldMask(Call call) {
        long old = call.task().blocked();
        if (call.arg(1) != 0) {
            long set = call.word(call.arg(1)) & 0xFFFF_FFFFL;
            int result = changeMask(call.task(), call.arg(0), call.arg(0) == 2 ? set | old & 0xFFFF_FFFF_0000_0000L : set);
            if (result < 0) {
                return result;
            }
        }
        if (call.arg(2) != 0) {
            call.putWord(call.arg(2), (int) old);
        }
        return 0;
    }

    private static long pendingSet(Task task) {
        return (task.pending().mask() | task.process().pending().mask()) & task.blocked();
    }

    private int pending(Call call) {
        if (Integer.compareUnsigned(call.arg(1), SET_BYTES) > 0) {
            return -Errors.EINVAL;
        }
        byte[] bytes = ByteBuffer.allocate(SET_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(pendingSet(call.task())).array();
        call.out(call.arg(0), bytes, 0, call.arg(1));
        return 0;
    }

    private int oldPending(Call call) {
        call.putWord(call.arg(0), (int) pendingSet(call.task()));
        return 0;
    }

    private int rtSuspend(Call call) {
        return call.arg(1) != SET_BYTES ? -Errors.EINVAL : suspend(call, call.doubleWord(call.arg(0)));
    }

    private static int suspend(Call call, long mask) {
        call.task().temporaryMask(mask);
        return call.block();
    }

    private int timedWait(Call call, boolean wide) {
        if (call.arg(3) != SET_BYTES) {
            return -Errors.EINVAL;
        }
        long wanted = call.doubleWord(call.arg(0)) & ~SignalNumbers.UNBLOCKABLE;
        SignalInfo info = world.signals.take(call.task(), wanted);
        if (info != null) {
            if (call.arg(1) != 0) {
                byte[] bytes = SignalFrame.info(info);
                call.out(call.arg(1), bytes, 0, bytes.length);
            }
            return info.signal();
        }
        if (call.timedOut()) {
            return -Errors.EAGAIN;
        }
        long deadline = Long.MAX_VALUE;
        if (call.arg(2) != 0 && !call.again()) {
            long nanos = TimeCalls.time(call, call.arg(2), wide);
            if (nanos < 0) {
                return -Errors.EINVAL;
            }
            if (nanos == 0) {
                return -Errors.EAGAIN;
            }
            deadline = Clocks.add(call.nanos(), nanos);
        }
        return call.blockUntil(deadline, call.process().signalEvents());
    }

    private int altStack(Call call) {
        Task task = call.task();
        Task.AltStack old = task.altStack();
        boolean inUse = old.contains(call.registers().r[13]);
        Task.AltStack next = old;
        if (call.arg(0) != 0) {
            ByteBuffer b = ByteBuffer.wrap(call.in(call.arg(0), 12)).order(ByteOrder.LITTLE_ENDIAN);
            int flags = b.getInt(4) & ~0x8000_0000;
            if (inUse) {
                return -Errors.EPERM;
            }
            if (flags != 0 && flags != 1 && flags != 2) {
                return -Errors.EINVAL;
            }
            if (flags != 2 && Integer.compareUnsigned(b.getInt(8), MIN_STACK) < 0) {
                return -Errors.ENOMEM;
            }
            next = flags == 2 ? Task.AltStack.NONE : new Task.AltStack(b.getInt(0), b.getInt(8), 0);
        }
        if (call.arg(1) != 0) {
            call.putWord(call.arg(1), old.address());
            call.putWord(call.arg(1) + 4, old.bytes() == 0 ? 2 : inUse ? 1 : 0);
            call.putWord(call.arg(1) + 8, old.bytes());
        }
        task.altStack(next);
        return 0;
    }
}
