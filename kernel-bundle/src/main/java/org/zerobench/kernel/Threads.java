package org.zerobench.kernel;

import java.util.Arrays;
import java.util.function.Consumer;
import org.zerobench.api.kernel.Servers;

/**
 * All threads by id. An id is the container's number in the top byte and a thread number below. Containers share one pool
 * of numbers (ABI 7.1); the tasks of the POSIX server and the Java servers have pools of their own, so that the first
 * container's pager is thread 1 whatever else runs.
 */
final class Threads {
    private static final int NUMBERS = 1 << 16;
    private static final int NUMBER_MASK = 0xFFFFFF;

    private final KernelThread[][] byContainer = new KernelThread[128][];
    private final NumberPool containerNumbers = new NumberPool(1, NUMBERS);
    private final NumberPool posixNumbers = new NumberPool(1, NUMBERS);
    private final NumberPool serverNumbers = new NumberPool(1, NUMBERS);
    private int count;

    KernelThread get(int tid) {
        int container = tid >>> KernelThread.CONTAINER_SHIFT;
        int number = tid & NUMBER_MASK;
        if (container >= byContainer.length) {
            return null;
        }
        KernelThread[] threads = byContainer[container];
        return threads != null && number < threads.length ? threads[number] : null;
    }

    /** Whether a container has a thread. */
    boolean any(int container) {
        for (KernelThread thread : byContainer[container] == null ? new KernelThread[0] : byContainer[container]) {
            if (thread != null) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return count;
    }

    /** A new id in a container, or -1 when there is none left. */
    int newId(int container) {
        int number = numbers(container).take();
        return number < 0 ? -1 : container << KernelThread.CONTAINER_SHIFT | number;
    }

    /** Takes a certain id; false when it is taken. */
    boolean takeId(int tid) {
        return tid > 0 && numbers(tid >>> KernelThread.CONTAINER_SHIFT).take(tid & NUMBER_MASK);
    }

    void releaseId(int tid) {
        numbers(tid >>> KernelThread.CONTAINER_SHIFT).release(tid & NUMBER_MASK);
    }

    void add(KernelThread thread) {
        int container = thread.container();
        int number = thread.tid & NUMBER_MASK;
        KernelThread[] threads = byContainer[container];
        if (threads == null) {
            threads = new KernelThread[32];
        }
        if (number >= threads.length) {
            threads = Arrays.copyOf(threads, Math.max(number + 1, threads.length * 2));
        }
        byContainer[container] = threads;
        assert threads[number] == null;
        threads[number] = thread;
        count++;
    }

    /** Takes a thread out; its id stays taken until {@link #releaseId}. */
    void remove(KernelThread thread) {
        byContainer[thread.container()][thread.tid & NUMBER_MASK] = null;
        count--;
    }

    /** Calls {@code action} for every thread by ascending id. */
    void forEach(Consumer<KernelThread> action) {
        for (KernelThread[] threads : byContainer) {
            if (threads != null) {
                for (KernelThread thread : threads) {
                    if (thread != null) {
                        action.accept(thread);
                    }
                }
            }
        }
    }

    private NumberPool numbers(int container) {
        return switch (container) {
            case Servers.POSIX_CONTAINER -> posixNumbers;
            case Servers.SYSTEM_CONTAINER -> serverNumbers;
            default -> containerNumbers;
        };
    }
}
