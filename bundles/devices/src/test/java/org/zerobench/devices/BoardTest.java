package org.zerobench.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.MachineException;

class BoardTest {
    private final Bench bench = new Bench();

    @Test
    void theAddressesOfTheAbi() {
        // abi: device.addresses
        Map<String, Integer> places = bench.fitted.devices().stream().collect(Collectors.toMap(Device::name, Device::base));
        assertEquals(Map.ofEntries(Map.entry("uart0", 0x101F1000), Map.entry("uart1", 0x101F2000), Map.entry("uart2", 0x101F3000),
                Map.entry("uart3", 0x10009000), Map.entry("timer0", 0x101E2000), Map.entry("timer1", 0x101E3000),
                Map.entry("keyboard", 0x10006000), Map.entry("mouse", 0x10007000), Map.entry("clcd", 0x10120000), Map.entry("rtc", 0x101E8000),
                Map.entry("vic", 0x10140000), Map.entry("sic", 0x10003000), Map.entry("sysctrl", 0x101E0000), Map.entry("sysregs", 0x10000000)), places);
        int[] bases = bench.fitted.devices().stream().mapToInt(Device::base).toArray();
        for (int i = 1; i < bases.length; i++) {
            assertTrue(bases[i - 1] < bases[i], "ascending");
        }
    }

    @Test
    void beforeTheMachineThereIsNothingToDo() {
        assertThrows(MachineException.class, () -> new VersatileBoard().type("a"));
        assertThrows(MachineException.class, () -> new VersatileBoard().lines());
    }

    @Test
    void theClockIsTheHosts() {
        // abi: note.6.6
        assertEquals(1_700_000_000, bench.read(Bench.CLOCK));
        bench.write(Bench.CLOCK + 0x08, 1_000);
        assertEquals(1_000, bench.read(Bench.CLOCK));
        bench.pass(2 * Bench.SECOND);
        assertEquals(1_002, bench.read(Bench.CLOCK));
    }

    @Test
    void theAlarm() {
        bench.write(Bench.CLOCK + 0x10, 1);
        bench.write(Bench.CLOCK + 0x04, bench.read(Bench.CLOCK) + 3);
        assertEquals(3 * Bench.SECOND - 250_000_000, bench.at(Bench.CLOCK).deadline());
        bench.pass(2 * Bench.SECOND);
        assertFalse(bench.up(10));
        bench.pass(Bench.SECOND);
        assertTrue(bench.up(10));
        assertEquals(1, bench.read(Bench.CLOCK + 0x18));
        bench.write(Bench.CLOCK + 0x1C, 1);
        assertFalse(bench.up(10));
        bench.pass(100 * Bench.SECOND);
        assertFalse(bench.up(10));
    }

    @Test
    void countersAndLampsOfTheBoard() {
        bench.pass(2_500_000_000L);
        assertEquals(250, bench.read(Bench.SYSTEM + 0x24));
        assertEquals(60_000_000, bench.read(Bench.SYSTEM + 0x5C));
        bench.write(Bench.SYSTEM + 0x08, 0x1A5);
        assertEquals(0xA5, bench.read(Bench.SYSTEM + 0x08));
        bench.write(Bench.SYSTEM, 0);
        assertEquals(0x4100_7004, bench.read(Bench.SYSTEM));
        assertEquals(1 << 16, bench.read(Bench.SYSTEM + 0x20));
        bench.write(Bench.SYSTEM + 0x20, 0xA05F);
        assertEquals(0xA05F, bench.read(Bench.SYSTEM + 0x20));
        bench.write(Bench.SYSTEM + 0x30, 5);
        bench.write(Bench.SYSTEM + 0x34, 1);
        assertEquals(4, bench.read(Bench.SYSTEM + 0x30));
    }

    /** Whatever a guest stores wherever: nothing is thrown, and looking at the registers changes none. */
    @Test
    void randomAccesses() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            Device device = bench.fitted.devices().get(random.nextInt(bench.fitted.devices().size()));
            int bytes = 1 << random.nextInt(3);
            int offset = random.nextInt(random.nextBoolean() ? 0x80 : 0x1000) & -bytes;
            if (random.nextBoolean()) {
                device.write(offset, bytes, random.nextBoolean() ? random.nextInt() : random.nextInt(256));
            } else {
                device.read(offset, bytes);
            }
            if (i % 100 == 0) {
                bench.pass(random.nextLong(Bench.SECOND));
                assertEquals(device.registers(), device.registers(), "seed " + seed);
                bench.board.display();
            }
            int pending = bench.interrupts.pending();
            assertTrue(pending >= -1 && pending < 63, "seed " + seed);
            if (pending >= 0) {
                bench.interrupts.mask(pending);
                bench.interrupts.quiet(pending);
            }
        }
    }
}
