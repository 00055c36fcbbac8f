package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.ContainerPlan.Right;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.ThreadContext;

/**
 * A container with the rights of ABI 9.7 on a test machine, its pager running. The image is {@value #IMAGE_PAGES} pages from
 * 0xA0000000; the pager's buffer for records is its last page.
 */
final class ContainerWorld {
    static final int LMA = 0x400000;
    static final int VMA = 0xA0000000;
    static final int IMAGE_PAGES = 4;
    static final int BUFFER = VMA + 3 * 4096;
    static final int RECORD = LMA + 3 * 4096;
    static final int UTCB = VMA + 2 * 4096;
    static final int CREATE_SHARED = 0x01000000;
    static final int CREATE_COPY = 0x02000000;
    static final int CREATE_NEW = 0x04000000;
    static final int RUN = 0x10000000;
    static final int SUSPEND = 0x20000000;
    static final int DESTROY = 0x30000000;
    static final int RECYCLE = 0x40000000;
    static final int WAIT = 0x50000000;

    final World world;
    final int pager;
    final int spid;

    ContainerWorld() {
        this(new World(64 << 20), 0);
    }

    /** One more container on a machine, in memory of its own. */
    ContainerWorld(World world, int id) {
        this.world = world;
        int lma = LMA + id * 0x200000;
        pager = world.kernel().createContainer(new ContainerPlan(id, "test" + id, stock(lma), List.of(),
                List.of(new Piece(lma, VMA, IMAGE_PAGES, MapFlags.RWX)), VMA));
        assertTrue(pager > 0, "createContainer: " + pager);
        assertEquals(0, world.kernel().startContainer(id));
        spid = world.thread(pager).spid();
        world.schedule();
    }

    /** ABI 9.7, in its order. */
    static List<Right> stock(int lma) {
        int frame = lma >>> 12;
        return List.of(new Right(0x00040001, 0x7000003F, 0, 0, 0), pool(0x00200080, 64), pool(0x00400080, 100),
                pool(0x00800080, 800), new Right(0x00040020, 0x70000180, 0, 0x3F, 0), new Right(0x00040010, 0x7000001F, 0, 0, 0),
                new Right(0x00040002, 0x7000001F, 0, 0, 0), pool(0x01000080, 32), new Right(0x00040100, 0x7000000F, 0, 0, 0),
                new Right(0x00040004, 0x0000007F, frame, frame + 0x100, 0x100),
                new Right(0x00040008, 0x000001FF, 0xA0000, 0xB0000, 0x10000), new Right(0x00040040, 0x70000003, 0, 0, 0),
                pool(0x00100080, 64));
    }

    private static Right pool(int type, int units) {
        return new Right(type, 0x30000000, 0, 0, units);
    }

    /** Makes the pager, or another thread, the one that runs. */
    void switchTo(int tid) {
        world.switchTo(tid);
    }

    /** The thread that runs makes a call that does not block. @return its result */
    int call(int number, int... arguments) {
        int self = world.running();
        world.call(number, arguments);
        return world.result(self);
    }

    /** thread_control with the ids record in the pager's buffer. */
    int control(int flags, int tid, int ofSpace) {
        record(tid, ofSpace, 0);
        return call(CallTable.THREAD_CONTROL, flags, BUFFER);
    }

    int control(int flags, int tid) {
        return control(flags, tid, spid);
    }

    /** A new inactive child of the thread that runs. */
    int child(int flags) {
        assertEquals(0, control(flags, pager));
        int tid = word(0);
        world.thread(tid).context.jump(VMA);
        return tid;
    }

    /** A new child that is ready to run. */
    int running(int flags) {
        int tid = child(flags);
        assertEquals(0, control(RUN, tid));
        return tid;
    }

    /** Gives a thread of the pager's space its own UTCB, in the page before the buffer. */
    int utcb(int tid) {
        int utcb = UTCB + (tid & 0xF) * 256;
        assertEquals(0, world.kernel().setUtcb(pager, tid, utcb));
        return LMA + utcb - VMA;
    }

    void record(int... words) {
        for (int i = 0; i < words.length; i++) {
            world.word(RECORD + i * 4, words[i]);
        }
    }

    int word(int index) {
        return world.word(RECORD + index * 4);
    }

    int register(int tid, int index) {
        return world.thread(tid).context.r[index];
    }

    void enter(int tid, int pc) {
        world.thread(tid).context.r[ThreadContext.PC] = pc;
    }

    String printed() {
        return world.machine.printed.toString();
    }
}
