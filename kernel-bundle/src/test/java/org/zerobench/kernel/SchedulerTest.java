package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;
import static org.zerobench.kernel.World.POSIX;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who runs: priorities, slices, front-of-queue wake-ups. */
class SchedulerTest {
    private static final long TICK = 1_000_000;

    private final World world = new World();
    private final int spid = world.space();

    @Test
    void equalsShareByTurns() {
        int[] tids = {world.start(spid, World.PAGER), world.start(spid, World.PAGER), world.start(spid, World.PAGER)};
        Map<Integer, Integer> ticks = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            ticks.merge(world.schedule(), 1, Integer::sum);
            world.machine.nanos += TICK;
        }
        world.schedule();
        for (int tid : tids) {
            assertEquals(100, ticks.get(tid));
            assertEquals(100 * TICK, world.thread(tid).cpuNanos);
            assertEquals(100 * TICK, world.kernel().cpuNanos(tid));
        }
    }

    @Test
    void aHigherPriorityPreemptsAtOnceAndALowerOneWaits() {
        // abi: sched.priorities
        world.allowAll();
        int low = world.start(spid, World.PAGER);
        int high = world.start(spid, World.PAGER);
        world.kernel().setPriority(POSIX, high, 12);
        assertEquals(high, world.schedule());
        assertEquals(low, world.call(IPC, NIL, ANY, 0));
        assertEquals(high, world.call(IPC, high, NIL, 0), "woken and switched to");
        world.machine.nanos += 1000 * TICK;
        assertEquals(high, world.schedule(), "its slice is over, but nobody of its rank waits");
        assertEquals(high, world.call(CallTable.THREAD_SWITCH));
    }

    @Test
    void twoThatWakeEachOtherDoNotStarveAThird() {
        world.allowAll();
        int hog = world.start(spid, World.PAGER);
        int b = world.start(spid, World.PAGER);
        int a = world.start(spid, World.PAGER);
        world.schedule();
        int hogRan = 0;
        for (int i = 0; i < 1000; i++) {
            world.machine.nanos += TICK / 10;
            int self = world.running();
            if (self == hog) {
                hogRan++;
                if (i % 10 == 0) {
                    world.schedule();
                }
            } else {
                int other = self == a ? b : a;
                world.call(IPC, other, other, 0);
            }
        }
        assertTrue(hogRan > 200, "the third ran " + hogRan + " times of 1000");
    }

    @Test
    void nobodyReadyIsNull() {
        assertEquals(0, world.schedule());
        int tid = world.start(spid, World.PAGER);
        assertEquals(tid, world.schedule());
        world.kernel().suspend(POSIX, tid);
        assertEquals(0, world.schedule());
        world.kernel().run(POSIX, tid);
        world.kernel().run(POSIX, tid);
        assertEquals(tid, world.schedule());
        world.kernel().destroyThread(POSIX, tid);
        assertEquals(0, world.schedule());
    }

    @Test
    void timeOfATakeOverIsChargedToNobody() {
        int tid = world.start(spid, World.PAGER);
        world.schedule();
        world.machine.nanos += TICK;
        world.schedule();
        world.machine.swap();
        world.machine.nanos += 50 * TICK;
        assertEquals(tid, world.schedule());
        assertEquals(TICK, world.thread(tid).cpuNanos);
    }
}
