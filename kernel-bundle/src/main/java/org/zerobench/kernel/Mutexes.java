package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.EPERM;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.kernel.KernelState.Status;

/**
 * The kernel's half of user mutexes (ABI 5.10): a place to sleep for contenders, and for unlockers that came before
 * contenders which had announced themselves. Keyed by the word's full physical address.
 */
final class Mutexes {
    private static final int KERNEL_AREA = 0xF0000000;
    private static final int KERNEL_AREA_END = 0xF8000000;
    private static final int LOCK = 1;
    private static final int UNLOCK = 2;
    private static final int COUNT_MASK = 0x0FFFFFFF;

    /** Who waits at one word. */
    static final class Queue {
        final int container;
        final int pool;
        final ArrayDeque<KernelThread> contenders = new ArrayDeque<>();
        final ArrayDeque<KernelThread> holders = new ArrayDeque<>();
        int owed;

        Queue(int container, int pool) {
            this.container = container;
            this.pool = pool;
        }
    }

    private final Parts parts;
    private final TreeMap<Integer, Queue> queues = new TreeMap<>();

    Mutexes(Parts parts) {
        this.parts = parts;
    }

    Map<Integer, Queue> queues() {
        return queues;
    }

    /** The system call. */
    int call(KernelThread self, int address, int op) {
        if (Integer.compareUnsigned(address, KERNEL_AREA) >= 0 && Integer.compareUnsigned(address, KERNEL_AREA_END) < 0) {
            return -EINVAL;
        }
        int action = op >>> 28;
        if (action != LOCK && action != UNLOCK) {
            return -EPERM;
        }
        int physical = parts.memory.physical(self.space, address, true);
        if (physical < 0) {
            return -EINVAL;
        }
        Queue queue = queues.get(physical);
        if (queue == null) {
            Capability pool = parts.capabilities.pool(self, Capability.MUTEXPOOL, 1);
            if (pool == null) {
                return -ENOMEM;
            }
            pool.used++;
            queue = new Queue(self.container(), pool.capid);
            queues.put(physical, queue);
        }
        return action == LOCK ? lock(self, physical, queue) : unlock(self, physical, queue, op & COUNT_MASK);
    }

    /**
     * A thread has ended. It may have announced itself at a mutex and never come: unlockers that wait in its container go on,
     * and what they owe is there for those who do come. With its last thread, all that a container has left goes.
     */
    void threadGone(KernelThread gone) {
        boolean last = !parts.threads.any(gone.container());
        for (Iterator<Queue> each = queues.values().iterator(); each.hasNext(); ) {
            Queue queue = each.next();
            if (queue.container == gone.container()) {
                wakeHolders(queue);
                if (last && queue.contenders.isEmpty()) {
                    parts.capabilities.giveBack(queue.pool, 1);
                    each.remove();
                }
            }
        }
    }

    /** The thread waits no more; a queue that nobody waits in, nor is owed anything in, goes. */
    void forget(KernelThread thread) {
        if (thread.status != Status.LOCKING && thread.status != Status.UNLOCKING) {
            return;
        }
        for (Iterator<Map.Entry<Integer, Queue>> each = queues.entrySet().iterator(); each.hasNext(); ) {
            Queue queue = each.next().getValue();
            queue.contenders.remove(thread);
            queue.holders.remove(thread);
            if (queue.contenders.isEmpty() && queue.holders.isEmpty() && queue.owed == 0) {
                parts.capabilities.giveBack(queue.pool, 1);
                each.remove();
            }
        }
    }

    private int lock(KernelThread self, int physical, Queue queue) {
        if (queue.owed == 0) {
            queue.contenders.addLast(self);
            self.status = Status.LOCKING;
            return CallTable.DONE;
        }
        if (--queue.owed == 0) {
            wakeHolders(queue);
            drop(physical, queue);
        }
        return 0;
    }

    private int unlock(KernelThread self, int physical, Queue queue, int contenders) {
        queue.owed = Math.min(COUNT_MASK, queue.owed + contenders);
        if (!queue.holders.isEmpty()) {
            parts.lives.wake(queue.holders.pollFirst(), 0);
        }
        while (queue.owed > 0 && !queue.contenders.isEmpty()) {
            queue.owed--;
            parts.lives.wake(queue.contenders.pollFirst(), 0);
        }
        if (queue.owed == 0) {
            if (queue.contenders.isEmpty()) {
                drop(physical, queue);
            }
            return 0;
        }
        queue.holders.addLast(self);
        self.status = Status.UNLOCKING;
        return CallTable.DONE;
    }

    private void wakeHolders(Queue queue) {
        while (!queue.holders.isEmpty()) {
            parts.lives.wake(queue.holders.pollFirst(), 0);
        }
    }

    private void drop(int physical, Queue queue) {
        if (queue.contenders.isEmpty() && queue.holders.isEmpty()) {
            queues.remove(physical);
            parts.capabilities.giveBack(queue.pool, 1);
        }
    }
}
