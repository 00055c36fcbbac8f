package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.EXCHANGE_REGISTERS;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.ContainerWorld.BUFFER;
import static org.zerobench.kernel.ContainerWorld.CREATE_COPY;
import static org.zerobench.kernel.ContainerWorld.CREATE_NEW;
import static org.zerobench.kernel.ContainerWorld.CREATE_SHARED;
import static org.zerobench.kernel.ContainerWorld.DESTROY;
import static org.zerobench.kernel.ContainerWorld.RECYCLE;
import static org.zerobench.kernel.ContainerWorld.RUN;
import static org.zerobench.kernel.ContainerWorld.SUSPEND;
import static org.zerobench.kernel.ContainerWorld.WAIT;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Status;

/** thread_control and exchange_registers as a container's pager and its children use them (ABI 5.3, 5.4, 7). */
class ThreadCallsTest {
    private static final int SHARE_CAPS = 0x00100000;
    private static final int SHARE_UTCB = 0x00200000;
    private static final int SHARE_GROUP = 0x00400000;
    private static final int SET_PAGER = 1;
    private static final int SET_UTCB = 2;
    private static final int READ = 4;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;

    @Test
    void firstIdsAndTheirUse() {
        // abi: thread.first-ids, thread.id-not-at-once, note.2.12
        assertEquals(1, pager);
        assertEquals(1, container.spid);
        int used = pool(Capability.THREADPOOL).used;
        assertEquals(2, container.child(CREATE_SHARED));
        container.control(DESTROY, 2);
        assertEquals(used, pool(Capability.THREADPOOL).used, "units are back at once");
        assertEquals(3, container.child(CREATE_SHARED), "numbers are not: programs never saw that");
        world.swap();
        container.control(DESTROY, 3);
        assertEquals(2, container.child(CREATE_SHARED), "the lowest free one");
    }

    @Test
    void createRefusesInTheOrderOfItsChecks() {
        // abi: thread_control.create-ENOCAP, thread_control.create-no-flags-EINVAL, thread_control.create-no-space-flag-EINVAL
        // abi: thread_control.create-group-EINVAL, thread_control.create-two-pagers-EINVAL, thread_control.create-pool-before-space
        // abi: thread_control.create-no-space-ESRCH, thread_control.create-no-thread-EINVAL, note.2.4
        for (int flags : new int[] {0, SHARE_GROUP, CREATE_SHARED | CREATE_COPY, CREATE_SHARED | CREATE_NEW, CREATE_NEW | SHARE_GROUP,
            CREATE_COPY | SHARE_UTCB, CREATE_SHARED | ThreadControl.AS_PAGER | ThreadControl.SHARE_PAGER}) {
            assertEquals(-Errors.EINVAL, container.control(flags, pager), Integer.toHexString(flags));
        }
        assertEquals(-Errors.ESRCH, container.control(CREATE_SHARED, 99, 99));
        assertEquals(-Errors.EINVAL, container.control(CREATE_SHARED, 99));
        Capability threads = pool(Capability.THREADPOOL);
        threads.size = threads.used;
        assertEquals(-Errors.ENOMEM, container.control(CREATE_SHARED, 99, 99), "before the space is looked at");
        right(Capability.TCTRL).access &= ~Rights.CREATE;
        assertEquals(-Errors.ENOCAP, container.control(0, pager));
    }

    @Test
    void aRightOverOneSpaceLetsCreateThere() {
        // abi: note.5.11
        Capability right = right(Capability.TCTRL);
        right.type = Capability.TCTRL | Capability.SPACE;
        right.resid = container.spid;
        assertEquals(-Errors.ENOCAP, container.control(CREATE_NEW, pager));
        assertEquals(0, container.control(CREATE_SHARED, pager));
    }

    @Test
    void failedCreationGivesAllBack() {
        // abi: note.2.3, thread_control.create-ENOMEM, thread_control.create-space-ENOMEM, thread_control.create-tables-ENOMEM
        int[] pools = {Capability.THREADPOOL, Capability.SPACEPOOL, Capability.MAPPOOL};
        for (int scarce : pools) {
            Capability pool = pool(scarce);
            int size = pool.size;
            List<Integer> before = used(pools);
            pool.size = pool.used;
            assertEquals(-Errors.ENOMEM, container.control(CREATE_COPY, pager));
            pool.size = size;
            assertEquals(before, used(pools));
        }
        assertEquals(2, container.child(CREATE_NEW));
    }

    @Test
    void groupsAreReported() {
        // abi: thread_control.create-share-group, getid.ids
        assertEquals(0, container.control(CREATE_SHARED | SHARE_GROUP, pager));
        assertEquals(pager, container.word(2));
        int child = container.child(CREATE_SHARED);
        assertEquals(child, container.word(2));
    }

    @Test
    void aCopySharesPages() {
        // abi: thread_control.create-copy-space, thread_control.create-registers
        int child = container.child(CREATE_COPY);
        assertEquals(world.parts().tables.entry(world.thread(pager).space, BUFFER),
                world.parts().tables.entry(world.thread(child).space, BUFFER));
        assertEquals(CREATE_COPY, container.register(child, 0), "r0 as it was on entry");
    }

    @Test
    void capabilitiesAndUtcbCanBeShared() {
        // abi: note.2.19
        right(Capability.CAP).access |= Rights.SHARE;
        int child = container.child(CREATE_NEW | SHARE_CAPS);
        List<Capability> inherited = world.thread(child).space.capabilities;
        assertEquals(List.of(Capability.TCTRL, Capability.IRQCTRL, Capability.IPC, Capability.EXREGS, Capability.CAP, Capability.UMUTEX),
                inherited.stream().map(c -> c.kind()).toList(), "what is replicable and transferable, no units, no memory");
        assertEquals(6, pool(Capability.CAPPOOL).used);
        container.control(DESTROY, child);
        assertEquals(0, pool(Capability.CAPPOOL).used);
        pool(Capability.CAPPOOL).size = 5;
        assertEquals(-Errors.ENOMEM, container.control(CREATE_NEW | SHARE_CAPS, pager));
        container.utcb(pager);
        child = container.child(CREATE_SHARED | SHARE_UTCB);
        assertEquals(world.thread(pager).utcb, world.thread(child).utcb);
    }

    @Test
    void aThreadCanBeItsOwnPagerOrHaveItsCreators() {
        // abi: note.2.20
        int own = container.child(CREATE_SHARED | ThreadControl.AS_PAGER);
        assertEquals(own, world.thread(own).pager);
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        assertEquals(0, container.control(CREATE_SHARED | ThreadControl.SHARE_PAGER, child));
        int sibling = container.word(0);
        assertEquals(pager, world.thread(sibling).pager);
        container.switchTo(pager);
        assertEquals(0, container.control(DESTROY, own));
        assertEquals(0, container.control(DESTROY, sibling));
    }

    @Test
    void otherActionsCheckInTheirOrder() {
        // abi: thread_control.no-thread-ESRCH, thread_control.other-space-EPERM, thread_control.bad-action-ENOCAP
        // abi: thread_control.run-ENOCAP, thread_control.suspend-ENOCAP, thread_control.destroy-ENOCAP
        // abi: thread_control.recycle-ENOCAP, thread_control.wait-ENOCAP
        int task = container.running(CREATE_COPY);
        assertEquals(-Errors.ESRCH, container.control(0x60000000, 99));
        assertEquals(-Errors.ENOCAP, container.control(0x60000000, task));
        container.switchTo(task);
        assertEquals(-Errors.ESRCH, container.control(SUSPEND, 99));
        assertEquals(-Errors.EPERM, container.control(SUSPEND, task));
        assertEquals(-Errors.EPERM, container.control(0x60000000, task));
        container.switchTo(pager);
        Capability right = right(Capability.TCTRL);
        for (int action = 1; action <= 5; action++) {
            right.access = 0x3F & ~(1 << new int[] {0, 2, 3, 1, 4, 5}[action]);
            assertEquals(-Errors.ENOCAP, container.control(action << 28, task), "action " + action);
        }
    }

    @Test
    void runLeavesSleepersAsleep() {
        // abi: note.2.1, thread_control.run-runnable, thread_control.run-asleep
        int child = container.running(CREATE_SHARED);
        assertEquals(0, container.control(RUN, child));
        container.switchTo(child);
        world.call(IPC, NIL, ANY, 0);
        assertEquals(0, container.control(RUN, child));
        assertEquals(Status.RECEIVING, world.thread(child).status);
    }

    @Test
    void whoIsNoChildIsDestroyedByRight() {
        // abi: note.2.2, thread_control.destroy-child, thread_control.destroy-no-child
        int first = container.running(CREATE_SHARED);
        int second = container.running(CREATE_SHARED);
        container.switchTo(second);
        assertEquals(0, container.control(DESTROY, first));
        assertNull(world.thread(first));
        world.call(CallTable.THREAD_CONTROL, DESTROY, ids(pager));
        assertTrue(world.kernel().containers().isEmpty(), "the container's own pager takes its family with it");
    }

    @Test
    void pagersThatEndHandTheirChildrenOn() {
        // abi: thread.pager-ends, note.2.13, thread_control.destroy-self, thread_control.destroy-self-paged, thread.zombie
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        int grandchild = container.running(CREATE_COPY);
        world.call(CallTable.THREAD_CONTROL, DESTROY | 7, ids(child));
        assertEquals(Status.EXITED, world.thread(child).status);
        assertEquals(child, world.thread(grandchild).pager, "it has not been collected");
        container.switchTo(pager);
        assertEquals(7, container.control(WAIT, child));
        assertEquals(pager, world.thread(grandchild).pager);
        world.call(CallTable.THREAD_CONTROL, DESTROY, ids(pager));
        assertNull(world.thread(grandchild));
        assertNull(world.thread(pager));
        assertEquals(0, world.kernel().save().capabilities().stream().filter(c -> c.holderId() == container.spid).count());
    }

    @Test
    void twoMayWaitForOneThread() {
        // abi: note.2.15, thread_control.wait, thread_control.wait-EINTR, thread_control.exit-code
        int child = container.running(CREATE_SHARED);
        int other = container.running(CREATE_SHARED);
        int third = container.running(CREATE_SHARED);
        for (int waiter : new int[] {other, third}) {
            container.switchTo(waiter);
            world.call(CallTable.THREAD_CONTROL, WAIT, ids(child));
        }
        container.switchTo(pager);
        container.control(SUSPEND, third);
        assertEquals(-Errors.EINTR, world.result(third));
        container.switchTo(child);
        world.call(CallTable.THREAD_CONTROL, DESTROY | 0xFFFF, ids(child));
        assertEquals(0xFFFF, world.result(other));
        assertNull(world.thread(child));
    }

    @Test
    void recycleWakesSendersButNotWhoWaitsForIt() {
        // abi: note.2.14, thread_control.recycle, thread_control.recycle-keeps
        int child = container.child(CREATE_COPY);
        container.utcb(child);
        int sender = container.running(CREATE_SHARED);
        int receiver = container.running(CREATE_SHARED);
        container.switchTo(sender);
        world.call(IPC, child, NIL, 0);
        container.switchTo(receiver);
        world.call(IPC, NIL, child, 0);
        container.switchTo(pager);
        int utcb = world.thread(child).utcb;
        assertEquals(0, container.control(RECYCLE, child));
        assertEquals(-Errors.EINTR, world.result(sender));
        assertEquals(Status.RECEIVING, world.thread(receiver).status, "it can still be answered");
        assertEquals(0, container.register(child, 15));
        assertEquals(utcb, world.thread(child).utcb);
        assertEquals(0, world.parts().tables.entry(world.thread(child).space, BUFFER));
        assertTrue(world.thread(child).inactive());
    }

    @Test
    void exchangeRegistersChecksInItsOrder() {
        // abi: exregs.no-thread-ESRCH, exregs.active-EACTIVE, exregs.ENOCAP, exregs.rights-by-field, note.2.6, note.2.7
        int child = container.running(CREATE_SHARED);
        int other = container.running(CREATE_SHARED);
        assertEquals(-Errors.ESRCH, exchange(99, 0, 0));
        container.switchTo(other);
        assertEquals(-Errors.EACTIVE, exchange(child, 1, 0));
        assertEquals(0, exchange(child, 0, READ | SET_UTCB), "without registers it does not matter");
        container.switchTo(pager);
        assertEquals(0, exchange(child, 1, READ), "its pager may");
        Capability right = right(Capability.EXREGS);
        int[][] needs = {{0x0001, 0, Rights.REGS}, {0x4000, 0, Rights.REGS}, {0x2000, 0, Rights.REGS_SP}, {0x8000, 0, Rights.REGS_PC},
            {0, SET_UTCB, Rights.REGS_UTCB}, {0, SET_PAGER | READ, Rights.REGS_PAGER}};
        for (int[] need : needs) {
            right.access = 0x1F & ~need[2];
            assertEquals(-Errors.ENOCAP, exchange(child, need[0], need[1]));
            right.access = need[2];
            assertEquals(0, exchange(child, need[0], need[1]), "that bit alone, and nothing is left locked");
        }
    }

    @Test
    void onlyAConfirmedWriteSetsThePager() {
        // abi: note.2.9, exregs.garbage, exregs.pager-ignored, exregs.read-pager
        int child = container.child(CREATE_SHARED);
        int other = container.child(CREATE_SHARED);
        record(0, SET_PAGER, other, 0);
        assertEquals(0, container.call(EXCHANGE_REGISTERS, BUFFER, child));
        assertEquals(pager, world.thread(child).pager, "old programs leave garbage in flags and pager");
        record(0, SET_PAGER | Extensions.REQUEST, other, 0);
        assertEquals(0, container.call(EXCHANGE_REGISTERS, BUFFER, child));
        assertEquals(other, world.thread(child).pager);
        assertEquals(0, exchange(child, 0, READ | SET_PAGER));
        assertEquals(other, container.word(18));
        record(0, SET_PAGER | Extensions.REQUEST, child, 0);
        assertEquals(-Errors.EINVAL, container.call(EXCHANGE_REGISTERS, BUFFER, other), "nobody would be at the end of the line");
        record(0, SET_PAGER | Extensions.REQUEST, 99, 0);
        assertEquals(-Errors.ESRCH, container.call(EXCHANGE_REGISTERS, BUFFER, other));
        record(0, SET_PAGER | Extensions.REQUEST, World.POSIX, 0);
        assertEquals(-Errors.ENOCAP, container.call(EXCHANGE_REGISTERS, BUFFER, other), "only whom the caller may send to");
        world.swap();
    }

    @Test
    void randomRecordsAreHarmless() {
        // abi: exregs.garbage, exregs.write, exregs.undefined-bits, note.8.10
        Random random = World.random();
        int child = container.child(CREATE_SHARED);
        for (int i = 0; i < 2000; i++) {
            int[] words = random.ints(20).toArray();
            words[16] |= 0xFFFF;
            words[17] &= ~READ;
            container.record(words);
            assertEquals(0, container.call(EXCHANGE_REGISTERS, BUFFER, child), "seed " + World.seed());
            assertEquals(words[15], container.register(child, 15));
            assertEquals(pager, world.thread(child).pager);
            assertEquals(0x10, world.thread(child).context.cpsr);
        }
    }

    @Test
    void aSleeperShowsItsUserRegisters() {
        // abi: note.2.8, exregs.user-context
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.thread(child).context.r[13] = 0xA0001000;
        world.call(IPC, NIL, ANY, 0);
        container.switchTo(pager);
        container.control(SUSPEND, child);
        assertEquals(0, exchange(child, 0xFFFF, READ));
        assertEquals(0xA0001000, container.word(13));
        assertEquals(World.RETURN, container.word(15));
    }

    @Test
    void theUtcbWordFollowsItsThread() {
        // abi: exregs.utcb, kip.utcb-word, note.3.13, exregs.utcb-alignment-EINVAL
        int child = container.running(CREATE_SHARED);
        record(0, SET_UTCB, 0, 0xA0002100);
        assertEquals(0, container.call(EXCHANGE_REGISTERS, BUFFER, pager));
        assertEquals(0xA0002100, world.word(0x1054), "at once");
        container.switchTo(child);
        assertEquals(0, world.word(0x1054), "it has none");
        container.switchTo(pager);
        assertEquals(0xA0002100, world.word(0x1054), "at every switch");
        record(0, SET_UTCB, 0, 0xA0002110);
        assertEquals(-Errors.EINVAL, container.call(EXCHANGE_REGISTERS, BUFFER, pager));
        record(0, SET_UTCB, 0, 0xC0000000);
        assertEquals(-Errors.ENOCAP, container.call(EXCHANGE_REGISTERS, BUFFER, pager), "no memory of the caller's");
        record(0, SET_UTCB, 0, 0);
        assertEquals(0, container.call(EXCHANGE_REGISTERS, BUFFER, pager), "none");
    }

    @Test
    void childrenStartLastFirst() {
        // abi: thread_control.run
        // abi: sched.front, sched.run-order
        List<Integer> started = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            started.add(container.running(CREATE_SHARED));
            world.machine.nanos += 15_000_000; // a slow host
            world.schedule();
        }
        world.call(CallTable.THREAD_CONTROL, WAIT, ids(2));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.add(world.running());
            world.call(IPC, NIL, ANY, 0);
        }
        assertEquals(List.of(7, 6, 5, 4, 3, 2), order);
        assertEquals(started.reversed(), order);
    }

    @Test
    void waitForWhatNeverRan() {
        // abi: thread_control.wait-inactive, thread_control.suspend-inactive
        int child = container.child(CREATE_SHARED);
        assertEquals(0, container.control(SUSPEND, child));
        assertEquals(0, container.control(WAIT, child));
        assertNull(world.thread(child));
        assertNotNull(world.thread(pager));
        assertFalse(world.thread(pager).suspended);
    }

    private void record(int valid, int flags, int pagerId, int utcb) {
        int[] words = new int[20];
        words[16] = valid;
        words[17] = flags;
        words[18] = pagerId;
        words[19] = utcb;
        container.record(words);
    }

    private int exchange(int tid, int valid, int flags) {
        record(valid, flags, 0, 0);
        return container.call(EXCHANGE_REGISTERS, BUFFER, tid);
    }

    private int ids(int tid) {
        container.record(tid, 0, 0);
        return BUFFER;
    }

    private Capability pool(int kind) {
        return all().stream().filter(c -> c.isPool(kind)).findFirst().orElseThrow();
    }

    private Capability right(int kind) {
        return all().stream().filter(c -> c.is(kind)).findFirst().orElseThrow();
    }

    private List<Capability> all() {
        return world.parts().capabilities.all(world.thread(pager));
    }

    private List<Integer> used(int[] pools) {
        List<Integer> used = new ArrayList<>();
        for (int pool : pools) {
            used.add(pool(pool).used);
        }
        return used;
    }
}
