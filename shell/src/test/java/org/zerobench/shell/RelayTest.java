package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What a program says reaches a pipe, and the pipe's end reaches the program. */
class RelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PipedInputStream reader = new PipedInputStream();
    private final Relay relay = new Relay();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /** The command: passes on, then closes its end of the pipe. */
    private Thread command(PrintStream pipe) {
        return Thread.ofPlatform().start(() -> {
            try (pipe) {
                relay.until(ended);
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aWriterThatHasEndedDoesNotBreakThePipe() {
        assertTimeoutPreemptively(LIMIT, () -> {
            PrintStream pipe = new PrintStream(new PipedOutputStream(reader));
            Thread command = command(pipe);
            OutputStream out = relay.to(pipe);
            Thread console = Thread.ofPlatform().start(() -> assertWritten(out));
            console.join();
            assertEquals('x', reader.read());
            CompletableFuture<Integer> next = CompletableFuture.supplyAsync(this::read);
            ended.complete("");
            assertEquals(-1, next.get(), "the end, not a broken pipe");
            command.join();
        });
    }

    private static void assertWritten(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int read() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenNobodyReadsTheWriterLearnsIt() {
        assertTimeoutPreemptively(LIMIT, () -> {
            PrintStream pipe = new PrintStream(new PipedOutputStream(reader));
            reader.close();
            Thread command = command(pipe);
            assertThrows(IOException.class, () -> relay.to(pipe).write('x'));
            ended.complete("");
            command.join();
            assertThrows(IOException.class, () -> relay.to(pipe).write('x'), "after the end");
        });
    }
}
