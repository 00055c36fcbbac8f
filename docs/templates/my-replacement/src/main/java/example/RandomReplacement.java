package example;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.pager.Replacement;

/**
 * Random replacement: any page may go, used or not. Knows nothing, costs next to nothing, and no program can be laid out to
 * be its worst case.
 */
@Component(service = Replacement.class, scope = ServiceScope.PROTOTYPE, property = Replacement.POLICY + "=random")
public final class RandomReplacement implements Replacement {
    private static final int TRIES = 64;

    private final SplittableRandom random = new SplittableRandom(1);
    /** The loaded frames, in no order. */
    private int[] loaded = new int[1024];
    private int size;
    /** Where in {@link #loaded} a frame is. */
    private int[] place = new int[1024];

    @Override
    public void loaded(int frame) {
        if (size == loaded.length) {
            loaded = Arrays.copyOf(loaded, 2 * size);
        }
        if (frame >= place.length) {
            place = Arrays.copyOf(place, 2 * frame);
        }
        loaded[size] = frame;
        place[frame] = size++;
    }

    @Override
    public void freed(int frame) {
        int last = loaded[--size];
        loaded[place[frame]] = last;
        place[last] = place[frame];
    }

    @Override
    public int victim(Frames frames) {
        for (int i = 0; i < TRIES && size > 0; i++) {
            int frame = loaded[random.nextInt(size)];
            if (!frames.pinned(frame)) {
                return frame;
            }
        }
        return -1;
    }
}
