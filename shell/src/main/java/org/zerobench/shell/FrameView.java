package org.zerobench.shell;

import org.zerobench.api.pager.Pager;

/**
 * Physical memory, for people.
 *
 * @param policy the pager's
 * @param use    what it says
 */
public record FrameView(String policy, Pager.FrameUse use) implements Shown {

    private static final int LINES = 16;
    private static final int PAGE = 4096;

    @Override
    public String show(int columns) {
        int each = Pictures.each(use.owners().length, columns, LINES);
        String text = String.format("%s: %d frames (%s): %d free, %d anonymous, %d file; %d in the store\n", policy, use.total(),
                        Units.bytes((long) use.total() * PAGE), use.free(), use.anonymous(), use.file(), use.stored())
                + String.format("%d faults, %d evictions, %d read back\n", use.faults(), use.evictions(), use.storeReads())
                + String.format("one character: %d frame%s\n", each, each == 1 ? "; . free, A anonymous, F file, S shared" : "s; . free, a anonymous, f file, s shared; capital: all");
        return Units.wrap(text, columns)
                + Pictures.frames(use.owners(), columns, LINES);
    }
}
