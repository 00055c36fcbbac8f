package org.zerobench.malloc.bestfit;

import java.util.Arrays;

/**
 * A sorted set of non-negative longs: short sorted arrays in a row. With 100,000 elements a search is two binary searches
 * and a change moves at most {@value #CHUNK} longs; no boxing, no node objects, and building it from a sorted array is a
 * copy.
 */
final class SortedLongs {

    /** Answer of a search that found nothing. */
    static final long NONE = -1;

    private static final int CHUNK = 256;
    private static final int SMALL = 48;

    private long[][] chunks;
    private int[] counts;
    /** The first element of each chunk. */
    private long[] first;
    private int used;
    private int size;

    /** @param sorted ascending, no element twice @param length how many of them */
    SortedLongs(long[] sorted, int length) {
        // Three quarters full: room to grow before the first split.
        int fill = CHUNK * 3 / 4;
        int capacity = Math.max(16, 2 * (length / fill + 1));
        chunks = new long[capacity][];
        counts = new int[capacity];
        first = new long[capacity];
        size = length;
        for (int from = 0; from < length; from += fill) {
            long[] chunk = new long[CHUNK];
            int count = Math.min(fill, length - from);
            System.arraycopy(sorted, from, chunk, 0, count);
            place(used, chunk, count);
        }
        if (used == 0) {
            place(0, new long[CHUNK], 0);
        }
    }

    /** @return the smallest element that is {@code value} or larger, or {@link #NONE} */
    long ceiling(long value) {
        int c = chunkOf(value);
        int i = Arrays.binarySearch(chunks[c], 0, counts[c], value);
        if (i >= 0) {
            return value;
        }
        if (-i - 1 < counts[c]) {
            return chunks[c][-i - 1];
        }
        return c + 1 < used ? first[c + 1] : NONE;
    }

    /** @return the largest element that is smaller than {@code value}, or {@link #NONE} */
    long lower(long value) {
        int c = chunkOf(value);
        int i = Arrays.binarySearch(chunks[c], 0, counts[c], value);
        int below = (i >= 0 ? i : -i - 1) - 1;
        if (below >= 0) {
            return chunks[c][below];
        }
        return c > 0 ? chunks[c - 1][counts[c - 1] - 1] : NONE;
    }

    /** Adds an element that is not in the set. */
    void add(long value) {
        int c = chunkOf(value);
        if (counts[c] == CHUNK) {
            split(c);
            c = chunkOf(value);
        }
        long[] chunk = chunks[c];
        int i = -Arrays.binarySearch(chunk, 0, counts[c], value) - 1;
        assert i >= 0 : "twice: " + Long.toHexString(value);
        System.arraycopy(chunk, i, chunk, i + 1, counts[c] - i);
        chunk[i] = value;
        first[c] = chunk[0];
        counts[c]++;
        size++;
    }

    /** Removes an element that is in the set. */
    void remove(long value) {
        int c = chunkOf(value);
        long[] chunk = chunks[c];
        int i = Arrays.binarySearch(chunk, 0, counts[c], value);
        assert i >= 0 : "missing: " + Long.toHexString(value);
        System.arraycopy(chunk, i + 1, chunk, i, --counts[c] - i);
        size--;
        first[c] = chunk[0];
        if (counts[c] < SMALL && used > 1) {
            join(c + 1 < used ? c : c - 1);
        }
    }

    /** @return all elements, ascending */
    long[] toArray() {
        long[] all = new long[size];
        int to = 0;
        for (int c = 0; c < used; c++) {
            System.arraycopy(chunks[c], 0, all, to, counts[c]);
            to += counts[c];
        }
        return all;
    }

    private int chunkOf(long value) {
        int c = Arrays.binarySearch(first, 0, used, value);
        return c >= 0 ? c : Math.max(0, -c - 2);
    }

    private void split(int c) {
        int half = counts[c] / 2;
        long[] right = new long[CHUNK];
        System.arraycopy(chunks[c], half, right, 0, counts[c] - half);
        place(c + 1, right, counts[c] - half);
        counts[c] = half;
    }

    /** Joins a chunk with the next one where that leaves room, or where one of the two is empty. */
    private void join(int c) {
        int both = counts[c] + counts[c + 1];
        if (both > CHUNK / 2 && counts[c] > 0 && counts[c + 1] > 0) {
            return;
        }
        System.arraycopy(chunks[c + 1], 0, chunks[c], counts[c], counts[c + 1]);
        counts[c] = both;
        first[c] = chunks[c][0];
        shift(c + 2, c + 1);
        chunks[--used] = null;
    }

    private void place(int c, long[] chunk, int count) {
        if (used == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * used);
            counts = Arrays.copyOf(counts, 2 * used);
            first = Arrays.copyOf(first, 2 * used);
        }
        shift(c, c + 1);
        chunks[c] = chunk;
        counts[c] = count;
        first[c] = chunk[0];
        used++;
    }

    private void shift(int from, int to) {
        System.arraycopy(chunks, from, chunks, to, used - from);
        System.arraycopy(counts, from, counts, to, used - from);
        System.arraycopy(first, from, first, to, used - from);
    }
}
