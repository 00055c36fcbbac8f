package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.swap.StateException;

/**
 * What every allocator must pass. Extend it, answer {@link #allocator()}, run it as a JUnit test. Random tests print their
 * seed when they fail; {@code -Dzb.seed=N} chooses it.
 */
public abstract class AllocatorContract {

    private static final int START = 0x4000_0000;
    private static final int ARENA_BYTES = 1 << 20;
    private static final HeapState EMPTY = HeapState.empty(START, ARENA_BYTES);

    /** The allocator to test. */
    protected abstract Allocator allocator();

    /** How many operations to make where {@code usual} are usual: fewer for an allocator that is slow on purpose. */
    protected int operations(int usual) {
        return usual;
    }

    /** @return the seed of this run */
    protected static long seed() {
        return Long.getLong("zb.seed", System.nanoTime());
    }

    /** Runs a test with a seed and names the seed when it fails. */
    protected static void seeded(SeededTest test) {
        long seed = seed();
        try {
            test.run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with -Dzb.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** A test that takes its randomness from a seed. */
    @FunctionalInterface
    protected interface SeededTest {
        /** @param seed of all randomness */
        void run(long seed);
    }

    private CheckedHeap heap(HeapState state) {
        return new CheckedHeap(allocator().heap(state), state);
    }

    @Test
    void aRandomProgramIsServedRight() {
        seeded(seed -> {
            for (int target : new int[] {3, 100, 3000}) {
                CheckedHeap heap = heap(EMPTY);
                HeapTrace trace = new HeapTrace(seed + target, target);
                int most = 0;
                for (int i = 0; i < 20; i++) {
                    trace.run(heap, 2000);
                    heap.save();
                    most = Math.max(most, heap.blocks());
                }
                assertTrue(most > target / 2, "the program did not get going");
            }
        });
    }

    @Test
    void aFullHeapRefusesAndRecovers() {
        seeded(seed -> {
            CheckedHeap heap = heap(EMPTY);
            HeapTrace trace = new HeapTrace(seed, 100_000);
            trace.run(heap, operations(60_000));
            assertTrue(trace.refused() > 0, "1 MiB should not be enough for this program");
            heap.save();
            for (int address : heap.save().addresses()) {
                heap.free(address);
            }
            assertNotEquals(0, heap.allocate(ARENA_BYTES - 64), "all is free: nearly all must be there in one piece");
        });
    }

    @Test
    void halfTheArenaInBlocksOfOneSize() {
        CheckedHeap heap = heap(EMPTY);
        int blocks = ARENA_BYTES / 2 / 64;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < blocks; i++) {
                assertNotEquals(0, heap.allocate(48), "block " + i + " in round " + round);
            }
            for (int address : heap.save().addresses()) {
                assertEquals(48, heap.free(address));
            }
        }
        assertEquals(0, heap.save().blocks());
    }

    @Test
    void sizesThatCannotBe() {
        CheckedHeap heap = heap(EMPTY);
        for (int bytes : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, ARENA_BYTES + 1, Integer.MAX_VALUE - 7}) {
            assertEquals(0, heap.allocate(bytes), "allocate(" + bytes + ")");
        }
        int address = heap.allocate(100);
        for (int bytes : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertEquals(false, heap.resize(address, bytes), "resize to " + bytes);
        }
        assertEquals(100, heap.size(address));
        heap.save();
    }

    @Test
    void freeingTwiceOrWildIsRefused() {
        CheckedHeap heap = heap(EMPTY);
        int a = heap.allocate(40);
        int b = heap.allocate(40);
        int c = heap.allocate(40);
        assertEquals(40, heap.free(b));
        HeapState before = heap.save();
        for (int wild : new int[] {b, 0, -1, 4, a + 1, a + 4, a + 8, c - 8, c + 8, START - 8, START + ARENA_BYTES, START + ARENA_BYTES - 8}) {
            assertEquals(-1, heap.free(wild), () -> "free(0x" + Integer.toHexString(wild) + ")");
            assertEquals(-1, heap.size(wild));
            assertEquals(false, heap.resize(wild, 16));
        }
        assertEquals(before, heap.save());
    }

    @Test
    void addressesAreUnsigned() {
        seeded(seed -> {
            for (HeapState state : new HeapState[] {
                HeapState.empty(0xFFF0_0000, 1 << 20), HeapState.empty(0x7FF8_0000, 1 << 20), HeapState.empty(0x9000_0000, 0x6000_0000),
                HeapState.empty(8, 1 << 20)
            }) {
                CheckedHeap heap = heap(state);
                HeapTrace trace = new HeapTrace(seed, 20_000);
                trace.run(heap, operations(30_000));
                HeapState saved = heap.save();
                assertEquals(saved, allocator().heap(saved).save());
            }
        });
    }

    @Test
    void oddAndTinyArenas() {
        for (int start : new int[] {0x1000, 0x1001, 0x1004, 0x100F}) {
            for (int bytes = 0; bytes < 80; bytes++) {
                CheckedHeap heap = heap(HeapState.empty(start, bytes));
                for (int size = 90; size > 0; size--) {
                    heap.allocate(size);
                }
                HeapState saved = heap.save();
                assertEquals(saved, allocator().heap(saved).save());
            }
        }
    }

    @Test
    void anyLegalPlacementIsTakenOver() {
        seeded(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int looseness : new int[] {1, 2, 4, 40}) {
                HeapState state = placement(random, looseness);
                CheckedHeap heap = heap(state);
                assertEquals(state, heap.save());
                HeapTrace trace = new HeapTrace(seed, state.blocks());
                trace.adopt(state.addresses());
                trace.run(heap, operations(30_000));
                heap.save();
            }
        });
    }

    /** Blocks from the arena's first to its last byte, with up to {@code looseness - 1} granules between. */
    private static HeapState placement(SplittableRandom random, int looseness) {
        int[] addresses = new int[ARENA_BYTES / 8];
        int[] sizes = new int[addresses.length];
        int count = 0;
        int at = START;
        while (true) {
            int bytes = 1 + random.nextInt(random.nextInt(16) == 0 ? 2000 : 40);
            if (at + bytes > START + ARENA_BYTES) {
                break;
            }
            addresses[count] = at;
            sizes[count++] = bytes;
            at += (bytes + 7 & ~7) + 8 * random.nextInt(looseness);
        }
        return new HeapState(START, ARENA_BYTES, Arrays.copyOf(addresses, count), Arrays.copyOf(sizes, count));
    }

    @Test
    void aSaveIsASnapshot() {
        seeded(seed -> {
            CheckedHeap heap = heap(EMPTY);
            HeapTrace trace = new HeapTrace(seed, 500);
            trace.run(heap, 5000);
            HeapState saved = heap.save();
            HeapState copy = new HeapState(START, ARENA_BYTES, saved.addresses().clone(), saved.sizes().clone());
            trace.run(heap, 5000);
            assertEquals(copy, saved);
            assertNotEquals(saved, heap.save());
        });
    }

    @Test
    void aHeapMadeFromAStateLeavesItAlone() {
        seeded(seed -> {
            HeapState state = placement(new SplittableRandom(seed), 3);
            HeapState copy = new HeapState(START, ARENA_BYTES, state.addresses().clone(), state.sizes().clone());
            HeapTrace trace = new HeapTrace(seed, state.blocks());
            trace.adopt(state.addresses());
            trace.run(heap(state), 5000);
            assertEquals(copy, state);
        });
    }

    @Test
    void twoHeapsOfOneAllocatorAreApart() {
        Allocator allocator = allocator();
        Heap one = allocator.heap(EMPTY);
        Heap two = allocator.heap(EMPTY);
        int address = one.allocate(100);
        assertEquals(-1, two.free(address));
        assertEquals(0, two.save().blocks());
        assertEquals(1, one.save().blocks());
    }

    @Test
    void inconsistentStatesAreRefused() {
        refused(new int[] {START, START + 8}, new int[] {9, 8});
        refused(new int[] {START + 8, START}, new int[] {8, 8});
        refused(new int[] {START, START}, new int[] {8, 8});
        refused(new int[] {START - 8}, new int[] {8});
        refused(new int[] {START + ARENA_BYTES - 8}, new int[] {9});
        refused(new int[] {START + ARENA_BYTES}, new int[] {1});
        refused(new int[] {START + 4}, new int[] {8});
        refused(new int[] {START}, new int[] {0});
        refused(new int[] {START}, new int[] {-8});
        refused(new int[] {START}, new int[] {Integer.MAX_VALUE});
        refused(new int[] {START}, new int[] {});
        assertThrows(StateException.class, () -> allocator().heap(HeapState.empty(0xFFFF_F000, 0x2000)));
    }

    private void refused(int[] addresses, int[] sizes) {
        HeapState state = new HeapState(START, ARENA_BYTES, addresses, sizes);
        assertThrows(StateException.class, () -> allocator().heap(state), () -> Arrays.toString(addresses) + Arrays.toString(sizes));
    }
}
