package org.zerobench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.machine.MachineException;

class MemoryTest {
    @ParameterizedTest
    @CsvSource({"64M, 67108864", "8MiB, 8388608", "16mb, 16777216", "8192K, 8388608", "4194304, 4194304"})
    void sizesAsPeopleWriteThem(String text, int bytes) {
        assertEquals(bytes, Memory.parseSize(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-8M", "3M", "1G", "8.5M", "lots", "9999999999999999999K", "4194305"})
    void otherSizesAreRefused(String text) {
        assertThrows(MachineException.class, () -> Memory.parseSize(text));
    }

    @Test
    void ramIsZeroAndPageAligned() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment ram = Memory.allocate(arena, 8 << 20);
            assertEquals(0, ram.address() % 4096);
            for (long at = 0; at < ram.byteSize(); at += 4096) {
                assertEquals(0L, ram.get(ValueLayout.JAVA_LONG, at));
            }
        }
    }
}
