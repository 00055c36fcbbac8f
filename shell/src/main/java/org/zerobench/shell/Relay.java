package org.zerobench.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lets the command's own thread write what a program says. A pipe between two commands believes that its writer is gone when
 * the thread that wrote last has ended, and a console's thread ends before the command does.
 */
final class Relay {

    private record Chunk(PrintStream target, byte[] bytes, CompletableFuture<Boolean> written) {}

    /** Behind the last one. */
    private static final Chunk END = new Chunk(null, new byte[0], null);

    private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private volatile boolean over;

    /** A stream whose writers wait until {@link #until} has passed their bytes on; it fails when nobody reads any more. */
    OutputStream to(PrintStream target) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                Chunk chunk = new Chunk(target, Arrays.copyOfRange(bytes, offset, offset + length), new CompletableFuture<>());
                chunks.add(chunk);
                if (over) {
                    chunk.written.complete(false);
                }
                if (!chunk.written.join()) {
                    throw new IOException("nobody reads any more");
                }
            }
        };
    }

    /** The same as {@link #until}, on a thread of its own. */
    void aside(CompletableFuture<?> event) {
        Thread.ofVirtual().start(() -> {
            try {
                until(event);
            } catch (InterruptedException | ExecutionException e) {
                // Nobody interrupts it, and who waits for the event learns how it failed.
            }
        });
    }

    /** Passes on what is written until something has happened. */
    <T> T until(CompletableFuture<T> event) throws InterruptedException, ExecutionException {
        event.whenComplete((value, failure) -> chunks.add(END));
        try {
            for (Chunk next = chunks.take(); next != END; next = chunks.take()) {
                next.target.write(next.bytes, 0, next.bytes.length);
                // Print streams swallow errors, but remember them.
                next.written.complete(!next.target.checkError());
            }
        } finally {
            over = true;
            chunks.forEach(chunk -> {
                if (chunk != END) {
                    chunk.written.complete(false);
                }
            });
        }
        return event.get();
    }
}
