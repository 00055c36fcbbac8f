package org.zerobench.shell;

import java.util.Arrays;
import org.zerobench.api.malloc.HeapState;

/** Memory as characters. */
final class Pictures {

    /** What a character of a heap's picture says: how much of its stretch is in use. */
    private static final String FILL = ".:-=+*#";
    /** What a character of a frame picture says, by {@code FrameUse} owner. */
    private static final String OWNERS = ".afs";

    private Pictures() {}

    /**
     * Physical memory, one character for a stretch of frames: the use that most of them have; capital where all have it.
     *
     * @param owners  per frame: 0 free, 1 anonymous, 2 file, 3 shared
     * @param columns characters in a line
     * @param lines   lines at most
     */
    static String frames(byte[] owners, int columns, int lines) {
        int each = each(owners.length, columns, lines);
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < owners.length; from += each) {
            int to = Math.min(owners.length, from + each);
            int[] count = new int[OWNERS.length()];
            for (int i = from; i < to; i++) {
                count[Math.min(owners[i], count.length - 1)]++;
            }
            int most = 0;
            for (int kind = 1; kind < count.length; kind++) {
                most = count[kind] > count[most] || most == 0 && count[kind] > 0 ? kind : most;
            }
            char c = OWNERS.charAt(most);
            put(text, most > 0 && count[most] == to - from ? Character.toUpperCase(c) : c, columns);
        }
        return text.toString();
    }

    /** How many things a character stands for so that all fit; a power of two. */
    static int each(int things, int columns, int lines) {
        int each = 1;
        while ((things + each - 1) / each > columns * lines) {
            each *= 2;
        }
        return each;
    }

    /**
     * A heap from its start to its last block, one character for a stretch of it, from {@code .} nothing used to {@code #}
     * all used.
     */
    static String heap(HeapState heap, int columns, int lines) {
        int used = usedBytes(heap);
        int each = heapEach(heap, columns, lines);
        long[] live = new long[(int) ((Integer.toUnsignedLong(used) + each - 1) / each)];
        for (int i = 0; i < heap.blocks(); i++) {
            long from = Integer.toUnsignedLong(heap.addresses()[i] - heap.start());
            long to = from + heap.sizes()[i];
            for (long at = from; at < to;) {
                long next = Math.min(to, (at / each + 1) * each);
                live[(int) (at / each)] += next - at;
                at = next;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < live.length; i++) {
            long whole = Math.min(each, Integer.toUnsignedLong(used) - (long) i * each);
            int level = live[i] == 0 ? 0 : 1 + (int) (live[i] * (FILL.length() - 2) / whole);
            put(text, FILL.charAt(level), columns);
        }
        return text.toString();
    }

    /** Bytes that a character of {@link #heap} stands for; a power of two, 8 or more. */
    static int heapEach(HeapState heap, int columns, int lines) {
        return 8 * each((int) ((Integer.toUnsignedLong(usedBytes(heap)) + 7) / 8), columns, lines);
    }

    /** From the arena's start to the end of the last block. */
    static int usedBytes(HeapState heap) {
        int last = heap.blocks() - 1;
        return last < 0 ? 0 : heap.addresses()[last] + heap.sizes()[last] - heap.start();
    }

    private static void put(StringBuilder text, char c, int columns) {
        if (text.length() > 0 && (text.length() + 1) % (columns + 1) == 0) {
            text.append('\n');
        }
        text.append(c);
    }

    /** Largest free gap and all free bytes of a heap's arena, in this order, then the same for the part below the last block. */
    static long[] gaps(HeapState heap) {
        long largest = 0;
        long total = 0;
        long end = Integer.toUnsignedLong(heap.start());
        for (int i = 0; i < heap.blocks(); i++) {
            long gap = Integer.toUnsignedLong(heap.addresses()[i]) - end;
            largest = Math.max(largest, gap);
            total += gap;
            end += gap + heap.sizes()[i];
        }
        long rest = Integer.toUnsignedLong(heap.start()) + Integer.toUnsignedLong(heap.arenaBytes()) - end;
        return new long[] {Math.max(largest, rest), total + rest, largest, total};
    }

    /** Sum of the live blocks' sizes. */
    static long liveBytes(HeapState heap) {
        return Arrays.stream(heap.sizes()).asLongStream().sum();
    }
}
