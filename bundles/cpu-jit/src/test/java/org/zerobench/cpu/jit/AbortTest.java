package org.zerobench.cpu.jit;

import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.AbortContract;

class AbortTest extends AbortContract {

    @Override
    protected Bench newBench() {
        return new Bench(new JitCpu(), () -> { });
    }
}
