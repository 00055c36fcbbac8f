package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.GETID;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.ContainerWorld.CREATE_NEW;
import static org.zerobench.kernel.ContainerWorld.CREATE_SHARED;
import static org.zerobench.kernel.ContainerWorld.DESTROY;
import static org.zerobench.kernel.ContainerWorld.RUN;
import static org.zerobench.kernel.ContainerWorld.SUSPEND;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.Trap;

/** Faults as a container's pager sees them: messages, entries and console lines are the classic kernel's (ABI 7.6, 7.7, 8). */
class ContainerFaultsTest {
    private static final int ADDRESS = 0xA0200010;
    private static final int VMA_PC = 0xA0000160;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;

    // abi: fault.interrupted-line, fault.page-in-EINTR, getid.null-faults
    @Test
    void aDestroyedThreadsUnansweredPageInPrintsItsLine() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.call(GETID, 0);
        assertEquals(pager, world.running());
        assertEquals(0, container.call(IPC, NIL, child, 0));
        assertArrayEquals(new int[] {0, child, 0, 0, 0, 0}, message());
        assertEquals(0, container.control(DESTROY, child));
        assertEquals("Thread (2) page-faulted and got interrupted by its pager.\n\r", container.printed());
        assertNull(world.thread(child));
    }

    @Test
    void aSelfPagedCallersBadRecordIsItsError() {
        // abi: fault.page-in-self
        assertEquals(-Errors.EFAULT, container.call(GETID, 0));
        assertEquals("", container.printed());
    }

    @Test
    void callsFromElsewherePrintNothing() {
        // abi: note.6.13, boot.elsewhere-ENOSYS, boot.rest-of-call-page
        for (int at : new int[] {ContainerWorld.VMA, 0xFFFFF03C, 0xFFFFFF00}) {
            container.enter(pager, at + 4);
            world.trap(Trap.SupervisorCall.INSTANCE);
            assertEquals(-Errors.ENOSYS, world.result(pager));
        }
        assertEquals("", container.printed());
        assertEquals(java.util.List.of(), world.machine.reports);
        for (int offset = 0x3C; offset < 4096; offset += 4) {
            assertEquals(0, world.word(0x2000 + offset));
        }
    }

    // abi: fault.interrupted-suspends
    @Test
    void aSuspendedFaulterPrintsItsLineAndCanBeRunAgain() {
        int child = faulting(ADDRESS);
        assertEquals(0, container.control(SUSPEND, child));
        assertEquals("Thread (2) page-faulted and got interrupted by its pager.\n\r", container.printed());
        assertTrue(world.thread(child).inactive());
        assertEquals(0, container.control(RUN, child));
        container.switchTo(child);
        world.fault(ADDRESS, false);
        assertEquals(0, container.call(IPC, NIL, child, 0), "the instruction runs, and faults, again");
        assertEquals(ADDRESS, message()[4]);
    }

    // abi: fault.ipc-error-line
    @Test
    void aMessageThatCannotBeTakenSuspends() {
        int child = faulting(ADDRESS);
        container.call(IPC, NIL, child, 2 | 2 << 4, ContainerWorld.BUFFER, ContainerWorld.BUFFER, ContainerWorld.BUFFER);
        assertEquals(-Errors.ENOIPC, world.result(pager));
        assertTrue(world.thread(child).inactive());
        assertEquals("Thread (2) faulted in kernel and an error occured during page-fault ipc. err=-133. Suspending task.\n\r",
                container.printed());
    }

    // abi: fault.self-paged-line, note.1.4, note.2.5
    @Test
    void aPagerThatFaultsOnItselfEndsWithItsFamily() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(pager);
        container.enter(pager, VMA_PC);
        world.trap(new Trap.Abort(false, false, 0xC, 5));
        assertEquals("Pager (1) faulted on itself. FSR: 0x5, FAR: 0xc, PC: 0xa0000160 pte: 0x0 CPU0 Exiting.\n\r", container.printed());
        assertNull(world.thread(child));
        assertTrue(world.kernel().containers().isEmpty());
    }

    @Test
    void aPagersOwnUndefinedInstructionEndsItToo() {
        // abi: fault.self-paged-line
        world.trap(Trap.UndefinedInstruction.INSTANCE);
        assertEquals("Pager (1) faulted on itself. FSR: 0x0, FAR: 0xa0000004, PC: 0xa0000004 pte: 0x400ffe CPU0 Exiting.\n\r",
                container.printed());
    }

    // abi: fault.message-data, fault.page, fault.section, fault.tag-0, fault.entry-word
    @Test
    void aFirstTouchIsATranslationFault() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        container.enter(child, VMA_PC);
        world.trap(new Trap.Abort(false, false, ADDRESS, 5));
        container.call(IPC, NIL, ANY, 0);
        assertArrayEquals(new int[] {0, child, VMA_PC, 5, ADDRESS, 0}, message());
        container.call(IPC, child, NIL, 0, 0);
        container.switchTo(child);
        world.trap(new Trap.Abort(false, false, ADDRESS, 7));
        container.call(IPC, NIL, ANY, 0);
        assertEquals(7, message()[3]);
    }

    // abi: fault.permission, fault.entry-word, boot.entry-format
    @Test
    void entriesAreTheClassicOnes() {
        container.call(CallTable.MAP, 0x401000, 0xA0300000, 1, MapFlags.RO, pager);
        int child = faulting(0xA0300004);
        container.call(IPC, NIL, ANY, 0);
        assertEquals(0xF, message()[3]);
        assertEquals(0x00401AAE, message()[5]);
        container.call(CallTable.MAP, 0x401000, 0xA0300000, 1, MapFlags.RW, pager);
        container.call(IPC, child, NIL, 0, 0);
        assertEquals(0x00401FFE, Entry.classic(world.parts().tables.entry(world.thread(pager).space, 0xA0300000)));
    }

    // abi: fault.kernel-address
    @Test
    void theKernelsAreaIsAPermissionFault() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.trap(new Trap.Abort(false, false, 0xF0008000, 5));
        container.call(IPC, NIL, ANY, 0);
        assertArrayEquals(new int[] {0, child, ContainerWorld.VMA, 0xF, 0xF0008000, 0x855E}, message());
    }

    // abi: fault.prefetch, note.1.10
    @Test
    void aJumpToNowhereHasBit8AndThePc() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        container.enter(child, 0xA0300020);
        world.trap(new Trap.Abort(true, false, 0xA0300020, 7));
        container.call(IPC, NIL, ANY, 0);
        assertArrayEquals(new int[] {0, child, 0xA0300020, 0x107, 0xA0300020, 0}, message());
    }

    // abi: map.rw-executes
    @Test
    void whatIsMappedCanBeExecuted() {
        container.call(CallTable.MAP, 0x401000, 0xA0300000, 1, MapFlags.RW, pager);
        world.trap(new Trap.Abort(true, false, 0xA0300000, 15));
        assertEquals(pager, world.running(), "no fault: ARMv5 has no execute-never bit");
        assertTrue(Entry.executable(world.parts().tables.entry(world.thread(pager).space, 0xA0300000)));
        assertEquals("", container.printed());
    }

    // abi: fault.undefined, note.1.11
    @Test
    void anUndefinedInstructionIsSkipped() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.trap(Trap.UndefinedInstruction.INSTANCE);
        container.call(IPC, NIL, ANY, 0);
        int after = ContainerWorld.VMA + 4;
        assertArrayEquals(new int[] {1, child, after, 0, after, 0x00400FFE}, message());
        container.call(IPC, child, NIL, 0, 0);
        assertEquals(after, container.register(child, 15));
    }

    // abi: fault.refused-suspends, note.1.1, note.1.3
    @Test
    void aRefusedFaulterCanBeRunAgainOrDestroyed() {
        int child = faulting(ADDRESS);
        container.call(IPC, NIL, ANY, 0);
        container.call(IPC, child, NIL, 0, -1);
        assertTrue(world.thread(child).inactive());
        assertEquals(0, container.control(RUN, child));
        assertTrue(world.thread(child).runnable());
        container.control(SUSPEND, child);
        assertEquals(0, container.control(DESTROY, child));
    }

    @Test
    void aFaultWhosePagerDiesIsItsHeirs() {
        // abi: note.1.3, note.2.13
        int helper = container.running(CREATE_SHARED);
        container.switchTo(helper);
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.fault(ADDRESS, false);
        container.switchTo(pager);
        assertEquals(0, container.control(DESTROY, helper));
        container.switchTo(child);
        world.fault(ADDRESS, false);
        assertEquals(0, container.call(IPC, NIL, ANY, 0));
        assertArrayEquals(new int[] {0, child, ContainerWorld.VMA, 7, ADDRESS, 0}, message());
        assertEquals("", container.printed());
    }

    // abi: note.1.2
    @Test
    void aPagerThatLetsOneFaultComeForEverIsNotBelieved() {
        int child = faulting(ADDRESS);
        for (int i = 0; i <= Faults.REPEAT_LIMIT && !world.thread(child).inactive(); i++) {
            container.call(IPC, NIL, child, 0);
            container.call(IPC, child, NIL, 0, 0);
            if (world.thread(child).runnable()) {
                container.switchTo(child);
                world.fault(ADDRESS, true);
            }
        }
        assertTrue(world.thread(child).inactive());
    }

    // abi: note.1.5, fault.alignment
    @Test
    void anAlignmentFaultIsItsPagersBusiness() {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.trap(new Trap.Abort(false, false, 0xA0000001, 1));
        container.call(IPC, NIL, ANY, 0);
        assertEquals(1, message()[3]);
        assertEquals(0xA0000001, message()[4]);
    }

    // abi: fault.no-capability, note.1.13
    @Test
    void everyThreadOfANewSpaceReportsItsOwnFault() {
        int first = container.running(CREATE_NEW);
        int space = container.word(1);
        assertEquals(0, container.control(CREATE_SHARED, first, space));
        int second = container.word(0);
        container.control(RUN, second);
        for (int thread : new int[] {first, second}) {
            container.switchTo(thread);
            world.fault(ADDRESS, false);
        }
        container.switchTo(pager);
        for (int thread : new int[] {first, second}) {
            container.call(IPC, NIL, ANY, 0);
            assertEquals(thread, message()[1], "no right is needed, and each waits for its own answer");
        }
    }

    /** A child that has faulted with a store, and waits; its pager runs. */
    private int faulting(int address) {
        int child = container.running(CREATE_SHARED);
        container.switchTo(child);
        world.fault(address, true);
        container.switchTo(pager);
        return child;
    }

    private int[] message() {
        return Arrays.copyOfRange(world.thread(pager).context.r, 3, 9);
    }
}
