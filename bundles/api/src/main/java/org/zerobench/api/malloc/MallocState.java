package org.zerobench.api.malloc;

import java.util.List;
import org.zerobench.api.swap.State;

/**
 * All heaps.
 *
 * @param heaps by ascending space id
 */
public record MallocState(List<SpaceHeap> heaps) implements State {

    public MallocState {
        heaps = List.copyOf(heaps);
    }

    /** @param spid whose heap @param heap its contents */
    public record SpaceHeap(int spid, HeapState heap) {}

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        int blocks = 0;
        for (SpaceHeap h : heaps) {
            blocks += h.heap().blocks();
        }
        return blocks;
    }
}
