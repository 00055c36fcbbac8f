package org.zerobench.kernel;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.zerobench.api.kernel.Servers;

/**
 * Ready threads of one priority. Containers take turns, so that one with long slices or many threads keeps none of the others
 * out; in a container threads stand in line, and a turn that ends changes nothing in it. A turn lasts {@value
 * #CONTAINER_TURN_NANOS} ns, as programs of containers may count on (ABI 7.4), but {@value #TURN_NANOS} ns where tasks of the
 * POSIX server are concerned.
 */
final class RunQueue {
    static final long TURN_NANOS = 20_000_000;
    static final long CONTAINER_TURN_NANOS = 100_000_000;

    private static final class Group {
        final ArrayDeque<KernelThread> threads = new ArrayDeque<>();
        /** Time used since its turn began. */
        long usedNanos;
    }

    /** Groups with threads, the one whose turn is next first. */
    private final ArrayDeque<Group> round = new ArrayDeque<>();
    private final Group[] groups = new Group[128];

    boolean isEmpty() {
        return round.isEmpty();
    }

    /** A thread stands in line again, first or last in its container. One whose container has used its turn up lets others go first. */
    void add(KernelThread thread, boolean front) {
        Group group = group(thread);
        boolean waits = !group.threads.isEmpty();
        if (front) {
            group.threads.addFirst(thread);
        } else {
            group.threads.addLast(thread);
        }
        if (isOver(group)) {
            if (waits) {
                round.remove(group);
            }
            group.usedNanos = 0;
            round.addLast(group);
        } else if (!waits && front) {
            round.addFirst(group);
        } else if (!waits) {
            round.addLast(group);
        }
    }

    /** A thread that is in line becomes the very next. */
    void prefer(KernelThread thread) {
        Group group = group(thread);
        group.threads.remove(thread);
        group.threads.addFirst(thread);
        round.remove(group);
        round.addFirst(group);
    }

    /** Takes the next thread out; there is one. */
    KernelThread poll() {
        Group group = round.peekFirst();
        KernelThread thread = group.threads.pollFirst();
        if (group.threads.isEmpty()) {
            round.removeFirst();
        }
        return thread;
    }

    void remove(KernelThread thread) {
        Group group = group(thread);
        group.threads.remove(thread);
        if (group.threads.isEmpty()) {
            round.remove(group);
        }
    }

    /** The running thread has used some of its container's turn. */
    void charge(KernelThread running, long nanos) {
        group(running).usedNanos += nanos;
    }

    /** Whether the running thread has to let another container have its turn; begins a new turn when nobody else waits. */
    boolean turnOver(KernelThread running) {
        Group group = group(running);
        if (!isOver(group)) {
            return false;
        }
        if (round.isEmpty() || round.size() == 1 && round.peekFirst() == group) {
            group.usedNanos = 0;
            return false;
        }
        return true;
    }

    private boolean isOver(Group group) {
        Group posix = groups[Servers.POSIX_CONTAINER];
        boolean amongContainers = posix == null || group != posix && posix.threads.isEmpty();
        return group.usedNanos >= (amongContainers ? CONTAINER_TURN_NANOS : TURN_NANOS);
    }

    /** Whether nobody else of the running thread's container stands in line. */
    boolean alone(KernelThread running) {
        return group(running).threads.isEmpty();
    }

    void forEach(Consumer<KernelThread> action) {
        round.forEach(group -> group.threads.forEach(action));
    }

    private Group group(KernelThread thread) {
        Group group = groups[thread.container()];
        if (group == null) {
            group = new Group();
            groups[thread.container()] = group;
        }
        return group;
    }
}
