package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.bestfit.BestFit;
import org.zerobench.malloc.firstfit.FirstFit;
import org.zerobench.malloc.tlsf.Tlsf;

/** A heap moves from any policy to any other and back, and the program on it goes on. */
class EveryPairTest {

    private static final HeapState EMPTY = HeapState.empty(0x2000_0000, 2 << 20);
    private static final Allocator[] ALL = {new FirstFit(), new BestFit(), new Tlsf()};

    static Stream<Arguments> pairs() {
        return Stream.of(ALL).flatMap(from -> Stream.of(ALL).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void forwardAndBack(Allocator from, Allocator to) {
        AllocatorContract.seeded(seed -> {
            CheckedHeap old = new CheckedHeap(from.heap(EMPTY), EMPTY);
            HeapTrace trace = new HeapTrace(seed, 2000);
            trace.run(old, 10_000);
            HeapState state = old.save();
            CheckedHeap next = new CheckedHeap(to.heap(state), state);
            assertEquals(state, next.save());
            trace.run(next, 10_000);
            HeapState later = next.save();
            CheckedHeap back = new CheckedHeap(from.heap(later), later);
            assertEquals(later, back.save());
            trace.run(back, 10_000);
            back.save();
        });
    }

    @Test
    void aThousandSwapsUnderOneProgram() {
        AllocatorContract.seeded(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            HeapTrace trace = new HeapTrace(seed, 300);
            HeapState state = EMPTY;
            for (int i = 0; i < 1000; i++) {
                CheckedHeap heap = new CheckedHeap(ALL[random.nextInt(ALL.length)].heap(state), state);
                trace.run(heap, 1 + random.nextInt(200));
                state = heap.save();
            }
        });
    }

    /** First and best fit promise that a swap onto themselves changes nothing, not even what comes after. */
    @Test
    void aSwapOntoItselfLeavesNoTrace() {
        AllocatorContract.seeded(seed -> {
            for (Allocator allocator : new Allocator[] {new FirstFit(), new BestFit()}) {
                var whole = allocator.heap(EMPTY);
                new HeapTrace(seed, 700).run(whole, 20_000);
                HeapTrace trace = new HeapTrace(seed, 700);
                HeapState state = EMPTY;
                for (int i = 0; i < 40; i++) {
                    var heap = allocator.heap(state);
                    trace.run(heap, 500);
                    state = heap.save();
                }
                assertEquals(whole.save(), state);
            }
        });
    }
}
