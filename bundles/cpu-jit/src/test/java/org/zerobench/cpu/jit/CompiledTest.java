package org.zerobench.cpu.jit;

import org.junit.jupiter.api.Nested;
import org.zerobench.cpu.tck.AbortContract;
import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.InstructionContract;
import org.zerobench.cpu.tck.StopContract;
import org.zerobench.cpu.tck.StoreContract;
import org.zerobench.cpu.tck.SwitchContract;
import org.zerobench.cpu.tck.TrapContract;

/** The contract once more, with all code compiled before it runs. */
class CompiledTest {

    private static Bench bench() {
        return new Bench(new JitCpu(new Regions.Tuning(0, 0, true, 1000)), () -> { });
    }

    @Nested
    class Aborts extends AbortContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }

    @Nested
    class Switchs extends SwitchContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }

    @Nested
    class Instructions extends InstructionContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }

    @Nested
    class Traps extends TrapContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }

    @Nested
    class Stops extends StopContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }

    @Nested
    class Stores extends StoreContract {

        @Override
        protected Bench newBench() {
            return bench();
        }
    }
}
