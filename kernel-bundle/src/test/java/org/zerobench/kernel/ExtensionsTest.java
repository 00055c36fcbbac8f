package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.CONTAINER_CONTROL;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.CallTable.MUTEX_CONTROL;
import static org.zerobench.kernel.CallTable.SCHEDULE;
import static org.zerobench.kernel.CallTable.THREAD_SWITCH;
import static org.zerobench.kernel.CallTable.TIME;
import static org.zerobench.kernel.ContainerWorld.BUFFER;
import static org.zerobench.kernel.ContainerWorld.CREATE_COPY;
import static org.zerobench.kernel.ContainerWorld.CREATE_SHARED;
import static org.zerobench.kernel.ContainerWorld.DESTROY;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.KernelState.Status;

/** The small calls, with garbage as the ABI has them and with requests; who runs when; the interface page; mutexes. */
class ExtensionsTest {
    private static final int TICK = 1_000_000;
    private static final int LOCK = 1 << 28;
    private static final int UNLOCK = 2 << 28;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;

    @Test
    void garbageIsNoRequest() {
        // abi: schedule.result, container_control.result, ipc_control.ENOSYS, time.set-ENOSYS, note.3.12, note.6.11
        Random random = World.random();
        int child = container.child(CREATE_SHARED);
        for (int i = 0; i < 1000; i++) {
            int[] words = random.ints(4).toArray();
            words[1] = random.nextBoolean() ? child : words[1];
            words[0] &= ~0x40000000;
            assertEquals(0, container.call(SCHEDULE, words), "seed " + World.seed());
            assertEquals(0, container.call(CONTAINER_CONTROL, words));
            assertEquals(-Errors.ENOSYS, container.call(CallTable.IPC_CONTROL, words));
            assertEquals(-Errors.ENOSYS, container.call(TIME, BUFFER, words[0] | 1));
        }
        assertEquals(Scheduler.NORMAL, world.thread(child).priority);
    }

    @Test
    void scheduleSetsPriorityAndSlice() {
        // abi: note.2.16, note.2.17, schedule.request
        int child = container.running(CREATE_SHARED);
        assertEquals(-Errors.ESRCH, container.call(SCHEDULE, Extensions.SCHEDULE, 99, 1, 0));
        assertEquals(-Errors.EINVAL, container.call(SCHEDULE, Extensions.SCHEDULE, child, Scheduler.NORMAL + 1, 0));
        assertEquals(-Errors.EINVAL, container.call(SCHEDULE, Extensions.SCHEDULE, child, 1, 1001));
        assertEquals(0, container.call(SCHEDULE, Extensions.SCHEDULE, child, 1, 5));
        assertEquals(pager, world.call(THREAD_SWITCH, 0), "a lower priority waits");
        world.swap();
        world.call(IPC, NIL, ANY, 0);
        assertEquals(child, world.running());
        assertEquals(5 * TICK, Scheduler.slice(world.thread(child)));
        right(Capability.TCTRL).access &= ~Rights.RUN;
        world.switchTo(child);
        assertEquals(-Errors.ENOCAP, container.call(SCHEDULE, Extensions.SCHEDULE, pager, 1, 0));
    }

    @Test
    void threadSwitchGoesToTheRearOrToWhomItNames() {
        // abi: thread_switch.result, thread_switch.rear, note.2.16
        int a = container.running(CREATE_SHARED);
        int b = container.running(CREATE_SHARED);
        assertEquals(b, world.call(THREAD_SWITCH, 0), "the one at the front");
        assertEquals(a, world.call(THREAD_SWITCH, 0xDEADBEEF));
        assertEquals(pager, world.call(THREAD_SWITCH, 0));
        assertEquals(0, world.result(pager));
        assertEquals(a, world.call(THREAD_SWITCH, a));
    }

    @Test
    void containersTakeTurnsAndKeepTheirSlices() {
        // abi: sched.slice, sched.granularity, container.fair
        ContainerWorld second = new ContainerWorld(world, 1);
        int spinner = container.running(CREATE_SHARED);
        int task = world.start(world.space(), World.PAGER);
        Map<Integer, Integer> ticks = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            int now = world.schedule();
            ticks.merge(world.thread(now).container(), 1, Integer::sum);
            if (world.thread(now).container() == 0) {
                order.add(now);
            }
            world.machine.nanos += TICK;
        }
        for (int id : new int[] {0, 1, world.thread(task).container()}) {
            assertEquals(400, ticks.get(id), 21, "container " + id + " of " + ticks);
        }
        int changes = 0;
        for (int i = 1; i < order.size(); i++) {
            changes += order.get(i).equals(order.get(i - 1)) ? 0 : 1;
        }
        assertTrue(changes >= 3 && changes <= 5, "in a container slices are 100 ms long: " + changes + " changes in 400 ms");
        assertTrue(order.contains(spinner) && second.pager > 0);
    }

    @Test
    void aHostThatStallsCostsNobodyItsSlice() {
        // abi: sched.host-stalls
        container.running(CREATE_SHARED);
        world.switchTo(pager);
        for (int i = 0; i < 10; i++) {
            world.machine.nanos += 300L * TICK;
            assertEquals(pager, world.schedule());
        }
    }

    @Test
    void containersCanBeControlledWithTheirRight() {
        // abi: note.6.10, note.6.8, container_control.request
        ContainerWorld second = new ContainerWorld(world, 1);
        world.switchTo(pager);
        assertEquals(-Errors.EINVAL, container.call(CONTAINER_CONTROL, Extensions.REQUEST | 9, 1));
        assertEquals(-Errors.ESRCH, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_INFO, 2, BUFFER));
        assertEquals(-Errors.ENOCAP, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_DESTROY, 1));
        List<Capability> list = world.thread(pager).space.capabilities;
        world.parts().capabilities.add(list, Holder.SPACE, container.spid, Capability.TCTRL | Capability.CONTAINER, 1, 0x3F);
        assertEquals(0, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_INFO, 1, BUFFER));
        assertEquals(List.of(second.pager, 1, 1, 0x100), List.of(container.word(0), container.word(1), container.word(2), container.word(3)));
        assertEquals(0, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_SUSPEND, 1));
        assertTrue(world.thread(second.pager).inactive());
        assertEquals(0, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_RESUME, 1));
        assertTrue(world.thread(second.pager).runnable());
        assertEquals(0, container.call(CONTAINER_CONTROL, Extensions.CONTAINER_DESTROY, 1));
        assertEquals(1, world.kernel().containers().size());
        world.call(CONTAINER_CONTROL, Extensions.CONTAINER_DESTROY, 0);
        assertTrue(world.kernel().containers().isEmpty());
    }

    @Test
    void timeHasSixtyFourBits() {
        // abi: time.get, note.6.6, time.wall-clock
        world.machine.nanos = 5_000_000_000L * 1_000_000_000L / 1000 + 123_456_789;
        assertEquals(0, container.call(TIME, BUFFER, 0));
        assertEquals(5_000_000, container.word(0));
        assertEquals(123_000, container.word(1), "in ticks of a millisecond");
        assertEquals(0, container.call(TIME, BUFFER, Extensions.WALL_CLOCK));
        assertEquals(0, container.word(0));
        assertEquals(world.machine.nanos, container.word(3) & 0xFFFFFFFFL | (long) container.word(4) << 32);
    }

    @Test
    void theInterfacePageTellsSizesBehindItsFields() {
        // abi: kip.magic, kip.version, kip.entries, kip.date, kip.zero, note.6.12
        int page = 0x1000;
        assertEquals(0x4B98344C, world.word(page));
        assertEquals(0xBB010000, world.word(page + 4));
        int[] entries = {0x2C, 0x30, 0x18, 0x08, 0x1C, 0x20, 0x00, 0x28, 0x14, 0x0C, 0x04, 0x10, 0x24, 0x34, 0x38};
        for (int i = 0; i < entries.length; i++) {
            assertEquals(0xFFFFF000 + entries[i], world.word(page + 0x0C + i * 4));
        }
        for (int offset : new int[] {0x08, 0x48, 0x4C, 0x50, 0x58, 0x7C, 0x94, 0xFFC}) {
            assertEquals(0, world.word(page + offset));
        }
        assertEquals(2, world.word(page + 0x5C));
        assertEquals(0xBBB, world.word(page + 0x60));
        assertEquals(4096, world.word(page + 0x84));
        assertEquals(256, world.word(page + 0x88));
        assertEquals(64 << 20, world.word(page + 0x8C));
    }

    @Test
    void anUnlockersWaitEndsWithTheThreadThatNeverCame() {
        // abi: note.4.12
        int doomed = container.running(CREATE_SHARED);
        world.call(MUTEX_CONTROL, BUFFER, UNLOCK | 1);
        assertEquals(Status.UNLOCKING, world.thread(pager).status);
        int other = world.running();
        assertEquals(doomed, other);
        world.parts().lives.destroy(world.thread(doomed));
        assertEquals(Status.READY, world.thread(pager).status);
        assertEquals(pager, world.schedule());
        assertEquals(0, world.result(pager));
        world.swap();
        assertEquals(0, container.call(MUTEX_CONTROL, BUFFER, LOCK), "whoever did announce itself is not left asleep");
        assertTrue(world.parts().mutexes.queues().isEmpty());
    }

    @Test
    void aMutexNeedsAUnit() {
        // abi: mutex.ENOMEM, note.4.11, note.2.18, mutex.kernel-address-EINVAL, mutex.bad-op-EPERM, mutex.unmapped-EINVAL
        Capability pool = world.parts().capabilities.pool(world.thread(pager), Capability.MUTEXPOOL, 0);
        pool.size = 0;
        assertEquals(-Errors.EINVAL, container.call(MUTEX_CONTROL, 0xF7FFFFFC, LOCK));
        assertEquals(-Errors.EPERM, container.call(MUTEX_CONTROL, 0xA0F00000, 3 << 28));
        assertEquals(-Errors.EINVAL, container.call(MUTEX_CONTROL, 0xA0F00000, LOCK));
        assertEquals(-Errors.ENOMEM, container.call(MUTEX_CONTROL, BUFFER, LOCK));
        List<Capability> shared = world.parts().capabilities.ofContainer(0);
        Capability second = world.parts().capabilities.addPool(shared, Holder.CONTAINER, 0, Capability.MUTEXPOOL, 1);
        int task = container.running(CREATE_COPY);
        container.switchTo(task);
        world.call(MUTEX_CONTROL, BUFFER, LOCK);
        assertEquals(1, second.used, "from the container's list");
        container.switchTo(pager);
        container.control(DESTROY, task);
        assertEquals(0, second.used, "and back where it came from");
        assertEquals(0, pool.used);
    }

    private Capability right(int kind) {
        return world.parts().capabilities.all(world.thread(pager)).stream().filter(c -> c.is(kind)).findFirst().orElseThrow();
    }
}
