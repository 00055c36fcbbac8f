package org.zerobench.cpu.tck;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What most of the contract needs: a bench for each test, and a space with a page of code. */
public abstract class CpuContract {
    /** Virtual address of the code. */
    static final int TEXT = 0x8000;

    Bench bench;
    Bench.Space space;
    /** Physical address of the code. */
    int text;

    /** A bench with a CPU of the kind to try. */
    protected abstract Bench newBench();

    @BeforeEach
    void open() {
        bench = newBench();
        space = bench.space();
        text = space.fresh(TEXT, Bench.USER_RO);
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
