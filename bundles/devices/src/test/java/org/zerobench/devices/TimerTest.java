package org.zerobench.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Device;

class TimerTest {
    private static final int LOAD = Bench.TIMER1;
    private static final int VALUE = Bench.TIMER1 + 0x04;
    private static final int CONTROL = Bench.TIMER1 + 0x08;
    private static final int CLEAR = Bench.TIMER1 + 0x0C;
    private static final int RAW = Bench.TIMER1 + 0x10;
    private static final int MASKED = Bench.TIMER1 + 0x14;
    private static final int BACKGROUND = Bench.TIMER1 + 0x18;
    private static final int SECOND_COUNTER = 0x20;
    private static final int ENABLE = 1 << 7;
    private static final int PERIODIC = 1 << 6;
    private static final int INTERRUPT = 1 << 5;
    private static final int WIDE = 1 << 1;
    private static final int ONE_SHOT = 1;
    private static final long TICK = 1_000;

    private final Bench bench = new Bench();
    private final Device timer = bench.at(Bench.TIMER1);

    @Test
    void afterReset() {
        assertEquals(0xFFFF_FFFF, bench.read(VALUE));
        assertEquals(INTERRUPT, bench.read(CONTROL));
        assertEquals(0, bench.read(RAW));
        assertEquals(Long.MAX_VALUE, timer.deadline());
        bench.pass(Bench.SECOND);
        assertEquals(0xFFFF_FFFF, bench.read(VALUE), "it stands");
        assertEquals(0x04, bench.read(Bench.TIMER1 + 0xFE0));
        assertEquals(0x18, bench.read(Bench.TIMER1 + 0xFE4));
    }

    @Test
    void aSecondAsTheDriverOfTheAbiSetsIt() {
        // abi: device.sp804-periodic
        bench.write(CONTROL, 0);
        bench.write(CONTROL, PERIODIC | INTERRUPT | WIDE);
        bench.write(LOAD, 1_000_000);
        bench.pass(5 * Bench.SECOND);
        assertEquals(1_000_000, bench.read(VALUE), "not enabled yet");
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        assertEquals(bench.now + Bench.SECOND, timer.deadline());
        bench.pass(Bench.SECOND - 1);
        assertEquals(1, bench.read(VALUE));
        assertFalse(bench.up(5));
        bench.pass(1);
        assertEquals(1_000_000, bench.read(VALUE));
        assertTrue(bench.up(5));
        assertEquals(1, bench.read(MASKED));
        bench.write(CLEAR, 1);
        assertFalse(bench.up(5));
        assertEquals(0, bench.read(RAW));
        assertEquals(bench.now + Bench.SECOND, timer.deadline());
    }

    /** Whenever the machine comes round, as many periods have given their interrupt as have passed. */
    @Test
    void periodsNeitherDriftNorGetLost() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int period = 1 + random.nextInt(5_000);
        bench.write(LOAD, period);
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        long periods = 0;
        while (periods < 10_000) {
            bench.pass(random.nextLong(100 * period * TICK));
            for (; bench.up(5); bench.pass(0)) {
                periods++;
                assertTrue(bench.interrupts.quiet(5));
            }
            assertEquals(bench.now / (period * TICK), periods, "seed " + seed);
            assertEquals(period - bench.now / TICK % period, bench.read(VALUE), "seed " + seed);
        }
    }

    @Test
    void afterALongPauseItDoesNotMakeUpForAllOfIt() {
        bench.write(LOAD, 1_000);
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        bench.pass(3_600 * Bench.SECOND);
        int made = 0;
        for (; bench.up(5); bench.pass(0)) {
            made++;
            bench.interrupts.quiet(5);
        }
        assertEquals(Counter.MOST_LATE, made);
        assertTrue(timer.deadline() > bench.now);
    }

    @Test
    void oneShotStopsAtZero() {
        bench.write(CONTROL, ENABLE | ONE_SHOT | INTERRUPT | WIDE);
        bench.write(LOAD, 500);
        bench.pass(499 * TICK);
        assertEquals(1, bench.read(VALUE));
        bench.pass(TICK);
        assertTrue(bench.up(5));
        assertEquals(0, bench.read(VALUE));
        bench.write(CLEAR, 0);
        bench.pass(Bench.SECOND);
        assertFalse(bench.up(5));
        assertEquals(0, bench.read(VALUE));
        bench.write(CONTROL, ENABLE | ONE_SHOT | INTERRUPT | WIDE);
        bench.pass(Bench.SECOND);
        assertFalse(bench.up(5), "only a load starts it again");
        bench.write(LOAD, 7);
        bench.pass(7 * TICK);
        assertTrue(bench.up(5));
    }

    @Test
    void freeRunningCountsThroughZero() {
        bench.write(CONTROL, ENABLE | INTERRUPT);
        bench.write(LOAD, 0xABCD_0010);
        bench.pass(0x10 * TICK);
        assertTrue(bench.up(5));
        assertEquals(0, bench.read(VALUE));
        bench.pass(TICK);
        assertEquals(0xFFFF, bench.read(VALUE), "sixteen bits");
        bench.write(CLEAR, 1);
        assertEquals(bench.now + 0xFFFF * TICK, timer.deadline());
        bench.write(CONTROL, ENABLE | INTERRUPT | WIDE);
        bench.write(LOAD, 0);
        assertEquals(1, bench.read(RAW), "at zero at once");
        bench.pass(TICK);
        assertEquals(0xFFFF_FFFF, bench.read(VALUE));
    }

    @Test
    void theWidthMayBeSetAfterTheValue() {
        bench.write(LOAD, 0x0012_0003);
        bench.write(CONTROL, ENABLE | ONE_SHOT | INTERRUPT | WIDE);
        assertEquals(0x0012_0003 * TICK, timer.deadline());
        bench.write(CONTROL, 0);
        bench.write(LOAD, 0x0012_0003);
        bench.write(CONTROL, ENABLE | ONE_SHOT | INTERRUPT);
        assertEquals(3 * TICK, timer.deadline());
    }

    @Test
    void thePrescaler() {
        for (int[] stage : new int[][] {{0, 1}, {1, 16}, {2, 256}}) {
            bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE | stage[0] << 2);
            bench.write(LOAD, 100);
            bench.pass(30 * stage[1] * TICK);
            assertEquals(70, bench.read(VALUE));
            assertEquals(bench.now + 70 * stage[1] * TICK, timer.deadline());
        }
    }

    @Test
    void theBackgroundValueIsForTheNextPeriod() {
        bench.write(LOAD, 100);
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        bench.pass(40 * TICK + TICK / 2);
        bench.write(BACKGROUND, 1_000);
        assertEquals(60, bench.read(VALUE));
        assertEquals(1_000, bench.read(LOAD));
        assertEquals(100 * TICK, timer.deadline(), "counted in whole ticks from the start");
        bench.pass(60 * TICK);
        assertEquals(1_000, bench.read(VALUE));
        bench.write(CLEAR, 1);
        assertEquals(1_100 * TICK, timer.deadline());
    }

    @Test
    void aGuestThatPollsSeesWhatNobodyHasDeliveredYet() {
        bench.write(CONTROL, ENABLE | PERIODIC | WIDE);
        bench.write(LOAD, 10);
        assertEquals(Long.MAX_VALUE, timer.deadline(), "nobody is to be woken");
        bench.now += 10 * TICK;
        assertEquals(1, bench.read(RAW));
        assertEquals(0, bench.read(MASKED));
        bench.write(CLEAR, 1);
        assertEquals(0, bench.read(RAW));
        bench.now += 10 * TICK;
        assertEquals(1, bench.read(RAW));
        assertFalse(bench.up(5));
    }

    @Test
    void stoppingKeepsTheValueAndGoingOnGoesOn() {
        bench.write(LOAD, 100);
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        bench.pass(30 * TICK);
        bench.write(CONTROL, PERIODIC | INTERRUPT | WIDE);
        bench.pass(Bench.SECOND);
        assertEquals(70, bench.read(VALUE));
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        bench.pass(70 * TICK);
        assertTrue(bench.up(5));
    }

    @Test
    void twoCountersShareTheLine() {
        bench.write(LOAD + SECOND_COUNTER, 20);
        bench.write(CONTROL + SECOND_COUNTER, ENABLE | ONE_SHOT | INTERRUPT | WIDE);
        bench.write(LOAD, 10);
        bench.write(CONTROL, ENABLE | ONE_SHOT | INTERRUPT | WIDE);
        bench.pass(20 * TICK);
        bench.write(CLEAR, 1);
        assertTrue(bench.up(5));
        bench.write(CLEAR + SECOND_COUNTER, 1);
        assertFalse(bench.up(5));
    }

    @Test
    void nothingToLoad() {
        bench.write(CONTROL, ENABLE | PERIODIC | INTERRUPT | WIDE);
        bench.write(LOAD, 0);
        bench.pass(0);
        assertTrue(bench.up(5));
        bench.write(CLEAR, 1);
        bench.pass(Bench.SECOND);
        assertFalse(bench.up(5), "no storm of interrupts");
        assertEquals(Long.MAX_VALUE, timer.deadline());
    }
}
