package org.zerobench.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.InterruptController;

class InterruptsTest {
    private final Bench bench = new Bench();
    private final InterruptController interrupts = bench.interrupts;

    @Test
    void theLinesOfTheBoard() {
        // abi: device.irq-numbers
        int[] wired = IntStream.range(0, InterruptController.LINES).filter(interrupts::wired).toArray();
        assertEquals("[4, 5, 10, 12, 13, 14, 16, 34, 35, 37]", Arrays.toString(wired));
        assertFalse(interrupts.wired(-1));
        assertFalse(interrupts.wired(InterruptController.LINES));
        assertTrue(IntStream.range(0, InterruptController.LINES).allMatch(interrupts::masked), "masked at power-on");
        assertEquals(-1, interrupts.pending());
    }

    /** A received byte: the line is up until it is read. */
    private void receive(int uart, String name) {
        bench.write(uart + 0x38, 1 << 4);
        bench.board.send(name, new byte[] {'x'});
    }

    @Test
    void aLineIsHeldBackUntilItIsUnmasked() {
        receive(Bench.UART0, "uart0");
        assertTrue(bench.up(12));
        assertEquals(-1, interrupts.pending());
        assertEquals(0, bench.raised);
        interrupts.unmask(12);
        assertEquals(12, interrupts.pending());
        assertEquals(1, bench.raised);
        interrupts.mask(12);
        assertEquals(-1, interrupts.pending());
        interrupts.unmask(12);
        assertEquals(2, bench.raised);
        assertEquals('x', bench.read(Bench.UART0));
        assertEquals(-1, interrupts.pending());
    }

    @Test
    void theLowestComesFirstAndTheSecondaryControllersAfterThePrimarys() {
        for (int irq : new int[] {37, 13, 12}) {
            interrupts.unmask(irq);
        }
        receive(0x1000_9000, "uart3");
        assertEquals(37, interrupts.pending());
        receive(Bench.UART1, "uart1");
        assertEquals(13, interrupts.pending());
        receive(Bench.UART0, "uart0");
        assertEquals(12, interrupts.pending());
        assertEquals(1, bench.raised, "told once while something is pending");
        bench.read(Bench.UART0);
        bench.read(Bench.UART1);
        assertEquals(37, interrupts.pending());
        assertEquals(1 << 6, bench.read(Bench.SIC), "line 6 of the secondary controller");
        assertEquals(1 << 31, bench.read(Bench.VIC), "behind line 31 of the primary one");
    }

    @Test
    void bothWaysToTheEnableBits() {
        interrupts.unmask(5);
        assertEquals(1 << 5, bench.read(Bench.VIC + 0x10));
        bench.write(Bench.VIC + 0x14, 1 << 5);
        assertTrue(interrupts.masked(5));
        bench.write(Bench.VIC + 0x10, 1 << 12);
        assertFalse(interrupts.masked(12));
        bench.write(Bench.SIC + 0x08, 1 << 3);
        assertTrue(interrupts.masked(34), "the cascade is still closed");
        bench.write(Bench.VIC + 0x10, 1 << 31);
        assertFalse(interrupts.masked(34));
        bench.write(Bench.SIC + 0x0C, 1 << 3);
        assertTrue(interrupts.masked(34));
    }

    @Test
    void linesRaisedBySoftware() {
        bench.write(Bench.VIC + 0x18, 1 << 20);
        interrupts.unmask(20);
        assertEquals(20, interrupts.pending());
        assertFalse(interrupts.quiet(20), "no device there can be quieted");
        bench.write(Bench.VIC + 0x1C, 1 << 20);
        assertEquals(-1, interrupts.pending());
        interrupts.unmask(33);
        bench.write(Bench.SIC + 0x10, 1 << 2);
        assertEquals(33, interrupts.pending());
        bench.write(Bench.SIC + 0x14, 1 << 2);
        assertEquals(-1, interrupts.pending());
    }

    @Test
    void theLastNumberHasNoLine() {
        interrupts.unmask(63);
        assertTrue(interrupts.masked(63));
        assertEquals(0, bench.read(Bench.SIC + 0x08));
    }

    @Test
    void linesForFiqAreShownApart() {
        receive(Bench.UART0, "uart0");
        interrupts.unmask(12);
        bench.write(Bench.VIC + 0x0C, 1 << 12);
        assertEquals(0, bench.read(Bench.VIC));
        assertEquals(1 << 12, bench.read(Bench.VIC + 0x04));
        assertEquals(1 << 12, bench.read(Bench.VIC + 0x08));
        assertEquals(12, interrupts.pending());
    }

    @Test
    void whichDevicesTheKernelCanQuiet() {
        // abi: device.quiet
        bench.write(Bench.TIMER1, 10);
        bench.write(Bench.TIMER1 + 8, 0xE2);
        bench.pass(10_000);
        assertTrue(bench.up(5));
        assertTrue(interrupts.quiet(5));
        assertFalse(bench.up(5));

        bench.write(Bench.KEYBOARD, 1 << 4);
        bench.board.type("a");
        assertTrue(bench.up(34));
        assertTrue(interrupts.quiet(34));
        assertEquals(0, bench.read(Bench.KEYBOARD), "the receive interrupt is off");
        bench.write(Bench.KEYBOARD, 1 << 4);
        assertTrue(bench.up(34), "its driver has switched it on again");

        receive(Bench.UART0, "uart0");
        assertFalse(interrupts.quiet(12));
        assertTrue(bench.up(12));
    }
}
