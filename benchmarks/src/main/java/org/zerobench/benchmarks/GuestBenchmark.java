package org.zerobench.benchmarks;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rounds of a guest bench on the running machine. One iteration is one round of as many operations as {@link GuestFigure}
 * says; what goes before and after a round is not timed. Beside the wall-clock time of the round the machine thread's
 * processor time is counted, which other work of the host does not lengthen.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 150)
@Measurement(iterations = 20)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.NATIVE, RunningMachine.UNSAFE, RunningMachine.BATCH})
public class GuestBenchmark {

    @Param
    public GuestFigure figure;

    private RunningMachine machine;
    private Dialogue bench;

    /** Processor time of the rounds of one iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Processor {
        public long nanos;
    }

    @Setup(Level.Trial)
    public void boot() {
        machine = new RunningMachine(figure.options());
        bench = machine.start(figure.program(), Integer.toString(figure.operations()), figure.bench(), "ask");
    }

    @Setup(Level.Invocation)
    public void prepare() {
        bench.next();
    }

    @Benchmark
    public void round(Processor processor) {
        long before = machine.processorNanos();
        bench.next();
        processor.nanos += machine.processorNanos() - before;
    }

    @TearDown(Level.Trial)
    public void end() {
        bench.end();
    }
}
