package org.zerobench.malloc.bestfit;

import java.util.Arrays;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/**
 * A heap that takes the smallest sufficient gap, and the lowest of several equal ones. There is no header: blocks are
 * rounded to 8 bytes and may lie wall to wall.
 *
 * <p>Where a block goes depends on the live blocks alone, so a heap that went through a swap goes on exactly as if it had
 * not. Each operation is a few binary searches, O(log n).
 *
 * <p>Positions and spans are counted in granules of 8 bytes, so unsigned addresses are positive here and two of them fit
 * into a long, which sorts as the pair.
 */
final class BestFitHeap implements Heap {

    private static final long LOW = 0xFFFF_FFFFL;

    private final int start;
    private final int arenaBytes;
    /** First granule of the arena, and the one behind its last. */
    private final int bottom;
    private final int top;
    /** Position in the upper half, bytes as asked for in the lower. */
    private final SortedLongs live;
    /** Granules in the upper half, position in the lower. */
    private final SortedLongs gaps;

    /** @param state consistent: {@link HeapState#check()} was called */
    BestFitHeap(HeapState state) {
        start = state.start();
        arenaBytes = state.arenaBytes();
        long from = Integer.toUnsignedLong(start);
        bottom = (int) ((from + ALIGNMENT - 1) / ALIGNMENT);
        top = Math.max(bottom, (int) ((from + Integer.toUnsignedLong(arenaBytes)) / ALIGNMENT));
        int[] addresses = state.addresses();
        int[] sizes = state.sizes();
        long[] blocks = new long[addresses.length];
        long[] between = new long[addresses.length + 1];
        int found = 0;
        int free = bottom;
        for (int i = 0; i < blocks.length; i++) {
            int at = addresses[i] >>> 3;
            blocks[i] = pair(at, sizes[i]);
            if (at > free) {
                between[found++] = pair(at - free, free);
            }
            free = at + granules(sizes[i]);
        }
        if (top > free) {
            between[found++] = pair(top - free, free);
        }
        Arrays.sort(between, 0, found);
        live = new SortedLongs(blocks, blocks.length);
        gaps = new SortedLongs(between, found);
    }

    private static long pair(int upper, int lower) {
        return (long) upper << 32 | lower & LOW;
    }

    private static int upper(long pair) {
        return (int) (pair >> 32);
    }

    private static int granules(int bytes) {
        return (int) (((long) bytes + ALIGNMENT - 1) / ALIGNMENT);
    }

    /** @return granule behind a live block */
    private static int end(long block) {
        return upper(block) + granules((int) block);
    }

    @Override
    public int allocate(int bytes) {
        if (bytes <= 0) {
            return 0;
        }
        int wanted = granules(bytes);
        long gap = gaps.ceiling(pair(wanted, 0));
        if (gap == SortedLongs.NONE) {
            return 0;
        }
        int at = (int) gap;
        gaps.remove(gap);
        addGap(at + wanted, at + upper(gap));
        live.add(pair(at, bytes));
        return at << 3;
    }

    /** The live block that begins at an address, or {@link SortedLongs#NONE}. */
    private long block(int address) {
        if (address % ALIGNMENT != 0) {
            return SortedLongs.NONE;
        }
        int at = address >>> 3;
        long block = live.ceiling(pair(at, 0));
        return block != SortedLongs.NONE && upper(block) == at ? block : SortedLongs.NONE;
    }

    private int endBefore(long block) {
        long before = live.lower(block);
        return before == SortedLongs.NONE ? bottom : end(before);
    }

    private int startAfter(long block) {
        long after = live.ceiling(block + 1);
        return after == SortedLongs.NONE ? top : upper(after);
    }

    private void addGap(int from, int to) {
        if (to > from) {
            gaps.add(pair(to - from, from));
        }
    }

    private void removeGap(int from, int to) {
        if (to > from) {
            gaps.remove(pair(to - from, from));
        }
    }

    @Override
    public int free(int address) {
        long block = block(address);
        if (block == SortedLongs.NONE) {
            return -1;
        }
        int left = endBefore(block);
        int right = startAfter(block);
        removeGap(left, upper(block));
        removeGap(end(block), right);
        addGap(left, right);
        live.remove(block);
        return (int) block;
    }

    @Override
    public int size(int address) {
        long block = block(address);
        return block == SortedLongs.NONE ? -1 : (int) block;
    }

    @Override
    public boolean resize(int address, int bytes) {
        long block = block(address);
        if (block == SortedLongs.NONE || bytes <= 0) {
            return false;
        }
        int right = startAfter(block);
        int at = upper(block);
        int wanted = granules(bytes);
        if (wanted > right - at) {
            return false;
        }
        removeGap(end(block), right);
        addGap(at + wanted, right);
        live.remove(block);
        live.add(pair(at, bytes));
        return true;
    }

    @Override
    public HeapState save() {
        long[] blocks = live.toArray();
        int[] addresses = new int[blocks.length];
        int[] sizes = new int[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            addresses[i] = upper(blocks[i]) << 3;
            sizes[i] = (int) blocks[i];
        }
        return new HeapState(start, arenaBytes, addresses, sizes);
    }
}
