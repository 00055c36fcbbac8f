package org.zerobench.machine;

/** A replay does something else than its log; the machine cannot go on. */
final class Divergence extends RuntimeException {
    private static final long serialVersionUID = 1;

    Divergence(String message) {
        super(message);
    }
}
