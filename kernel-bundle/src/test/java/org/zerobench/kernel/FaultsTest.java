package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.GETID;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;
import static org.zerobench.kernel.World.PAGER;
import static org.zerobench.kernel.World.POSIX;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Faults to Java pagers, guest pagers and exception handlers (ABI 8). */
class FaultsTest {
    private static final int ADDRESS = 0x40000123;

    private final World world = new World();
    private int spid;
    private int thread;

    @BeforeEach
    void oneThread() {
        world.allowAll();
        spid = world.space();
        thread = world.start(spid, PAGER);
        world.schedule();
    }

    @Test
    void aJavaPagerMapsAndTheInstructionIsRetried() {
        List<Fault> faults = new ArrayList<>();
        world.machine.servers.put(PAGER, request -> {
            assertEquals(Request.Kind.PAGE_FAULT, request.kind());
            faults.add(request.fault());
            request.reply(world.kernel().map(PAGER, request.space(), world.frame(), ADDRESS & -4096, 1, MapFlags.RW));
        });
        assertEquals(thread, world.fault(ADDRESS, true));
        assertEquals(List.of(new Fault(ADDRESS, 0x10000, true, false, 7, 0)), faults);
        assertEquals(0x10000, world.thread(thread).context.r[ThreadContext.PC]);
    }

    @Test
    void aRefusedFaultStopsANativeThreadAndTellsThePerson() {
        world.machine.servers.put(PAGER, request -> request.reply(-Errors.EFAULT));
        assertEquals(0, world.fault(ADDRESS, false));
        assertTrue(world.thread(thread).inactive());
        assertTrue(world.machine.reports.getFirst().contains("0x40000123"), world.machine.reports.toString());
        assertEquals(0, world.kernel().run(POSIX, thread), "its pager may mend it and run it");
        assertEquals(thread, world.schedule());
    }

    @Test
    void aRefusedFaultIsAnExceptionInAForeignSpace() {
        world.kernel().setForeign(POSIX, spid, POSIX);
        world.machine.servers.put(PAGER, request -> request.reply(-Errors.EACCES));
        List<String> seen = new ArrayList<>();
        world.machine.servers.put(POSIX, request -> {
            seen.add(request.kind() + " " + request.error());
            assertEquals(new Trap.Abort(false, true, ADDRESS, 7), request.trap());
            request.context().jump(0x20000);
            request.reply(0);
        });
        assertEquals(thread, world.fault(ADDRESS, true));
        assertEquals(List.of("EXCEPTION -13"), seen);
        assertEquals(0x20000, world.thread(thread).context.r[ThreadContext.PC]);
        world.machine.servers.put(POSIX, request -> {
            assertEquals(0, request.error());
            request.reply(0);
        });
        assertEquals(thread, world.trap(new Trap.Abort(false, false, 2, 1)), "alignment is not the pager's business");
    }

    @Test
    void aPagerThatAnswersWithoutMappingIsSeenThrough() {
        world.machine.servers.put(PAGER, request -> request.reply(0));
        int faults = 0;
        while (world.running() == thread && faults <= 2 * Faults.REPEAT_LIMIT) {
            world.fault(ADDRESS, false);
            faults++;
        }
        assertEquals(Faults.REPEAT_LIMIT + 1, faults);
        assertTrue(world.thread(thread).inactive());
    }

    @Test
    void aPagerThatThrowsFailsOnlyItsClient() {
        world.machine.servers.put(PAGER, request -> {
            throw new IllegalStateException("lost");
        });
        assertEquals(0, world.fault(ADDRESS, false));
        assertTrue(world.thread(thread).inactive());
        assertEquals(2, world.machine.reports.size(), "the server's failure, and the thread's end");
    }

    @Test
    void aLateAnswerGoesOn() {
        world.machine.servers.put(PAGER, request -> { });
        assertEquals(0, world.fault(ADDRESS, false));
        world.swap();
        world.page(spid, ADDRESS & -4096);
        assertEquals(0, world.kernel().reply(PAGER, thread, 0));
        assertEquals(thread, world.schedule());
    }

    @Test
    void aGuestPagerGetsTheClassicMessage() {
        int pager = thread;
        int child = guestPaged();
        world.call(IPC, NIL, ANY, 0);
        assertEquals(child, world.running());
        int[] before = world.thread(child).context.r.clone();
        world.fault(ADDRESS, true);
        assertEquals(pager, world.running());
        int[] r = world.thread(pager).context.r;
        assertArrayEquals(new int[] {0, child, 0x10000, 7, ADDRESS, 0}, Arrays.copyOfRange(r, 3, 9));
        world.swap();
        int frame = world.page(world.kernel().spaceOf(child), ADDRESS & -4096);
        assertTrue(frame != 0);
        world.call(IPC, child, NIL, 0, 0);
        assertEquals(0, world.result(pager));
        world.switchTo(child);
        assertArrayEquals(before, world.thread(child).context.r, "registers are not the message");
    }

    @Test
    void aGuestPagersRefusalStopsTheThread() {
        int child = guestPaged();
        world.call(IPC, NIL, ANY, 0);
        world.fault(ADDRESS, true);
        world.call(IPC, child, NIL, 0, -1);
        assertTrue(world.thread(child).inactive());
        assertEquals(1, world.machine.reports.size());
    }

    @Test
    void undefinedInstructionsAreReportedAndSkipped() {
        int child = guestPaged();
        world.call(IPC, NIL, ANY, 0);
        world.trap(Trap.UndefinedInstruction.INSTANCE);
        int[] r = world.current().context.r;
        assertArrayEquals(new int[] {1, child, 0x10004, 0, 0x10004, 0}, Arrays.copyOfRange(r, 3, 9));
        world.call(IPC, child, NIL, 0, 0);
        assertEquals(0x10004, world.thread(child).context.r[ThreadContext.PC]);
    }

    @Test
    void systemCallBuffersArePagedInAndTheCallIsMade() {
        int pager = thread;
        int child = guestPaged();
        world.call(IPC, NIL, ANY, 0);
        world.call(GETID, 0x40000FF8);
        assertEquals(pager, world.running(), "the record crosses a page: two messages");
        int space = world.kernel().spaceOf(child);
        int[] r = world.thread(pager).context.r;
        assertArrayEquals(new int[] {0, child, 0, 0, 0x40000000, 0}, Arrays.copyOfRange(r, 3, 9));
        int first = world.page(space, 0x40000000);
        world.call(IPC, child, child, 0, 0);
        assertEquals(0x40001000, r[7]);
        world.swap();
        int second = world.page(space, 0x40001000);
        world.call(IPC, child, NIL, 0, 0);
        assertEquals(0, world.result(child));
        assertEquals(child, world.word(first + 0xFF8));
        assertEquals(space, world.word(first + 0xFFC));
        assertEquals(child, world.word(second));
    }

    @Test
    void aPagerThatLiesAboutABufferGetsItsClientAnError() {
        // abi: getid.EFAULT, note.1.6
        int child = guestPaged();
        world.call(IPC, NIL, ANY, 0);
        world.call(GETID, 0x40000000);
        world.call(IPC, child, NIL, 0, 0);
        assertEquals(-Errors.EFAULT, world.result(child));
    }

    @Test
    void buffersOfJavaPagedThreadsComeAtOnce() {
        world.machine.touch = (space, address, write) -> {
            assertTrue(write);
            return world.kernel().map(PAGER, space, world.frame(), address & -4096, 1, MapFlags.RW);
        };
        world.call(GETID, 0x40000FF8);
        assertEquals(0, world.result(thread));
        byte[] ids = new byte[12];
        assertEquals(0, world.kernel().copyIn(POSIX, spid, 0x40000FF8, ids, 0, 12));
        assertEquals(1, ids[0], "thread number");
        assertEquals(0x7E, ids[3], "container");
        world.machine.touch = (space, address, write) -> {
            throw new IllegalStateException("bug");
        };
        world.call(GETID, 0x50000000);
        assertEquals(-Errors.EFAULT, world.result(thread));
        assertEquals(1, world.machine.reports.size());
    }

    @Test
    void copiesKeepToUserRights() {
        world.kernel().map(PAGER, spid, world.frame(), 0x40000000, 1, MapFlags.RO);
        byte[] bytes = new byte[8192];
        assertEquals(0, world.kernel().copyIn(POSIX, spid, 0x40000000, bytes, 0, 4096));
        assertEquals(-Errors.EFAULT, world.kernel().copyIn(POSIX, spid, 0x40000000, bytes, 0, 4097));
        assertEquals(-Errors.EFAULT, world.kernel().copyOut(POSIX, spid, 0x40000000, bytes, 0, 1));
        assertEquals(-Errors.EFAULT, world.kernel().copyOut(POSIX, spid, 0xFF000000, bytes, 0, 1), "interface page");
        assertEquals(-Errors.EFAULT, world.kernel().copyIn(POSIX, spid, 0xF9800000, bytes, 0, 1), "device registers are not memory");
        assertEquals(-Errors.EFAULT, world.kernel().copyIn(POSIX, spid, 0xFFFFFFF0, bytes, 0, 32), "no wrapping");
        assertEquals(-1, world.kernel().resolve(POSIX, spid, 0x40000000, true));
        assertTrue(world.kernel().resolve(POSIX, spid, 0x40000004, false) > 0);
    }

    @Test
    void aSelfPagedThreadThatFaultsEndsWithItsFamily() {
        int child = guestPaged();
        world.thread(thread).pager = thread;
        world.fault(ADDRESS, false);
        assertNull(world.thread(thread));
        assertNull(world.thread(child));
        assertTrue(world.machine.reports.getFirst().startsWith("Pager (" + thread + ") faulted on itself."));
    }

    @Test
    void aThreadWaitingForItsPagerCanBeDestroyed() {
        int child = guestPaged();
        world.call(CallTable.THREAD_SWITCH);
        assertEquals(child, world.running());
        world.fault(ADDRESS, false);
        assertEquals(Status.SENDING, world.thread(child).status);
        assertEquals(0, world.kernel().destroyThread(POSIX, child));
        assertTrue(world.thread(thread).senders.isEmpty());
    }

    /** A thread in a space of its own whose pager is {@link #thread}. */
    private int guestPaged() {
        return world.start(world.space(), thread);
    }
}
