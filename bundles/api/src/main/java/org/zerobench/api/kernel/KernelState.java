package org.zerobench.api.kernel;

import org.zerobench.api.swap.State;

/** The kernel's world. To be completed by its owner. */
public record KernelState() implements State {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return 0;
    }
}
