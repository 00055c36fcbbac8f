package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.EXCHANGE_REGISTERS;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.CallTable.MUTEX_CONTROL;
import static org.zerobench.kernel.CallTable.THREAD_CONTROL;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;
import static org.zerobench.kernel.World.POSIX;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Status;

/** thread_control, exchange_registers, mutex_control and the small calls, by a native pager and its children. */
class LivesTest {
    private static final int BUFFER = 0x40000000;
    private static final int CREATE_SHARED = 0x01000000;
    private static final int RUN = 0x10000000;
    private static final int SUSPEND = 0x20000000;
    private static final int DESTROY = 0x30000000;
    private static final int RECYCLE = 0x40000000;
    private static final int WAIT = 0x50000000;

    private final World world = new World();
    private int spid;
    private int pager;
    private int buffer;

    @BeforeEach
    void aPager() {
        world.allowAll();
        spid = world.space();
        pager = world.start(spid, World.PAGER);
        world.thread(pager).pager = pager;
        buffer = world.page(spid, BUFFER);
        world.schedule();
    }

    @Test
    void childrenStartInReverseOrder() {
        List<Integer> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(create(CREATE_SHARED));
            control(RUN, children.getLast());
        }
        world.call(IPC, NIL, children.getFirst(), 0);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            order.add(world.running());
            world.call(IPC, NIL, ANY, 0);
        }
        assertEquals(children.reversed(), order, "7 … 2 in threads_demo");
    }

    @Test
    void aChildIsACopyThatReturnsFromTheSameCall() {
        world.thread(pager).context.r[8] = 88;
        int child = create(CREATE_SHARED);
        assertEquals(88, world.thread(child).context.r[8]);
        assertEquals(World.RETURN, world.thread(child).context.r[15]);
        assertEquals(0, world.thread(child).context.r[14], "lr is cleared");
        assertEquals(pager, world.thread(child).pager);
        assertEquals("inactive", state(child));
        assertEquals(spid, world.word(buffer + 4));
        assertEquals(child, world.word(buffer + 8), "a group of its own");
    }

    @Test
    void copiedSpacesHaveTheSamePages() {
        int child = create(0x02000000);
        int copy = world.word(buffer + 4);
        assertTrue(copy != spid);
        assertEquals(world.parts().tables.entry(world.parts().spaces.get(spid), BUFFER),
                world.parts().tables.entry(world.parts().spaces.get(copy), BUFFER));
        assertNotNull(world.thread(child));
        create(0x04000000);
        assertEquals(0, world.parts().tables.entry(world.parts().spaces.get(world.word(buffer + 4)), BUFFER), "a new one is empty");
    }

    @Test
    void creationErrorsLeaveNothingBehind() {
        int threads = world.parts().threads.count();
        int spaces = world.parts().spaces.all().size();
        world.word(buffer, pager);
        world.word(buffer + 4, spid);
        assertControl(-Errors.EINVAL, 0);
        assertControl(-Errors.EINVAL, 0x03000000);
        assertControl(-Errors.EINVAL, 0x04400000);
        world.word(buffer + 4, 99);
        assertControl(-Errors.ESRCH, 0x02000000);
        world.word(buffer + 4, spid);
        world.word(buffer, 99);
        assertControl(-Errors.EINVAL, 0x01000000);
        assertControl(-Errors.ESRCH, RUN);
        assertEquals(threads, world.parts().threads.count());
        assertEquals(spaces, world.parts().spaces.all().size());
        int first = create(CREATE_SHARED);
        control(DESTROY, first);
        assertEquals(first, create(CREATE_SHARED), "the lowest free number");
    }

    @Test
    void waitGetsTheExitCodeBeforeAndAfter() {
        int child = create(CREATE_SHARED);
        control(RUN, child);
        assertEquals(child, control(WAIT, child), "the pager sleeps");
        world.call(THREAD_CONTROL, DESTROY | 5, ids(child));
        assertEquals(pager, world.running());
        assertEquals(5, world.result(pager));
        assertNull(world.thread(child));
        child = create(CREATE_SHARED);
        control(RUN, child);
        world.switchTo(child);
        world.call(THREAD_CONTROL, DESTROY | 6, ids(child));
        world.swap();
        assertEquals(Status.EXITED, world.thread(child).status);
        control(WAIT, child);
        assertEquals(6, world.result(pager));
    }

    @Test
    void suspendInterruptsASleepingCall() {
        // abi: thread_control.suspend, thread_control.suspend-asleep-EINTR
        int child = create(CREATE_SHARED);
        control(RUN, child);
        world.switchTo(child);
        world.call(IPC, NIL, ANY, 0);
        control(SUSPEND, child);
        assertEquals("inactive", state(child));
        control(RUN, child);
        world.switchTo(child);
        assertEquals(-Errors.EINTR, world.result(child));
    }

    @Test
    void recycleEmptiesSpaceAndRegisters() {
        // abi: thread_control.recycle
        int child = create(0x02000000);
        int copy = world.word(buffer + 4);
        control(RECYCLE, child);
        assertEquals(0, world.parts().tables.entry(world.parts().spaces.get(copy), BUFFER));
        assertEquals(0, world.thread(child).context.r[15]);
    }

    @Test
    void registersReadBackAsTheyWereWritten() {
        int child = create(CREATE_SHARED);
        for (int i = 0; i < 20; i++) {
            world.word(buffer + i * 4, -1);
        }
        world.word(buffer + 17 * 4, 0xFFFFFFF8);
        exchange(child);
        assertEquals(0, world.result(pager));
        for (int i = 0; i < 16; i++) {
            world.word(buffer + i * 4, 0);
        }
        world.word(buffer + 17 * 4, 4 | 1);
        exchange(child);
        for (int i = 0; i < 16; i++) {
            assertEquals(-1, world.word(buffer + i * 4));
        }
        assertEquals(pager, world.word(buffer + 18 * 4));
        world.word(buffer + 16 * 4, 0);
        world.word(buffer + 17 * 4, 2);
        world.word(buffer + 19 * 4, 0xF8100100);
        exchange(pager);
        assertEquals(0xF8100100, world.word(0x1054), "the interface page's word changes at once");
        world.word(buffer + 19 * 4, 0xF8100110);
        exchange(pager);
        assertEquals(-Errors.EINVAL, world.result(pager), "UTCBs are aligned");
    }

    @Test
    void tasksOutsideTheirPagersSpaceControlNobody() {
        int child = create(0x02000000);
        control(RUN, child);
        world.switchTo(child);
        world.call(THREAD_CONTROL, SUSPEND, ids(child));
        assertEquals(-Errors.EPERM, world.result(child));
    }

    @Test
    void mutexesWakeContendersAndUnlockersThatCameFirst() {
        // abi: mutex.lock-sleeps, mutex.rendezvous, note.4.9
        int other = create(CREATE_SHARED);
        control(RUN, other);
        world.switchTo(other);
        world.call(MUTEX_CONTROL, BUFFER + 0x100, 1 << 28);
        assertEquals(Status.LOCKING, world.thread(other).status);
        world.swap();
        world.call(MUTEX_CONTROL, BUFFER + 0x104, 2 << 28);
        assertEquals(Status.LOCKING, world.thread(other).status, "another word of the same page is another mutex");
        world.call(MUTEX_CONTROL, BUFFER + 0x100, 2 << 28 | 1);
        assertEquals(0, world.result(pager));
        assertEquals(Status.READY, world.thread(other).status);
        assertTrue(world.parts().mutexes.queues().isEmpty());
        world.switchTo(pager);
        world.call(MUTEX_CONTROL, BUFFER + 0x100, 2 << 28 | 1);
        assertEquals(other, world.running(), "the unlocker waits for its announced contender");
        world.swap();
        world.call(MUTEX_CONTROL, BUFFER + 0x100, 1 << 28);
        assertEquals(0, world.result(other));
        assertEquals(Status.READY, world.thread(pager).status);
        assertTrue(world.parts().mutexes.queues().isEmpty());
        world.call(MUTEX_CONTROL, BUFFER, 3 << 28);
        assertEquals(-Errors.EPERM, world.current().context.r[0]);
        world.call(MUTEX_CONTROL, 0xF0000000, 1 << 28);
        assertEquals(-Errors.EINVAL, world.current().context.r[0]);
    }

    @Test
    void aDeadContenderLeavesNoQueue() {
        int other = create(CREATE_SHARED);
        control(RUN, other);
        world.switchTo(other);
        world.call(MUTEX_CONTROL, BUFFER, 1 << 28);
        control(DESTROY, other);
        assertTrue(world.parts().mutexes.queues().isEmpty());
    }

    @Test
    void smallCalls() {
        world.machine.nanos = 3_004_500_000L;
        world.call(CallTable.TIME, BUFFER, 0);
        assertArrayEquals(new int[] {3, 4000}, new int[] {world.word(buffer), world.word(buffer + 4)});
        world.call(CallTable.TIME, BUFFER, 1);
        assertEquals(-Errors.ENOSYS, world.result(pager));
        world.call(CallTable.IPC_CONTROL);
        assertEquals(-Errors.ENOSYS, world.result(pager));
        world.call(CallTable.CONTAINER_CONTROL);
        assertEquals(0, world.result(pager));
        world.call(CallTable.CAPABILITY_CONTROL, 0, 0, BUFFER);
        int count = world.word(buffer);
        var all = world.parts().capabilities.all(world.thread(pager));
        assertEquals(all.size(), count);
        world.call(CallTable.CAPABILITY_CONTROL, 1, 0, BUFFER);
        assertEquals(all.getFirst().type, world.word(buffer + 20), "type word of the first record");
        world.call(CallTable.CAPABILITY_CONTROL, 2, 0, BUFFER);
        assertEquals(-Errors.ENOCAP, world.result(pager), "no right to share");
        world.call(CallTable.IRQ_CONTROL, 0, 0, 5);
        assertEquals(-Errors.ENOCAP, world.result(pager));
        world.call(CallTable.MAP, 0x200000, 0x50000000, 1, 1, pager);
        assertEquals(-Errors.ENOCAP, world.result(pager), "no memory capability");
        world.call(CallTable.MAP, 0x200000, 0x50000000, 1, 3, pager);
        assertEquals(-Errors.EINVAL, world.result(pager));
        world.call(CallTable.UNMAP, 0x50000000, 1, 12345);
        assertEquals(-Errors.ESRCH, world.result(pager));
        world.call(CallTable.CACHE_CONTROL, 0, 0, 0x60);
        assertEquals(-Errors.ENOCAP, world.result(pager));
    }

    private int create(int flags) {
        world.switchTo(pager);
        world.word(buffer, pager);
        world.word(buffer + 4, spid);
        world.call(THREAD_CONTROL, flags, BUFFER);
        assertEquals(0, world.result(pager));
        return world.word(buffer);
    }

    private int control(int action, int tid) {
        world.switchTo(pager);
        return world.call(THREAD_CONTROL, action, ids(tid));
    }

    private void assertControl(int expected, int flags) {
        world.call(THREAD_CONTROL, flags, BUFFER);
        assertEquals(expected, world.result(pager));
    }

    private void exchange(int tid) {
        world.switchTo(pager);
        world.call(EXCHANGE_REGISTERS, BUFFER, tid);
    }

    /** Puts an ids record where the child cannot be in its way. */
    private int ids(int tid) {
        world.word(buffer + 0x800, tid);
        return BUFFER + 0x800;
    }

    private String state(int tid) {
        return world.kernel().threads().stream().filter(t -> t.tid() == tid).findFirst().orElseThrow().state();
    }

    @Test
    void interruptedServersCallsMayBeAnsweredNoMore() {
        world.kernel().allowIpc(POSIX, spid, POSIX);
        world.machine.servers.put(POSIX, request -> { });
        world.call(IPC, POSIX, POSIX, 0, 1);
        assertEquals(0, world.kernel().interrupt(POSIX, pager));
        assertEquals(-Errors.EINTR, world.result(pager));
        assertEquals(-Errors.ESRCH, world.kernel().reply(POSIX, pager, 1));
    }
}
