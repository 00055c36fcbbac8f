package org.zerobench.api.swap;

/** A state record that a part refuses, with the reason. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message which invariant does not hold, with the numbers that break it */
    public StateException(String message) {
        super(message);
    }
}
