package org.zerobench.posix.process;

import static org.zerobench.posix.process.SignalNumbers.bit;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.ThreadContext;

/** Sending signals, choosing who gets them, and what happens at delivery: default actions, handlers, stop and continue. */
public final class Signals {
    private final World world;
    private final SignalFrame frames;
    private final NativeFrame nativeFrames;

    Signals(World world) {
        this.world = world;
        frames = new SignalFrame(world);
        nativeFrames = new NativeFrame(world);
    }

    /** Sends a signal to a process as a whole; whoever does not block it gets it when the message in hand is done. */
    public void send(Process process, SignalInfo info) {
        if (process.zombie() || process.tasks().isEmpty() || !enters(process, info.signal())) {
            return;
        }
        boolean taken = process.pending().add(info);
        if (!taken && info.signal() != SignalNumbers.SIGKILL) {
            return;
        }
        Task chosen = null;
        for (Task task : process.tasks()) {
            if ((task.blocked() & bit(info.signal())) == 0 && chosen == null) {
                chosen = task;
            }
        }
        if (chosen != null) {
            world.processes.attend(chosen);
        }
        process.signalEvents().wakeAll();
    }

    /** Sends a signal to one task (tgkill). */
    public void send(Task task, SignalInfo info) {
        if (task.ended() || !enters(task.process(), info.signal())) {
            return;
        }
        if (task.pending().add(info)) {
            world.processes.attend(task);
            task.process().signalEvents().wakeAll();
        }
    }

    /** What happens as soon as a signal is sent. @return false when nobody will ever see it */
    private boolean enters(Process process, int signal) {
        if (signal == SignalNumbers.SIGCONT || signal == SignalNumbers.SIGKILL) {
            forget(process, SignalNumbers.STOPPING);
            if (signal == SignalNumbers.SIGCONT) {
                goOn(process, true);
            }
        } else if ((SignalNumbers.STOPPING & bit(signal)) != 0) {
            forget(process, bit(SignalNumbers.SIGCONT));
        }
        if (!process.action(signal).ignores(signal) || (SignalNumbers.UNBLOCKABLE & bit(signal)) != 0) {
            return true;
        }
        // An ignored signal that somebody blocks may be waited for, or caught later.
        for (Task task : process.tasks()) {
            if ((task.blocked() & bit(signal)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Throws pending signals away, for instance because the action became "ignore". */
    public void forget(Process process, long mask) {
        process.pending().remove(mask);
        for (Task task : process.tasks()) {
            task.pending().remove(mask);
        }
    }

    /**
     * A trap of a task becomes a signal that cannot be blocked or ignored.
     *
     * @param address fault address, for the person's line
     */
    public void force(Task task, SignalInfo info, int address, ThreadContext registers) {
        Process process = task.process();
        int signal = info.signal();
        Action action = process.action(signal);
        boolean refused = !action.caught() || (task.blocked() & bit(signal)) != 0;
        if (refused) {
            process.action(signal, Action.DEFAULT);
            task.blocked(task.blocked() & ~bit(signal));
            world.machine.report("%s (pid %d) ended by %s: address 0x%08x, pc 0x%08x".formatted(Text.shown(process.executable()),
                    process.pid(), SignalNumbers.name(signal), address, registers.r[ThreadContext.PC]));
        }
        task.pending().add(info);
    }

    /** The next signal for a task, taken off its queue; null when there is none. */
    private static SignalInfo next(Task task) {
        long wanted = ~task.blocked();
        Process process = task.process();
        if ((process.pending().mask() & bit(SignalNumbers.SIGKILL)) != 0) {
            return process.pending().take(bit(SignalNumbers.SIGKILL));
        }
        SignalInfo own = task.pending().take(wanted);
        return own != null ? own : process.pending().take(wanted);
    }

    /**
     * Delivers what is pending to a task that is asleep, or ready in user code.
     *
     * @return false when the task has ended
     */
    public boolean deliver(Task task) {
        return deliver(task, null);
    }

    /**
     * Delivers what is pending.
     *
     * @param registers those of the task when its call has just been answered and it is about to go on; null otherwise
     * @return false when the task has ended
     */
    public boolean deliver(Task task, ThreadContext registers) {
        Process process = task.process();
        ThreadContext c = registers;
        boolean release = false;
        while (task.signalled() && (!process.stopped() || (process.pending().mask() & bit(SignalNumbers.SIGKILL)) != 0)) {
            if (task.sleep() != null && task.sleep().deaf && !killed(task)) {
                break;
            }
            SignalInfo info = next(task);
            if (info == null) {
                break;
            }
            int signal = info.signal();
            Action action = process.action(signal);
            if (signal == SignalNumbers.SIGKILL) {
                world.endings.endProcess(process, signal);
                return false;
            }
            if (action.ignores(signal) && signal != SignalNumbers.SIGSTOP) {
                continue;
            }
            if (!action.caught()) {
                if (!defaultAction(process, signal)) {
                    return false;
                }
                continue;
            }
            if (c == null) {
                boolean asleep = task.sleep() != null;
                release = asleep && !task.sleep().ours;
                c = asleep ? world.sleeping.interrupt(task, action) : stand(task);
                if (c == null) {
                    return !task.ended();
                }
            }
            if (!enter(task, c, info, action)) {
                return false;
            }
        }
        if (release) {
            world.sleeping.release(task);
        }
        return true;
    }

    /** @return true when a signal that is pending ends the task's process as soon as it is delivered */
    public boolean ends(Task task) {
        Process process = task.process();
        if (task.ended() || process.stopped() && !killed(task)) {
            return false;
        }
        long waiting = (task.pending().mask() | process.pending().mask()) & ~(task.blocked() & ~SignalNumbers.UNBLOCKABLE);
        for (long left = waiting & ~SignalNumbers.STOPPING; left != 0; left &= left - 1) {
            int signal = Long.numberOfTrailingZeros(left) + 1;
            Action action = process.action(signal);
            if (!action.caught() && !action.ignores(signal)) {
                return true;
            }
        }
        return false;
    }

    /** @return true when a SIGKILL is on its way to the task */
    private static boolean killed(Task task) {
        return ((task.pending().mask() | task.process().pending().mask()) & bit(SignalNumbers.SIGKILL)) != 0;
    }

    /** Takes a ready thread out of whatever native call it may be in. */
    private ThreadContext stand(Task task) {
        world.kernel().interrupt(World.SELF, task.thread());
        return world.context(task);
    }

    /** @return false when the process has ended */
    private boolean defaultAction(Process process, int signal) {
        if ((SignalNumbers.STOPPING & bit(signal)) != 0) {
            stop(process, signal);
            return true;
        }
        boolean dumps = (SignalNumbers.DUMPING & bit(signal)) != 0 && process.limit(4) != 0;
        world.endings.endProcess(process, signal | (dumps ? 0x80 : 0));
        return false;
    }

    /** Starts a handler. @return false when the process has ended because its stack cannot take the frame */
    private boolean enter(Task task, ThreadContext c, SignalInfo info, Action action) {
        Process process = task.process();
        int signal = info.signal();
        if (c.vfpUsed) {
            world.machine.cpu().syncVfp(c, false);
        }
        try {
            if (action.ours()) {
                nativeFrames.push(task, c, info, action);
            } else {
                frames.push(task, c, info, action);
            }
        } catch (UserFault noStack) {
            world.machine.report("%s (pid %d) ended by SIGSEGV: no room on its stack (sp 0x%08x) for the frame of %s".formatted(
                    Text.shown(process.executable()), process.pid(), c.r[ThreadContext.SP], SignalNumbers.name(signal)));
            world.endings.endProcess(process, SignalNumbers.SIGSEGV);
            return false;
        }
        task.maskTaken();
        long blocked = task.blocked() | action.mask();
        task.blocked(action.has(SignalNumbers.SA_NODEFER) ? blocked : blocked | bit(signal));
        if (action.has(SignalNumbers.SA_RESETHAND)) {
            process.action(signal, Action.DEFAULT);
        }
        return true;
    }

    /** sigreturn(2). @param withInfo true for rt_sigreturn */
    public void sigreturn(Task task, ThreadContext c, boolean withInfo) {
        try {
            frames.pop(task, c, withInfo);
        } catch (UserFault badFrame) {
            force(task, new SignalInfo(SignalNumbers.SIGSEGV, SignalNumbers.SI_KERNEL, 0, 0, 0), c.r[ThreadContext.SP], c);
        }
    }

    /** SIGRETURN of the native protocol. */
    public void nativeReturn(Task task, ThreadContext c) {
        try {
            nativeFrames.pop(task, c);
        } catch (UserFault badFrame) {
            force(task, new SignalInfo(SignalNumbers.SIGSEGV, SignalNumbers.SI_KERNEL, 0, 0, 0), c.r[ThreadContext.SP], c);
        }
    }

    /** Stops every task of a process (job control). */
    void stop(Process process, int signal) {
        if (process.stopped()) {
            return;
        }
        process.stopped(true, signal);
        process.continued(false);
        for (Task task : process.tasks()) {
            world.kernel().suspend(World.SELF, task.thread());
        }
        tellParent(process, SignalNumbers.CLD_STOPPED, signal);
    }

    private void goOn(Process process, boolean tell) {
        if (!process.stopped()) {
            return;
        }
        process.stopped(false, 0);
        process.continued(tell);
        for (Task task : process.tasks()) {
            world.kernel().run(World.SELF, task.thread());
            world.processes.attend(task);
        }
        tellParent(process, SignalNumbers.CLD_CONTINUED, SignalNumbers.SIGCONT);
    }

    private void tellParent(Process process, int code, int status) {
        Process parent = process.parentProcess();
        if (parent == null) {
            return;
        }
        if (!parent.action(SignalNumbers.SIGCHLD).has(SignalNumbers.SA_NOCLDSTOP)) {
            send(parent, new SignalInfo(SignalNumbers.SIGCHLD, code, process.pid(), process.credentials().user(), status));
        }
        parent.childEvents().wakeAll();
    }

    /** Takes a pending signal among some for sigtimedwait(2). @return null when none is there */
    public SignalInfo take(Task task, long wanted) {
        SignalInfo own = task.pending().take(wanted);
        return own != null ? own : task.process().pending().take(wanted);
    }

    /**
     * kill(2)'s rule who may signal whom.
     *
     * @return 0, -EINVAL for a wrong number, -EPERM, or -ESRCH for who lives outside of the sender's container
     */
    public static int allowed(Process sender, Process target, int signal) {
        if (!sender.reaches(target)) {
            return -Errors.ESRCH;
        }
        if (signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        Credentials from = sender.credentials();
        Credentials to = target.credentials();
        boolean same = from.effectiveUser() == to.user() || from.effectiveUser() == to.savedUser() || from.user() == to.user()
                || from.user() == to.savedUser();
        boolean going = signal == SignalNumbers.SIGCONT && sender.session() == target.session();
        return from.root() || same || going ? 0 : -Errors.EPERM;
    }
}
