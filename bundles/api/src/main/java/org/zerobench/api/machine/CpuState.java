package org.zerobench.api.machine;

import org.zerobench.api.swap.State;

/** The empty state: a CPU keeps nothing between runs; thread registers are the kernel's. */
public record CpuState() implements State {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return 0;
    }
}
