package org.zerobench.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;

/**
 * Who runs next: preemptive priorities, round robin in a priority with a time slice of {@value #SLICE_NANOS} ns.
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

    private final Machine machine;
    private final SystemPages systemPages;
    private final Counters counters;
    private final List<ArrayDeque<KernelThread>> queues = new ArrayList<>();
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
            queues.add(new ArrayDeque<>());
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
        if (!used && waiting >>> thread.priority + 1 == 0) {
            return thread.context;
        }
        if (used && waiting >>> thread.priority == 0) {
            thread.sliceNanos = SLICE_NANOS;
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
            for (KernelThread thread : queues.get(priority)) {
                order.add(thread.tid);
            }
        }
        return order;
    }

    /** Puts a thread last, as it stood in a predecessor's queue. */
    void append(KernelThread thread) {
        queues.get(thread.priority).addLast(thread);
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
                remove(successor);
                enqueue(successor, true);
            }
            successor = null;
        }
        if (waiting == 0) {
            return null;
        }
        int priority = 31 - Integer.numberOfLeadingZeros(waiting);
        ArrayDeque<KernelThread> queue = queues.get(priority);
        KernelThread next = queue.pollFirst();
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
        ArrayDeque<KernelThread> queue = queues.get(thread.priority);
        if (thread.sliceNanos <= 0) {
            thread.sliceNanos = SLICE_NANOS;
            queue.addLast(thread);
        } else if (front) {
            queue.addFirst(thread);
        } else {
            queue.addLast(thread);
        }
        waiting |= 1 << thread.priority;
        thread.queued = true;
    }

    private void charge() {
        long now = machine.nanos();
        if (current != null && chargedUntil >= 0) {
            current.cpuNanos += now - chargedUntil;
            current.sliceNanos -= now - chargedUntil;
        }
        chargedUntil = now;
    }
}
