package org.zerobench.api.malloc;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * An allocation policy: makes heaps. A prototype-scoped service with the property {@value #POLICY}.
 *
 * <p>The smallest useful one is a class of one method and a {@link Heap} of five; see the page "Write an allocator in ten
 * minutes".
 */
@ConsumerType
public interface Allocator {

    /** Service property: the name people choose it by, like {@code first-fit}. */
    String POLICY = "policy";

    /**
     * Makes a heap that has exactly the live blocks of {@code state} at their addresses (none for a new heap).
     *
     * @throws org.zerobench.api.swap.StateException when the blocks overlap or lie outside the arena
     */
    Heap heap(HeapState state);
}
