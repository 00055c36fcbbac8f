package org.zerobench.api.swap;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The world of one subsystem as data: immutable records of values, compared by {@code equals}. Lists are in a canonical
 * order (ascending ids and addresses) unless order is part of the world, so that two saves of one world are equal.
 */
@ConsumerType
public interface State {

    /** Version of the record's form; a restore refuses one it does not know. */
    int version();

    /** Number of things described (blocks, threads, pages, …), for reports. */
    int items();
}
