package org.zerobench.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zerobench.api.machine.Consoles;

@Timeout(60)
class OpenConsolesTest {
    private final OpenConsoles consoles = new OpenConsoles(id -> { });

    private int open(OutputStream out) {
        return consoles.open(InputStream.nullInputStream(), out, out, Set.of(), Consoles.Terminal.NONE);
    }

    private static void print(OpenConsoles consoles, String text) {
        for (byte each : text.getBytes(US_ASCII)) {
            assertTrue(consoles.print(each));
        }
    }

    @Test
    void theNewestConsoleGetsWhatIsPrinted() {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        int one = open(first);
        print(consoles, "a");
        int two = open(second);
        print(consoles, "b");
        consoles.close(two);
        assertTrue(consoles.find(two).isEmpty());
        print(consoles, "c");
        consoles.close(one);
        assertEquals("ac", first.toString(US_ASCII));
        assertEquals("b", second.toString(US_ASCII));
    }

    @Test
    void withoutOneItIsTheJvmsOutput() {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output));
        try {
            OpenConsoles alone = new OpenConsoles(id -> { });
            print(alone, "to the host");
            alone.drain();
        } finally {
            System.setOut(before);
        }
        assertEquals("to the host", output.toString(US_ASCII));
    }

    @Test
    void aSlowOneSaysThatItHasNoRoom() {
        CountDownLatch gate = new CountDownLatch(1);
        ByteArrayOutputStream slow = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                super.write(bytes, offset, length);
            }
        };
        int id = open(slow);
        int taken = 0;
        while (consoles.print('x')) {
            taken++;
        }
        gate.countDown();
        consoles.close(id);
        assertEquals(taken, slow.size());
    }
}
