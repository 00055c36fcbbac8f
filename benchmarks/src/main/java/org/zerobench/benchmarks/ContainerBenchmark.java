package org.zerobench.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/**
 * Rounds of a container's bench on the running machine, as {@link GuestBenchmark} does it with programs: the container is
 * asked through its serial line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 150)
@Measurement(iterations = 20)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.NATIVE, RunningMachine.UNSAFE, RunningMachine.BATCH})
public class ContainerBenchmark {

    @Param
    public ContainerFigure figure;

    private RunningMachine machine;
    private Dialogue bench;

    @Setup(Level.Trial)
    public void boot() {
        machine = new RunningMachine(Map.of());
        bench = machine.startContainer(figure, figure.operations());
    }

    @Setup(Level.Invocation)
    public void prepare() {
        bench.next();
    }

    @Benchmark
    public void round(GuestBenchmark.Processor processor) {
        long before = machine.processorNanos();
        bench.next();
        processor.nanos += machine.processorNanos() - before;
    }
}
