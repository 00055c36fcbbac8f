package org.zerobench.cpu.jit;

import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.TrapContract;

class TrapTest extends TrapContract {

    @Override
    protected Bench newBench() {
        return new Bench(new JitCpu(), () -> { });
    }
}
