package org.zerobench.posix.process;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.zerobench.api.posix.PosixState;
import org.zerobench.api.swap.StateException;

/**
 * Tasks that wait at words of memory (futex(2)).
 *
 * <p>A private futex is named by space and address. A shared one is a place in memory that may have another address in
 * another space: two addresses mean the same when they lead to the same physical word <em>now</em>. So a waiter keeps its
 * own address, and whoever wakes compares at that time; frames may move in between.
 */
public final class Futexes {
    /** Progress of a sleeping FUTEX_WAIT that has been woken. */
    public static final long WOKEN = 1;

    /** One sleeping task. */
    private static final class Waiter {
        final Task task;
        int spid;
        int address;
        boolean secret;
        int bits;

        Waiter(Task task, int spid, int address, boolean secret, int bits) {
            this.task = task;
            this.spid = spid;
            this.address = address;
            this.secret = secret;
            this.bits = bits;
        }
    }

    private final World world;
    private final List<Waiter> waiters = new ArrayList<>();

    Futexes(World world) {
        this.world = world;
    }

    /** Registers a task that goes to sleep; one that waits already (a repeated call) keeps its place. @param secret FUTEX_PRIVATE_FLAG */
    public void add(Task task, int address, boolean secret, int bits) {
        for (Waiter waiter : waiters) {
            if (waiter.task == task) {
                return;
            }
        }
        waiters.add(new Waiter(task, task.process().spid(), address, secret, bits));
    }

    /** A task waits no longer. */
    void forget(Task task) {
        if (!waiters.isEmpty()) {
            waiters.removeIf(waiter -> waiter.task == task);
        }
    }

    /**
     * Wakes waiters, first come first.
     *
     * @param secret FUTEX_PRIVATE_FLAG
     * @param most   how many at most
     * @param bits   FUTEX_WAKE_BITSET's mask
     * @return how many
     */
    public int wake(int spid, int address, boolean secret, int most, int bits) {
        int woken = 0;
        for (Iterator<Waiter> i = waiters.iterator(); i.hasNext() && woken < most;) {
            Waiter waiter = i.next();
            if ((waiter.bits & bits) != 0 && same(waiter, spid, address, secret)) {
                i.remove();
                wake(waiter);
                woken++;
            }
        }
        return woken;
    }

    private void wake(Waiter waiter) {
        Task.Sleep sleep = waiter.task.sleep();
        if (sleep != null) {
            sleep.progress = WOKEN;
            world.processes.wake(waiter.task.tid());
        }
    }

    /** FUTEX_REQUEUE: wakes some and lets others wait elsewhere. @return how many were woken; the moved ones are added when {@code countMoved} */
    public int requeue(int spid, int from, int to, boolean secret, int most, int mostMoved, boolean countMoved) {
        int woken = wake(spid, from, secret, most, -1);
        int moved = 0;
        for (Waiter waiter : List.copyOf(waiters)) {
            if (moved < mostMoved && same(waiter, spid, from, secret)) {
                waiters.remove(waiter);
                waiter.spid = spid;
                waiter.address = to;
                waiter.secret = secret;
                waiters.add(waiter);
                moved++;
            }
        }
        return countMoved ? woken + moved : woken;
    }

    List<PosixState.FutexWait> save() {
        return waiters.stream().map(w -> new PosixState.FutexWait(w.task.tid(), w.spid, w.address, w.secret, w.bits)).toList();
    }

    void restore(List<PosixState.FutexWait> state) {
        for (PosixState.FutexWait w : state) {
            Task task = world.processes.task(w.tid());
            if (task == null) {
                throw new StateException("task " + w.tid() + " waits for a futex but is not described");
            }
            waiters.add(new Waiter(task, w.spid(), w.address(), w.secret(), w.bits()));
        }
    }

    private boolean same(Waiter waiter, int spid, int address, boolean secret) {
        if (waiter.spid == spid && waiter.address == address) {
            return true;
        }
        if (waiter.secret || secret || (waiter.address & 0xFFF) != (address & 0xFFF)) {
            return false;
        }
        int mine = world.kernel().resolve(World.SELF, spid, address, false);
        return mine != -1 && mine == world.kernel().resolve(World.SELF, waiter.spid, waiter.address, false);
    }
}
