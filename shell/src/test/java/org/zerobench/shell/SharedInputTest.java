package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedInputTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void whatOneLeavesTheNextReads() throws Exception {
        SharedInput input = new SharedInput(new ByteArrayInputStream("first\nsecond\n".getBytes(StandardCharsets.UTF_8)), false);
        InputStream shell = input.lease();
        assertEquals("first\n", new String(shell.readNBytes(6), StandardCharsets.UTF_8));
        try (InputStream program = input.lease()) {
            assertEquals("second\n", new String(program.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(-1, shell.read());
    }

    @Test
    void onATerminalTheEndOfInputEndsOneReadOnly() throws Exception {
        InputStream keys = new InputStream() {
            private final java.util.ArrayDeque<Integer> typed = new java.util.ArrayDeque<>(java.util.List.of((int) 'a', -1, (int) 'b', -1));

            @Override
            public int read() {
                return typed.poll();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int key = read();
                target[offset] = (byte) key;
                return key < 0 ? -1 : 1;
            }
        };
        SharedInput input = new SharedInput(keys, true);
        assertEquals("a", new String(input.lease().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals("b", new String(input.lease().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aReaderCanLeaveWithoutTakingAnything() {
        assertTimeoutPreemptively(LIMIT, () -> {
            PipedOutputStream keyboard = new PipedOutputStream();
            SharedInput input = new SharedInput(new PipedInputStream(keyboard), false);
            InputStream program = input.lease();
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try {
                    return program.read(new byte[10], 0, 10);
                } catch (java.io.IOException e) {
                    return -2;
                }
            });
            program.close();
            assertEquals(-1, read.get());
            keyboard.write("ps\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            assertEquals("ps\n", new String(input.lease().readNBytes(3), StandardCharsets.UTF_8));
        });
    }
}
