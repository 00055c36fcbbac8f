package org.zerobench.devices;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Panel;

class DisplayTest {
    private static final int CONTROL = Bench.DISPLAY + 0x18;
    private static final int MASK = Bench.DISPLAY + 0x1C;
    private static final int RAW = Bench.DISPLAY + 0x20;
    private static final int PALETTE = Bench.DISPLAY + 0x200;
    private static final int ON = 1 | 1 << 11 | 1 << 5;
    private static final int SWAPPED = 1 << 8;
    private static final int BASE = 0x8000;
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLACK = 0xFF000000;

    private final Bench bench = new Bench();

    /** A display of 16 by so many pixels. @param format control bits 3 to 1 */
    private void on(int format, int rows, int more) {
        bench.write(Bench.DISPLAY, 0);
        bench.write(Bench.DISPLAY + 4, rows - 1);
        bench.write(Bench.DISPLAY + 0x10, BASE);
        bench.write(CONTROL, ON | format << 1 | more);
    }

    private int[] row(int row, int pixels) {
        Panel.Picture picture = bench.board.display();
        return Arrays.copyOfRange(picture.argb(), row * picture.width(), row * picture.width() + pixels);
    }

    @Test
    void itIsOffWithoutPowerOrEnable() {
        assertNull(bench.board.display());
        bench.write(CONTROL, 1);
        assertNull(bench.board.display());
        bench.write(CONTROL, 1 << 11);
        assertNull(bench.board.display());
        on(4, 1, 0);
        assertEquals(16, bench.board.display().width());
        assertEquals(1, bench.board.display().height());
        bench.write(CONTROL, 0);
        assertNull(bench.board.display());
    }

    @Test
    void theSizeIsInTheTimingRegisters() {
        on(3, 1, 0);
        bench.write(Bench.DISPLAY, 39 << 2 | 0x11 << 8);
        bench.write(Bench.DISPLAY + 4, 479 | 3 << 10);
        assertEquals(640, bench.board.display().width());
        assertEquals(480, bench.board.display().height());
        assertEquals(640 * 480, bench.board.display().argb().length);
    }

    @Test
    void sixteenBits() {
        on(4, 2, 0);
        int[] stored = {0x001F, 0x03E0, 0x7C00, 0x7FFF, 0};
        for (int i = 0; i < stored.length; i++) {
            bench.ram.set(JAVA_SHORT_UNALIGNED, BASE + 32 + 2 * i, (short) stored[i]);
        }
        assertArrayEquals(new int[] {RED, GREEN, BLUE, WHITE, BLACK}, row(1, 5));
        on(4, 2, SWAPPED);
        assertArrayEquals(new int[] {BLUE, GREEN, RED}, row(1, 3));
        bench.write(Bench.SYSTEM + 0x50, 2);
        on(4, 1, 0);
        stored = new int[] {0x001F, 0x07E0, 0xF800};
        for (int i = 0; i < stored.length; i++) {
            bench.ram.set(JAVA_SHORT_UNALIGNED, BASE + 2 * i, (short) stored[i]);
        }
        assertArrayEquals(new int[] {RED, GREEN, BLUE}, row(0, 3));
        bench.write(Bench.SYSTEM + 0x50, 0);
        on(6, 1, 0);
        assertArrayEquals(new int[] {RED, GREEN, BLUE}, row(0, 3));
        on(7, 1, 0);
        bench.ram.set(JAVA_SHORT_UNALIGNED, BASE, (short) 0x0F0);
        assertArrayEquals(new int[] {GREEN}, row(0, 1));
    }

    @Test
    void twentyFourBits() {
        on(5, 1, 0);
        bench.ram.set(JAVA_INT_UNALIGNED, BASE, 0x00563412);
        assertArrayEquals(new int[] {0xFF123456}, row(0, 1));
        on(5, 1, SWAPPED);
        assertArrayEquals(new int[] {0xFF563412}, row(0, 1));
    }

    @Test
    void palettes() {
        bench.write(PALETTE, 0x001F << 16 | 0x7FFF);
        bench.write(PALETTE + 4, 0x7C00 << 16 | 0x03E0);
        bench.write(PALETTE + 4 * 127, 0x7FFF << 16);
        bench.ram.set(JAVA_BYTE, BASE, (byte) 0b1110_0100);
        bench.ram.set(JAVA_BYTE, BASE + 1, (byte) 255);
        on(0, 1, 0);
        assertArrayEquals(new int[] {WHITE, WHITE, RED, WHITE, WHITE, RED, RED, RED}, row(0, 8));
        on(1, 1, 0);
        assertArrayEquals(new int[] {WHITE, RED, GREEN, BLUE}, row(0, 4));
        on(1, 1, 1 << 10);
        assertArrayEquals(new int[] {BLUE, GREEN, RED, WHITE}, row(0, 4));
        bench.ram.set(JAVA_BYTE, BASE, (byte) 0x31);
        on(2, 1, 0);
        assertArrayEquals(new int[] {RED, BLUE}, row(0, 2));
        bench.ram.set(JAVA_BYTE, BASE, (byte) 2);
        on(3, 1, 0);
        assertArrayEquals(new int[] {GREEN, WHITE}, row(0, 2));
        on(3, 1, 1 << 9);
        assertArrayEquals(new int[] {WHITE, GREEN}, Arrays.copyOfRange(row(0, 4), 2, 4), "bytes of a word the other way round");
    }

    @Test
    void outsideRamItIsBlack() {
        on(5, 3, 0);
        bench.write(Bench.DISPLAY + 0x10, Bench.RAM_BYTES - 64);
        bench.ram.set(JAVA_INT_UNALIGNED, Bench.RAM_BYTES - 4L, 0xFF);
        assertEquals(RED, row(0, 16)[15]);
        assertEquals(BLACK, row(1, 1)[0]);
        bench.write(Bench.DISPLAY + 0x10, 0xFFFF_FFFC);
        assertEquals(BLACK, row(0, 1)[0]);
    }

    @Test
    void interruptsOfFrames() {
        on(4, 1, 0);
        assertEquals(Long.MAX_VALUE, bench.at(Bench.DISPLAY).deadline());
        bench.write(MASK, 1 << 3);
        bench.pass(Bench.SECOND / 60);
        assertTrue(bench.up(16));
        assertTrue((bench.read(RAW) & 1 << 3) != 0);
        bench.write(Bench.DISPLAY + 0x28, 1 << 3);
        assertFalse(bench.up(16));
        bench.pass(10 * Bench.SECOND);
        assertTrue(bench.up(16));
        assertTrue(bench.at(Bench.DISPLAY).deadline() > bench.now);
        bench.write(CONTROL, 0);
        assertEquals(Long.MAX_VALUE, bench.at(Bench.DISPLAY).deadline());
    }
}
