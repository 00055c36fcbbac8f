package org.zerobench.pager.clock;

import java.util.Arrays;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.pager.Replacement;

/**
 * The clock algorithm (Corbató 1968): frames lie in a circle with a hand. A page that the hand meets referenced loses that
 * mark and is passed by; the first that is not referenced goes. New pages come in just behind the hand, so each
 * is looked at last.
 */
@Component(service = Replacement.class, scope = ServiceScope.PROTOTYPE, property = Replacement.POLICY + "=clock")
public final class Clock implements Replacement {
    private static final int NONE = -1;

    /* The circle: neighbours by frame number. */
    private int[] next = new int[0];
    private int[] previous = new int[0];
    private int hand = NONE;
    private int size;

    @Override
    public void loaded(int frame) {
        if (frame >= next.length) {
            next = Arrays.copyOf(next, frame + 1024);
            previous = Arrays.copyOf(previous, frame + 1024);
        }
        if (hand == NONE) {
            hand = frame;
            next[frame] = frame;
            previous[frame] = frame;
        } else {
            int before = previous[hand];
            next[before] = frame;
            previous[frame] = before;
            next[frame] = hand;
            previous[hand] = frame;
        }
        size++;
    }

    @Override
    public void freed(int frame) {
        size--;
        if (size == 0) {
            hand = NONE;
            return;
        }
        next[previous[frame]] = next[frame];
        previous[next[frame]] = previous[frame];
        if (hand == frame) {
            hand = next[frame];
        }
    }

    @Override
    public int victim(Frames frames) {
        // Twice round at most: the first round takes every mark away. Marks that come back in between do not matter.
        for (int looked = 0; looked < 2 * size; looked++) {
            int frame = hand;
            hand = next[hand];
            if (!frames.pinned(frame) && !frames.referenced(frame, true)) {
                return frame;
            }
        }
        for (int looked = 0; looked < size; looked++) {
            hand = next[hand];
            if (!frames.pinned(hand)) {
                return hand;
            }
        }
        return NONE;
    }
}
