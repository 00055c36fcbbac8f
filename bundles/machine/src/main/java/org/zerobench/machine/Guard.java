package org.zerobench.machine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zerobench.api.machine.MachineException;

/**
 * Runs foreign code (a candidate's, an old part's) for the machine with a time limit. The caller stands still and the
 * worker has its baton; a worker that does not finish in time loses the baton and is left behind.
 */
final class Guard {
    private final ExecutorService workers = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("swap-worker-", 1).factory());
    private final Baton baton;
    private final Duration limit;

    Guard(Baton baton, Duration limit) {
        this.baton = baton;
        this.limit = limit;
    }

    /** @throws MachineException when the work threw or was too slow; the message says which */
    <T> T run(Callable<T> work) {
        boolean hadBaton = baton.held();
        Thread me = Thread.currentThread();
        Future<T> result = workers.submit(() -> {
            if (hadBaton) {
                baton.pass(me, Thread.currentThread());
            }
            return work.call();
        });
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String what = cause instanceof MachineException || cause instanceof org.zerobench.api.swap.StateException
                    ? cause.getMessage() : "it threw " + cause;
            throw new MachineException(what, cause);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new MachineException("it did not finish within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted");
        } finally {
            if (hadBaton) {
                baton.take(me);
            }
        }
    }

    void close() {
        workers.shutdownNow();
    }
}
