package org.zerobench.api.posix;

import java.util.List;
import org.zerobench.api.swap.State;

/**
 * The POSIX server's world. Strings are byte strings: each char is one byte. Lists are ordered by number, except where a
 * comment says that order counts. Registers are the kernel's; what a blocked call needs besides them is in {@link Sleep}.
 *
 * @param files      the file half
 * @param nextNumber where the search for a free process number goes on
 * @param wallOffset nanoseconds that programs have added to the wall clock
 * @param spaces     address spaces by number
 * @param processes  by number
 * @param tasks      by number
 * @param futexes    tasks that wait at words; order counts: first come, first woken
 * @param missed     calls that were asked for and are not there
 */
public record PosixState(FsState files, int nextNumber, long wallOffset, List<Space> spaces, List<Process> processes, List<Task> tasks,
        List<FutexWait> futexes, List<PosixServer.MissedCall> missed) implements State {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return processes.size() + tasks.size() + files.items();
    }

    /**
     * @param spid       its number in the kernel
     * @param users      processes in it
     * @param slots      UTCB slots in use
     * @param pages      UTCB pages that are mapped
     * @param signalPage address of the page of signal trampolines, 0 for none
     */
    public record Space(int spid, int users, List<Integer> slots, List<Integer> pages, int signalPage) {}

    /**
     * @param pid           its number
     * @param children      numbers of its children; order counts: oldest first
     * @param tasks         numbers of its tasks; order counts
     * @param group         process group
     * @param session       session
     * @param spid          its space, -1 for a zombie
     * @param files         what it holds, number in {@link FsState#files}; 0 for a zombie
     * @param image         its program
     * @param shortName     at most 15 bytes
     * @param startNanos    machine time of its start
     * @param limits        soft and hard limit of each resource
     * @param users         real, effective, saved, file system user
     * @param groups        the same of the group
     * @param supplementary further groups
     * @param actions       what it does at the signals 1 to 64
     * @param pending       signals sent to it; order counts
     * @param exitSignal    what its parent gets at its end
     * @param stopped       held by job control
     * @param stopSignal    a stop that no wait has reported
     * @param continued     a continuation that no wait has reported
     * @param zombie        has ended
     * @param waitStatus    of a zombie
     * @param ownNanos      CPU time of ended tasks
     * @param childrenNanos CPU time of children waited for
     * @param ours          has made native calls
     * @param executed      has executed a program since fork
     * @param vforkParent   process that sleeps until this one ends or executes, 0 for none
     * @param timers        its timers; order counts
     * @param firstThread   kernel thread of its first task, also after its end
     * @param container     first process of the container it lives in, 0 for none
     */
    public record Process(int pid, List<Integer> children, List<Integer> tasks, int group, int session, int spid, int files, Image image,
            String shortName, long startNanos, List<Long> limits, List<Integer> users, List<Integer> groups, List<Integer> supplementary,
            List<Action> actions, List<Signal> pending, int exitSignal, boolean stopped, int stopSignal, boolean continued, boolean zombie,
            int waitStatus, long ownNanos, long childrenNanos, boolean ours, boolean executed, int vforkParent, List<Timer> timers, int firstThread, int container) {}

    /** @param path of the file @param arguments argv @param environment {@code NAME=value} @param vnode number of the file @param classic it expects the classic system (ABI 12) */
    public record Image(String path, List<String> arguments, List<String> environment, long vnode, boolean classic) {}

    /** What a process does at a signal, see sigaction(2). @param ours true when it was set by native IPC */
    public record Action(int handler, int flags, int restorer, long mask, boolean ours) {}

    /** A signal on its way with what siginfo tells of it. */
    public record Signal(int number, int code, int a, int b, int c) {}

    /** A timer of setitimer (number below 0) or timer_create. */
    public record Timer(int id, int clock, int signal, int task, int value, long deadline, long interval, int overrun) {}

    /**
     * @param tid       its number
     * @param pid       its process
     * @param thread    its kernel thread
     * @param blocked   blocked signals
     * @param maskSaved true inside a call that blocks others for its time
     * @param savedMask the mask to return to then
     * @param pending   signals sent to it alone; order counts
     * @param altAddress alternate signal stack
     * @param altBytes   its size, 0 for none
     * @param altFlags   its flags
     * @param clearTid   word to clear at its end, 0 for none
     * @param robustList head of its robust futexes, 0 for none
     * @param slot       UTCB slot, -1 for none
     * @param shortName  at most 15 bytes
     * @param sleep      the call it sleeps in: none or one
     */
    public record Task(int tid, int pid, int thread, long blocked, boolean maskSaved, long savedMask, List<Signal> pending, int altAddress,
            int altBytes, int altFlags, int clearTid, int robustList, int slot, String shortName, List<Sleep> sleep) {}

    /**
     * A blocked call.
     *
     * @param number   of the Linux call
     * @param ours     true for a native one
     * @param deadline machine time, MAX_VALUE for none
     * @param progress what the call remembers
     * @param timedOut its deadline has passed
     * @param deaf     only SIGKILL ends it
     */
    public record Sleep(int number, boolean ours, long deadline, long progress, boolean timedOut, boolean deaf) {}

    /** @param tid who waits @param spid in which space @param address where @param secret private futex @param bits its mask */
    public record FutexWait(int tid, int spid, int address, boolean secret, int bits) {}
}
