package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.CACHE_CONTROL;
import static org.zerobench.kernel.CallTable.MAP;
import static org.zerobench.kernel.CallTable.UNMAP;

import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.MapFlags;

/** map, unmap and cache_control by a container's pager (ABI 5.6, 5.7, 5.12). Its RAM ends at 0x500000. */
class MemoryCallsTest {
    private static final int P = 0x4FB000;
    private static final int V = 0xAFFFB000;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final int pager = container.pager;

    @Test
    void mapRefusesInTheOrderOfItsChecks() {
        // abi: map.no-thread-ESRCH, map.flags-EINVAL, map.zero-EINVAL, map.unaligned-EINVAL, map.range-ENOCAP, note.4.1, note.4.8
        assertEquals(-Errors.ESRCH, map(0, 0, 0, 99, 99));
        for (int flags : new int[] {0, 3, 5, 7, 9, 10, 0x80000000, -1}) {
            assertEquals(-Errors.EINVAL, map(P, V, 1, flags, pager), "flags " + flags);
        }
        assertEquals(-Errors.EINVAL, map(P, V, 0, MapFlags.RW, pager));
        assertEquals(-Errors.EINVAL, map(0, V, 1, MapFlags.RW, pager));
        assertEquals(-Errors.EINVAL, map(P, 0, 1, MapFlags.RW, pager));
        assertEquals(-Errors.EINVAL, map(P + 4, V, 1, MapFlags.RW, pager));
        assertEquals(-Errors.EINVAL, map(P, V + 1, 1, MapFlags.RW, pager));
        int[][] outside = {{P, 0xB0000000, 1}, {0x500000, V, 1}, {P, V, 6}, {P, V, -1}, {0xFFFFF000, V, 1}, {P, 0xFFFFF000, 2},
            {P, 0xF0000000, 1}, {P, 0xFFFF0000, 1}, {P, 0xFF000000, 1}, {P, 0xFFFFF000, 1}};
        for (int[] each : outside) {
            assertEquals(-Errors.ENOCAP, map(each[0], each[1], each[2], MapFlags.RW, pager));
        }
        assertEquals(0, map(P, V, 5, MapFlags.RW, pager));
    }

    @Test
    void everyKindOfMappingNeedsItsRightsInBoth() {
        // abi: map.flags, map.rights, map.replace, note.4.3
        int[][] needs = {{MapFlags.RW, 0xB}, {MapFlags.RWX, 0xF}, {MapFlags.RO, 0x9}, {MapFlags.RX, 0xD}, {MapFlags.IO, 0x13}};
        for (int kind : new int[] {Capability.PHYSMEM, Capability.VIRTMEM}) {
            Capability right = right(kind);
            int all = right.access;
            for (int[] need : needs) {
                right.access = need[1];
                assertEquals(0, map(P, V, 1, need[0], pager), "flags " + need[0]);
                for (int bit = 1; bit < 0x20; bit <<= 1) {
                    if ((need[1] & bit) != 0) {
                        right.access = need[1] & ~bit;
                        assertEquals(-Errors.ENOCAP, map(P, V, 1, need[0], pager), "flags " + need[0] + " without " + bit);
                    }
                }
            }
            right.access = all;
        }
        assertEquals(0, map(P + 4096, V, 1, MapFlags.RO, pager), "what was there is replaced");
        assertEquals(P + 4096, Entry.frame(entry(V)));
    }

    @Test
    void tablesArePaidForAndGoWhenEmpty() {
        // abi: map.ENOMEM, note.4.2, note.4.4
        Capability pool = world.parts().capabilities.pool(world.thread(pager), Capability.MAPPOOL, 0);
        int used = pool.used;
        pool.size = used + 1;
        int edge = 0xA0400000 - 4096;
        assertEquals(-Errors.ENOMEM, map(P, edge, 2, MapFlags.RW, pager), "it needs two tables");
        assertEquals(0, entry(edge), "nothing is left of it");
        assertEquals(used, pool.used);
        assertEquals(0, map(P, edge, 1, MapFlags.RW, pager));
        assertEquals(used + 1, pool.used);
        assertEquals(0, container.call(UNMAP, edge, 1, pager));
        assertEquals(used, pool.used);
    }

    @Test
    void unmap() {
        // abi: unmap.no-thread-ESRCH, unmap.zero-EINVAL, unmap.range-ENOCAP, unmap.right-ENOCAP, unmap.ENOMAP, unmap.rest
        assertEquals(-Errors.ESRCH, container.call(UNMAP, 0, 0, -1));
        assertEquals(-Errors.EINVAL, container.call(UNMAP, V, 0, pager));
        assertEquals(-Errors.EINVAL, container.call(UNMAP, 0, 1, pager));
        for (int[] range : new int[][] {{0xF0000000, 1}, {0xFFFF0000, 1}, {0xFFFFF000, 1}, {V, -1}}) {
            assertEquals(-Errors.ENOCAP, container.call(UNMAP, range[0], range[1], pager));
        }
        map(P, V, 1, MapFlags.RW, pager);
        map(P, V + 0x2000, 1, MapFlags.RW, pager);
        assertEquals(-Errors.ENOMAP, container.call(UNMAP, V, 3, pager), "one of them was not there");
        assertEquals(0, entry(V) | entry(V + 0x2000), "the others go all the same");
        map(P, V, 1, MapFlags.RW, pager);
        right(Capability.VIRTMEM).access &= ~Rights.UNMAP;
        assertEquals(-Errors.ENOCAP, container.call(UNMAP, V, 1, pager));
        right(Capability.VIRTMEM).access |= Rights.UNMAP;
        assertEquals(0, container.call(UNMAP, V, 1, pager));
    }

    @Test
    void cacheControl() {
        // abi: cache.operations, cache.bad-flags-ENOCAP, cache.range-ENOCAP, cache.rights, note.4.6, note.4.7
        Capability right = right(Capability.VIRTMEM);
        int all = right.access;
        int[][] operations = {{0x10, Rights.INVALIDATE}, {0x20, Rights.INVALIDATE}, {0x30, Rights.CLEAN}, {0x40, Rights.CLEAN},
            {0x50, Rights.INVALIDATE}};
        world.word(ContainerWorld.RECORD, 4711);
        for (int[] operation : operations) {
            right.access = operation[1];
            assertEquals(0, container.call(CACHE_CONTROL, ContainerWorld.VMA, ContainerWorld.VMA + 0x4000, operation[0]));
            right.access = all & ~operation[1];
            assertEquals(-Errors.ENOCAP, container.call(CACHE_CONTROL, ContainerWorld.VMA, ContainerWorld.VMA + 0x4000, operation[0]));
            right.access = all;
        }
        assertEquals(4711, container.word(0), "invalidating loses nothing");
        for (int flags : new int[] {0, 1, 0x11, 0x60, 0x70}) {
            assertEquals(-Errors.ENOCAP, container.call(CACHE_CONTROL, ContainerWorld.VMA, ContainerWorld.VMA, flags));
        }
        assertEquals(-Errors.ENOCAP, container.call(CACHE_CONTROL, 0x9FFFF000, ContainerWorld.VMA, 0x10));
        assertEquals(-Errors.ENOCAP, container.call(CACHE_CONTROL, ContainerWorld.VMA, 0xB0001000, 0x10));
        assertEquals(-Errors.ENOCAP, container.call(CACHE_CONTROL, ContainerWorld.VMA + 0x1000, ContainerWorld.VMA, 0x10), "backwards");
    }

    @Test
    void aNewSpaceHasTheSystemPagesAlone() {
        // abi: space.new, space.console, space.system-pages, space.vectors
        int child = container.child(ContainerWorld.CREATE_NEW);
        Space space = world.thread(child).space;
        assertTrue(space.sections.isEmpty());
        for (int page : new int[] {SystemPages.INTERFACE_PAGE, SystemPages.CALL_PAGE, SystemPages.CONSOLE_PAGE}) {
            assertTrue(Entry.valid(world.parts().tables.entry(space, page)));
        }
        assertTrue(Entry.writable(world.parts().tables.entry(space, SystemPages.CONSOLE_PAGE)));
        int vectors = world.parts().tables.entry(space, SystemPages.HELPER_PAGE);
        assertTrue(Entry.valid(vectors) && !Entry.writable(vectors), "helpers of Linux programs");
        assertTrue(!Entry.writable(world.parts().tables.entry(space, SystemPages.INTERFACE_PAGE)));
    }

    private int map(int physical, int virtual, int pages, int flags, int tid) {
        return container.call(MAP, physical, virtual, pages, flags, tid);
    }

    private int entry(int virtual) {
        return world.parts().tables.entry(world.thread(pager).space, virtual);
    }

    private Capability right(int kind) {
        return world.thread(pager).space.capabilities.stream().filter(c -> c.is(kind)).findFirst().orElseThrow();
    }
}
