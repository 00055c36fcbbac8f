package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.tlsf.Tlsf;

/** TLSF: the contract, and what is its own. */
class TlsfTest extends AllocatorContract {

    private static final int START = 0x10000;

    @Override
    protected Allocator allocator() {
        return new Tlsf();
    }

    @Test
    void theWholeArenaCanBeHadWhateverItsSize() {
        for (int granules = 1; granules < 3000; granules++) {
            Heap heap = new Tlsf().heap(HeapState.empty(START, 8 * granules));
            assertEquals(START, heap.allocate(8 * granules), 8 * granules + " bytes");
            assertEquals(0, heap.allocate(1));
        }
    }

    @Test
    void whatWasFreedLastIsGivenFirst() {
        Heap heap = new Tlsf().heap(HeapState.empty(START, 4096));
        int a = heap.allocate(40);
        heap.allocate(8);
        int b = heap.allocate(40);
        heap.allocate(8);
        heap.free(a);
        heap.free(b);
        assertEquals(b, heap.allocate(40));
        assertEquals(a, heap.allocate(40));
    }

    @Test
    void freePiecesMeltTogether() {
        Heap heap = new Tlsf().heap(HeapState.empty(START, 96));
        int[] blocks = {heap.allocate(32), heap.allocate(32), heap.allocate(32)};
        heap.free(blocks[0]);
        heap.free(blocks[2]);
        assertEquals(0, heap.allocate(33));
        heap.free(blocks[1]);
        assertEquals(START, heap.allocate(96));
    }

    @Test
    void aBlockGrowsAndShrinksInPlace() {
        Heap heap = new Tlsf().heap(HeapState.empty(START, 64));
        int a = heap.allocate(8);
        assertTrue(heap.resize(a, 64));
        assertTrue(heap.resize(a, 24));
        assertEquals(START + 24, heap.allocate(40));
        assertEquals(false, heap.resize(a, 25));
    }
}
