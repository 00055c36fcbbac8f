package org.zerobench.cpu.jit;

/** The same counts where all code is compiled before it runs. */
class CompiledCountTest extends CountTest {

    @Override
    JitCpu newCpu() {
        return new JitCpu(new Regions.Tuning(0, 0, true, 1000));
    }
}
