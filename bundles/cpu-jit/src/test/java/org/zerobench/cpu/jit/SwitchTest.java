package org.zerobench.cpu.jit;

import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.SwitchContract;

class SwitchTest extends SwitchContract {

    @Override
    protected Bench newBench() {
        return new Bench(new JitCpu(), () -> { });
    }
}
