package org.zerobench.api.pager;

import org.zerobench.api.swap.State;

/** The pager's world. To be completed by its owner. */
public record PagerState() implements State {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return 0;
    }
}
