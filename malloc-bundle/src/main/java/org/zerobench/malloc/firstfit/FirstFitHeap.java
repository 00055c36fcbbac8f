package org.zerobench.malloc.firstfit;

import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/**
 * A heap by the rules of the containers' allocator (ABI, section 14.1), rounded to 8 bytes.
 *
 * <p>Every block pays for a header of 12 bytes in front of it. The header is only an account: nothing is written to guest
 * memory, but blocks lie where they would lie with it. A block of {@code n} bytes therefore takes a cell of {@code n + 12}
 * bytes rounded up to a multiple of 8, and neighbouring blocks' addresses are one cell apart.
 * <ul>
 * <li>The search goes from the bottom; the lowest free cell wins that is exactly as large as the request, or larger by room
 *     for another header. One in between is passed over.
 * <li>A larger cell is split: the caller gets its front.
 * <li>Nothing found: the block goes behind the last one, as long as the arena lasts.
 * <li>Neighbouring free cells are one cell; the free cell behind the last block belongs to the rest of the arena.
 * <li>A block never changes size in place: realloc moves.
 * </ul>
 * Where a block goes depends on the live blocks alone, so a heap that went through a swap or a checkpoint goes on exactly
 * as if it had not. (The classic list never looks at its last entry: a heap of which all was freed stayed full. Not so here.)
 *
 * <p>All positions are counted in granules of 8 bytes from address 0, so unsigned addresses are positive ints here.
 */
final class FirstFitHeap implements Heap {

    private static final int HEADER_BYTES = 12;
    /** A split leaves at least a header: 12 bytes, in granules. */
    private static final int SPLIT_GRANULES = 2;

    private final int start;
    private final int arenaBytes;
    /** Granule behind the last one a cell may take; a cell's own header lies before its address, so 12 bytes are won here. */
    private final int limit;
    private final Blocks blocks;

    /** @param state consistent: {@link HeapState#check()} was called */
    FirstFitHeap(HeapState state) {
        start = state.start();
        arenaBytes = state.arenaBytes();
        long bottom = Integer.toUnsignedLong(start);
        long end = bottom + Integer.toUnsignedLong(arenaBytes);
        limit = (int) ((end + HEADER_BYTES) / ALIGNMENT);
        blocks = new Blocks((int) ((bottom + HEADER_BYTES + ALIGNMENT - 1) / ALIGNMENT));
        int[] addresses = state.addresses();
        int[] sizes = state.sizes();
        for (int i = 0; i < addresses.length; i++) {
            blocks.append(addresses[i] >>> 3, cell(sizes[i]), sizes[i]);
        }
        blocks.built();
    }

    /** @return granules that a block of that many bytes and its header take */
    private static int cell(int bytes) {
        return (int) (((long) bytes + HEADER_BYTES + ALIGNMENT - 1) / ALIGNMENT);
    }

    @Override
    public int allocate(int bytes) {
        if (bytes <= 0) {
            return 0;
        }
        int cell = cell(bytes);
        int at = blocks.insertInLowestGap(cell, cell + SPLIT_GRANULES, bytes);
        if (at < 0) {
            at = blocks.top();
            if (cell > limit - at) {
                return 0;
            }
            blocks.append(at, cell, bytes);
        }
        return at << 3;
    }

    @Override
    public int free(int address) {
        return address % ALIGNMENT == 0 ? blocks.remove(address >>> 3) : -1;
    }

    @Override
    public int size(int address) {
        return address % ALIGNMENT == 0 ? blocks.bytes(address >>> 3) : -1;
    }

    @Override
    public HeapState save() {
        int[] addresses = new int[blocks.count()];
        int[] sizes = new int[addresses.length];
        blocks.copy(addresses, sizes);
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] <<= 3;
        }
        return new HeapState(start, arenaBytes, addresses, sizes);
    }
}
