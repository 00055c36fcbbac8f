package org.zerobench.api.malloc;

import java.util.Arrays;
import org.zerobench.api.swap.StateException;

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

    /**
     * What must hold of every heap, whoever made it: blocks of at least one byte, on multiples of {@link Heap#ALIGNMENT},
     * ascending, inside the arena, not overlapping. Any gap between two blocks is legal.
     *
     * @return this
     * @throws StateException naming the first block that breaks it
     */
    public HeapState check() {
        if (addresses.length != sizes.length) {
            throw new StateException(addresses.length + " addresses but " + sizes.length + " sizes");
        }
        long free = Integer.toUnsignedLong(start);
        long end = free + Integer.toUnsignedLong(arenaBytes);
        if (end > 1L << 32) {
            throw new StateException(String.format("arena 0x%x + 0x%x bytes leaves the address space", start, arenaBytes));
        }
        for (int i = 0; i < addresses.length; i++) {
            long address = Integer.toUnsignedLong(addresses[i]);
            if (sizes[i] < 1 || address % Heap.ALIGNMENT != 0 || address < free || address + sizes[i] > end) {
                throw new StateException(String.format("block %d at 0x%x of %d bytes: %s", i, address, sizes[i],
                        sizes[i] < 1 ? "no size" : address % Heap.ALIGNMENT != 0 ? "not aligned"
                                : address + sizes[i] > end ? "beyond the arena's end" : "overlaps what lies below or is out of order"));
            }
            free = address + sizes[i];
        }
        return this;
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
