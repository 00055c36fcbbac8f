package org.zerobench.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Mail;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * A thread: registers, what it waits for, and the message it is in the middle of. Plain data; what happens to it is
 * written in {@link Threads}, {@link Ipc}, {@link ServerCalls}, {@link Faults} and {@link Scheduler}.
 */
final class KernelThread {
    static final int CONTAINER_SHIFT = 24;
    private static final int[] NO_WORDS = new int[0];

    final int tid;
    /** Null for a Java server. */
    final Space space;
    final ThreadContext context = new ThreadContext();
    final boolean java;
    /** A Java server has its rights here; guest threads have theirs in the space's and the container's list. */
    final List<Capability> capabilities = new ArrayList<>(0);
    int group;
    int pager;
    String name = "";
    int priority;
    long sliceNanos;
    /** A whole slice in nanoseconds; 0 for what is usual (Scheduler). */
    long wholeSliceNanos;
    long cpuNanos;
    int utcb;
    int exitCode;
    /** Capability that this thread is a unit of, 0 for none. */
    int threadPool;

    Status status = Status.READY;
    /** May not run user code: never run yet, or stopped. The ABI's "inactive" is READY and suspended. */
    boolean suspended = true;
    /** In the scheduler's ready queue. */
    boolean queued;

    // The message; fields as in KernelState.Message.
    Purpose purpose = Purpose.CALL;
    int partner = KernelState.NONE;
    int receiveFrom = KernelState.NONE;
    int flags;
    int[] words = NO_WORDS;
    int buffer;
    byte[] data;
    boolean delivered;
    boolean replyWanted;
    Trap trap;
    int error;
    Fault fault;
    int call = -1;
    int next;
    int end;
    long deadline = KernelState.NEVER;
    int repeats;

    /** Threads that wait to send to this one, in order of arrival. */
    final ArrayDeque<KernelThread> senders = new ArrayDeque<>(0);
    Mail mail;

    /** The last target that an IPC capability was found for, while the capabilities' generation is this. */
    int grantedTarget;
    int grantedRights;
    int grantGeneration;

    KernelThread(int tid, Space space, boolean java) {
        this.tid = tid;
        this.group = tid;
        this.space = space;
        this.java = java;
        if (space != null) {
            context.ttbr0 = space.ttbr0;
        }
    }

    int spid() {
        return space == null ? 0 : space.spid;
    }

    int container() {
        return tid >>> CONTAINER_SHIFT;
    }

    boolean runnable() {
        return status == Status.READY && !suspended;
    }

    /** What the ABI calls INACTIVE: stopped, and not in the middle of anything. */
    boolean inactive() {
        return status == Status.READY && suspended || status == Status.EXITED;
    }

    /** Ends the message it was in the middle of: nothing of it is left to be seen in a state record. */
    void clearMessage() {
        purpose = Purpose.CALL;
        partner = KernelState.NONE;
        receiveFrom = KernelState.NONE;
        flags = 0;
        words = NO_WORDS;
        buffer = 0;
        data = null;
        delivered = false;
        replyWanted = false;
        trap = null;
        error = 0;
        fault = null;
        call = -1;
        next = 0;
        end = 0;
        deadline = KernelState.NEVER;
    }

    /** Message register 0 to 5 of what this thread sends: a system call's are its r3 to r8, the kernel's are apart. */
    int word(int index) {
        return purpose == Purpose.CALL ? context.r[3 + index] : words[index];
    }
}
