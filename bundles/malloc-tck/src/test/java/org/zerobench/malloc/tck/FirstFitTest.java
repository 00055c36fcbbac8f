package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.firstfit.FirstFit;

/** First fit: the contract, and where blocks lie (ABI, section 14.1). */
class FirstFitTest extends AllocatorContract {

    private static final int START = 0x10000;
    private static final HeapState EMPTY = HeapState.empty(START, 500_000);

    @Override
    protected Allocator allocator() {
        return new FirstFit();
    }

    @Test
    void neighboursAreACellWithHeaderApart() {
        Heap heap = new FirstFit().heap(EMPTY);
        // 12 bytes for the header, then the first multiple of 8.
        assertEquals(START + 16, heap.allocate(4));
        assertEquals(START + 32, heap.allocate(5));
        assertEquals(START + 56, heap.allocate(12));
        assertEquals(START + 80, heap.allocate(100));
        assertEquals(START + 192, heap.allocate(1));
    }

    @Test
    void theLowestFittingCellIsTakenAndSplit() {
        Heap heap = new FirstFit().heap(EMPTY);
        int a = heap.allocate(200);
        int b = heap.allocate(20);
        int c = heap.allocate(20);
        int d = heap.allocate(20);
        heap.free(a);
        heap.free(c);
        assertEquals(a, heap.allocate(20), "the lowest, not the exact one");
        assertEquals(a + 32, heap.allocate(20), "its tail is the lowest free cell now");
        assertEquals(-1, heap.free(c));
        assertEquals(20, heap.free(b));
        assertEquals(20, heap.free(d));
    }

    @Test
    void aRemainderWithoutRoomForAHeaderIsPassedOver() {
        Heap heap = new FirstFit().heap(EMPTY);
        int a = heap.allocate(28);
        int b = heap.allocate(28);
        heap.free(a);
        assertEquals(b + 40, heap.allocate(20), "40 free, 32 wanted: 8 would be left over");
        assertEquals(a, heap.allocate(28), "exactly fitting");
        heap.free(a);
        assertEquals(a, heap.allocate(12), "24 wanted, 16 left over: a header fits");
    }

    @Test
    void allFreedIsAllFree() {
        Heap heap = new FirstFit().heap(EMPTY);
        int[] blocks = {heap.allocate(100), heap.allocate(100), heap.allocate(100)};
        heap.free(blocks[1]);
        heap.free(blocks[2]);
        assertEquals(blocks[1], heap.allocate(300));
        heap.free(blocks[0]);
        heap.free(blocks[1]);
        // 500,000 bytes, less a header, less 4 to align, less 4 that make no granule.
        assertEquals(0, heap.allocate(499_981));
        assertEquals(START + 16, heap.allocate(499_980));
        assertEquals(0, heap.allocate(1));
    }

    /** The rules of FirstFitHeap as a walk over a map: slow and plain. */
    private static final class Plain {
        private final TreeMap<Integer, Integer> live = new TreeMap<>();

        private static int cell(int bytes) {
            return (bytes + 12 + 7) / 8 * 8;
        }

        int allocate(int bytes) {
            int at = START + 16;
            int cell = cell(bytes);
            for (var block : live.entrySet()) {
                int gap = block.getKey() - at;
                if (gap == cell || gap >= cell + 12) {
                    break;
                }
                at = block.getKey() + cell(block.getValue());
            }
            if (at + cell > (EMPTY.start() + EMPTY.arenaBytes() + 12) / 8 * 8) {
                return 0;
            }
            live.put(at, bytes);
            return at;
        }
    }

    @Test
    void placementIsThatOfThePlainRule() {
        seeded(seed -> {
            Heap heap = new FirstFit().heap(EMPTY);
            Plain plain = new Plain();
            new HeapTrace(seed, 1500).run(new Heap() {
                @Override
                public int allocate(int bytes) {
                    int address = heap.allocate(bytes);
                    assertEquals(plain.allocate(bytes), address, () -> "allocate(" + bytes + ")");
                    return address;
                }

                @Override
                public int free(int address) {
                    plain.live.remove(address);
                    return heap.free(address);
                }

                @Override
                public int size(int address) {
                    return heap.size(address);
                }

                @Override
                public HeapState save() {
                    return heap.save();
                }
            }, 40_000);
            assertArrayEquals(plain.live.keySet().stream().mapToInt(Integer::intValue).toArray(), heap.save().addresses());
        });
    }
}
