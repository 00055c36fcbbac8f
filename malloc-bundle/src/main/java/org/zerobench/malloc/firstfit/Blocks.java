package org.zerobench.malloc.firstfit;

import java.util.Arrays;

/**
 * Live blocks in address order, and behind each one the free gap up to the next.
 *
 * <p>They are kept in chunks of up to {@value #CHUNK} neighbours. For each chunk the largest gap in it and a summary of the
 * gap sizes in it are known, so the search for the lowest fitting gap looks at chunks, not at blocks: with 100,000 blocks at
 * some 800 ints in a row. Everything else is a binary search and a move of at most {@value #CHUNK} entries. Saving and
 * building are copies.
 *
 * <p>The first entry stands for the arena's bottom and is never removed. The gap behind the last block is not kept here:
 * it is the rest of the arena, {@link #top()}.
 */
final class Blocks {

    private static final int CHUNK = 256;
    /** A chunk with fewer entries than this is joined with its neighbour if the two are still half empty. */
    private static final int SMALL = 48;

    /** Neighbouring blocks: position, end of the cell, size in bytes as asked for, free granules behind it. */
    private static final class Chunk {
        final int[] at = new int[CHUNK];
        final int[] end = new int[CHUNK];
        final int[] bytes = new int[CHUNK];
        final int[] gap = new int[CHUNK];
        int count;

        void put(int index, int position, int cellEnd, int size, int free) {
            int behind = count - index;
            System.arraycopy(at, index, at, index + 1, behind);
            System.arraycopy(end, index, end, index + 1, behind);
            System.arraycopy(bytes, index, bytes, index + 1, behind);
            System.arraycopy(gap, index, gap, index + 1, behind);
            count++;
            at[index] = position;
            end[index] = cellEnd;
            bytes[index] = size;
            gap[index] = free;
        }

        void take(int index) {
            count--;
            move(this, index + 1, this, index, count - index);
        }

        static void move(Chunk from, int source, Chunk to, int target, int length) {
            System.arraycopy(from.at, source, to.at, target, length);
            System.arraycopy(from.end, source, to.end, target, length);
            System.arraycopy(from.bytes, source, to.bytes, target, length);
            System.arraycopy(from.gap, source, to.gap, target, length);
        }
    }

    private Chunk[] chunks = new Chunk[16];
    /** Position of each chunk's first entry. */
    private int[] first = new int[16];
    /** Largest gap of each chunk. */
    private int[] largest = new int[16];
    /** Bit {@code g % 64} is set where a chunk has a gap of {@code g}: a clear bit says that there is none of that size. */
    private long[] present = new long[16];
    private int used;
    private int count;

    /** @param bottom granule of the lowest address that a block may get */
    Blocks(int bottom) {
        chunks[0] = new Chunk();
        // A block of another policy may lie below the bottom, where no header would fit: -1 sorts before all of them.
        chunks[0].put(0, -1, bottom, 0, 0);
        first[0] = -1;
        used = 1;
    }

    /** @return number of live blocks */
    int count() {
        return count;
    }

    /** @return end of the last block's cell */
    int top() {
        Chunk last = chunks[used - 1];
        return last.end[last.count - 1];
    }

    /**
     * Adds a block behind the last one. Where this leaves a gap (a heap being built from a state may have any), {@link
     * #built()} must follow.
     */
    void append(int position, int cell, int bytes) {
        Chunk last = chunks[used - 1];
        // A block of another policy may reach into the account of its neighbour's header: then there is no gap.
        last.gap[last.count - 1] = Math.max(0, position - last.end[last.count - 1]);
        if (last.count == CHUNK) {
            last = new Chunk();
            insertChunk(used, last);
        }
        last.put(last.count, position, position + cell, bytes, 0);
        if (last.count == 1) {
            first[used - 1] = position;
        }
        count++;
    }

    /** Ends a series of {@link #append}. */
    void built() {
        for (int c = 0; c < used; c++) {
            summarize(c);
        }
    }

    /**
     * Puts a block into the lowest gap of exactly {@code cell} granules or of at least {@code split}.
     *
     * @return its position, -1 when there is no such gap
     */
    int insertInLowestGap(int cell, int split, int bytes) {
        long exact = 1L << (cell & 63);
        for (int c = 0; c < used; c++) {
            if (largest[c] < cell || largest[c] < split && (present[c] & exact) == 0) {
                continue;
            }
            Chunk chunk = chunks[c];
            int[] gap = chunk.gap;
            for (int i = 0; i < chunk.count; i++) {
                if (gap[i] == cell || gap[i] >= split) {
                    return insertBehind(c, i, cell, bytes);
                }
            }
        }
        return -1;
    }

    /** Puts a block at the front of the gap behind entry {@code i} of chunk {@code c}. */
    private int insertBehind(int c, int i, int cell, int bytes) {
        if (chunks[c].count == CHUNK) {
            splitChunk(c);
            if (i >= chunks[c].count) {
                i -= chunks[c].count;
                c++;
            }
        }
        Chunk chunk = chunks[c];
        int position = chunk.end[i];
        int rest = chunk.gap[i] - cell;
        chunk.gap[i] = 0;
        chunk.put(i + 1, position, position + cell, bytes, rest);
        count++;
        summarize(c);
        return position;
    }

    /** Ends the block at that position. @return its size in bytes, -1 when none begins there */
    int remove(int position) {
        int c = chunkOf(position);
        Chunk chunk = chunks[c];
        int i = Arrays.binarySearch(chunk.at, 0, chunk.count, position);
        if (i < 0) {
            return -1;
        }
        int bytes = chunk.bytes[i];
        boolean last = c == used - 1 && i == chunk.count - 1;
        int next = last ? 0 : i + 1 < chunk.count ? chunk.at[i + 1] : first[c + 1];
        chunk.take(i);
        count--;
        int before = i > 0 ? c : c - 1;
        Chunk left = chunks[before];
        int l = i > 0 ? i - 1 : left.count - 1;
        // Behind the last block begins the rest of the arena, which is not a gap.
        left.gap[l] = last ? 0 : Math.max(0, next - left.end[l]);
        if (before != c) {
            summarize(before);
        }
        if (chunk.count == 0) {
            removeChunk(c);
        } else {
            if (i == 0) {
                first[c] = chunk.at[0];
            }
            summarize(c);
            if (chunk.count < SMALL) {
                join(c);
            }
        }
        return bytes;
    }

    /** @return size in bytes of the block at that position, -1 when none begins there */
    int bytes(int position) {
        Chunk chunk = chunks[chunkOf(position)];
        int i = Arrays.binarySearch(chunk.at, 0, chunk.count, position);
        return i < 0 ? -1 : chunk.bytes[i];
    }

    /** Copies positions and sizes of all live blocks, ascending. */
    void copy(int[] positions, int[] sizes) {
        int to = 0;
        for (int c = 0; c < used; c++) {
            Chunk chunk = chunks[c];
            int from = c == 0 ? 1 : 0;
            System.arraycopy(chunk.at, from, positions, to, chunk.count - from);
            System.arraycopy(chunk.bytes, from, sizes, to, chunk.count - from);
            to += chunk.count - from;
        }
    }

    private int chunkOf(int position) {
        int c = Arrays.binarySearch(first, 0, used, position);
        return c >= 0 ? c : Math.max(0, -c - 2);
    }

    private void summarize(int c) {
        Chunk chunk = chunks[c];
        int max = 0;
        long sizes = 0;
        for (int i = 0; i < chunk.count; i++) {
            int gap = chunk.gap[i];
            if (gap > 0) {
                max = Math.max(max, gap);
                sizes |= 1L << (gap & 63);
            }
        }
        largest[c] = max;
        present[c] = sizes;
    }

    private void splitChunk(int c) {
        Chunk left = chunks[c];
        Chunk right = new Chunk();
        int half = left.count / 2;
        right.count = left.count - half;
        Chunk.move(left, half, right, 0, right.count);
        left.count = half;
        insertChunk(c + 1, right);
        summarize(c);
        summarize(c + 1);
    }

    private void join(int c) {
        int left = c + 1 < used ? c : c - 1;
        if (left < 0 || chunks[left].count + chunks[left + 1].count > CHUNK / 2) {
            return;
        }
        Chunk to = chunks[left];
        Chunk from = chunks[left + 1];
        Chunk.move(from, 0, to, to.count, from.count);
        to.count += from.count;
        removeChunk(left + 1);
        summarize(left);
    }

    private void insertChunk(int c, Chunk chunk) {
        if (used == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * used);
            first = Arrays.copyOf(first, 2 * used);
            largest = Arrays.copyOf(largest, 2 * used);
            present = Arrays.copyOf(present, 2 * used);
        }
        shift(c, c + 1, used - c);
        chunks[c] = chunk;
        first[c] = chunk.at[0];
        largest[c] = 0;
        present[c] = 0;
        used++;
    }

    private void removeChunk(int c) {
        shift(c + 1, c, used - c - 1);
        chunks[--used] = null;
    }

    private void shift(int from, int to, int length) {
        System.arraycopy(chunks, from, chunks, to, length);
        System.arraycopy(first, from, first, to, length);
        System.arraycopy(largest, from, largest, to, length);
        System.arraycopy(present, from, present, to, length);
    }
}
