package org.zerobench.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Consoles;

class HostConsoleTest {
    private final Semaphore ready = new Semaphore(0);

    private HostConsole console(InputStream in, OutputStream out) {
        return new HostConsole(1, in, out, out, Set.of(), Consoles.Terminal.NONE, ready::release);
    }

    @Test
    void inputComesWholeAndEnds() throws InterruptedException {
        byte[] sent = new byte[100_000];
        new Random(1).nextBytes(sent);
        HostConsole console = console(new ByteArrayInputStream(sent), new ByteArrayOutputStream());
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[777];
        for (int count = console.read(buffer, 0, buffer.length); count >= 0; count = console.read(buffer, 0, buffer.length)) {
            got.write(buffer, 0, count);
            if (count == 0) {
                ready.acquire();
            }
        }
        assertArrayEquals(sent, got.toByteArray());
        assertTrue(console.readable());
    }

    @Test
    void nothingIsReadBeforeSomebodyWantsIt() {
        InputStream never = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nobody asked");
            }
        };
        HostConsole console = console(never, new ByteArrayOutputStream());
        console.write(1, "x".getBytes(), 0, 1);
        console.close();
    }

    @Test
    void closeWaitsForAllOutput() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HostConsole console = console(InputStream.nullInputStream(), out);
        byte[] bytes = new byte[300_000];
        new Random(2).nextBytes(bytes);
        for (int at = 0; at < bytes.length;) {
            int count = console.write(1, bytes, at, bytes.length - at);
            at += count;
            if (count == 0) {
                ready.acquire();
            }
        }
        console.close();
        assertArrayEquals(bytes, out.toByteArray());
    }

    @Test
    void aReaderThatWentAwayIsABrokenPipe() throws InterruptedException {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        HostConsole console = console(InputStream.nullInputStream(), gone);
        assertEquals(1, console.write(1, new byte[1], 0, 1));
        ready.acquire();
        assertEquals(-1, console.write(1, new byte[1], 0, 1));
        assertFalse(console.terminal(1));
    }
}
