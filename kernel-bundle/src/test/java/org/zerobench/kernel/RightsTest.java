package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.World.PAGER;
import static org.zerobench.kernel.World.POSIX;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Servers;

/** No capability, no right. */
class RightsTest {
    private final World world = new World();

    @Test
    void aServerWithoutCapabilitiesMayDoNothing() {
        int spid = world.space();
        int tid = world.start(spid, PAGER);
        int nobody = world.kernel().createServer("nobody");
        int frame = world.page(spid, 0x40000000);
        L4Kernel kernel = world.kernel();
        int refused = -Errors.ENOCAP;
        assertEquals(refused, kernel.createSpace(nobody));
        assertEquals(refused, kernel.destroySpace(nobody, spid));
        assertEquals(refused, kernel.createThread(nobody, spid, PAGER));
        assertEquals(refused, kernel.destroyThread(nobody, tid));
        assertEquals(refused, kernel.run(nobody, tid));
        assertEquals(refused, kernel.suspend(nobody, tid));
        assertNull(kernel.context(nobody, tid));
        assertEquals(refused, kernel.setUtcb(nobody, tid, 0));
        assertEquals(refused, kernel.setForeign(nobody, spid, nobody));
        assertEquals(refused, kernel.interrupt(nobody, tid));
        assertEquals(refused, kernel.map(nobody, spid, frame, 0x40000000, 1, MapFlags.RO));
        assertEquals(refused, kernel.unmap(nobody, spid, 0x40000000, 1));
        assertEquals(refused, kernel.protect(nobody, spid, 0x40000000, 1, MapFlags.RO));
        assertEquals(refused, kernel.referenced(nobody, spid, 0x40000000, true));
        assertEquals(refused, kernel.copyIn(nobody, spid, 0x40000000, new byte[1], 0, 1));
        assertEquals(refused, kernel.copyOut(nobody, spid, 0x40000000, new byte[1], 0, 1));
        assertEquals(-1, kernel.resolve(nobody, spid, 0x40000000, false));
        assertEquals(refused, kernel.allowIpc(nobody, spid, tid));
        assertEquals(refused, kernel.setPriority(nobody, tid, 15));
        assertEquals(refused, kernel.map(POSIX, spid, frame, 0x40000000, 1, MapFlags.RO), "memory is the pager's");
        assertEquals(refused, kernel.createSpace(PAGER), "spaces are the POSIX server's");
        assertEquals(-Errors.ESRCH, kernel.destroyThread(POSIX, PAGER), "Java servers are nobody's to destroy");
    }

    @Test
    void thePagerKeepsToItsFramesAndToUserAddresses() {
        int spid = world.space();
        var memory = world.kernel().physicalMemory(PAGER);
        assertEquals(1, memory.size());
        int start = memory.getFirst().start();
        int end = start + memory.getFirst().bytes();
        assertEquals(SystemPages.RESERVED_BYTES, start);
        assertEquals(world.parts().pool.start(), end, "the tables' memory is not the pager's");
        assertEquals(-Errors.ENOCAP, map(spid, start - 0x1000, 0x40000000, 1));
        assertEquals(-Errors.ENOCAP, map(spid, end - 0x1000, 0x40000000, 2));
        assertEquals(-Errors.ENOCAP, map(spid, 0x101F1000, 0x40000000, 1));
        for (int virtual : new int[] {0xF0000000, 0xF7FFF000, 0xF9000000, 0xFF000000, 0xFFFF0000, 0xFFFFF000}) {
            assertEquals(-Errors.ENOCAP, map(spid, start, virtual, 1), Integer.toHexString(virtual));
        }
        assertEquals(-Errors.ENOCAP, map(spid, start, 0xEFFFF000, 2));
        assertEquals(-Errors.ENOCAP, map(spid, start, 0x40000000, Integer.MAX_VALUE));
        assertEquals(-Errors.EINVAL, map(spid, start + 4, 0x40000000, 1));
        assertEquals(-Errors.EINVAL, map(spid, start, 0, 1));
        assertEquals(-Errors.EINVAL, map(spid, start, 0x40000000, 0));
        assertEquals(0, map(spid, end - 0x1000, 0xEFFFF000, 1));
        assertEquals(0, map(spid, start, 0xF8100000, 1));
        World big = new World(64 << 20);
        assertEquals(16 << 20, big.kernel().physicalMemory(PAGER).getFirst().start(), "frames below are kept for containers");
    }

    @Test
    void idsOfContainersAreTheirOwn() {
        int spid = world.space();
        assertEquals(Spaces.FIRST_POSIX, spid);
        assertEquals(Servers.POSIX_CONTAINER << 24 | 1, world.create(spid, PAGER));
        assertEquals(1, world.parts().threads.newId(0), "the first container's pager is thread 1");
        assertEquals(1, world.parts().spaces.create(0, world.parts().systemPages).spid);
    }

    @Test
    void poolsAreExhaustedAndRefilled() {
        int spid = world.space();
        KernelThread server = world.thread(POSIX);
        Capability pool = world.parts().capabilities.pool(server, Capability.THREADPOOL, 1);
        pool.size = 3;
        int first = world.create(spid, PAGER);
        world.create(spid, PAGER);
        world.create(spid, PAGER);
        assertEquals(-Errors.ENOMEM, world.kernel().createThread(POSIX, spid, PAGER));
        world.kernel().destroyThread(POSIX, first);
        assertEquals(first, world.create(spid, PAGER));
        assertEquals(-Errors.EBUSY, world.kernel().destroySpace(POSIX, spid));
    }

    @Test
    void grantsThatWereRememberedGoWithTheirCapability() {
        int spid = world.space();
        int target = world.start(spid, PAGER);
        int self = world.start(spid, PAGER);
        world.kernel().allowIpc(POSIX, spid, target);
        world.schedule();
        world.call(CallTable.IPC, target, World.NIL, 0);
        world.kernel().interrupt(POSIX, self);
        world.parts().capabilities.drop(world.parts().spaces.get(spid).capabilities);
        world.switchTo(self);
        world.call(CallTable.IPC, target, World.NIL, 0);
        assertEquals(-Errors.ENOCAP, world.result(self));
    }

    @Test
    void randomLookUpsAgreeWithTheRules() {
        // abi: cap.look-up, cap.matching
        Random random = World.random();
        int[] types = {Capability.TCTRL, Capability.EXREGS, Capability.IPC, Capability.CAP};
        int[] resources = {Capability.THREAD, Capability.SPACE, Capability.CONTAINER};
        int spid = world.space();
        int tid = world.create(spid, PAGER);
        KernelThread self = world.thread(tid);
        for (int round = 0; round < 3000; round++) {
            world.parts().capabilities.drop(self.capabilities);
            world.parts().capabilities.drop(self.space.capabilities);
            world.parts().capabilities.drop(world.parts().capabilities.ofContainer(Servers.POSIX_CONTAINER));
            int type = types[random.nextInt(4)];
            int rights = 1 + random.nextInt(15);
            boolean expected = false;
            for (int i = random.nextInt(5); i > 0; i--) {
                int kind = types[random.nextInt(4)];
                int resource = resources[random.nextInt(3)];
                int about = random.nextInt(3) == 0 ? 1 : resource == Capability.THREAD ? tid : resource == Capability.SPACE ? spid
                        : Servers.POSIX_CONTAINER;
                int access = random.nextInt(16);
                expected |= kind == type && about != 1 && (access & rights) == rights;
                var list = switch (random.nextInt(3)) {
                    case 0 -> self.capabilities;
                    case 1 -> self.space.capabilities;
                    default -> world.parts().capabilities.ofContainer(Servers.POSIX_CONTAINER);
                };
                world.parts().capabilities.add(list, Holder.THREAD, tid, kind | resource, about, access);
            }
            assertEquals(expected, world.parts().capabilities.over(self, type, rights, self), "seed " + World.seed() + " " + round);
        }
        assertTrue(self.capabilities.size() < 6);
    }

    private int map(int spid, int physical, int virtual, int pages) {
        return world.kernel().map(PAGER, spid, physical, virtual, pages, MapFlags.RW);
    }
}
