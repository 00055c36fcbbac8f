package org.zerobench.pager.aging;

import java.util.Arrays;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.pager.Replacement;

/**
 * Each page has an age of eight bits. A sweep over all pages shifts every age right and puts the page's referenced bit in
 * front, so a smaller number means used longer ago. The pages with the smallest numbers go.
 *
 * <p>Time is counted in evictions: a sweep is made when a share of all pages has been evicted since the last one. It sorts
 * the pages, and the victims up to the next sweep are taken from the front of that list without looking at all pages
 * again; one that was referenced in the meantime is passed by.
 */
@Component(service = Replacement.class, scope = ServiceScope.PROTOTYPE, property = Replacement.POLICY + "=aging")
public final class Aging implements Replacement {
    private static final int NONE = -1;
    /** One sweep serves as many victims as a 16th of all pages, and 16. */
    private static final int SHARE = 16;
    private static final int NEW = 0x80;

    private int[] age = new int[0];
    /** Which arrival of a page a frame holds; tells a listed page from one that came into its frame later. 0: none. */
    private long[] arrival = new long[0];
    private long arrivals;
    private int size;

    /* The list the last sweep made: age, then arrival, best victims first. */
    private int[] listed = new int[0];
    private long[] listedArrival = new long[0];
    private int at;
    private int end;

    @Override
    public void loaded(int frame) {
        if (frame >= age.length) {
            age = Arrays.copyOf(age, frame + 1024);
            arrival = Arrays.copyOf(arrival, frame + 1024);
        }
        age[frame] = NEW;
        arrival[frame] = ++arrivals;
        size++;
    }

    @Override
    public void freed(int frame) {
        arrival[frame] = 0;
        size--;
    }

    @Override
    public int victim(Frames frames) {
        int frame = fromList(frames, true);
        if (frame == NONE) {
            sweep(frames);
            frame = fromList(frames, true);
        }
        if (frame == NONE) {
            // All were used during the sweep's list, or are pinned: whatever can go.
            at = 0;
            frame = fromList(frames, false);
        }
        return frame == NONE ? any(frames) : frame;
    }

    private int fromList(Frames frames, boolean onlyUnused) {
        while (at < end) {
            int frame = listed[at];
            boolean same = arrival[frame] == listedArrival[at];
            at++;
            if (same && !frames.pinned(frame) && !(onlyUnused && frames.referenced(frame, false))) {
                return frame;
            }
        }
        return NONE;
    }

    private int any(Frames frames) {
        for (int frame = 0; frame < arrival.length; frame++) {
            if (arrival[frame] != 0 && !frames.pinned(frame)) {
                return frame;
            }
        }
        return NONE;
    }

    private void sweep(Frames frames) {
        // Sorted as numbers: 8 bits of age, 34 of arrival (wraps after 10^10 page loads, harmlessly), 21 of index.
        long[] keys = new long[size];
        int[] numbers = new int[size];
        int n = 0;
        for (int frame = 0; frame < arrival.length && n < size; frame++) {
            if (arrival[frame] != 0) {
                age[frame] = age[frame] >>> 1 | (frames.referenced(frame, true) ? 0x80 : 0);
                numbers[n] = frame;
                keys[n] = (long) age[frame] << 55 | (arrival[frame] & (1L << 34) - 1) << 21 | n;
                n++;
            }
        }
        Arrays.sort(keys);
        end = Math.min(n, n / SHARE + 16);
        at = 0;
        listed = new int[end];
        listedArrival = new long[end];
        for (int i = 0; i < end; i++) {
            listed[i] = numbers[(int) (keys[i] & (1 << 21) - 1)];
            listedArrival[i] = arrival[listed[i]];
        }
    }
}
