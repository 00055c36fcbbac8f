package org.zerobench.api.posix;

import org.zerobench.api.swap.State;

/** The POSIX server's world. To be completed by its owner. */
public record PosixState() implements State {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return 0;
    }
}
