package org.zerobench.machine;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zerobench.api.machine.MachineException;

/** Work of other threads on its way to the machine thread. */
final class Requests {
    private final Board board;
    private final MachineThread thread;
    private final CountedRhythm counted;

    /** @param counted what drives the machine where that is not the host's time, else null */
    Requests(Board board, MachineThread thread, CountedRhythm counted) {
        this.board = board;
        this.thread = thread;
        this.counted = counted;
    }

    /** Work that finds all parts there. */
    <T> Callable<T> whole(Callable<T> work) {
        return () -> {
            board.requireWhole();
            return work.call();
        };
    }

    /**
     * Runs {@code work} at the next safe point and waits for it; at once on the machine thread.
     *
     * @param what what it changes, null when it only looks
     */
    <T> T await(String what, Callable<T> work) {
        return await(work, request -> submit(what, request));
    }

    /** See {@link org.zerobench.api.machine.Machine#deliver}. */
    void deliver(String device, byte[] bytes) {
        Callable<Void> work = () -> {
            board.receive(device, bytes);
            return null;
        };
        await(work, request -> {
            if (counted == null) {
                thread.post(request);
            } else {
                counted.deliver(device, bytes, request);
            }
        });
    }

    private <T> T await(Callable<T> work, Consumer<MachineThread.Request> submit) {
        if (board.onMachineThread()) {
            return unchecked(work);
        }
        board.awaitPower();
        if (thread.isOff()) {
            throw new MachineException("the machine is off");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        submit.accept(new MachineThread.Request(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }, result::completeExceptionally));
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted");
        } catch (ExecutionException e) {
            throw asMachineException(e.getCause());
        }
    }

    private void submit(String what, MachineThread.Request request) {
        if (what == null || counted == null) {
            thread.post(request);
        } else {
            counted.change(what, request);
        }
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw asMachineException(e);
        }
    }

    private static MachineException asMachineException(Throwable cause) {
        return cause instanceof MachineException known ? known : new MachineException(String.valueOf(cause), cause);
    }

    /** A request nobody waits for; it waits itself while a part is missing. */
    MachineThread.Request of(Runnable work) {
        return new MachineThread.Request(() -> {
            if (board.defer(work)) {
                return;
            }
            try {
                work.run();
            } catch (RuntimeException | StackOverflowError e) {
                board.bug("a request to the machine failed", e);
            }
        }, e -> { });
    }
}
