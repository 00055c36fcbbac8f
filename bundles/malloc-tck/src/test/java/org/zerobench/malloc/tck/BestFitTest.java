package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.bestfit.BestFit;

/** Best fit: the contract, and where blocks lie. */
class BestFitTest extends AllocatorContract {

    private static final int START = 0x10000;

    @Override
    protected Allocator allocator() {
        return new BestFit();
    }

    @Test
    void theSmallestSufficientGapIsTaken() {
        Heap heap = new BestFit().heap(new HeapState(START, 4096, new int[] {START + 64, START + 104, START + 128}, new int[] {16, 8, 8}));
        // Gaps: 64 bytes at 0, 24 at 80, 16 at 112, the rest at 136.
        assertEquals(START + 112, heap.allocate(9));
        assertEquals(START + 80, heap.allocate(17));
        assertEquals(START, heap.allocate(17));
        assertEquals(START + 24, heap.allocate(40));
        assertEquals(START + 136, heap.allocate(1));
    }

    @Test
    void ofEqualGapsTheLowest() {
        Heap heap = new BestFit().heap(new HeapState(START, 4096, new int[] {START + 8, START + 24, START + 40}, new int[] {8, 8, 8}));
        assertEquals(START, heap.allocate(8));
        assertEquals(START + 16, heap.allocate(8));
        assertEquals(START + 32, heap.allocate(8));
    }

    @Test
    void aBlockGrowsIntoTheGapBehindIt() {
        Heap heap = new BestFit().heap(HeapState.empty(START, 64));
        int a = heap.allocate(8);
        int b = heap.allocate(8);
        assertTrue(heap.resize(b, 56));
        assertEquals(0, heap.allocate(1));
        assertEquals(false, heap.resize(a, 9));
        assertTrue(heap.resize(b, 1));
        assertEquals(b + 8, heap.allocate(48));
    }

    @Test
    void theLastByteCanBeHad() {
        Heap heap = new BestFit().heap(HeapState.empty(START, 4096));
        assertEquals(START, heap.allocate(4096));
        assertEquals(4096, heap.free(START));
        for (int i = 0; i < 512; i++) {
            assertEquals(START + 8 * i, heap.allocate(8));
        }
        assertEquals(0, heap.allocate(1));
    }
}
