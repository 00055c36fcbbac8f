package org.zerobench.api.malloc;

import org.osgi.annotation.versioning.ConsumerType;

/** The heap of one space. Addresses are guest addresses, unsigned ints; sizes are bytes. */
@ConsumerType
public interface Heap {

    /** Every block's address is a multiple of this many bytes (AAPCS: 8, for doubles and LDRD). */
    int ALIGNMENT = 8;

    /**
     * Finds room for a block.
     *
     * @param bytes size; 0 and negative sizes (2 GiB and more) find no room
     * @return its address, a multiple of {@link #ALIGNMENT} inside the arena, overlapping no live block; 0 when there is no room
     */
    int allocate(int bytes);

    /**
     * Ends a block.
     *
     * @param address what {@link #allocate} returned
     * @return the size that was asked for, or -1 when no live block begins there (nothing changes)
     */
    int free(int address);

    /** The size in bytes that was asked for, or -1 when no live block begins there. */
    int size(int address);

    /**
     * Changes a block's size in place.
     *
     * @return true when done; false when it must move (nothing changes)
     */
    default boolean resize(int address, int bytes) {
        return false;
    }

    /** The live blocks, by ascending address. */
    HeapState save();
}
