package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.HeapState;

class PicturesTest {

    @Test
    void framesShowTheirMainUse() {
        assertEquals("Aa.F\nSs", Pictures.frames(new byte[] {1, 1, 1, 0, 0, 0, 2, 2, 3, 3, 3, 0}, 4, 2));
        assertEquals("", Pictures.frames(new byte[0], 4, 2));
    }

    @Test
    void aStretchWithAnyUseIsNotFree() {
        assertEquals("a", Pictures.frames(new byte[] {0, 0, 0, 1}, 1, 1));
    }

    @Test
    void theHeapUpToItsLastBlock() {
        HeapState heap = new HeapState(0x1000, 1 << 20, new int[] {0x1000, 0x1040, 0x1060}, new int[] {32, 1, 32});
        assertEquals(0x80, Pictures.usedBytes(heap));
        assertEquals(8, Pictures.heapEach(heap, 80, 10));
        assertEquals("####....:...####", Pictures.heap(heap, 80, 10));
        assertEquals(32, Pictures.heapEach(heap, 2, 2));
        assertEquals("#.\n:#", Pictures.heap(heap, 2, 2));
    }

    @Test
    void gapsInTheArenaAndBelowTheLastBlock() {
        HeapState heap = new HeapState(0x1000, 0x1000, new int[] {0x1010, 0x1040}, new int[] {16, 16});
        assertArrayEquals(new long[] {0x1000 - 0x50, 0x1000 - 32, 32, 48}, Pictures.gaps(heap));
        HeapView view = new HeapView(3, "first-fit", heap);
        assertEquals(1 - (double) (0x1000 - 0x50) / (0x1000 - 32), view.fragmentation());
        assertEquals(0.6, view.holes());
    }

    @Test
    void anEmptyAndAFullHeap() {
        HeapView empty = new HeapView(3, "x", HeapState.empty(0x1000, 0x1000));
        assertEquals(0, empty.fragmentation());
        assertEquals("", Pictures.heap(empty.heap(), 10, 2));
        HeapView full = new HeapView(3, "x", new HeapState(0x1000, 0x1000, new int[] {0x1000}, new int[] {0x1000}));
        assertEquals(0, full.fragmentation());
        assertEquals("########", Pictures.heap(full.heap(), 8, 1));
    }

    @Test
    void aHeapAboveTwoGigabytesFitsThePicture() {
        HeapState heap = new HeapState(0x40000000, 0xB0000000, new int[] {0x40000000, 0xEFFF0000}, new int[] {64, 64});
        assertTrue(Pictures.heap(heap, 60, 12).lines().count() <= 12);
    }
}
