package org.zerobench.posix.process;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.ThreadContext;

/** Tasks asleep in calls: going to sleep, being woken, and ending a sleep early for a signal. */
public final class Sleeping {
    /** Where the system call page has the SVC of ipc (ABI 3.4); the link register still says where it returns to. */
    private static final int IPC_ENTRY = 0xFFFF_F000;

    private final World world;

    Sleeping(World world) {
        this.world = world;
    }

    /** Puts a task to sleep in a call; an earlier registration was ended by {@link #wake}. */
    public void sleep(Task task, Task.Sleep call, WaitQueue[] queues) {
        call.queues = queues;
        for (WaitQueue queue : queues) {
            queue.add(task.tid());
        }
        if (call.deadline != Long.MAX_VALUE && call.timer == null) {
            call.timer = world.timers.plan(call.deadline, () -> timeOut(task, call));
        }
        task.sleep(call);
    }

    private void timeOut(Task task, Task.Sleep call) {
        if (task.sleep() == call && !task.ended()) {
            call.timedOut = true;
            call.timer = null;
            world.processes.attend(task);
        }
    }

    /** Takes a task out of the queues so that its call can be tried again; the call's record stays. */
    public void wake(Task task) {
        Task.Sleep call = task.sleep();
        if (call == null) {
            return;
        }
        for (WaitQueue queue : call.queues) {
            queue.remove(task.tid());
        }
        call.queues = new WaitQueue[0];
    }

    /** The call is over: nothing of it is left. */
    public void end(Task task) {
        Task.Sleep call = task.sleep();
        if (call == null) {
            return;
        }
        wake(task);
        world.futexes.forget(task);
        world.timers.cancel(call.timer);
        call.timer = null;
        task.sleep(null);
    }

    /**
     * Ends a sleep because a handler is to run.
     *
     * @param action the handler's
     * @return the registers as the call leaves them; the task still has to be released with {@link #release} when it came
     *         by a Linux call
     */
    ThreadContext interrupt(Task task, Action action) {
        Task.Sleep call = task.sleep();
        boolean again = action.has(SignalNumbers.SA_RESTART) && restarts(call) && call.progress == 0;
        int result = call.progress > 0 && transfers(call.number) ? (int) call.progress : -Errors.EINTR;
        if (result < 0 && !again) {
            world.clocks.interrupted(task, call);
        }
        boolean ours = call.ours;
        end(task);
        return ours ? endNative(task, again, result) : endLinux(task, again, result);
    }

    private ThreadContext endLinux(Task task, boolean again, int result) {
        ThreadContext registers = world.context(task);
        if (again) {
            registers.r[ThreadContext.PC] -= registers.thumb() ? 2 : 4;
        } else {
            registers.r[0] = result;
        }
        return registers;
    }

    /** A native call that is to be repeated gets its registers back as they were: the thread stands before its SVC again. */
    private ThreadContext endNative(Task task, boolean again, int result) {
        int[] before = again ? world.context(task).r.clone() : null;
        world.kernel().reply(World.SELF, task.thread(), result);
        world.kernel().interrupt(World.SELF, task.thread());
        ThreadContext registers = world.context(task);
        if (again) {
            System.arraycopy(before, 0, registers.r, 0, 13);
            registers.jump(IPC_ENTRY);
        }
        return registers;
    }

    /** Calls that go on after a handler with SA_RESTART (signal(7)). */
    private static boolean restarts(Task.Sleep call) {
        return switch (call.number) {
            // read write open wait4 ioctl fcntl flock readv writev waitid pread pwrite futex openat connect accept send recv sendfile
            case 3, 4, 5, 114, 7, 54, 55, 221, 143, 145, 146, 280, 180, 181, 322, 283, 285, 366, 289, 290, 291, 292, 187, 239,
                    296, 297, 391, 340, 342 -> true;
            case 240, 422 -> call.deadline == Long.MAX_VALUE;
            default -> false;
        };
    }

    /** Calls whose progress is a count of bytes that a signal lets them return. */
    private static boolean transfers(int number) {
        return switch (number) {
            case 3, 4, 145, 146, 180, 181, 187, 239, 289, 290, 291, 292, 296, 297, 361, 362, 391, 340, 342 -> true;
            default -> false;
        };
    }

    /** Lets a task that slept in a Linux call go on with the registers it now has. */
    void release(Task task) {
        world.kernel().reply(World.SELF, task.thread(), 0);
    }
}
