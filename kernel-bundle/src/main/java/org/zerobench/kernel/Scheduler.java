package org.zerobench.kernel;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;

/**
 * Who runs next: preemptive priorities, round robin in a priority: slices of {@value #SLICE_NANOS} ns for the tasks of the
 * POSIX server, of {@value #CONTAINER_SLICE_NANOS} ns in containers, whose programs may count on that (ABI 7.4); containers
 * share what there is by {@link RunQueue}'s turns.
 *
 * <p>Woken threads go to the front of their queue (ABI 7.4), as long as something of their slice is left: two threads
 * that wake each other for ever use their slices up and do not keep a third one out.
 *
 * <p>The thread that runs, or whose trap is being handled, is {@link #current} and in no queue.
 */
final class Scheduler {
    static final int PRIORITIES = 16;
    static final int NORMAL = 8;
    static final long SLICE_NANOS = 10_000_000;
    static final long CONTAINER_SLICE_NANOS = 100_000_000;
    /** A slice pays for no more than this at once: what lasts longer is a host that was busy elsewhere. */
    private static final long CHARGE_LIMIT_NANOS = 2_000_000;

    private final Machine machine;
    private final SystemPages systemPages;
    private final Counters counters;
    private final List<RunQueue> queues = new ArrayList<>();
    /** Bit n: queue n is not empty. */
    private int waiting;
    private KernelThread current;
    private boolean yielding;
    /** Thread that the current one has made way for. */
    private KernelThread successor;
    /** Machine time up to which CPU time has been charged; -1 after a take-over, whose pause is charged to nobody. */
    private long chargedUntil = -1;

    Scheduler(Machine machine, SystemPages systemPages, Counters counters) {
        this.machine = machine;
        this.systemPages = systemPages;
        this.counters = counters;
        for (int i = 0; i < PRIORITIES; i++) {
            queues.add(new RunQueue());
        }
    }

    KernelThread current() {
        return current;
    }

    /** Restores what a predecessor was running. */
    void resume(KernelThread thread) {
        current = thread;
    }

    /** A thread has become runnable: it waits for its turn, unless it is the current one, which goes on anyway. */
    void ready(KernelThread thread, boolean front) {
        assert !thread.java : "Java server " + thread.name + " is never scheduled";
        if (thread == current || thread.queued || !thread.runnable()) {
            return;
        }
        enqueue(thread, front);
    }

    /** A thread can run no more: out of its queue. */
    void remove(KernelThread thread) {
        if (thread.queued) {
            queues.get(thread.priority).remove(thread);
            thread.queued = false;
            if (queues.get(thread.priority).isEmpty()) {
                waiting &= ~(1 << thread.priority);
            }
        }
    }

    /** The thread does not exist any more. */
    void gone(KernelThread thread) {
        remove(thread);
        if (thread == current) {
            charge();
            current = null;
        }
    }

    void priority(KernelThread thread, int priority) {
        boolean queued = thread.queued;
        remove(thread);
        thread.priority = priority;
        if (queued) {
            enqueue(thread, false);
        }
    }

    /** The current thread gives way to others of its priority at the end of this trap. */
    void yield(KernelThread thread) {
        if (thread == current) {
            yielding = true;
        } else if (thread.queued) {
            remove(thread);
            enqueue(thread, false);
        }
    }

    /**
     * The current thread goes to the rear; a ready thread of its container that it names runs next (better than ABI 5.2, which
     * ignores the destination: whoever passes another number just gives way).
     */
    void yieldTo(KernelThread self, KernelThread destination) {
        this.yield(self);
        if (destination != null && destination.container() == self.container()) {
            handOver(self, destination);
        }
    }

    /** A whole slice of a thread in nanoseconds. */
    static long slice(KernelThread thread) {
        return thread.wholeSliceNanos != 0 ? thread.wholeSliceNanos
                : thread.container() < Servers.POSIX_CONTAINER ? CONTAINER_SLICE_NANOS : SLICE_NANOS;
    }

    /** A thread that an interrupt has woken runs as soon as it can. */
    void preferred(KernelThread next) {
        if (next.queued && (current == null || next.priority >= current.priority)) {
            successor = next;
        }
    }

    /** At the end of this trap {@code next} runs, and after it the current thread: a receiver hands over to its sender. */
    void handOver(KernelThread from, KernelThread next) {
        if (from == current && next.queued && next.priority >= from.priority) {
            successor = next;
        }
    }

    /** At the end of a trap: who goes on? Null when nobody can. */
    ThreadContext afterTrap() {
        KernelThread thread = current;
        if (thread != null && thread.runnable() && !yielding && successor == null && waiting >>> thread.priority + 1 == 0) {
            return thread.context;
        }
        charge();
        return choose(!yielding);
    }

    /** At a tick or a safe point: who goes on? Null when nobody can. */
    ThreadContext schedule() {
        charge();
        KernelThread thread = current;
        if (thread == null || !thread.runnable()) {
            return choose(true);
        }
        boolean used = thread.sliceNanos <= 0;
        RunQueue queue = queues.get(thread.priority);
        boolean stays = successor == null && waiting >>> thread.priority + 1 == 0 && !queue.turnOver(thread);
        if (stays && used && queue.alone(thread)) {
            thread.sliceNanos = slice(thread);
            return thread.context;
        }
        if (stays && !used) {
            return thread.context;
        }
        counters.preemptions++;
        return choose(!used);
    }

    /** CPU time that a thread has used, in nanoseconds, up to this moment. */
    long cpuNanos(KernelThread thread) {
        if (thread == current) {
            charge();
        }
        return thread.cpuNanos;
    }

    /** Ready threads in the order of a state record. */
    List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            queues.get(priority).forEach(thread -> order.add(thread.tid));
        }
        return order;
    }

    /** Puts a thread last, as it stood in a predecessor's queue. */
    void append(KernelThread thread) {
        queues.get(thread.priority).add(thread, false);
        waiting |= 1 << thread.priority;
        thread.queued = true;
    }

    private ThreadContext choose(boolean front) {
        KernelThread old = current;
        yielding = false;
        current = null;
        if (old != null && old.runnable()) {
            enqueue(old, front);
        }
        if (successor != null) {
            if (successor.queued) {
                queues.get(successor.priority).prefer(successor);
            }
            successor = null;
        }
        if (waiting == 0) {
            return null;
        }
        int priority = 31 - Integer.numberOfLeadingZeros(waiting);
        RunQueue queue = queues.get(priority);
        KernelThread next = queue.poll();
        if (queue.isEmpty()) {
            waiting &= ~(1 << priority);
        }
        next.queued = false;
        assert next.runnable() : "thread " + next.tid + " is queued but " + next.status;
        current = next;
        systemPages.utcb(next.utcb);
        if (next != old) {
            counters.switches++;
        }
        return next.context;
    }

    private void enqueue(KernelThread thread, boolean front) {
        boolean used = thread.sliceNanos <= 0;
        if (used) {
            thread.sliceNanos = slice(thread);
        }
        queues.get(thread.priority).add(thread, front && !used);
        waiting |= 1 << thread.priority;
        thread.queued = true;
    }

    private void charge() {
        long now = machine.nanos();
        if (current != null && chargedUntil >= 0) {
            long used = now - chargedUntil;
            current.cpuNanos += used;
            long charged = Math.min(used, CHARGE_LIMIT_NANOS);
            current.sliceNanos -= charged;
            queues.get(current.priority).charge(current, charged);
        }
        chargedUntil = now;
    }
}
