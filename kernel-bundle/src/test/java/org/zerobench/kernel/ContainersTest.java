package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.ContainerPlan.Right;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

class ContainersTest {
    private static final int VIRTUAL = 0xA0000000;
    private static final int CONTAINER = Capability.CONTAINER;

    private final World world = new World(64 << 20);
    private final L4Kernel kernel = world.kernel();

    static ContainerPlan plan(int id, int physical) {
        int frame = physical >>> 12;
        int page = (VIRTUAL >>> 12) + id * 0x1000;
        return new ContainerPlan(id, "test" + id, List.of(
                new Right(Capability.TCTRL | CONTAINER, 0x7000003F, 0, 0, 0),
                new Right(Capability.QUANTITY | Capability.SPACEPOOL, 0x30000000, 0, 0, 4),
                new Right(Capability.QUANTITY | Capability.MAPPOOL, 0x30000000, 0, 0, 16),
                new Right(Capability.IPC | CONTAINER, 0x7000001F, 0, 0, 0),
                new Right(Capability.EXREGS | CONTAINER, 0x7000001F, 0, 0, 0),
                new Right(Capability.PHYSMEM | CONTAINER, 0x7F, frame, frame + 0x40, 0x40),
                new Right(Capability.VIRTMEM | CONTAINER, 0x1FF, page, page + 0x1000, 0x1000),
                new Right(Capability.QUANTITY | Capability.THREADPOOL, 0x30000000, 0, 0, 8)),
                List.of(new Right(Capability.QUANTITY | Capability.MUTEXPOOL, 0x30000000, 0, 0, 3)),
                List.of(new Piece(physical, page << 12, 2, MapFlags.RX), new Piece(physical + 0x2000, (page << 12) + 0x2000, 1, MapFlags.RW)),
                page << 12);
    }

    @Test
    void aPagerStartsAsItsPlanSays() {
        // abi: boot.pager-registers, boot.pager-image, boot.first-ids-1, cap.used-1-at-boot
        int tid = kernel.createContainer(plan(0, 0x100000));
        assertEquals(1, tid);
        KernelThread pager = world.thread(tid);
        assertEquals(1, pager.spid());
        assertEquals(1, pager.group);
        assertEquals(tid, pager.pager);
        assertTrue(pager.inactive());
        assertEquals(0, kernel.startContainer(0));
        assertEquals(tid, world.schedule());
        ThreadContext context = pager.context;
        assertEquals(VIRTUAL, context.r[ThreadContext.PC]);
        assertEquals(ThreadContext.CPSR_USER, context.cpsr);
        for (int i = 0; i < 15; i++) {
            assertEquals(0, context.r[i]);
        }
        assertEquals(0, pager.utcb);
        int entry = world.parts().tables.entry(pager.space, VIRTUAL + 0x1000);
        assertEquals(0x101000, Entry.frame(entry));
        assertTrue(Entry.executable(entry) && !Entry.writable(entry));
        for (int pool : new int[] {Capability.THREADPOOL, Capability.SPACEPOOL, Capability.MAPPOOL}) {
            assertEquals(1, world.parts().capabilities.pool(pager, pool, 0).used);
        }
        assertEquals(3, world.parts().capabilities.pool(pager, Capability.MUTEXPOOL, 0).size, "from the container's list");
        world.swap();
        assertEquals(List.of("test0"), kernelNow().containers().stream().map(c -> c.name()).toList());
    }

    @Test
    void containersAreKeptApart() {
        // abi: container.isolated, container.several
        kernel.createContainer(plan(0, 0x100000));
        int second = kernel.createContainer(plan(1, 0x140000));
        assertEquals(0x01000002, second);
        kernel.startContainer(1);
        assertEquals(second, world.schedule());
        world.call(CallTable.MAP, 0x100000, VIRTUAL + 0x1010000, 1, MapFlags.RW, second);
        assertEquals(-Errors.ENOCAP, world.result(second), "the other one's frame");
        world.call(CallTable.IPC, 1, -1, 0);
        assertEquals(-Errors.ENOCAP, world.result(second));
        world.call(CallTable.UNMAP, VIRTUAL, 1, 1);
        assertEquals(-Errors.ENOCAP, world.result(second));
        world.call(CallTable.EXCHANGE_REGISTERS, VIRTUAL + 0x1002000, 1);
        assertEquals(-Errors.ENOCAP, world.result(second));
    }

    @Test
    void whatCannotBeMadeLeavesNothing() {
        // abi: note.4.15
        // abi: container.id-in-use, container.memory-in-use
        kernel.createContainer(plan(0, 0x100000));
        var before = kernel.save();
        assertEquals(-Errors.EEXIST, kernel.createContainer(plan(0, 0x200000)));
        assertEquals(-Errors.EBUSY, kernel.createContainer(plan(1, 0x13F000)), "a page of the other one");
        assertEquals(-Errors.EBUSY, kernel.createContainer(plan(1, 0xFF000)), "the kernel's");
        assertEquals(-Errors.EBUSY, kernel.createContainer(plan(1, kernel.physicalMemory(World.PAGER).getFirst().start() - 0x1000)));
        assertEquals(-Errors.EBUSY, kernel.createContainer(plan(1, 0x101F1000)), "no such device here");
        assertEquals(-Errors.EINVAL, kernel.createContainer(plan(0x7E, 0x200000)));
        ContainerPlan good = plan(1, 0x200000);
        assertEquals(-Errors.EINVAL, kernel.createContainer(new ContainerPlan(1, "x", good.pager(), good.shared(),
                List.of(new Piece(0x100000, VIRTUAL + 0x1000000, 1, MapFlags.RX)), VIRTUAL)), "an image in somebody else's memory");
        assertEquals(before.threads(), kernel.save().threads());
        assertEquals(before.capabilities(), kernel.save().capabilities());
        assertEquals(before.spaces(), kernel.save().spaces());
    }

    @Test
    void aContainerThatEndsGivesEverythingBack() {
        // abi: container.end-returns-all, note.5.12
        var before = kernel.save();
        int first = kernel.createContainer(plan(0, 0x100000));
        int second = kernel.createContainer(plan(1, 0x140000));
        List<Capability> lent = new ArrayList<>();
        lent.add(world.parts().capabilities.addRange(world.thread(first).space.capabilities, org.zerobench.api.kernel.KernelState.Holder.SPACE, 1,
                Capability.PHYSMEM | CONTAINER, 1, 0x7F, 0x100, 0x140));
        lent.add(world.parts().capabilities.addRange(world.thread(first).space.capabilities, org.zerobench.api.kernel.KernelState.Holder.SPACE, 1,
                Capability.VIRTMEM | CONTAINER, 1, 0x1FF, 0xA1000, 0xA2000));
        kernel.startContainer(0);
        world.schedule();
        world.call(CallTable.MAP, 0x110000, VIRTUAL + 0x1010000, 1, MapFlags.RW, second);
        assertEquals(0, world.result(first), "its frame lent to the other");
        assertEquals(0, kernel.destroyContainer(0));
        assertEquals(0, world.parts().tables.entry(world.thread(second).space, VIRTUAL + 0x1010000), "nobody's frame is nobody's");
        assertEquals(List.of(0), world.machine.endedContainers);
        assertEquals(-Errors.ESRCH, kernel.destroyContainer(0));
        assertEquals(0, kernel.destroyContainer(1));
        var after = kernel.save();
        assertEquals(before.threads(), after.threads());
        assertEquals(before.spaces(), after.spaces());
        assertEquals(before.capabilities(), after.capabilities());
        assertEquals(List.of(), after.containers());
    }

    @Test
    void aPageThatCanBeReadCanBeExecuted() {
        // abi: space.v5-executes-readable
        int tid = kernel.createContainer(plan(0, 0x100000));
        kernel.startContainer(0);
        world.schedule();
        int page = VIRTUAL + 0x2000;
        assertEquals(false, Entry.executable(world.parts().tables.entry(world.thread(tid).space, page)));
        assertEquals(tid, world.trap(new Trap.Abort(true, false, page, 15)));
        int entry = world.parts().tables.entry(world.thread(tid).space, page);
        assertTrue(Entry.executable(entry) && Entry.writable(entry));
    }

    @Test
    void codeThatWasStoredThroughAnotherMappingIsExecutedAsItIsNow() {
        int tid = kernel.createContainer(plan(0, 0x100000));
        kernel.startContainer(0);
        world.schedule();
        int data = VIRTUAL + 0x10000;
        int code = VIRTUAL + 0x11000;
        world.call(CallTable.MAP, 0x110000, data, 1, MapFlags.RW, tid);
        for (int use = 1; use < 4; use++) {
            // The pager writes a program through its own mapping, and gives the page for reading only, as it would for any page.
            world.call(CallTable.MAP, 0x110000, code, 1, use < 3 ? MapFlags.RO : MapFlags.RX, tid);
            if (use < 3) {
                world.trap(new Trap.Abort(true, false, code, 15));
            }
            assertEquals(use - 1, world.machine.tlb.codeDrops.getOrDefault(0x110000, 0), "what ran in the frame before");
            world.call(CallTable.UNMAP, code, 1, tid);
        }
    }

    private L4Kernel kernelNow() {
        return world.kernel();
    }
}
