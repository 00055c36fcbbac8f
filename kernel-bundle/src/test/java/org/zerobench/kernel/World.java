package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** A booted kernel on a test machine. The test plays the guests: it is the CPU that traps for whoever the kernel chose. */
final class World {
    static final int POSIX = Servers.POSIX;
    static final int PAGER = Servers.PAGER;
    static final int NIL = -1;
    static final int ANY = -2;
    static final int RETURN = 0x12344;
    static final int UTCBS = 0xF8100000;

    final TestMachine machine;
    private int nextFrame;

    World() {
        this(TestMachine.RAM_BYTES);
    }

    World(int ramBytes) {
        machine = new TestMachine(ramBytes);
        kernel().boot();
        nextFrame = kernel().physicalMemory(PAGER).getFirst().start();
    }

    /** Random numbers from the property zb.seed or a fixed default; tests put the seed into their failure messages. */
    static Random random() {
        return new Random(seed());
    }

    static long seed() {
        return Long.getLong("zb.seed", 20260101L);
    }

    L4Kernel kernel() {
        return machine.kernel;
    }

    Parts parts() {
        return machine.kernel.parts();
    }

    KernelThread thread(int tid) {
        return parts().threads.get(tid);
    }

    int space() {
        int spid = kernel().createSpace(POSIX);
        assertTrue(spid > 0, "createSpace: " + spid);
        return spid;
    }

    /** A new runnable thread with a UTCB of its own. */
    int start(int spid, int pager) {
        int tid = create(spid, pager);
        assertEquals(0, kernel().run(POSIX, tid));
        return tid;
    }

    int create(int spid, int pager) {
        int tid = kernel().createThread(POSIX, spid, pager);
        assertTrue(tid > 0, "createThread: " + tid);
        kernel().context(POSIX, tid).jump(0x10000);
        return tid;
    }

    /** Every thread of the POSIX container may send to every other, and control it. */
    void allowAll() {
        var list = parts().capabilities.ofContainer(Servers.POSIX_CONTAINER);
        for (int type : new int[] {Capability.IPC, Capability.TCTRL, Capability.EXREGS}) {
            parts().capabilities.add(list, Holder.CONTAINER, Servers.POSIX_CONTAINER, type | Capability.CONTAINER,
                    Servers.POSIX_CONTAINER, 0x3F);
        }
        parts().capabilities.addRange(list, Holder.CONTAINER, Servers.POSIX_CONTAINER, Capability.VIRTMEM | Capability.CONTAINER,
                Servers.POSIX_CONTAINER, Rights.UTCB, 0xF8000, 0xF9000);
        parts().capabilities.addPool(list, Holder.CONTAINER, Servers.POSIX_CONTAINER, Capability.THREADPOOL, 100);
        parts().capabilities.addPool(list, Holder.CONTAINER, Servers.POSIX_CONTAINER, Capability.SPACEPOOL, 20);
        parts().capabilities.addPool(list, Holder.CONTAINER, Servers.POSIX_CONTAINER, Capability.MUTEXPOOL, 4);
    }

    int frame() {
        int frame = nextFrame;
        nextFrame += Ram.PAGE;
        return frame;
    }

    /** Maps a fresh frame read-write; its physical address. */
    int page(int spid, int virtual) {
        int frame = frame();
        assertEquals(0, kernel().map(PAGER, spid, frame, virtual, 1, MapFlags.RW));
        return frame;
    }

    /** Gives a thread a UTCB in a page of its own; the physical address. */
    int utcb(int tid) {
        int virtual = UTCBS + (tid & 0xFFFF) * Ram.PAGE;
        int frame = page(kernel().spaceOf(tid), virtual);
        assertEquals(0, kernel().setUtcb(POSIX, tid, virtual));
        return frame;
    }

    int word(int physical) {
        return machine.ram.get(ValueLayout.JAVA_INT_UNALIGNED, physical);
    }

    void word(int physical, int value) {
        machine.ram.set(ValueLayout.JAVA_INT_UNALIGNED, physical, value);
    }

    KernelThread current() {
        return parts().scheduler.current();
    }

    int running() {
        return current() == null ? 0 : current().tid;
    }

    /** The thread that runs now makes a system call. @return who runs then, 0 for nobody */
    int call(int number, int... arguments) {
        ThreadContext context = current().context;
        System.arraycopy(arguments, 0, context.r, 0, arguments.length);
        context.r[ThreadContext.LR] = RETURN;
        context.cpsr = ThreadContext.CPSR_USER;
        context.r[ThreadContext.PC] = SystemPages.CALL_PAGE + number * 4 + 4;
        return trap(Trap.SupervisorCall.INSTANCE);
    }

    /** The thread that runs now traps. @return who runs then, 0 for nobody */
    int trap(Trap trap) {
        ThreadContext next = kernel().trap(current().context, trap);
        assertEquals(next == null ? null : next, current() == null ? null : current().context);
        return running();
    }

    /** A data abort of the thread that runs now, with the status that a CPU would give. */
    int fault(int address, boolean write) {
        int entry = parts().tables.entry(current().space, address);
        return trap(new Trap.Abort(false, write, address, Entry.valid(entry) ? 15 : 7));
    }

    int schedule() {
        kernel().schedule();
        return running();
    }

    /** Lets a certain thread run next, by suspending the others that stand before it. */
    void switchTo(int tid) {
        for (int i = 0; i < 200 && running() != tid; i++) {
            if (current() == null) {
                schedule();
            } else {
                call(CallTable.THREAD_SWITCH);
            }
        }
        assertEquals(tid, running(), "thread cannot be made to run");
    }

    int result(int tid) {
        return thread(tid).context.r[0];
    }

    /** Saves, restores into a fresh kernel, and checks that nothing has changed. */
    void swap() {
        KernelState before = kernel().save();
        machine.swap();
        assertEquals(before, kernel().save());
    }
}
