package org.zerobench.pager;

import java.util.Arrays;
import java.util.List;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.pager.PagerState.Memory;
import org.zerobench.api.pager.Replacement;

/**
 * The pager's physical memory: which page is in which frame, the free ones, the order in which pages were loaded, and
 * the answers a replacement policy may ask for. Frames are numbers: physical address >> 12.
 */
final class Frames implements Replacement.Frames {
    /**
     * The frames used last are pinned. An instruction may need several pages at once (its own two, two of data, a copy's
     * source), and a kernel copy the one it was just given: a policy that evicts the newest page first would otherwise
     * never let it finish.
     */
    private static final int RECENT = 8;

    private final World world;
    private List<Memory> memory = List.of();
    private int total;
    private int firstFrame;
    private Page[] pages = new Page[0];
    private boolean[] owned = new boolean[0];
    private int[] free = new int[0];
    private int freeCount;
    private Page oldest;
    private Page newest;
    private int loadedCount;
    private final int[] recent = new int[RECENT];
    private int recentAt;

    Frames(World world) {
        this.world = world;
        Arrays.fill(recent, Page.NONE);
    }

    /** Takes memory over, all of it neither free nor used yet: see {@link #claim} and {@link #freeTheRest}. */
    void own(List<Memory> ranges) {
        memory = List.copyOf(ranges);
        int low = Integer.MAX_VALUE;
        int high = 0;
        for (Memory range : ranges) {
            low = Math.min(low, range.start() >>> World.PAGE_BITS);
            high = Math.max(high, (range.start() >>> World.PAGE_BITS) + (range.bytes() >>> World.PAGE_BITS));
        }
        firstFrame = Math.min(low, high);
        pages = new Page[high - firstFrame];
        owned = new boolean[high - firstFrame];
        for (Memory range : ranges) {
            int from = (range.start() >>> World.PAGE_BITS) - firstFrame;
            int count = range.bytes() >>> World.PAGE_BITS;
            Arrays.fill(owned, from, from + count, true);
            total += count;
        }
        free = new int[total];
    }

    List<Memory> memory() {
        return memory;
    }

    /** Frames of the pager. */
    int total() {
        return total;
    }

    /** Unused frames. */
    int free() {
        return freeCount;
    }

    /** Pages in memory that may be evicted. */
    int loaded() {
        return loadedCount;
    }

    boolean owns(int frame) {
        return frame >= firstFrame && frame - firstFrame < owned.length && owned[frame - firstFrame];
    }

    /** Everything that holds no page, except one frame, becomes free; lowest addresses are given out first. */
    void freeTheRest(int except) {
        for (int i = owned.length - 1; i >= 0; i--) {
            if (owned[i] && pages[i] == null && i + firstFrame != except) {
                free[freeCount++] = i + firstFrame;
            }
        }
    }

    /** @return a free frame, or -1 when there is none */
    int takeFree() {
        return freeCount == 0 ? -1 : free[--freeCount];
    }

    /** Gives back a frame that {@link #takeFree} gave and that holds no page. */
    void giveBack(int frame) {
        assert page(frame) == null : "frame " + frame + " holds a page";
        free[freeCount++] = frame;
    }

    /** @return the page in a frame, or null */
    Page page(int frame) {
        return owns(frame) ? pages[frame - firstFrame] : null;
    }

    /** Puts a page into a frame, as the newest. */
    void load(Page page, int frame) {
        assert owns(frame) && pages[frame - firstFrame] == null : "frame " + frame;
        pages[frame - firstFrame] = page;
        page.frame = frame;
        page.older = newest;
        page.newer = null;
        if (newest == null) {
            oldest = page;
        } else {
            newest.newer = page;
        }
        newest = page;
        loadedCount++;
    }

    /** Takes a page out of its frame, which is free then. */
    void unload(Page page) {
        int frame = page.frame;
        pages[frame - firstFrame] = null;
        page.frame = Page.NONE;
        if (page.older == null) {
            oldest = page.newer;
        } else {
            page.older.newer = page.newer;
        }
        if (page.newer == null) {
            newest = page.older;
        } else {
            page.newer.older = page.older;
        }
        page.older = null;
        page.newer = null;
        loadedCount--;
        free[freeCount++] = frame;
        policyFreed.accept(frame);
    }

    /** Told of every frame that a page has left. */
    interface Left {
        void accept(int frame);
    }

    private Left policyFreed = frame -> { };

    void onUnload(Left listener) {
        policyFreed = listener;
    }

    /** The page that has been in memory longest, or null; {@link Page#newer} leads on. */
    Page oldest() {
        return oldest;
    }

    /** A frame is being used: it stays for the time being. */
    void use(int frame) {
        if (recent[recentAt] != frame) {
            recentAt = recentAt + 1 & RECENT - 1;
            recent[recentAt] = frame;
        }
    }

    @Override
    public boolean referenced(int frame, boolean clear) {
        Page page = page(frame);
        if (page == null) {
            return false;
        }
        Kernel kernel = world.kernel();
        boolean referenced = false;
        for (int i = 0; i < page.holders(); i++) {
            int answer = kernel.referenced(Servers.PAGER, page.space(i).spid, page.number(i) << World.PAGE_BITS, clear);
            referenced |= answer == 1;
            if (referenced && !clear) {
                break;
            }
        }
        return referenced;
    }

    @Override
    public boolean dirty(int frame) {
        Page page = page(frame);
        return page != null && page.mustBeWritten();
    }

    @Override
    public boolean pinned(int frame) {
        for (int r : recent) {
            if (r == frame) {
                return true;
            }
        }
        return false;
    }
}
