package org.zerobench.api.pager;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Which page goes when memory runs out. A prototype-scoped service with the property {@value #POLICY}; the pager makes a
 * fresh instance for each of its own and calls {@link #loaded} for every resident page, oldest first.
 */
@ConsumerType
public interface Replacement {

    /** Service property: the name people choose it by, like {@code clock}. */
    String POLICY = "policy";

    /** A page has come into this frame and may be evicted from now on. @param frame physical address >> 12 */
    void loaded(int frame);

    /** The page in this frame has gone (evicted or freed). */
    void freed(int frame);

    /**
     * Chooses a frame to evict among those loaded.
     *
     * @param frames answers questions about frames
     * @return the frame, or -1 when there is none that is not pinned
     */
    int victim(Frames frames);

    /** What a policy may ask. Frames are numbers: physical address >> 12. */
    interface Frames {
        /** Whether any mapping of the page was used since this was last asked with {@code clear}. */
        boolean referenced(int frame, boolean clear);

        /** Whether evicting the page costs a write to the backing store or its file. */
        boolean dirty(int frame);

        /** Pinned pages cannot be evicted now. */
        boolean pinned(int frame);
    }
}
