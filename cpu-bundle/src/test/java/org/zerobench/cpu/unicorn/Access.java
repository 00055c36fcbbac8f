package org.zerobench.cpu.unicorn;

import org.zerobench.cpu.tck.Bench;

/**
 * What is known of the host, and so how registers are reached and stops made, and how soon translated code is dropped; every
 * test of behaviour runs in all ways.
 */
enum Access {
    WINDOW, COPY, FORGETFUL;

    private static final long SHORT_LIFE = 10_000_000;

    Bench newBench() {
        EngineRoom room = new EngineRoom(new HostMemory(this != COPY));
        return new Bench(this == FORGETFUL ? new UnicornCpu(room, SHORT_LIFE) : new UnicornCpu(room), room::close);
    }
}
