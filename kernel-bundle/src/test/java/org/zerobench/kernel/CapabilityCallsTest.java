package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.World.PAGER;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.Servers;

/** capability_control: what may be passed on and made less, and that nothing ever becomes more. */
class CapabilityCallsTest {
    private static final int BUFFER = 0x40000000;
    private static final int NCAPS = 0;
    private static final int SHARE = 2;
    private static final int GRANT = 3;
    private static final int REPLICATE = 4;
    private static final int SPLIT = 5;
    private static final int DEDUCE = 6;
    private static final int DESTROY = 7;
    private static final int ALL_CAP = 0x7F;

    private final World world = new World();
    private final int container = Servers.POSIX_CONTAINER;
    private int spid;
    private int tid;
    private int record;

    @BeforeEach
    void aThreadWithAPage() {
        spid = world.space();
        tid = world.start(spid, PAGER);
        record = world.page(spid, BUFFER);
        assertEquals(tid, world.schedule());
    }

    private Capability give(int type, int resid, int access) {
        Space space = world.parts().spaces.get(spid);
        Capability capability = world.parts().capabilities.add(space.capabilities, Holder.SPACE, spid, type, resid, access);
        capability.owner = tid;
        return capability;
    }

    private Capability pool(int kind, int size) {
        Capability pool = give(Capability.QUANTITY | kind, Capability.ANY_RESOURCE, Rights.GENERIC);
        pool.size = size;
        return pool;
    }

    private void mayAll() {
        give(Capability.CAP | Capability.CONTAINER, container, ALL_CAP | Rights.GENERIC);
        pool(Capability.CAPPOOL, 20);
    }

    /** Puts a capability's record into the buffer. */
    private void name(Capability capability) {
        int[] words = {0, 0, capability.capid, capability.owner, capability.resid, capability.type, capability.access,
            capability.start, capability.end, capability.size, capability.used};
        for (int i = 0; i < words.length; i++) {
            world.word(record + i * 4, words[i]);
        }
    }

    private void field(int index, int value) {
        world.word(record + index * 4, value);
    }

    private int control(int request, int flags) {
        KernelThread self = world.current();
        world.call(CallTable.CAPABILITY_CONTROL, request, flags, BUFFER);
        return self.context.r[0];
    }

    @Test
    void withoutTheRightNothingChanges() {
        // abi: capability.ENOCAP
        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x1F | Rights.GENERIC);
        name(ipc);
        for (int request = SHARE; request <= DESTROY; request++) {
            assertEquals(-Errors.ENOCAP, control(request, 1), "request " + request);
        }
        assertEquals(-Errors.EINVAL, control(8, 0));
        assertEquals(0, control(NCAPS, 0));
        assertEquals(Holder.SPACE, ipc.holder);
    }

    @Test
    void sharingAllWithTheSpaceNeedsNoBuffer() {
        // abi: capability.share-all-container, capability.share-all-space, note.5.1
        mayAll();
        KernelThread self = world.current();
        Capability own = world.parts().capabilities.add(self.capabilities, Holder.THREAD, tid, Capability.IPC | Capability.CONTAINER,
                container, 0x1F);
        own.owner = tid;
        world.call(CallTable.CAPABILITY_CONTROL, SHARE, CapabilitySharing.SPACE, 0);
        assertEquals(0, self.context.r[0]);
        assertTrue(self.capabilities.isEmpty());
        assertTrue(self.space.capabilities.contains(own));
        world.call(CallTable.CAPABILITY_CONTROL, SHARE, CapabilitySharing.SPACE, 0);
        assertEquals(0, self.context.r[0], "nothing left to share is no error");
        world.call(CallTable.CAPABILITY_CONTROL, SHARE, CapabilitySharing.CONTAINER, 0);
        assertEquals(0, self.context.r[0]);
        assertTrue(self.space.capabilities.isEmpty());
        assertTrue(world.parts().capabilities.ofContainer(container).contains(own));
        assertEquals(-Errors.EINVAL, control(SHARE, 4));
    }

    @Test
    void whoDoesNotOwnItMayNotPassItOn() {
        // abi: capability.owner
        mayAll();
        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x1F | Rights.GENERIC);
        ipc.owner = PAGER;
        name(ipc);
        assertEquals(-Errors.EPERM, control(SHARE, CapabilitySharing.SINGLE));
        field(3, tid);
        assertEquals(-Errors.EPERM, control(GRANT, CapabilityChanges.GRANT_SINGLE));
        for (int request : new int[] {REPLICATE, SPLIT, DEDUCE, DESTROY}) {
            assertEquals(-Errors.ENOCAP, control(request, CapabilityChanges.SPLIT_ACCESS), "request " + request);
        }
        field(2, 9999);
        assertEquals(-Errors.EEXIST, control(DESTROY, 0));
    }

    @Test
    void aGrantMovesItAndMayFreezeIt() {
        // abi: capability.grant
        mayAll();
        int other = world.space();
        int target = world.create(other, PAGER);
        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x1F | Rights.GENERIC);
        name(ipc);
        field(3, 0x7E00FFFF);
        assertEquals(-Errors.ESRCH, control(GRANT, CapabilityChanges.GRANT_SINGLE));
        field(3, target);
        assertEquals(-Errors.EINVAL, control(GRANT, CapabilityChanges.GRANT_IMMUTABLE));
        assertEquals(0, control(GRANT, CapabilityChanges.GRANT_SINGLE | CapabilityChanges.GRANT_IMMUTABLE));
        assertEquals(target, ipc.owner);
        assertEquals(0x1F, ipc.access);
        assertTrue(world.parts().spaces.get(other).capabilities.contains(ipc));
        assertEquals(-Errors.EEXIST, control(DESTROY, 0), "it is not the giver's any more");

        Capability pool = pool(Capability.THREADPOOL, 5);
        pool.used = 1;
        name(pool);
        field(3, target);
        assertEquals(-Errors.EPERM, control(GRANT, CapabilityChanges.GRANT_SINGLE));
    }

    @Test
    void aCopyIsPaidForAndComesBackInTheRecord() {
        // abi: capability.replicate, note.5.5
        mayAll();
        Capability poor = world.parts().spaces.get(spid).capabilities.getLast();
        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x1F | Rights.GENERIC);
        name(ipc);
        int copy = control(REPLICATE, 0);
        assertTrue(copy > 0 && copy != ipc.capid, "copy " + copy);
        assertEquals(copy, world.word(record + 8));
        assertEquals(tid, world.word(record + 12));
        assertEquals(1, poor.used);
        assertEquals(0, control(DESTROY, 0));
        assertEquals(0, poor.used, "a destroyed copy gives its unit back");
        ipc.access &= ~Rights.REPLICABLE;
        name(ipc);
        assertEquals(-Errors.EPERM, control(REPLICATE, 0));
        name(pool(Capability.THREADPOOL, 5));
        assertEquals(-Errors.EPERM, control(REPLICATE, 0), "quantities are not multiplied");
        ipc.access |= Rights.REPLICABLE;
        poor.used = poor.size;
        name(ipc);
        assertEquals(-Errors.ENOMEM, control(REPLICATE, 0));
        poor.used = 0;
    }

    @Test
    void splittingDividesAndLosesNothing() {
        // abi: capability.split, note.5.3
        mayAll();
        Capability threads = pool(Capability.THREADPOOL, 10);
        threads.used = 3;
        name(threads);
        field(9, 8);
        assertEquals(-Errors.EPERM, control(SPLIT, CapabilityChanges.SPLIT_SIZE), "three are in use");
        field(9, 7);
        int part = control(SPLIT, CapabilityChanges.SPLIT_SIZE);
        assertTrue(part > 0, "split: " + part);
        assertEquals(7, world.parts().capabilities.byId(part).size);
        assertEquals(3, threads.size);

        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x1F | Rights.GENERIC);
        name(ipc);
        field(6, 0x1F | Rights.GENERIC);
        assertEquals(-Errors.EINVAL, control(SPLIT, CapabilityChanges.SPLIT_ACCESS), "nothing would be left");
        field(6, 0x21);
        assertEquals(-Errors.EINVAL, control(SPLIT, CapabilityChanges.SPLIT_ACCESS), "not all of it is there");
        field(6, 0x05);
        part = control(SPLIT, CapabilityChanges.SPLIT_ACCESS);
        assertEquals(0x05, world.parts().capabilities.byId(part).access);
        assertEquals(0x1A | Rights.GENERIC, ipc.access);

        Capability memory = give(Capability.PHYSMEM | Capability.CONTAINER, container, 0x7F);
        memory.range(0x100, 0x200);
        name(memory);
        assertEquals(-Errors.EPERM, control(SPLIT, CapabilityChanges.SPLIT_RANGE), "not changeable");
        memory.access |= Rights.CHANGEABLE;
        field(7, 0x120);
        field(8, 0x180);
        assertEquals(-Errors.EINVAL, control(SPLIT, CapabilityChanges.SPLIT_RANGE), "from the middle");
        field(7, 0x180);
        field(8, 0x200);
        part = control(SPLIT, CapabilityChanges.SPLIT_RANGE);
        assertEquals(0x180, world.parts().capabilities.byId(part).start);
        assertEquals(0x80, world.parts().capabilities.byId(part).size);
        assertEquals(0x180, memory.end);
        assertEquals(0x80, memory.size);
        assertEquals(-Errors.EINVAL, control(SPLIT, 9));
    }

    @Test
    void deducingOnlyNarrows() {
        // abi: capability.deduce, capability.destroy
        mayAll();
        Capability ipc = give(Capability.IPC | Capability.CONTAINER, container, 0x0F | Rights.GENERIC);
        name(ipc);
        assertEquals(-Errors.EINVAL, control(DEDUCE, 0), "nothing to do");
        field(6, 0x1F | Rights.GENERIC);
        assertEquals(-Errors.EINVAL, control(DEDUCE, 0));
        name(ipc);
        field(5, Capability.IPC | Capability.THREAD);
        field(4, PAGER);
        assertEquals(-Errors.EINVAL, control(DEDUCE, 0), "the pager is not in this container");
        field(4, tid);
        field(6, 0x07 | Rights.GENERIC);
        assertEquals(0, control(DEDUCE, 0));
        assertEquals(Capability.IPC | Capability.THREAD, ipc.type);
        assertEquals(tid, ipc.resid);
        name(ipc);
        field(5, Capability.IPC | Capability.CONTAINER);
        field(4, container);
        assertEquals(-Errors.EINVAL, control(DEDUCE, 0), "never wider again");
        name(ipc);
        field(5, Capability.TCTRL | Capability.THREAD);
        assertEquals(-Errors.EINVAL, control(DEDUCE, 0), "never another type");
    }

    /**
     * Random requests by several threads, half of them nonsense: every capability lies inside one that was there at first,
     * and quantities stay what they were.
     */
    @Test
    void noSequenceWidensARight() {
        // abi: capability.never-widens
        Random random = World.random();
        mayAll();
        world.parts().capabilities.add(world.parts().capabilities.ofContainer(container), Holder.CONTAINER, container,
                Capability.CAP | Capability.CONTAINER, container, ALL_CAP);
        world.parts().capabilities.byId(world.parts().capabilities.nextId() - 1).owner = PAGER;
        int other = world.space();
        int[] tids = {tid, world.start(spid, PAGER), world.start(other, PAGER)};
        world.page(other, BUFFER);
        for (int type : new int[] {Capability.IPC, Capability.TCTRL, Capability.EXREGS, Capability.UMUTEX}) {
            give(type | Capability.CONTAINER, container, random.nextInt(1, 0x20) | Rights.GENERIC);
        }
        Capability memory = give(Capability.VIRTMEM | Capability.SPACE, spid, 0x1FF | Rights.GENERIC);
        memory.range(0x100, 0x900);
        pool(Capability.THREADPOOL, 50);
        Capabilities capabilities = world.parts().capabilities;
        List<Capability> first = everything().stream().map(CapabilityCallsTest::copy).toList();
        int units = units();
        int changes = 0;
        for (int i = 0; i < 20_000; i++) {
            KernelThread self = world.current();
            List<Capability> all = capabilities.all(self);
            all.removeIf(c -> c.is(Capability.CAP) || c.isPool(Capability.CAPPOOL) && random.nextInt(10) > 0); // else it soon ends
            Capability wanted = all.isEmpty() ? new Capability(1, Holder.SPACE, 0) : copy(all.get(random.nextInt(all.size())));
            wanted.owner = random.nextInt(4) == 0 ? tids[random.nextInt(3)] : wanted.owner;
            wanted.access &= random.nextBoolean() ? random.nextInt() : -1;
            wanted.access |= random.nextInt(8) == 0 ? 1 << random.nextInt(31) : 0;
            wanted.start += random.nextInt(3) * random.nextInt(0x100);
            wanted.end -= random.nextInt(3) * random.nextInt(0x100);
            wanted.size -= random.nextInt(3) * random.nextInt(20);
            wanted.type = random.nextInt(4) == 0 ? 1 << random.nextInt(9) | 1 << random.nextInt(16, 25) : wanted.type;
            wanted.resid = random.nextInt(4) == 0 ? tids[random.nextInt(3)] : random.nextInt(4) == 0 ? spid : wanted.resid;
            record = world.parts().memory.physical(self.space, BUFFER, true);
            name(wanted);
            field(0, random.nextBoolean() ? other : container);
            int request = random.nextInt(20) == 0 ? DESTROY : random.nextInt(40) == 0 ? SHARE : random.nextInt(GRANT, DESTROY);
            changes += control(request, request == SHARE ? random.nextInt(0x40) : random.nextInt(6)) >= 0 ? 1 : 0;
            world.call(CallTable.THREAD_SWITCH, 0);
            String message = "seed " + World.seed() + ", step " + i;
            assertTrue(units() <= units, message);
            units = units();
            for (Capability now : everything()) {
                assertTrue(first.stream().anyMatch(was -> inside(now, was)), () -> message + ": " + now.capid + " is wider than all");
            }
        }
        assertTrue(changes > 200, "only " + changes + " changes, seed " + World.seed());
    }

    private List<Capability> everything() {
        List<Capability> all = new ArrayList<>();
        world.parts().threads.forEach(thread -> all.addAll(thread.capabilities));
        world.parts().spaces.all().forEach(space -> all.addAll(space.capabilities));
        all.addAll(world.parts().capabilities.ofContainer(container));
        return all;
    }

    private int units() {
        return everything().stream().filter(c -> c.isPool(Capability.THREADPOOL)).mapToInt(c -> c.size).sum();
    }

    private static Capability copy(Capability from) {
        Capability copy = new Capability(from.capid, from.holder, from.holderId);
        copy.owner = from.owner;
        copy.resid = from.resid;
        copy.type = from.type;
        copy.access = from.access;
        copy.start = from.start;
        copy.end = from.end;
        copy.size = from.size;
        return copy;
    }

    private boolean inside(Capability now, Capability was) {
        boolean target = now.resource() == was.resource() && now.resid == was.resid
                || was.resource() == Capability.CONTAINER && was.resid == container && targetInContainer(now)
                || was.resource() == Capability.SPACE && now.resource() == Capability.THREAD
                        && world.thread(now.resid) != null && world.thread(now.resid).spid() == was.resid;
        boolean range = !now.isRange() || now.start >= was.start && now.end <= was.end && now.size == now.end - now.start;
        return now.kind() == was.kind() && target && range && (now.access & ~was.access) == 0
                && (!now.is(Capability.QUANTITY) || now.size <= was.size && now.used <= now.size && now.size > 0);
    }

    private boolean targetInContainer(Capability now) {
        return now.resource() == Capability.SPACE && world.parts().spaces.get(now.resid) != null
                || now.resource() == Capability.THREAD && world.thread(now.resid) != null && world.thread(now.resid).container() == container;
    }
}
