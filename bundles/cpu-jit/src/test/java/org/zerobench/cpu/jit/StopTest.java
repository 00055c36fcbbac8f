package org.zerobench.cpu.jit;

import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.StopContract;

class StopTest extends StopContract {

    @Override
    protected Bench newBench() {
        return new Bench(new JitCpu(), () -> { });
    }
}
