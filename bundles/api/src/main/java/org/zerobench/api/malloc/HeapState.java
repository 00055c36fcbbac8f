package org.zerobench.api.malloc;

import java.util.Arrays;

/**
 * A heap as data: its arena and its live blocks.
 *
 * <p>Blocks are two parallel arrays, because a heap may have hundreds of thousands. They are not copied: whoever makes a
 * state hands the arrays over and never writes them again.
 *
 * @param start      first address of the arena
 * @param arenaBytes size of the arena in bytes
 * @param addresses  addresses of live blocks, ascending (unsigned)
 * @param sizes      their sizes in bytes as asked for, in the same order
 */
public record HeapState(int start, int arenaBytes, int[] addresses, int[] sizes) {

    /** A heap without blocks. */
    public static HeapState empty(int start, int arenaBytes) {
        return new HeapState(start, arenaBytes, new int[0], new int[0]);
    }

    /** Number of live blocks. */
    public int blocks() {
        return addresses.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeapState that && start == that.start && arenaBytes == that.arenaBytes
                && Arrays.equals(addresses, that.addresses) && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * start + Arrays.hashCode(addresses)) + Arrays.hashCode(sizes);
    }
}
