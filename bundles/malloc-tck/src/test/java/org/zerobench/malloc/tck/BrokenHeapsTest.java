package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.firstfit.FirstFit;

/** The failing twins of the contract: a heap that is wrong in one way is found out. */
class BrokenHeapsTest {

    private static final HeapState EMPTY = HeapState.empty(0x2000_0000, 1 << 20);

    /** A right heap; each twin spoils one answer. */
    private static class Twin implements Heap {
        final Heap right = new FirstFit().heap(EMPTY);
        int calls;

        @Override
        public int allocate(int bytes) {
            return right.allocate(bytes);
        }

        @Override
        public int free(int address) {
            return right.free(address);
        }

        @Override
        public int size(int address) {
            return right.size(address);
        }

        @Override
        public HeapState save() {
            return right.save();
        }
    }

    private static void foundOut(Heap twin) {
        CheckedHeap heap = new CheckedHeap(twin, EMPTY);
        assertThrows(AssertionError.class, () -> {
            new HeapTrace(1, 200).run(heap, 5000);
            heap.save();
        });
    }

    @Test
    void oneThatGivesABlockTwice() {
        foundOut(new Twin() {
            private int first;

            @Override
            public int allocate(int bytes) {
                int address = right.allocate(bytes);
                first = first == 0 ? address : first;
                return ++calls == 100 ? first : address;
            }
        });
    }

    @Test
    void oneThatLeavesTheArena() {
        foundOut(new Twin() {
            @Override
            public int allocate(int bytes) {
                return ++calls == 100 ? EMPTY.start() - 4096 : right.allocate(bytes);
            }
        });
    }

    @Test
    void oneThatForgetsToAlign() {
        foundOut(new Twin() {
            @Override
            public int allocate(int bytes) {
                return ++calls == 100 ? right.allocate(bytes + 8) + 4 : right.allocate(bytes);
            }
        });
    }

    @Test
    void oneThatDeniesABlock() {
        foundOut(new Twin() {
            @Override
            public int free(int address) {
                return ++calls == 50 ? -1 : right.free(address);
            }
        });
    }

    @Test
    void oneThatResizesIntoItsNeighbour() {
        foundOut(new Twin() {
            @Override
            public boolean resize(int address, int bytes) {
                return bytes > 4000;
            }
        });
    }

    @Test
    void oneThatLosesABlockInItsState() {
        foundOut(new Twin() {
            @Override
            public HeapState save() {
                HeapState all = right.save();
                int few = all.blocks() - 1;
                return new HeapState(all.start(), all.arenaBytes(), Arrays.copyOf(all.addresses(), few), Arrays.copyOf(all.sizes(), few));
            }
        });
    }
}
