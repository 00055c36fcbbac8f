package org.zerobench.machine;

/** Which thread is the machine thread now. */
final class Baton {
    private volatile Thread holder;

    boolean held() {
        return Thread.currentThread() == holder;
    }

    /** Unconditionally, by whoever decides who drives the machine: nobody else may act for it from now on. */
    void take(Thread next) {
        holder = next;
    }

    /** Hands over, unless {@code from} has lost the baton meanwhile. */
    synchronized void pass(Thread from, Thread to) {
        if (holder == from) {
            holder = to;
        }
    }
}
