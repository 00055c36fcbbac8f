package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Status;

/** Messages between guest threads (ABI 4, 5.1). */
class IpcTest {
    private final World world = new World();
    private int a;
    private int b;
    private int spid;

    @BeforeEach
    void twoThreads() {
        world.allowAll();
        spid = world.space();
        b = world.start(spid, World.PAGER);
        a = world.start(spid, World.PAGER);
        assertEquals(a, world.schedule(), "woken last, at the front");
    }

    @Test
    void sendToAReceiverGoesOnAtOnce() {
        // abi: ipc.sender-goes-on, ipc.short, ipc.sender-any
        world.call(IPC, NIL, ANY, 0);
        assertEquals(b, world.running());
        world.call(IPC, a, NIL, 0, 11, 12, 13, 14, 15, 16);
        assertEquals(b, world.running(), "the sender continues");
        assertEquals(0, world.result(b));
        assertEquals(0, world.result(a));
        assertArrayEquals(new int[] {11, b, 13, 14, 15, 16}, Arrays.copyOfRange(world.thread(a).context.r, 3, 9),
                "MR1 is the true sender in an open receive");
        assertEquals(World.RETURN, world.thread(a).context.r[15], "returns to LR");
    }

    @Test
    void receiverSwitchesToTheSenderItFinds() {
        // abi: ipc.receiver-switches
        world.call(IPC, b, NIL, 0, 1);
        assertEquals(b, world.running());
        world.call(IPC, NIL, a, 0);
        assertEquals(a, world.running(), "the sender that was waiting runs first");
        assertEquals(0, world.result(a));
        assertEquals(1, world.thread(b).context.r[3]);
    }

    @Test
    void aClosedReceivePassesOthersByAndIsNotDeceived() {
        // abi: ipc.closed-receive, note.3.10
        int c = world.start(spid, World.PAGER);
        world.switchTo(c);
        world.call(IPC, a, NIL, 0, 3, 33);
        world.switchTo(b);
        world.call(IPC, a, NIL, 0, 2, 22);
        world.switchTo(a);
        world.call(IPC, NIL, b, 0);
        assertEquals(2, world.thread(a).context.r[3], "c came first, but a asked for b");
        assertEquals(b, world.thread(a).context.r[4], "MR1 is not what the sender says");
        assertEquals(Status.SENDING, world.thread(c).status);
    }

    @Test
    void replyAndWaitServesTheNextClient() {
        // abi: ipc.reply-and-wait, note.3.2
        int server = world.start(spid, World.PAGER);
        world.switchTo(server);
        world.call(IPC, NIL, ANY, 0);
        world.switchTo(a);
        world.call(IPC, server, server, 0, 7);
        assertEquals(server, world.running(), "called and switched to");
        world.call(IPC, a, ANY, 0, 70);
        assertEquals(Status.RECEIVING, world.thread(server).status);
        assertEquals(70, world.thread(a).context.r[3]);
        world.switchTo(b);
        world.call(IPC, server, server, 0, 8);
        assertEquals(8, world.thread(server).context.r[3]);
        assertEquals(b, world.thread(server).context.r[4]);
    }

    @Test
    void errorsInTheirOrder() {
        // abi: ipc.reserved-EINVAL, ipc.self-EINVAL, ipc.both-nil-EINVAL, ipc.send-any-ESRCH, ipc.send-no-thread-ESRCH
        // abi: ipc.type-unknown-ENOCAP, ipc.extended-index-EINVAL, ipc.extended-size-EINVAL, note.2.11, note.3.6
        assertError(-Errors.EINVAL, 0xFF000000, NIL, 0);
        assertError(-Errors.EINVAL, a, NIL, 0);
        assertError(-Errors.EINVAL, NIL, a, 0);
        assertError(-Errors.EINVAL, NIL, NIL, 0);
        assertError(-Errors.ESRCH, ANY, NIL, 0);
        assertError(-Errors.ESRCH, 77, NIL, 0);
        assertError(-Errors.ESRCH, NIL, 77, 0);
        assertError(-Errors.ENOCAP, b, NIL, 3);
        assertError(-Errors.EINVAL, b, NIL, 2 | 6 << 4 | 16 << 16);
        assertError(-Errors.EINVAL, b, NIL, 2 | 2 << 4 | 2049 << 16);
        assertError(-Errors.ENOUTCB, b, NIL, 1);
        assertError(-Errors.EFAULT, b, NIL, 2 | 2 << 4 | 16 << 16);
    }

    @Test
    void withoutACapabilityNobodyIsReached() {
        // abi: ipc.no-capability-ENOCAP
        World strict = new World();
        int space = strict.space();
        int other = strict.start(space, World.PAGER);
        int self = strict.start(space, World.PAGER);
        strict.schedule();
        strict.call(IPC, other, NIL, 0);
        assertEquals(-Errors.ENOCAP, strict.result(self));
        assertEquals(0, strict.kernel().allowIpc(World.POSIX, space, other));
        strict.call(IPC, other, NIL, 0);
        assertEquals(Status.SENDING, strict.thread(self).status);
    }

    @Test
    void fullMessagesCarryTheUtcb() {
        // abi: utcb.layout, ipc.full, ipc.full-to-short, ipc.full-words-untouched
        int ua = world.utcb(a);
        int ub = world.utcb(b);
        for (int i = 0; i < 64; i++) {
            world.word(ua + i * 4, 1000 + i);
            world.word(ub + i * 4, 5);
        }
        world.call(IPC, b, NIL, 1, 1);
        world.call(IPC, NIL, ANY, 0);
        assertEquals(0, world.result(b), "a short receive of a full message is a full copy");
        for (int i = 0; i < 64; i++) {
            assertEquals(i < 10 ? 5 : 1000 + i, world.word(ub + i * 4), "word " + i);
        }
    }

    @Test
    void fullWithoutPartnersUtcbFailsForBoth() {
        // abi: utcb.none-ENOUTCB, note.3.3
        world.utcb(a);
        world.call(IPC, b, NIL, 1, 1);
        world.call(IPC, NIL, ANY, 0);
        assertEquals(-Errors.ENOUTCB, world.result(a));
        assertEquals(-Errors.ENOUTCB, world.result(b));
    }

    @Test
    void extendedMessagesNeverDeliverStaleBytes() {
        // abi: ipc.types-ENOIPC, ipc.extended, note.3.5
        int from = world.page(spid, 0x40000000);
        int to = world.page(spid, 0x40001000);
        for (int i = 0; i < 16; i++) {
            world.word(from + i * 4, i + 1);
            world.word(to + i * 4, -1);
        }
        world.call(IPC, b, NIL, 2 | 2 << 4 | 16 << 16, 0, 0, 0x40000000);
        world.call(IPC, NIL, a, 2 | 3 << 4 | 64 << 16, 0, 0, 0, 0x40001000);
        assertEquals(0, world.result(b));
        assertEquals(4, world.word(to + 12));
        assertEquals(-1, world.word(to + 16), "only what was sent");
        world.switchTo(a);
        world.call(IPC, b, NIL, 0);
        world.switchTo(b);
        world.call(IPC, NIL, a, 2 | 3 << 4 | 64 << 16, 0, 0, 0, 0x40001000);
        assertEquals(-Errors.ENOIPC, world.result(a));
        assertEquals(-Errors.ENOIPC, world.result(b));
    }

    @Test
    void aPartnerThatDiesWakesBothKindsOfWaiters() {
        // abi: ipc.partner-dies-EINTR, note.2.10
        int c = world.start(spid, World.PAGER);
        world.switchTo(a);
        world.call(IPC, c, NIL, 0);
        world.switchTo(b);
        world.call(IPC, NIL, c, 0);
        assertEquals(0, world.kernel().destroyThread(World.POSIX, c));
        assertEquals(-Errors.EINTR, world.result(a));
        assertEquals(-Errors.EINTR, world.result(b));
        assertEquals(Status.READY, world.thread(a).status);
    }

    @Test
    void suspendedThreadsFinishTheirMessageButDoNotRun() {
        world.call(IPC, NIL, ANY, 0);
        world.kernel().suspend(World.POSIX, a);
        world.call(IPC, a, NIL, 0, 9);
        assertEquals(9, world.thread(a).context.r[3]);
        world.call(CallTable.THREAD_SWITCH);
        assertEquals(b, world.running());
        world.kernel().run(World.POSIX, a);
        world.call(CallTable.THREAD_SWITCH);
        assertEquals(a, world.running());
    }

    /**
     * Threads that send and receive at random, against a model that knows only this: a message arrives at most once, from
     * who sent it to whom, senders of one receiver in their order; and every sender whose message arrived returns 0.
     */
    @Test
    void randomIpcDeliversEachMessageOnce() {
        Random random = World.random();
        for (int i = 0; i < 4; i++) {
            world.start(spid, World.PAGER);
        }
        Map<Integer, int[]> sent = new HashMap<>(); // number → from, to
        Map<Integer, Integer> lastFrom = new HashMap<>();
        int[] tids = world.kernel().threads().stream().filter(t -> !t.java()).mapToInt(t -> t.tid()).toArray();
        Map<Integer, Integer> waitsFor = new HashMap<>();
        int number = 1;
        int received = 0;
        for (int step = 0; step < 20000; step++) {
            String where = "seed " + World.seed() + " step " + step;
            if (world.current() == null) {
                int victim = tids[random.nextInt(tids.length)];
                world.kernel().interrupt(World.POSIX, victim);
                world.schedule();
                assertNotEquals(0, world.running(), where);
            }
            int self = world.running();
            int[] r = world.current().context.r;
            if (waitsFor.containsKey(self) && r[0] == 0) {
                int[] message = sent.remove(r[3]);
                assertEquals(self, message[1], where + ": message for another");
                int from = waitsFor.get(self);
                assertEquals(from == ANY ? message[0] : from, message[0], where);
                Integer before = lastFrom.put(message[0] * 31 + self, r[3]);
                assertEquals(true, before == null || before < r[3], where + ": overtaken");
                received++;
            }
            waitsFor.remove(self);
            int other = tids[random.nextInt(tids.length)];
            int from = random.nextBoolean() ? ANY : other;
            boolean sends = random.nextBoolean();
            boolean receives = !sends || random.nextBoolean();
            if (other == self) {
                continue;
            }
            if (receives) {
                waitsFor.put(self, from);
            }
            if (sends) {
                sent.put(number, new int[] {self, other});
            }
            r[3] = 0;
            world.call(IPC, sends ? other : NIL, receives ? from : NIL, 0, sends ? number : 0);
            number++;
            if (step % 500 == 0) {
                world.swap();
            }
        }
        assertEquals(true, received > 2000, "messages received: " + received);
    }

    private void assertError(int expected, int to, int from, int flags) {
        world.switchTo(a);
        world.call(IPC, to, from, flags);
        assertEquals(expected, world.result(a));
    }
}
