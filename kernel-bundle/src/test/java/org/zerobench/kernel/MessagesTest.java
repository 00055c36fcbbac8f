package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.CallTable.UNMAP;
import static org.zerobench.kernel.ContainerWorld.BUFFER;
import static org.zerobench.kernel.ContainerWorld.CREATE_COPY;
import static org.zerobench.kernel.ContainerWorld.CREATE_SHARED;
import static org.zerobench.kernel.ContainerWorld.RUN;
import static org.zerobench.kernel.ContainerWorld.SUSPEND;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.MapFlags;

/** Messages in a container: what the classic kernel does not have (time-outs, details), and pages that their pager has to fetch. */
class MessagesTest {
    private static final int MILLI = 1_000_000;
    private static final int FULL = 1;
    private static final int FROM = 0xA0100F00;
    private static final int TO = 0xA0110F00;
    /** 512 bytes by MR2: two pages. */
    private static final int EXTENDED = 2 | 2 << 4 | 512 << 16;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;
    private int a;
    private int b;

    @BeforeEach
    void twoChildren() {
        a = container.running(CREATE_SHARED);
        b = container.running(CREATE_SHARED);
    }

    @Test
    void aMessageInTimeEndsTheWait() {
        // abi: note.3.1
        container.switchTo(a);
        timed(20);
        world.call(IPC, b, NIL, Ipc.TIMED);
        container.switchTo(b);
        assertEquals(0, container.call(IPC, NIL, ANY, 0));
        assertEquals(0, world.result(a));
        assertEquals(KernelState.NEVER, world.kernel().deadline());
    }

    @Test
    void waitersInTheirOrderOfTime() {
        // abi: note.3.1, ipc.timed-ETIMEDOUT
        world.machine.nanos = 5 * MILLI;
        container.switchTo(a);
        timed(20);
        world.call(IPC, NIL, b, Ipc.TIMED);
        container.switchTo(b);
        timed(10);
        world.call(IPC, pager, NIL, Ipc.TIMED);
        long now = world.machine.nanos;
        world.swap();
        assertEquals(now + 10 * MILLI, world.kernel().deadline());
        world.kernel().expire(now + 10 * MILLI);
        assertEquals(-Errors.ETIMEDOUT, world.result(b));
        assertTrue(world.thread(pager).senders.isEmpty());
        assertEquals(now + 20 * MILLI, world.kernel().deadline());
        world.kernel().expire(now + 20 * MILLI);
        assertEquals(-Errors.ETIMEDOUT, world.result(a));
        assertEquals(KernelState.NEVER, world.kernel().deadline());
    }

    @Test
    void noTimeAtAllIsAPoll() {
        // abi: note.3.1, ipc.poll-EAGAIN
        container.switchTo(a);
        timed(0);
        assertEquals(-Errors.EAGAIN, container.call(IPC, NIL, ANY, Ipc.TIMED));
        assertEquals(-Errors.EAGAIN, container.call(IPC, b, NIL, Ipc.TIMED));
        container.switchTo(b);
        world.call(IPC, a, NIL, 0, 42);
        container.switchTo(a);
        assertEquals(0, container.call(IPC, NIL, ANY, Ipc.TIMED));
        assertEquals(42, container.register(a, 3));
        assertEquals(KernelState.NEVER, world.kernel().deadline());
    }

    @Test
    void detailsAreTheLengthAndTheKernelsMark() {
        // abi: note.3.5, note.1.12, ipc.details
        map(FROM, MapFlags.RW);
        map(TO, MapFlags.RW);
        container.switchTo(a);
        world.call(IPC, b, NIL, 2 | 2 << 4 | 100 << 16, 0, 0, FROM);
        container.switchTo(b);
        assertEquals(100, container.call(IPC, NIL, a, EXTENDED | Ipc.DETAILS, 0, 0, TO));
        container.switchTo(a);
        world.fault(0xA0700000, false);
        container.switchTo(pager);
        assertEquals(0x10000, container.call(IPC, NIL, a, Ipc.DETAILS), "a fault: the kernel's own");
        container.call(IPC, a, NIL, 0, -1);
        container.switchTo(b);
        world.call(IPC, pager, NIL, 0, 0, a);
        container.switchTo(pager);
        assertEquals(0, container.call(IPC, NIL, b, Ipc.DETAILS), "forged: a thread's own");
        assertEquals(b, container.register(pager, 4), "and not under another's name");
    }

    @Test
    void whoReceivesCanAskForARight() {
        // abi: note.3.8, ipc.receive-right
        Capability right = world.parts().capabilities.all(world.thread(pager)).stream().filter(c -> c.is(Capability.IPC)).findFirst().orElseThrow();
        container.switchTo(a);
        world.call(IPC, pager, NIL, 0, 11);
        container.switchTo(pager);
        right.access &= ~Rights.RECEIVE;
        timed(0);
        assertEquals(-Errors.EAGAIN, container.call(IPC, NIL, ANY, Ipc.TIMED | Ipc.ONLY_ALLOWED));
        container.switchTo(b);
        world.fault(0xA0700000, false);
        container.switchTo(pager);
        assertEquals(0, container.call(IPC, NIL, ANY, Ipc.ONLY_ALLOWED), "a fault needs none");
        assertEquals(b, container.register(pager, 4));
        right.access |= Rights.RECEIVE;
        assertEquals(0, container.call(IPC, NIL, ANY, Ipc.ONLY_ALLOWED));
        assertEquals(11, container.register(pager, 3));
        container.switchTo(pager);
        world.call(IPC, NIL, ANY, 0);
        container.switchTo(a);
        assertEquals(0, container.call(IPC, pager, NIL, 0), "who does not ask takes all");
    }

    @Test
    void twoBuffersAcrossPagesAreFourMessages() {
        // abi: ipc.page-ins, note.1.7, fault.page-in
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        container.switchTo(b);
        world.call(IPC, NIL, a, EXTENDED, 0, 0, TO);
        container.switchTo(pager);
        int messages = 0;
        while (world.thread(a).status != Status.READY || world.thread(b).status != Status.READY) {
            assertEquals(0, container.call(IPC, NIL, ANY, 0));
            int[] message = Arrays.copyOfRange(world.thread(pager).context.r, 3, 9);
            assertEquals(0, message[0] | message[2] | message[3] | message[5]);
            page(message[4] & -4096, MapFlags.RW);
            container.call(IPC, message[1], NIL, 0, 0);
            messages++;
        }
        assertEquals(4, messages);
        assertEquals(0, world.result(a));
        assertEquals(0, world.result(b));
    }

    @Test
    void onlyMissingPagesAreAskedFor() {
        // abi: note.1.7
        page(FROM & -4096, MapFlags.RO);
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        container.switchTo(pager);
        container.call(IPC, NIL, a, 0);
        assertEquals(FROM + 256 & -4096, container.register(pager, 7));
    }

    @Test
    void aSendersBufferMayBeReadOnly() {
        // abi: note.3.9
        map(FROM, MapFlags.RO);
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        assertEquals(Status.SENDING, world.thread(a).status);
    }

    @Test
    void aReceiversBufferThatVanishedIsFetchedAgain() {
        // abi: ipc.vanished-buffer, note.1.8
        map(FROM, MapFlags.RW);
        map(TO, MapFlags.RW);
        int word = physical(FROM);
        world.word(word, 4711);
        container.switchTo(b);
        world.call(IPC, NIL, a, EXTENDED, 0, 0, TO);
        container.switchTo(pager);
        assertEquals(0, container.call(UNMAP, TO & -4096, 2, pager));
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        assertEquals(Status.SENDING, world.thread(a).status, "until the receiver's pages are there");
        world.swap();
        serve(b, 2);
        assertEquals(0, world.result(a));
        assertEquals(0, world.result(b));
        assertEquals(4711, world.word(physical(TO)));
    }

    @Test
    void whatWasSentIsNotSentAgain() {
        // abi: ipc.extended-send-receive
        // abi: ipc.vanished-buffer, note.3.7
        map(FROM, MapFlags.RW);
        map(TO, MapFlags.RW);
        container.switchTo(a);
        world.call(IPC, NIL, b, EXTENDED, 0, 0, FROM);
        container.switchTo(b);
        world.call(IPC, a, a, EXTENDED, 0, 0, TO);
        assertEquals(0, world.result(a));
        container.switchTo(pager);
        container.call(UNMAP, TO & -4096, 2, pager);
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        serve(b, 2);
        assertEquals(0, world.result(b));
        assertEquals(Status.READY, world.thread(a).status);
        assertTrue(world.thread(a).senders.isEmpty(), "b's request came once");
    }

    @Test
    void utcbsThatVanishedAreFetchedAgain() {
        // abi: ipc.utcb-fetched, note.3.3, note.3.14, utcb.checked-again
        utcb(a, 0xA0200000);
        utcb(b, 0xA0210000);
        page(0xA0200000, MapFlags.RW);
        page(0xA0210000, MapFlags.RW);
        container.switchTo(a);
        world.call(IPC, b, NIL, FULL);
        container.switchTo(pager);
        container.call(UNMAP, 0xA0200000, 1, pager);
        container.switchTo(b);
        world.call(IPC, NIL, ANY, 0);
        assertEquals(Status.RECEIVING, world.thread(b).status);
        container.switchTo(pager);
        container.call(UNMAP, 0xA0210000, 1, pager);
        serve(a, 1);
        serve(b, 1);
        assertEquals(0, world.result(a));
        assertEquals(0, world.result(b), "a short receiver of a full message has its page fetched, too");
    }

    @Test
    void aPagerThatFetchesNothingGetsBothAnError() {
        // abi: utcb.unmapped-EFAULT, ipc.buffer-EFAULT, note.1.6
        utcb(a, 0xA0200000);
        utcb(b, 0xA0210000);
        page(0xA0200000, MapFlags.RW);
        container.switchTo(b);
        world.call(IPC, NIL, a, 0);
        container.switchTo(a);
        world.call(IPC, b, NIL, FULL);
        container.switchTo(pager);
        container.call(IPC, NIL, b, 0);
        container.call(IPC, b, NIL, 0, 0);
        assertEquals(-Errors.EFAULT, world.result(b));
        assertEquals(Status.SENDING, world.thread(a).status, "its message is still to be had");
    }

    @Test
    void aFaultsReplyReachesTheRightSpace() {
        // abi: utcb.moved
        int task = container.running(CREATE_COPY);
        assertEquals(0, world.kernel().setUtcb(pager, task, ContainerWorld.UTCB + 0x800));
        int utcb = ContainerWorld.LMA + ContainerWorld.UTCB + 0x800 - ContainerWorld.VMA;
        world.word(utcb + 40, 77);
        container.switchTo(task);
        assertEquals(-Errors.ENOCAP, container.call(IPC, pager, NIL, FULL), "a task has but its container's rights");
        container.utcb(pager);
        container.switchTo(pager);
        world.word(container.utcb(pager) + 40, 78);
        world.call(IPC, task, NIL, FULL);
        container.switchTo(task);
        assertEquals(0, container.call(IPC, NIL, pager, FULL));
        assertEquals(78, world.word(utcb + 40));
        // Its UTCB moves: the next copy goes to the new place.
        assertEquals(0, world.kernel().setUtcb(pager, task, ContainerWorld.UTCB + 0x900));
        container.switchTo(pager);
        world.call(IPC, task, NIL, FULL);
        container.switchTo(task);
        container.call(IPC, NIL, pager, FULL);
        assertEquals(78, world.word(utcb + 0x100 + 40));
    }

    @Test
    void everyRecordIsFetchedOrRefused() {
        // abi: thread_control.ids-page-in, exregs.buffer-EFAULT, getid.EFAULT, fault.page-in, note.1.6
        int[] calls = {CallTable.THREAD_CONTROL, CallTable.EXCHANGE_REGISTERS, CallTable.GETID, CallTable.TIME, CallTable.CAPABILITY_CONTROL};
        for (int number : calls) {
            for (boolean maps : new boolean[] {false, true}) {
                int record = 0xA0300000 + number * 4096;
                container.switchTo(a);
                switch (number) {
                    case CallTable.THREAD_CONTROL -> world.call(number, SUSPEND, record);
                    case CallTable.EXCHANGE_REGISTERS -> world.call(number, record, a);
                    case CallTable.CAPABILITY_CONTROL -> world.call(number, 0, 0, record);
                    default -> world.call(number, record, 0);
                }
                container.switchTo(pager);
                assertEquals(0, container.call(IPC, NIL, a, 0));
                assertEquals(record, container.register(pager, 7));
                if (maps) {
                    page(record, MapFlags.RW);
                }
                container.call(IPC, a, NIL, 0, 0);
                int expected = !maps ? -Errors.EFAULT : number == CallTable.THREAD_CONTROL ? -Errors.ESRCH : 0;
                assertEquals(expected, world.result(a), "call " + number);
            }
        }
    }

    @Test
    void aSuspendedThreadsFetchIsGivenUp() {
        // abi: fault.page-in-EINTR
        container.switchTo(a);
        world.call(IPC, b, NIL, EXTENDED, 0, 0, FROM);
        container.switchTo(pager);
        assertEquals(0, container.control(SUSPEND, a));
        assertEquals(-Errors.EINTR, world.result(a));
        assertEquals(0, container.control(RUN, a));
        assertEquals("Thread (2) page-faulted and got interrupted by its pager.\n\r", container.printed());
    }

    /** The pager, receiving from one thread only, maps what is asked for. */
    private void serve(int client, int pages) {
        container.switchTo(pager);
        for (int i = 0; i < pages; i++) {
            assertEquals(0, container.call(IPC, NIL, client, 0));
            page(container.register(pager, 7) & -4096, MapFlags.RW);
            assertEquals(0, container.call(IPC, client, NIL, 0, 0));
        }
    }

    private void map(int buffer, int flags) {
        page(buffer & -4096, flags);
        page((buffer & -4096) + 4096, flags);
    }

    private int frame = ContainerWorld.LMA + 0x10000;

    private void page(int virtual, int flags) {
        assertEquals(0, world.kernel().map(pager, container.spid, frame, virtual, 1, flags));
        frame += 4096;
    }

    private int physical(int virtual) {
        return world.parts().memory.present(world.thread(pager).space, virtual, false);
    }

    private void utcb(int tid, int address) {
        assertEquals(0, world.kernel().setUtcb(pager, tid, address));
    }

    private void timed(int millis) {
        world.current().context.r[9] = millis;
    }

    @Test
    void bufferIsThere() {
        // abi: ipc.extended-index-EINVAL, note.3.6, ipc.extended-size-EINVAL
        container.switchTo(a);
        assertEquals(-Errors.EINVAL, container.call(IPC, b, NIL, 2 | 6 << 4 | 8 << 16));
        assertEquals(-Errors.EINVAL, container.call(IPC, b, NIL, 2 | 2 << 4 | 2049 << 16, 0, 0, BUFFER));
    }
}
