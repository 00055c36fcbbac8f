package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sun.misc.Unsafe;

/** Memory segments, unless the launcher says otherwise. */
class RamAccessTest {

    private static Object chosen() {
        try (Arena arena = Arena.ofConfined()) {
            return RamAccess.of(arena.allocate(4096)).constant;
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty(RamAccess.PROPERTY);
    }

    @Test
    void segmentsReachAllPhysicalAddresses() {
        MemorySegment ram = assertInstanceOf(MemorySegment.class, chosen());
        assertEquals((1L << 32) + 8, ram.byteSize());
    }

    @Test
    void unsafeIsAsked() {
        System.setProperty(RamAccess.PROPERTY, "unsafe");
        assertInstanceOf(Unsafe.class, chosen());
    }
}
