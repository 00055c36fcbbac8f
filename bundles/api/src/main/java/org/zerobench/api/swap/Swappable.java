package org.zerobench.api.swap;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part whose world can move into another implementation.
 *
 * @param <S> the subsystem's state record
 */
@ConsumerType
public interface Swappable<S extends State> {

    /** The world now. No side effect: the part must be able to go on as if nothing had happened. */
    S save();

    /**
     * Takes the world over. Called once, on a fresh instance, before any work. May not touch the machine (RAM may be
     * read): if the swap is undone, the instance is dropped and the old one goes on.
     *
     * @throws StateException when the state is not consistent or of an unknown version
     */
    void restore(S state);

    /** Called once after another instance has taken over, or when a swap was refused: release host resources only. */
    default void retire() {}
}
