package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.World.NIL;
import static org.zerobench.kernel.World.POSIX;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Java servers: answers at once, later, never; servers that throw, hang, are not there. */
class ServerCallsTest {
    private final World world = new World();
    private int spid;
    private int client;

    @BeforeEach
    void oneClient() {
        spid = world.space();
        client = world.start(spid, World.PAGER);
        world.kernel().allowIpc(POSIX, spid, POSIX);
        world.schedule();
    }

    @Test
    void anAnswerAtOnceReturnsWithoutASwitch() {
        world.machine.servers.put(POSIX, request -> {
            assertEquals(Request.Kind.MESSAGE, request.kind());
            assertEquals(client, request.sender());
            assertEquals(spid, request.space());
            assertEquals(0xABC, request.tag());
            assertEquals(0, request.word(6), "a short message has six words");
            assertEquals(POSIX, world.machine.inServer);
            request.setWord(2, request.word(2) + 1);
            request.reply(-5);
        });
        assertEquals(client, world.call(IPC, POSIX, POSIX, 0, 0x5ABC, 0, 41));
        int[] r = world.thread(client).context.r;
        assertEquals(0, r[0]);
        assertEquals(-5, r[3]);
        assertEquals(42, r[5]);
        assertEquals(0, world.machine.inServer);
    }

    @Test
    void anAnswerLaterWakesTheClient() {
        world.machine.servers.put(POSIX, request -> { });
        assertEquals(0, world.call(IPC, POSIX, POSIX, 0, 1));
        assertEquals("in server", info().state());
        world.swap();
        assertEquals(0, world.kernel().setWord(POSIX, client, 3, 33));
        assertEquals(0, world.kernel().reply(POSIX, client, 99));
        assertEquals(-Errors.ESRCH, world.kernel().reply(POSIX, client, 99), "answered already");
        assertEquals(client, world.schedule());
        assertEquals(99, world.thread(client).context.r[3]);
        assertEquals(33, world.thread(client).context.r[6]);
    }

    @Test
    void onlyTheServerThatWasCalledMayAnswer() {
        world.machine.servers.put(POSIX, request -> { });
        world.call(IPC, POSIX, POSIX, 0, 1);
        assertEquals(-Errors.ESRCH, world.kernel().reply(World.PAGER, client, 1));
        assertEquals(-Errors.ESRCH, world.kernel().setWord(World.PAGER, client, 1, 1));
    }

    @Test
    void aServerThatThrowsGetsItsClientAnErrorAndItselfAReport() {
        world.machine.servers.put(POSIX, request -> {
            throw new IllegalArgumentException("oh");
        });
        assertEquals(client, world.call(IPC, POSIX, POSIX, 0, 1));
        assertEquals(-Errors.EIO, world.result(client));
        assertEquals(1, world.machine.reports.size());
        assertTrue(world.machine.reports.getFirst().contains("posix") && world.machine.reports.getFirst().contains("oh"));
        world.machine.servers.put(POSIX, request -> recurse());
        assertEquals(client, world.call(IPC, POSIX, POSIX, 0, 1), "endless recursion is an error like any other");
        assertEquals(-Errors.EIO, world.result(client));
    }

    @Test
    void aRequestIsDeadAfterHandle() {
        List<Request> kept = new ArrayList<>();
        world.machine.servers.put(POSIX, request -> {
            kept.add(request);
            request.reply(0);
        });
        world.call(IPC, POSIX, POSIX, 0, 1);
        assertThrows(IllegalStateException.class, () -> kept.getFirst().word(0));
        assertThrows(IllegalStateException.class, () -> kept.getFirst().reply(0));
    }

    @Test
    void clientsOfAnAbsentServerWaitForIt() {
        assertEquals(0, world.call(IPC, POSIX, POSIX, 0, 1));
        assertEquals("server absent", info().state());
        world.swap();
        world.machine.servers.put(POSIX, request -> request.reply(5));
        assertEquals(client, world.schedule());
        assertEquals(5, world.thread(client).context.r[3]);
    }

    @Test
    void anAbandonedCallFailsAndItsThreadCannotComeBack() {
        Thread first = Thread.currentThread();
        world.machine.servers.put(POSIX, request -> {
            // The watchdog has given this call up: another thread is the machine thread and tells the kernel.
            Thread next = new Thread(() -> {
                world.machine.machineThread = Thread.currentThread();
                world.kernel().abandoned(POSIX);
                assertEquals(client, world.schedule());
            });
            next.start();
            try {
                next.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThrows(IllegalStateException.class, () -> request.reply(7), "the request is over");
            assertThrows(IllegalStateException.class, () -> world.kernel().reply(POSIX, client, 7));
        });
        assertThrows(IllegalStateException.class, () -> world.call(IPC, POSIX, POSIX, 0, 1));
        world.machine.machineThread = first;
        assertEquals(-Errors.EIO, world.result(client));
        assertEquals(client, world.running());
        world.machine.servers.put(POSIX, request -> request.reply(8));
        world.call(IPC, POSIX, POSIX, 0, 1);
        assertEquals(8, world.thread(client).context.r[3], "the kernel goes on");
    }

    @Test
    void fullMessagesReadAndWriteTheUtcb() {
        int utcb = world.utcb(client);
        byte[] path = "/tmp/x\0".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < path.length; i++) {
            world.parts().ram.putByte(utcb + 40 + i, path[i]);
        }
        world.machine.servers.put(POSIX, request -> {
            assertTrue(request.full());
            assertEquals("/tmp/x", request.text());
            request.setWord(59, 0x5959);
            request.reply(0);
        });
        world.call(IPC, POSIX, POSIX, 1, 12);
        assertEquals(0x5959, world.word(utcb + 40 + 53 * 4));
        world.kernel().setUtcb(POSIX, client, 0);
        world.call(IPC, POSIX, POSIX, 1, 12);
        assertEquals(-Errors.ENOUTCB, world.result(client));
    }

    @Test
    void aSendThatNobodyWaitsForDoesNotBlock() {
        int[] seen = {0};
        world.machine.servers.put(POSIX, request -> {
            seen[0] = request.word(0);
            request.reply(1);
        });
        assertEquals(client, world.call(IPC, POSIX, NIL, 0, 17, 0, 4));
        assertEquals(17, seen[0]);
        assertEquals(0, world.result(client));
        assertEquals(17, world.thread(client).context.r[3], "no reply comes");
    }

    @Test
    void aServersMessageWaitsForItsReceiver() {
        int page = world.page(spid, 0x40000000);
        assertEquals(0, world.kernel().send(POSIX, client, 3, new byte[] {1, 2, 3, 4}));
        assertEquals(-Errors.EBUSY, world.kernel().send(POSIX, client, 3, null));
        world.swap();
        world.call(IPC, NIL, POSIX, 2 | 2 << 4 | 2048 << 16, 0, 0, 0x40000000);
        assertEquals(0, world.result(client));
        assertEquals(3, world.thread(client).context.r[3]);
        assertEquals(0x04030201, world.word(page));
        assertEquals(0, world.call(IPC, NIL, POSIX, 0));
        assertEquals(0, world.kernel().send(POSIX, client, 4, null));
        assertEquals(client, world.schedule());
        assertEquals(4, world.thread(client).context.r[3]);
        assertEquals(0, world.call(IPC, NIL, POSIX, 0));
        assertEquals(-Errors.ENOIPC, world.kernel().send(POSIX, client, 4, new byte[1]));
        assertEquals(-Errors.ENOIPC, world.result(client));
    }

    @Test
    void foreignSpacesGetExceptions() {
        world.kernel().setForeign(POSIX, spid, POSIX);
        ThreadContext context = world.thread(client).context;
        world.machine.servers.put(POSIX, request -> {
            assertEquals(Request.Kind.EXCEPTION, request.kind());
            request.context().r[0] = request.trap() instanceof Trap.SupervisorCall ? 20 : 4;
            request.reply(0);
        });
        context.r[ThreadContext.PC] = 0x10004;
        assertEquals(client, world.trap(Trap.SupervisorCall.INSTANCE));
        assertEquals(20, context.r[0]);
        assertEquals(0x10004, context.r[ThreadContext.PC], "goes on behind the SVC");
        assertEquals(client, world.trap(Trap.UndefinedInstruction.INSTANCE));
        assertEquals(4, context.r[0]);
        world.call(CallTable.THREAD_SWITCH);
        assertEquals(0, context.r[0], "the native way in is open too");
        world.kernel().setForeign(POSIX, spid, 0);
        context.r[ThreadContext.LR] = 0x10101;
        world.trap(Trap.SupervisorCall.INSTANCE);
        assertEquals(-Errors.ENOSYS, context.r[0]);
        assertEquals(0x10100, context.r[ThreadContext.PC]);
        assertTrue(context.thumb(), "LR's bit 0 chooses the state");
    }

    @Test
    void aThreadMayDieOrStopInItsOwnRequest() {
        world.kernel().setForeign(POSIX, spid, POSIX);
        world.machine.servers.put(POSIX, request -> {
            world.kernel().suspend(POSIX, request.sender());
            request.reply(0);
        });
        assertEquals(0, world.trap(Trap.SupervisorCall.INSTANCE));
        assertEquals("inactive", info().state());
        world.machine.servers.put(POSIX, request -> world.kernel().destroyThread(POSIX, request.sender()));
        world.kernel().run(POSIX, client);
        assertEquals(client, world.schedule());
        assertEquals(0, world.trap(Trap.SupervisorCall.INSTANCE));
        assertNull(world.thread(client));
        assertEquals(0, world.kernel().destroySpace(POSIX, spid));
    }

    @Test
    void aServerThatEndsLeavesNobodyAsleep() {
        int tid = world.kernel().createServer("echo");
        world.machine.servers.put(tid, request -> { });
        world.kernel().allowIpc(POSIX, spid, tid);
        world.call(IPC, tid, tid, 0, 1);
        assertEquals(Status.IN_SERVER, world.thread(client).status);
        world.kernel().removeServer(tid);
        assertEquals(client, world.schedule());
        assertEquals(-Errors.ESRCH, world.result(client));
        assertNull(world.thread(tid));
    }

    private org.zerobench.api.kernel.KernelView.ThreadInfo info() {
        return world.kernel().threads().stream().filter(t -> t.tid() == client).findFirst().orElseThrow();
    }

    private static int recurse() {
        return recurse() + 1;
    }
}
