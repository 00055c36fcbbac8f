package org.zerobench.pager;

import java.util.Arrays;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.pager.Replacement;

/** First in, first out: the page that has been in memory longest goes, used or not. */
@Component(service = Replacement.class, scope = ServiceScope.PROTOTYPE, property = {Replacement.POLICY + "=fifo", "service.ranking:Integer=100"})
public final class Fifo implements Replacement {
    private static final int NONE = -1;

    /* A queue in which any frame can leave: neighbours by frame number. */
    private int[] older = new int[0];
    private int[] newer = new int[0];
    private int oldest = NONE;
    private int newest = NONE;

    @Override
    public void loaded(int frame) {
        if (frame >= older.length) {
            older = Arrays.copyOf(older, frame + 1024);
            newer = Arrays.copyOf(newer, frame + 1024);
        }
        older[frame] = newest;
        newer[frame] = NONE;
        if (newest == NONE) {
            oldest = frame;
        } else {
            newer[newest] = frame;
        }
        newest = frame;
    }

    @Override
    public void freed(int frame) {
        if (older[frame] == NONE) {
            oldest = newer[frame];
        } else {
            newer[older[frame]] = newer[frame];
        }
        if (newer[frame] == NONE) {
            newest = older[frame];
        } else {
            older[newer[frame]] = older[frame];
        }
    }

    @Override
    public int victim(Frames frames) {
        int frame = oldest;
        while (frame != NONE && frames.pinned(frame)) {
            frame = newer[frame];
        }
        return frame;
    }
}
