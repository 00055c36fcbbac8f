package org.zerobench.cpu.jit;

import java.util.ArrayDeque;

/**
 * Decoded instructions, by physical frame: all spaces that map a frame share them. A frame with decoded instructions is
 * watched: stores to it come through {@link #written}, which forgets what they hit. Bounded: the oldest pages go first.
 */
final class CodePages {

    private static final int SHIFT = 12;
    /** About 100 MiB at the very worst. */
    private static final int MOST = 1024;

    private final CodePage[] byFrame;
    private final ArrayDeque<CodePage> inOrder = new ArrayDeque<>();

    CodePages(int ramBytes) {
        byFrame = new CodePage[ramBytes >>> SHIFT];
    }

    /** The page for code in a frame, or null. */
    CodePage find(int physical) {
        return byFrame[physical >>> SHIFT];
    }

    /** A new page for a frame that has none; the caller has its stores watched. */
    CodePage make(int physical) {
        if (inOrder.size() == MOST) {
            drop(inOrder.getFirst());
        }
        CodePage page = new CodePage(physical & -1 << SHIFT);
        byFrame[physical >>> SHIFT] = page;
        inOrder.addLast(page);
        return page;
    }

    boolean holds(int physical) {
        return byFrame[physical >>> SHIFT] != null;
    }

    /** A store was made to RAM. */
    void written(int physical, int bytes) {
        CodePage page = byFrame[physical >>> SHIFT];
        if (page != null) {
            page.written(physical - page.frame, bytes);
        }
    }

    /** Forgets the instructions of a physical range. */
    void forget(int physical, int bytes) {
        int end = Math.min(byFrame.length, physical + bytes - 1 >>> SHIFT);
        for (int frame = physical >>> SHIFT; frame < byFrame.length && frame <= end; frame++) {
            if (byFrame[frame] != null) {
                drop(byFrame[frame]);
            }
        }
    }

    private void drop(CodePage page) {
        byFrame[page.frame >>> SHIFT] = null;
        inOrder.remove(page);
        page.forget();
    }
}
