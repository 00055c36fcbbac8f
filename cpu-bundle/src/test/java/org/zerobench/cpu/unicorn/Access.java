package org.zerobench.cpu.unicorn;

import org.zerobench.cpu.tck.Bench;

/** What is known of the host, and so how registers are reached and stops made; every test of behaviour runs both ways. */
enum Access {
    WINDOW, COPY;

    Bench newBench() {
        EngineRoom room = new EngineRoom(new HostMemory(this == WINDOW));
        return new Bench(new UnicornCpu(room), room::close);
    }
}
