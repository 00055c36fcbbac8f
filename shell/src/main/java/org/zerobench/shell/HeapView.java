package org.zerobench.shell;

import org.zerobench.api.malloc.HeapState;

/**
 * One heap, for people.
 *
 * @param spid   whose
 * @param policy allocator that serves it
 * @param heap   its contents
 */
public record HeapView(int spid, String policy, HeapState heap) implements Shown {

    private static final int LINES = 12;

    /** Number of live blocks. */
    public int blocks() {
        return heap.blocks();
    }

    /** Bytes in live blocks. */
    public long bytes() {
        return Pictures.liveBytes(heap);
    }

    /** Free bytes of the arena. */
    public long free() {
        return Pictures.gaps(heap)[1];
    }

    /** The largest free gap of the arena in bytes. */
    public long largest() {
        return Pictures.gaps(heap)[0];
    }

    /** 0 when all free bytes are in one piece, towards 1 when they are scattered: 1 - largest / free. */
    public double fragmentation() {
        return free() == 0 ? 0 : 1 - (double) largest() / free();
    }

    /** Share of free bytes below the last block: what the policy could not use so far. */
    public double holes() {
        int used = Pictures.usedBytes(heap);
        return used == 0 ? 0 : (double) Pictures.gaps(heap)[3] / Integer.toUnsignedLong(used);
    }

    @Override
    public String show(int columns) {
        long[] gaps = Pictures.gaps(heap);
        StringBuilder text = new StringBuilder();
        text.append(String.format("space %d, %s: arena %s, %s\n", spid, policy, Units.hex(heap.start()), Units.bytes(Integer.toUnsignedLong(heap.arenaBytes()))));
        text.append(String.format("%d blocks, %s; free %s, largest gap %s\n", blocks(), Units.bytes(bytes()), Units.bytes(gaps[1]), Units.bytes(gaps[0])));
        text.append(String.format("fragmentation %s; below the last block %s free", Units.percent(fragmentation()), Units.percent(holes())));
        text = new StringBuilder(Units.wrap(text.toString(), columns));
        if (blocks() > 0) {
            text.append(String.format("\none character: %s from . free to # full\n", Units.bytes(Pictures.heapEach(heap, columns, LINES))));
            text.append(Pictures.heap(heap, columns, LINES));
        }
        return text.toString();
    }
}
