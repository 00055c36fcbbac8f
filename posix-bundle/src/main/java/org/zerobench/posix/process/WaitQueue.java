package org.zerobench.posix.process;

import java.util.Arrays;

/**
 * Tasks that wait for one event, in the order of arrival. Waking only tells the process half that a task may try its call
 * again; it may find that somebody else was faster and block again.
 */
public final class WaitQueue {

    /** Who is told that a task may go on. */
    @FunctionalInterface
    public interface Waker {
        /** @param task its number ({@code Task.tid()}) */
        void wake(int task);
    }

    private final Waker waker;
    private int[] tasks = new int[2];
    private int count;
    private long activity;

    /** @param waker told of every task that is woken */
    public WaitQueue(Waker waker) {
        this.waker = waker;
    }

    /** Adds a task at the end; nothing happens when it is there. */
    public void add(int task) {
        for (int i = 0; i < count; i++) {
            if (tasks[i] == task) {
                return;
            }
        }
        if (count == tasks.length) {
            tasks = Arrays.copyOf(tasks, count * 2);
        }
        tasks[count++] = task;
    }

    /** Takes a task out: it waits no longer. */
    public void remove(int task) {
        for (int i = 0; i < count; i++) {
            if (tasks[i] == task) {
                System.arraycopy(tasks, i + 1, tasks, i, --count - i);
                return;
            }
        }
    }

    /** @return true when nobody waits */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How often it was woken: tells a new event from an old one (edge-triggered epoll). */
    public long activity() {
        return activity;
    }

    /** How many wait. */
    public int size() {
        return count;
    }

    /** Empties the queue and wakes everybody, first come first. */
    public void wakeAll() {
        activity++;
        int n = count;
        count = 0;
        int[] woken = n == 0 ? tasks : Arrays.copyOf(tasks, n);
        for (int i = 0; i < n; i++) {
            waker.wake(woken[i]);
        }
    }
}
