package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.CAPABILITY_CONTROL;
import static org.zerobench.kernel.ContainerWorld.BUFFER;
import static org.zerobench.kernel.ContainerWorld.CREATE_COPY;
import static org.zerobench.kernel.ContainerWorld.CREATE_SHARED;
import static org.zerobench.kernel.ContainerWorld.DESTROY;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState;

/** capability_control SHARE with given spaces and containers, children and siblings, and what stock capabilities allow. */
class SharingTest {
    private static final int SHARE = 2;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;
    private int task;
    private Space space;

    @BeforeEach
    void aTask() {
        task = container.child(CREATE_COPY);
        space = world.thread(task).space;
    }

    @Test
    void oneGoesToAGivenSpace() {
        // abi: capability.share-given-space, note.5.1, note.5.7
        name(Capability.IPC, space.spid);
        assertEquals(0, share(CapabilitySharing.GIVEN_SPACE));
        Capability copy = space.capabilities.getFirst();
        assertEquals(0x7000001F, copy.access);
        assertEquals(pager, copy.owner);
        assertEquals(1, pool().used, "it costs a unit");
        container.control(DESTROY, task);
        assertEquals(0, pool().used);
    }

    @Test
    void aPartOfOne() {
        // abi: capability.share-part, note.5.3
        Capability irqs = right(Capability.IRQCTRL);
        name(Capability.IRQCTRL, space.spid);
        field(7, 5);
        field(8, 6);
        assertEquals(0, share(CapabilitySharing.GIVEN_SPACE | CapabilitySharing.PART));
        Capability copy = space.capabilities.getFirst();
        assertEquals(List.of(5, 6), List.of(copy.start, copy.end));
        assertEquals(0x3F, irqs.end, "the original is whole");
        field(8, 0x40);
        assertEquals(-Errors.EPERM, share(CapabilitySharing.GIVEN_SPACE | CapabilitySharing.PART), "more is no part");
        assertEquals(1, space.capabilities.size());
    }

    @Test
    void allGoToChildrenAndSiblings() {
        // abi: capability.share-children, capability.share-siblings
        assertEquals(0, share(CapabilitySharing.CHILDREN | CapabilitySharing.ALL));
        assertEquals(6, space.capabilities.size(), "what can be copied");
        int helper = container.running(CREATE_SHARED);
        container.switchTo(helper);
        for (Capability capability : world.thread(pager).space.capabilities) {
            capability.owner = helper;
        }
        assertEquals(0, share(CapabilitySharing.SIBLINGS | CapabilitySharing.ALL));
        assertEquals(12, space.capabilities.size(), "the task has the helper's pager");
        assertEquals(0, share(CapabilitySharing.CHILDREN | CapabilitySharing.ALL), "it pages nobody: nothing to do");
        assertEquals(12, space.capabilities.size());
    }

    @Test
    void aContainerGetsWhatItsRightAllows() {
        // abi: capability.share-given-container
        new ContainerWorld(world, 1);
        world.switchTo(pager);
        name(Capability.IPC, 1);
        assertEquals(-Errors.ENOCAP, share(CapabilitySharing.GIVEN_CONTAINER), "no right over the other");
        name(Capability.IPC, 9);
        assertEquals(-Errors.ESRCH, share(CapabilitySharing.GIVEN_CONTAINER));
        name(Capability.IPC, 0);
        assertEquals(0, share(CapabilitySharing.GIVEN_CONTAINER));
        assertEquals(1, world.parts().capabilities.ofContainer(0).size());
    }

    @Test
    void aThreadGroupHasAListOfItsOwn() {
        // abi: capability.share-given-group, cap.look-up
        int other = container.child(CREATE_COPY);
        name(Capability.IPC, 0x55);
        assertEquals(-Errors.ESRCH, share(CapabilitySharing.GIVEN_GROUP));
        name(Capability.IPC, task);
        assertEquals(0, share(CapabilitySharing.GIVEN_GROUP));
        assertEquals(1, pool().used);
        world.swap();
        Capabilities capabilities = world.parts().capabilities;
        assertEquals(KernelState.Holder.GROUP, capabilities.find(world.thread(task), Capability.IPC, Rights.SEND, pager, 1, 0).holder);
        assertEquals(1, capabilities.all(world.thread(task)).size());
        assertEquals(null, capabilities.find(world.thread(other), Capability.IPC, Rights.SEND, pager, 1, 0), "another group");
        KernelThread member = world.thread(other);
        member.group = task;
        assertTrue(capabilities.over(member, Capability.IPC, Rights.SEND, world.thread(pager)));
        container.control(DESTROY, task);
        assertEquals(0, world.parts().capabilities.all(world.thread(other)).size(), "it goes with the group's first thread");
        assertEquals(0, pool().used);
    }

    @Test
    void errors() {
        // abi: capability.share-flags-EINVAL
        // abi: capability.share-errors, capability.unknown-EEXIST
        name(Capability.IPC, 999);
        assertEquals(-Errors.ESRCH, share(CapabilitySharing.GIVEN_SPACE));
        name(Capability.PHYSMEM, space.spid);
        assertEquals(-Errors.EPERM, share(CapabilitySharing.GIVEN_SPACE), "stock memory is not replicable");
        name(Capability.IPC, space.spid);
        field(2, 9999);
        assertEquals(-Errors.EEXIST, share(CapabilitySharing.GIVEN_SPACE));
        for (int flags : new int[] {0, 4, 10, 0x15 | 0x20, 0x45}) {
            assertEquals(-Errors.EINVAL, share(flags), "flags " + flags);
        }
        name(Capability.IPC, space.spid);
        pool().size = 0;
        assertEquals(-Errors.ENOMEM, share(CapabilitySharing.GIVEN_SPACE));
        right(Capability.CAP).access = 0x70000002;
        assertEquals(-Errors.ENOCAP, share(CapabilitySharing.GIVEN_SPACE));
        world.call(CAPABILITY_CONTROL, SHARE, CapabilitySharing.SPACE, 0);
        assertEquals(0, world.result(pager), "nothing to move: no right, no buffer needed");
        assertTrue(space.capabilities.isEmpty());
    }

    @Test
    void readShowsTheStockList() {
        // abi: capability.ncaps, capability.read, boot.stock-capabilities, cap.record, note.5.4
        right(Capability.CAP).access = 0;
        assertEquals(0, container.call(CAPABILITY_CONTROL, 0, 0, BUFFER));
        assertEquals(13, container.word(0));
        assertEquals(0, container.call(CAPABILITY_CONTROL, 1, 0, BUFFER));
        int ipc = 5 * 11;
        assertEquals(List.of(1, 0, 0x00040010, 0x7000001F), List.of(container.word(ipc + 3), container.word(ipc + 4),
                container.word(ipc + 5), container.word(ipc + 6)));
        int physical = 9 * 11;
        assertEquals(List.of(0x400, 0x500, 0x100, 0), List.of(container.word(physical + 7), container.word(physical + 8),
                container.word(physical + 9), container.word(physical + 10)));
        assertEquals(-1, container.word(11 + 4), "a pool is about nobody");
    }

    private int share(int flags) {
        return container.call(CAPABILITY_CONTROL, SHARE, flags, BUFFER);
    }

    /** Puts the record of the pager's capability of a kind into the buffer, and whom to share it with. */
    private void name(int kind, int target) {
        Capability capability = right(kind);
        container.record(target, 0, capability.capid, capability.owner, capability.resid, capability.type, capability.access,
                capability.start, capability.end, capability.size, capability.used);
    }

    private void field(int index, int value) {
        world.word(ContainerWorld.RECORD + index * 4, value);
    }

    private Capability right(int kind) {
        return world.thread(pager).space.capabilities.stream().filter(c -> c.is(kind)).findFirst().orElseThrow();
    }

    private Capability pool() {
        return world.parts().capabilities.pool(world.thread(pager), Capability.CAPPOOL, 0);
    }
}
