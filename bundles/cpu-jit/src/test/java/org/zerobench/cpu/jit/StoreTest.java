package org.zerobench.cpu.jit;

import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.StoreContract;

class StoreTest extends StoreContract {

    @Override
    protected Bench newBench() {
        return new Bench(new JitCpu(), () -> { });
    }
}
