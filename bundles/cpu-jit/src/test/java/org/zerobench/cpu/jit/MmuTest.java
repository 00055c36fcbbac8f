package org.zerobench.cpu.jit;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.DeviceWindow;

/** Translations of every size, what is remembered and forgotten of them, and memory that is not RAM. */
class MmuTest {

    private static final int TABLE = 0x4000;
    private static final int SECOND = 0x8000;
    private static final int SMALL_RW = 0x32;
    private static final int SMALL_RO = 0x22;

    private final MemorySegment ram = Arena.ofAuto().allocate(8 << 20);
    private final List<String> device = new ArrayList<>();
    private final CodePages pages = new CodePages(8 << 20);
    private final Mmu mmu = new Mmu(ram, new DeviceWindow(List.of(new Recorder())), pages);

    @BeforeEach
    void table() {
        mmu.space(TABLE, false);
        word(TABLE, SECOND | 1);
    }

    private void word(int physical, int value) {
        ram.set(JAVA_INT_UNALIGNED, physical, value);
    }

    private final class Recorder implements Device {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public int base() {
            return 0x1000_0000;
        }

        @Override
        public int sizeBytes() {
            return 4096;
        }

        @Override
        public int read(int offset, int bytes) {
            return offset + bytes;
        }

        @Override
        public void write(int offset, int bytes, int value) {
            device.add(offset + ":" + bytes + "=" + value);
        }
    }

    @Test
    void sectionsAndLargePages() {
        word(TABLE + 4, 0x0070_0C02); // section: 1 MiB at 0x100000
        for (int i = 0; i < 16; i++) {
            word(SECOND + 4 * i, 0x0006_0031); // large page: 64 KiB at 0
        }
        word(0x7ABCDC, 11);
        word(0x06FFF0, 12);
        assertEquals(11, mmu.load32(0x1ABCDC));
        assertEquals(12, mmu.load32(0xFFF0));
        assertEquals(0x7ABCDC, mmu.fetch(0x1ABCDC));
        word(TABLE + 4, 0x0070_0C12); // now execute never, as soon as it is forgotten
        mmu.forgetSpace(TABLE);
        assertEquals(13, assertThrows(Abort.class, () -> mmu.fetch(0x1ABCDC)).status);
        word(TABLE + 8, 0x0070_8C02); // read only
        assertEquals(11, mmu.load32(0x2ABCDC));
        Abort abort = assertThrows(Abort.class, () -> mmu.store8(0x2ABCDC, 1));
        assertEquals(13, abort.status);
        assertTrue(abort.write);
    }

    @Test
    void whatIsForgottenIsLookedUpAgain() {
        word(SECOND, 0x10_0000 | SMALL_RW);
        mmu.store32(0, 5);
        assertEquals(5, ram.get(JAVA_INT_UNALIGNED, 0x10_0000));
        word(SECOND, 0x10_1000 | SMALL_RO);
        mmu.forgetPage(TABLE, 0);
        assertEquals(0, mmu.load32(0));
        assertEquals(15, assertThrows(Abort.class, () -> mmu.store32(0, 6)).status);
    }

    @Test
    void aRefusedHalfLeavesTheOtherAlone() {
        word(SECOND, 0x10_0000 | SMALL_RW);
        word(SECOND + 4, 0x10_1000 | SMALL_RO);
        Abort abort = assertThrows(Abort.class, () -> mmu.store32(0xFFE, -1));
        assertEquals(0x1000, abort.address);
        assertEquals(0, ram.get(JAVA_INT_UNALIGNED, 0x10_0FFC));
        assertThrows(Abort.class, () -> mmu.probe(0xFF8, 16, true));
        mmu.probe(0xFF8, 16, false);
    }

    @Test
    void storesToCodeForgetIt() {
        word(SECOND, 0x10_0000 | SMALL_RW);
        mmu.store32(0, 1);
        CodePage page = pages.make(0x10_0000);
        mmu.watchWrites(page.frame);
        Instruction decoded = new Instruction();
        Arrays.fill(page.thumb(), decoded);
        Arrays.fill(page.arm(), decoded);
        mmu.store8(0x101, 1);
        for (int slot = 0; slot < CodePage.SLOTS; slot++) {
            boolean hit = slot >= 0xFE / 2 && slot <= 0x101 / 2;
            assertEquals(!hit, page.thumb()[slot] == decoded, "Thumb slot " + slot);
            assertTrue(slot != 0x100 / 2 || page.arm()[slot] == null, "the ARM instruction itself");
        }
    }

    @Test
    void theOldestCodeGoesFirst() {
        for (int frame = 0; frame < 8 << 20; frame += 4096) {
            pages.make(frame);
        }
        assertFalse(pages.holds(0));
        assertTrue(pages.holds((8 << 20) - 4096));
        pages.forget(0, 8 << 20);
        assertFalse(pages.holds((8 << 20) - 4096));
    }

    @Test
    void devicesAndNothing() {
        word(SECOND, 0x1000_0000 | SMALL_RW);
        word(SECOND + 4, 0x2000_0000 | SMALL_RW);
        assertEquals(0x104, mmu.load32(0x100));
        assertEquals(0x108L << 32 | 0x104, mmu.load64(0x100), "eight bytes are two accesses");
        mmu.store16(0x20, 7);
        assertEquals(List.of("32:2=7"), device);
        mmu.store32(0x1000, 9);
        assertEquals(0, mmu.load32(0x1000), "nobody is there");
    }
}
