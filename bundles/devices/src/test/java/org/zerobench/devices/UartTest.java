package org.zerobench.devices;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zerobench.api.machine.MachineException;

@Timeout(60)
class UartTest {
    private static final int FLAGS = 0x18;
    private static final int LINE_CONTROL = 0x2C;
    private static final int CONTROL = 0x30;
    private static final int LEVELS = 0x34;
    private static final int MASK = 0x38;
    private static final int RAW = 0x3C;
    private static final int MASKED = 0x40;
    private static final int CLEAR = 0x44;
    private static final int FULL = 1 << 5;
    private static final int EMPTY = 1 << 4;
    private static final int RECEIVE = 1 << 4;
    private static final int TRANSMIT = 1 << 5;
    private static final int TIMEOUT = 1 << 6;

    private final Bench bench = new Bench();

    /** Sends as programs of ABI 1.3 do. */
    private void send(int uart, String text) {
        for (byte each : text.getBytes(US_ASCII)) {
            assertEquals(0, bench.read(uart + FLAGS) & FULL);
            bench.at(uart).write(0, 1, each);
        }
    }

    private String receive(int uart) {
        StringBuilder text = new StringBuilder();
        while ((bench.read(uart + FLAGS) & EMPTY) == 0) {
            text.append((char) bench.at(uart).read(0, 1));
        }
        return text.toString();
    }

    @Test
    void theConsoleNeedsNoInitialisation() {
        // abi: device.console-uart
        send(Bench.UART0, "hello\n\r");
        assertEquals("hello\n\r", bench.console.toString(US_ASCII));
        assertEquals(EMPTY, bench.read(Bench.UART0 + FLAGS) & EMPTY);
        bench.board.send("uart0", "abc".getBytes(US_ASCII));
        assertEquals("abc", receive(Bench.UART0));
        assertEquals(0, bench.read(Bench.UART0), "nothing there");
    }

    @Test
    void theRegistersAfterResetAndTheIdentification() {
        assertEquals(0x90, bench.read(Bench.UART1 + FLAGS));
        assertEquals(0x300, bench.read(Bench.UART1 + CONTROL));
        assertEquals(0x12, bench.read(Bench.UART1 + LEVELS));
        assertEquals(0, bench.read(Bench.UART1 + RAW));
        int[] identification = {0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1};
        for (int i = 0; i < identification.length; i++) {
            assertEquals(identification[i], bench.read(Bench.UART1 + 0xFE0 + 4 * i));
        }
    }

    @Test
    void whatTheDriverOfTheAbiSetsStays() {
        // abi: device.pl011-init
        int[][] writes = {{0x24, 39}, {0x28, 0}, {LINE_CONTROL, 0x60}, {CONTROL, 0x301}};
        for (int[] write : writes) {
            bench.write(Bench.UART1 + write[0], write[1]);
            assertEquals(write[1], bench.read(Bench.UART1 + write[0]));
        }
        bench.write(Bench.UART1 + 0x24, 0xFFFF_FFFF);
        assertEquals(0xFFFF, bench.read(Bench.UART1 + 0x24));
    }

    @Test
    void bytesOfAWord() {
        bench.write(Bench.UART1 + CONTROL, 0x301);
        assertEquals(0x01, bench.at(Bench.UART1).read(CONTROL, 1));
        assertEquals(0x03, bench.at(Bench.UART1).read(CONTROL + 1, 1));
        assertEquals(0x0301, bench.at(Bench.UART1).read(CONTROL, 2));
        assertEquals(0, bench.at(Bench.UART1).read(0x100, 4), "no register there");
        bench.at(Bench.UART1).write(0x100, 4, -1);
        assertEquals(0, bench.at(Bench.UART1).read(0x1000, 4), "nor there");
        bench.at(Bench.UART1).write(0x1000, 4, -1);
    }

    @Test
    void receiveInterruptsWithoutFifos() {
        bench.write(Bench.UART1 + MASK, RECEIVE);
        assertFalse(bench.up(13));
        bench.board.send("uart1", "ab".getBytes(US_ASCII));
        assertTrue(bench.up(13));
        assertEquals(1 << 6, bench.read(Bench.UART1 + FLAGS) & 1 << 6, "one character is all it holds");
        assertEquals('a', bench.read(Bench.UART1));
        assertTrue(bench.up(13), "the next one has come");
        bench.write(Bench.UART1 + CLEAR, RECEIVE);
        assertTrue(bench.up(13), "and is not lost by clearing");
        assertEquals('b', bench.read(Bench.UART1));
        assertFalse(bench.up(13));
    }

    @Test
    void receiveLevelAndTimeout() {
        bench.write(Bench.UART1 + LINE_CONTROL, 0x70);
        bench.write(Bench.UART1 + MASK, RECEIVE);
        for (int[] level : new int[][] {{0, 2}, {1, 4}, {2, 8}, {3, 12}, {4, 14}}) {
            bench.write(Bench.UART1 + LEVELS, level[0] << 3);
            bench.board.send("uart1", new byte[level[1] - 1]);
            assertEquals(TIMEOUT, bench.read(Bench.UART1 + RAW));
            assertEquals(0, bench.read(Bench.UART1 + MASKED));
            bench.board.send("uart1", new byte[1]);
            assertEquals(RECEIVE, bench.read(Bench.UART1 + MASKED));
            assertEquals(level[1], receive(Bench.UART1).length());
            assertFalse(bench.up(13));
        }
    }

    @Test
    void transmitInterruptFromEachCharacterUntilCleared() {
        bench.write(Bench.UART1 + MASK, TRANSMIT);
        assertFalse(bench.up(13));
        send(Bench.UART1, "x");
        assertTrue(bench.up(13));
        bench.write(Bench.UART1 + CLEAR, TRANSMIT);
        assertFalse(bench.up(13));
    }

    @Test
    void loopback() {
        bench.write(Bench.UART0 + CONTROL, 0x381);
        send(Bench.UART0, "round");
        assertEquals("round", receive(Bench.UART0));
        assertEquals(0, bench.console.size());
    }

    @Test
    void whatNobodyHeardIsKeptTheLatestOfIt() throws IOException {
        for (int i = 0; i < Outbox.CAPACITY; i++) {
            send(Bench.UART1, "-");
        }
        send(Bench.UART1, "the end");
        ByteArrayOutputStream late = new ByteArrayOutputStream();
        bench.board.listen("uart1", late);
        bench.board.listen("uart1", null);
        assertEquals(Outbox.CAPACITY, late.size());
        assertTrue(late.toString(US_ASCII).endsWith("--the end"));
    }

    @Test
    void aCountedMachineSendsAsIfNobodyWereSlowAndWaitsBetweenTwoRuns() throws Exception {
        Bench counted = new Bench(true);
        CountDownLatch reads = new CountDownLatch(1);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        counted.board.listen("uart1", new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    reads.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                heard.write(bytes, offset, length);
            }
        });
        for (int i = 0; i < 3 * Outbox.CAPACITY; i++) {
            assertEquals(0, counted.read(Bench.UART1 + FLAGS) & FULL);
            counted.write(Bench.UART1, '-');
        }
        Thread machine = Thread.ofPlatform().start(() -> counted.fitted.wires().awaitRoom());
        while (machine.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        reads.countDown();
        machine.join();
        counted.board.listen("uart1", null);
        assertEquals(3 * Outbox.CAPACITY, heard.size());
    }

    @Test
    void aListenerGetsAllThatWasSentBeforeItIsReplaced() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        bench.board.listen("uart0", first);
        send(Bench.UART0, "one ");
        send(Bench.UART0, "two");
        bench.board.listen("uart0", second);
        send(Bench.UART0, "three");
        bench.board.listen("uart0", null);
        send(Bench.UART0, "four");
        assertEquals("one two", first.toString(US_ASCII));
        assertEquals("three", second.toString(US_ASCII));
        assertEquals("four", bench.console.toString(US_ASCII), "the console's again");
    }

    @Test
    void aSlowListenerMakesTheGuestWaitAndLosesNothing() throws Exception {
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
        bench.board.listen("uart1", slow);
        bench.write(Bench.UART1 + MASK, TRANSMIT);
        int sent = 0;
        while ((bench.read(Bench.UART1 + FLAGS) & FULL) == 0) {
            bench.write(Bench.UART1 + CLEAR, TRANSMIT);
            bench.write(Bench.UART1, sent++);
        }
        assertFalse(bench.up(13), "no room, no interrupt");
        gate.countDown();
        bench.board.listen("uart1", null);
        assertEquals(sent, slow.size());
        assertEquals((byte) (sent - 1), slow.toByteArray()[sent - 1]);
        assertTrue(bench.up(13), "there is room again");
    }

    @Test
    void aSlowConsoleDoesNotLoseAnythingEither() {
        bench.consoleRoom = 3;
        send(Bench.UART0, "console");
        assertEquals("con", bench.console.toString(US_ASCII));
        assertTrue(bench.at(Bench.UART0).deadline() <= bench.now);
        bench.pass(0);
        long again = bench.at(Bench.UART0).deadline();
        assertTrue(again > bench.now && again < bench.now + Bench.SECOND);
        bench.consoleRoom = 100;
        bench.pass(again - bench.now);
        assertEquals("console", bench.console.toString(US_ASCII));
        assertEquals(Long.MAX_VALUE, bench.at(Bench.UART0).deadline());
        send(Bench.UART0, "!");
        assertEquals("console!", bench.console.toString(US_ASCII));
    }

    @Test
    void aListenerThatFailsIsGone() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        bench.board.listen("uart1", new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                failed.countDown();
                throw new IOException("closed");
            }
        });
        send(Bench.UART1, "x");
        failed.await();
        bench.board.listen("uart1", null);
        send(Bench.UART1, "kept");
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        bench.board.listen("uart1", next);
        bench.board.listen("uart1", null);
        assertEquals("kept", next.toString(US_ASCII));
    }

    @Test
    void linesAndLimits() {
        assertEquals(List.of("uart0", "uart1", "uart2", "uart3"), bench.board.lines());
        assertThrows(MachineException.class, () -> bench.board.send("uart9", new byte[1]));
        byte[] much = new byte[Uart.MOST_WAITING];
        Arrays.fill(much, (byte) 'm');
        bench.board.send("uart2", much);
        assertThrows(MachineException.class, () -> bench.board.send("uart2", new byte[1]));
        assertArrayEquals(much, receive(0x101F_3000).getBytes(US_ASCII));
    }

    @Test
    void lookingChangesNothing() {
        bench.board.send("uart1", "q".getBytes(US_ASCII));
        var first = bench.at(Bench.UART1).registers();
        assertEquals(first, bench.at(Bench.UART1).registers());
        assertEquals("DR", first.getFirst().name());
        assertEquals('q', first.getFirst().value());
        assertEquals("q", receive(Bench.UART1));
    }
}
