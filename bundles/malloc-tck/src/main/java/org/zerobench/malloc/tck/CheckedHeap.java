package org.zerobench.malloc.tck;

import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/** A heap whose every answer is compared with a model; the first wrong one throws an {@link AssertionError}. */
public final class CheckedHeap implements Heap {

    private final Heap heap;
    private final long start;
    private final long end;
    private final HeapState arena;
    /** Live blocks: unsigned address, size. */
    private final TreeMap<Long, Integer> live = new TreeMap<>();

    /** @param heap the one to watch @param state what it was made from */
    public CheckedHeap(Heap heap, HeapState state) {
        this.heap = heap;
        arena = state;
        start = Integer.toUnsignedLong(state.start());
        end = start + Integer.toUnsignedLong(state.arenaBytes());
        for (int i = 0; i < state.blocks(); i++) {
            live.put(Integer.toUnsignedLong(state.addresses()[i]), state.sizes()[i]);
        }
    }

    private static void require(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw new AssertionError(String.format(format, arguments));
        }
    }

    @Override
    public int allocate(int bytes) {
        int answer = heap.allocate(bytes);
        if (answer == 0) {
            return 0;
        }
        long address = Integer.toUnsignedLong(answer);
        require(bytes > 0, "allocate(%d) gave 0x%x", bytes, address);
        require(address % ALIGNMENT == 0, "allocate(%d) gave 0x%x: not aligned", bytes, address);
        requireFree(address, bytes, "allocate");
        live.put(address, bytes);
        return answer;
    }

    private void requireFree(long address, int bytes, String call) {
        require(address >= start && address + bytes <= end, "%s(%d) gave 0x%x: outside the arena 0x%x to 0x%x", call, bytes, address, start, end);
        Map.Entry<Long, Integer> below = live.lowerEntry(address);
        require(below == null || below.getKey() + below.getValue() <= address, "%s(%d) gave 0x%x: inside the block %s", call, bytes, address, below);
        Long above = live.ceilingKey(address);
        require(above == null || address + bytes <= above, "%s(%d) gave 0x%x: runs into the block at 0x%x", call, bytes, address, above);
    }

    @Override
    public int free(int address) {
        int answer = heap.free(address);
        Integer expected = live.remove(Integer.toUnsignedLong(address));
        require(answer == (expected == null ? -1 : expected), "free(0x%x) gave %d, the block's size is %s", address, answer, expected);
        return answer;
    }

    @Override
    public int size(int address) {
        int answer = heap.size(address);
        Integer expected = live.get(Integer.toUnsignedLong(address));
        require(answer == (expected == null ? -1 : expected), "size(0x%x) gave %d, the block's size is %s", address, answer, expected);
        return answer;
    }

    @Override
    public boolean resize(int address, int bytes) {
        boolean done = heap.resize(address, bytes);
        if (done) {
            long key = Integer.toUnsignedLong(address);
            require(bytes > 0, "resize(0x%x, %d) succeeded", address, bytes);
            require(live.remove(key) != null, "resize(0x%x) of what is no block succeeded", address);
            requireFree(key, bytes, "resize");
            live.put(key, bytes);
        }
        return done;
    }

    /** @return number of live blocks */
    public int blocks() {
        return live.size();
    }

    /** What the model says the world is. */
    public HeapState model() {
        int[] addresses = live.keySet().stream().mapToInt(Long::intValue).toArray();
        int[] sizes = live.values().stream().mapToInt(Integer::intValue).toArray();
        return new HeapState(arena.start(), arena.arenaBytes(), addresses, sizes);
    }

    @Override
    public HeapState save() {
        HeapState saved = heap.save();
        saved.check();
        require(saved.equals(model()), "save() gave %d blocks that are not the %d live ones", saved.blocks(), live.size());
        return saved;
    }
}
