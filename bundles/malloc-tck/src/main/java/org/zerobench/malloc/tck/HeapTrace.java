package org.zerobench.malloc.tck;

import java.util.SplittableRandom;
import org.zerobench.api.malloc.Heap;

/**
 * A random program: allocates, frees and resizes so that about a given number of blocks is live. Sizes are as programs ask
 * for them: mostly tens of bytes, some hundreds, a few kilobytes. The same seed gives the same wishes.
 */
public final class HeapTrace {

    private final SplittableRandom random;
    private final int target;
    private final int[] live;
    private int count;
    private long refused;

    /** @param seed of the random numbers @param target about how many blocks are live once it has warmed up */
    public HeapTrace(long seed, int target) {
        random = new SplittableRandom(seed);
        this.target = target;
        live = new int[2 * target + 64];
    }

    /** Takes the blocks of a heap that exists as its own. */
    public void adopt(int[] addresses) {
        for (int i = 0; i < addresses.length && count < live.length - 1; i++) {
            live[count++] = addresses[i];
        }
    }

    /** @return how many allocations found no room */
    public long refused() {
        return refused;
    }

    /** @return number of live blocks */
    public int blocks() {
        return count;
    }

    /** @return a size in bytes, 1 to 8192 */
    public int size() {
        int kind = random.nextInt(100);
        return 1 + (kind < 80 ? random.nextInt(64) : kind < 97 ? random.nextInt(512) : random.nextInt(8192));
    }

    /** Does a number of operations. */
    public void run(Heap heap, int operations) {
        for (int i = 0; i < operations; i++) {
            step(heap);
        }
    }

    private void step(Heap heap) {
        // The chance to allocate falls from 1 to 0 as the number of blocks rises from 0 to twice the target.
        if (random.nextInt(2 * target) >= count) {
            int address = heap.allocate(size());
            if (address == 0) {
                refused++;
            } else {
                live[count++] = address;
            }
            return;
        }
        if (count == 0) {
            return;
        }
        int chosen = random.nextInt(count);
        if (random.nextInt(8) == 0) {
            resize(heap, chosen);
            return;
        }
        heap.free(live[chosen]);
        live[chosen] = live[--count];
    }

    private void resize(Heap heap, int chosen) {
        int bytes = size();
        if (heap.resize(live[chosen], bytes)) {
            return;
        }
        int moved = heap.allocate(bytes);
        if (moved == 0) {
            refused++;
            return;
        }
        heap.free(live[chosen]);
        live[chosen] = moved;
    }
}
