package org.zerobench.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.MachineException;

class KeyboardMouseTest {
    private static final int STATUS = 0x04;
    private static final int DATA = 0x08;
    private static final int DIVIDER = 0x0C;
    private static final int INTERRUPTS = 0x10;
    private static final int ENABLE = 1 << 2;
    private static final int TRANSMIT_INTERRUPT = 1 << 3;
    private static final int RECEIVE_INTERRUPT = 1 << 4;
    private static final int FULL = 1 << 4;

    private final Bench bench = new Bench();

    /** Everything that the port has to say, as hexadecimal digits. */
    private String heard(int port) {
        StringBuilder text = new StringBuilder();
        while ((bench.read(port + STATUS) & FULL) != 0) {
            text.append(HexFormat.of().toHexDigits((byte) bench.read(port + DATA)));
        }
        return text.toString();
    }

    private String answer(int port, int... commands) {
        for (int command : commands) {
            bench.write(port + DATA, command);
        }
        return heard(port);
    }

    private void begin(int port) {
        bench.write(port, 0);
        bench.write(port + DIVIDER, 3);
        bench.write(port, ENABLE | RECEIVE_INTERRUPT);
    }

    @Test
    void theDriversOfTheAbiBegin() {
        // abi: device.pl050-keyboard-init, device.pl050-mouse-init
        begin(Bench.KEYBOARD);
        assertEquals(3, bench.read(Bench.KEYBOARD + DIVIDER));
        assertTrue(answer(Bench.KEYBOARD, 0xFF).endsWith("aa"));
        begin(Bench.MOUSE);
        assertEquals("faaa00", answer(Bench.MOUSE, 0xFF));
        assertEquals("fa", answer(Bench.MOUSE, 0xF4));
    }

    @Test
    void aKeyAndItsInterrupts() {
        // abi: device.pl050-keys, device.pl050-rearm
        begin(Bench.KEYBOARD);
        bench.interrupts.unmask(34);
        bench.board.type("a");
        for (int expected : new int[] {0x1C, 0xF0, 0x1C}) {
            assertEquals(34, bench.interrupts.pending());
            assertTrue(bench.interrupts.quiet(34));
            assertEquals(1, bench.read(Bench.KEYBOARD + INTERRUPTS) & 1, "a driver that comes after the kernel still sees why");
            assertEquals(expected, bench.read(Bench.KEYBOARD + DATA));
            bench.write(Bench.KEYBOARD, RECEIVE_INTERRUPT);
        }
        assertEquals(-1, bench.interrupts.pending());
        assertEquals(0x1C, bench.read(Bench.KEYBOARD + DATA), "the last byte stays");
    }

    @Test
    void textAsKeys() {
        bench.board.type("aZ1!\n");
        assertEquals("1cf01c" + "121af01af012" + "16f016" + "1216f016f012" + "5af05a", heard(Bench.KEYBOARD));
        String all = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ \n\t\b\033~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";
        assertEquals(99, all.chars().distinct().count());
        bench.board.type(all);
        assertEquals(2 * (52 * 3 + 47 * 6), heard(Bench.KEYBOARD).length());
    }

    @Test
    void whatCannotBeTyped() {
        assertThrows(MachineException.class, () -> bench.board.type("abc\u00e9"));
        assertEquals("", heard(Bench.KEYBOARD), "all or nothing");
        bench.board.type("x".repeat(1_000));
        assertThrows(MachineException.class, () -> bench.board.type("x".repeat(1_000)));
        assertEquals(6_000, heard(Bench.KEYBOARD).length());
        answer(Bench.KEYBOARD, 0xF5);
        assertThrows(MachineException.class, () -> bench.board.type("a"));
        answer(Bench.KEYBOARD, 0xF4);
        bench.board.type("a");
        assertEquals("1cf01c", heard(Bench.KEYBOARD));
    }

    @Test
    void commandsOfTheKeyboard() {
        assertEquals("ee", answer(Bench.KEYBOARD, 0xEE));
        assertEquals("faab83", answer(Bench.KEYBOARD, 0xF2));
        assertEquals("fa", answer(Bench.KEYBOARD, 0xED));
        assertEquals("fa", answer(Bench.KEYBOARD, 0x02), "lamps");
        assertEquals("fa", answer(Bench.KEYBOARD, 0xF0));
        assertEquals("fa02", answer(Bench.KEYBOARD, 0x00), "scan codes of set 2");
        assertEquals("fa", answer(Bench.KEYBOARD, 0xF6));
        assertEquals("fe", answer(Bench.KEYBOARD, 0x01));
        assertEquals("fe", answer(Bench.KEYBOARD, 0xFE), "again");
        bench.board.type("a");
        assertEquals("ee1cf01c", answer(Bench.KEYBOARD, 0xEE), "an answer goes before keys");
        bench.board.type("a");
        assertEquals("faaa", answer(Bench.KEYBOARD, 0xFF), "reset forgets keys");
    }

    @Test
    void packetsOfTheMouse() {
        // abi: device.pl050-mouse
        assertThrows(MachineException.class, () -> bench.board.mouse(1, 1, 0), "not switched on");
        answer(Bench.MOUSE, 0xF4);
        bench.board.mouse(5, -3, 1);
        assertEquals("2905fd", heard(Bench.MOUSE));
        bench.board.mouse(-255, 255, 6);
        assertEquals("1e01ff", heard(Bench.MOUSE));
        assertThrows(MachineException.class, () -> bench.board.mouse(256, 0, 0));
        assertThrows(MachineException.class, () -> bench.board.mouse(0, 0, 8));
        assertEquals("", heard(Bench.MOUSE));
        answer(Bench.MOUSE, 0xFF);
        assertThrows(MachineException.class, () -> bench.board.mouse(1, 1, 0));
    }

    @Test
    void commandsOfTheMouse() {
        assertEquals("fa00", answer(Bench.MOUSE, 0xF2));
        assertEquals("fa", answer(Bench.MOUSE, 0xF3));
        assertEquals("fa", answer(Bench.MOUSE, 80));
        assertEquals("fa", answer(Bench.MOUSE, 0xE8));
        assertEquals("fa", answer(Bench.MOUSE, 3));
        assertEquals("fa000350", answer(Bench.MOUSE, 0xE9));
        answer(Bench.MOUSE, 0xF4);
        assertEquals("fa200350", answer(Bench.MOUSE, 0xE9));
        assertEquals("fa", answer(Bench.MOUSE, 0xF6));
        assertEquals("fa000264", answer(Bench.MOUSE, 0xE9));
        assertEquals("fe", answer(Bench.MOUSE, 0x00));
    }

    @Test
    void statusAndTheTransmitInterrupt() {
        assertEquals(0x43, bench.read(Bench.MOUSE + STATUS) & ~(1 << 2));
        bench.write(Bench.MOUSE, TRANSMIT_INTERRUPT);
        assertTrue(bench.up(35));
        assertEquals(2, bench.read(Bench.MOUSE + INTERRUPTS));
        bench.write(Bench.MOUSE, 0);
        assertFalse(bench.up(35));
    }
}
