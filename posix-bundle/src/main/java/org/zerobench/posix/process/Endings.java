package org.zerobench.posix.process;

import static org.zerobench.posix.process.World.SELF;

import java.util.ArrayList;
import java.util.List;

/** How tasks and processes end, and what is left of them until somebody has waited. */
public final class Endings {
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int FUTEX_TID_MASK = 0x3FFF_FFFF;
    private static final int FUTEX_WAITERS = 0x8000_0000;
    private static final int MOST_ROBUST = 2048;

    private final World world;

    Endings(World world) {
        this.world = world;
    }

    /** exit(2): one task ends; the last one ends its process. @param code exit code, of which the low byte counts */
    public void endTask(Task task, int code) {
        Process process = task.process();
        if (process.tasks().size() == 1) {
            endProcess(process, (code & 0xFF) << 8);
            return;
        }
        release(task, true, true);
    }

    /** All tasks of a process but one end (execve). */
    void endOthers(Task survivor) {
        for (Task task : List.copyOf(survivor.process().tasks())) {
            if (task != survivor) {
                release(task, false, false);
            }
        }
    }

    /** A task's kernel thread ends, its registrations and its number are given back. */
    private void release(Task task, boolean clear, boolean robust) {
        Process process = task.process();
        world.sleeping.end(task);
        process.endedNanos(process.endedNanos() + world.kernel().cpuNanos(task.thread()));
        farewell(task, clear && task.clearTid() != 0, robust && task.robustList() != 0);
        task.end();
        process.tasks().remove(task);
        world.processes.remove(task);
        if (task.slot() >= 0) {
            process.space().freeSlot(task.slot());
        }
        world.kernel().destroyThread(SELF, task.thread());
    }

    /** What a task promised to leave behind in memory: robust futexes marked, its number cleared (set_tid_address(2)). */
    private void farewell(Task task, boolean clear, boolean robust) {
        int spid = task.process().spid();
        try {
            if (robust) {
                robust(task, spid);
            }
        } catch (UserFault broken) {
            // The list is the program's; where it is broken it ends.
        }
        try {
            if (clear) {
                world.memory.putWord(spid, task.clearTid(), 0);
                world.futexes.wake(spid, task.clearTid(), false, 1, -1);
            }
        } catch (UserFault gone) {
            // The memory may have been unmapped before.
        }
    }

    /** get_robust_list(2): marks every futex that the task holds, and wakes one waiter each. */
    private void robust(Task task, int spid) {
        int head = task.robustList();
        int offset = world.memory.word(spid, head + 4);
        int pending = world.memory.word(spid, head + 8);
        int entry = world.memory.word(spid, head) & ~1;
        for (int i = 0; i < MOST_ROBUST && entry != head; i++) {
            int next = world.memory.word(spid, entry) & ~1;
            if (entry != (pending & ~1)) {
                ownerDied(task, spid, entry + offset);
            }
            entry = next;
        }
        if ((pending & ~1) != 0) {
            ownerDied(task, spid, (pending & ~1) + offset);
        }
    }

    private void ownerDied(Task task, int spid, int futex) {
        int value = world.memory.word(spid, futex);
        if ((value & FUTEX_TID_MASK) == task.tid()) {
            world.memory.putWord(spid, futex, value & FUTEX_WAITERS | FUTEX_OWNER_DIED);
            if ((value & FUTEX_WAITERS) != 0) {
                world.futexes.wake(spid, futex, true, 1, -1);
            }
        }
    }

    /**
     * The whole process ends.
     *
     * @param status wait status: code &lt;&lt; 8, or a signal (+ 0x80)
     */
    public void endProcess(Process process, int status) {
        if (process.zombie()) {
            return;
        }
        boolean shared = process.space().users() > 1;
        for (Task task : List.copyOf(process.tasks())) {
            release(task, shared, true);
        }
        for (IntervalTimers.Timer timer : process.timers().all()) {
            world.timers.cancel(timer.entry);
        }
        process.timers().all().clear();
        Space space = process.space();
        process.space(null);
        if (space.leave()) {
            world.births.closeSpace(space.spid());
        }
        process.files().release();
        process.files(null);
        releaseVfork(process);
        orphan(process);
        process.zombie(status);
        tellParent(process, status);
    }

    /** The parent asleep in vfork goes on. */
    void releaseVfork(Process child) {
        Process parent = child.vforkParent();
        if (parent != null) {
            child.vforkParent(null);
            parent.childEvents().wakeAll();
        }
    }

    /** Children of an ended process have no parent any more: their ends interest nobody. */
    private void orphan(Process process) {
        for (Process child : new ArrayList<>(process.children())) {
            child.parent(null);
            if (child.zombie()) {
                world.processes.remove(child);
            } else if (child.stopped() && child.group() != process.group()) {
                // A stopped process in a group that nobody can continue any more (POSIX, _exit).
                world.signals.send(child, SignalInfo.kernel(SignalNumbers.SIGHUP));
                world.signals.send(child, SignalInfo.kernel(SignalNumbers.SIGCONT));
            }
        }
    }

    private void tellParent(Process process, int status) {
        Process parent = process.parentProcess();
        if (parent == null) {
            world.processes.remove(process);
            world.machine.programEnded(process.pid(), status);
            return;
        }
        Action action = parent.action(SignalNumbers.SIGCHLD);
        boolean unwanted = process.exitSignal() == SignalNumbers.SIGCHLD
                && (action.handler() == SignalNumbers.SIG_IGN || action.has(SignalNumbers.SA_NOCLDWAIT));
        if (process.exitSignal() != 0) {
            int code = (status & 0x7F) == 0 ? SignalNumbers.CLD_EXITED
                    : (status & 0x80) != 0 ? SignalNumbers.CLD_DUMPED : SignalNumbers.CLD_KILLED;
            world.signals.send(parent, new SignalInfo(process.exitSignal(), code, process.pid(), process.credentials().user(),
                    (status & 0x7F) == 0 ? status >> 8 : status & 0x7F));
        }
        if (unwanted) {
            reap(process);
        }
        parent.childEvents().wakeAll();
    }

    /**
     * The oldest zombie that a classic program left goes: such programs need not wait (ABI 12.6), and could fill the table.
     *
     * @return true when there was one
     */
    boolean reapForgotten() {
        for (Process process : world.processes.all()) {
            Process parent = process.parentProcess();
            if (process.zombie() && parent != null && parent.classic()) {
                reap(process);
                return true;
            }
        }
        return false;
    }

    /** A classic program knows its children by their threads' numbers, which come again: the older one is waited for no more. */
    void reapNamesake(Process parent, int thread) {
        for (Process child : List.copyOf(parent.children())) {
            if (child.zombie() && child.firstThread() == thread) {
                reap(child);
            }
        }
    }

    /** A zombie has been waited for. */
    public void reap(Process zombie) {
        Process parent = zombie.parentProcess();
        if (parent != null) {
            parent.childrenNanos(parent.childrenNanos() + zombie.endedNanos() + zombie.childrenNanos());
        }
        zombie.parent(null);
        world.processes.remove(zombie);
    }
}
