package org.zerobench.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.zerobench.api.pager.Pager.FrameUse;

/** The replacement policies under a program that touches three times the RAM: what it costs, and how often they err. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.NATIVE, RunningMachine.UNSAFE})
public class ReplacementBenchmark {

    private static final String RAM_BYTES = Integer.toString(8 << 20);
    private static final String WORKING_SET_MIB = "24";

    @Param({"fifo", "clock", "aging"})
    public String policy;

    private RunningMachine machine;

    /** Of one run of the program. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counts {
        public long faults;
        public long evictions;
        public long storeReads;
        public long processorNanos;
    }

    @Setup(Level.Trial)
    public void boot() {
        machine = new RunningMachine(Map.of("zb.ram", RAM_BYTES, "zb.pager", policy));
    }

    @Benchmark
    public void memoryStress(Counts counts) {
        FrameUse before = use();
        long processor = machine.processorNanos();
        machine.run("/bin/memory-stress", WORKING_SET_MIB, "3");
        counts.processorNanos += machine.processorNanos() - processor;
        FrameUse after = use();
        counts.faults += after.faults() - before.faults();
        counts.evictions += after.evictions() - before.evictions();
        counts.storeReads += after.storeReads() - before.storeReads();
    }

    private FrameUse use() {
        return machine.machine().call(() -> machine.machine().pager().frameUse());
    }
}
