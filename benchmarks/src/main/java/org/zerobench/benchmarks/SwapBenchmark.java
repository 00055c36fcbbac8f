package org.zerobench.benchmarks;

import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;
import org.zerobench.api.swap.Swaps;

/**
 * Swaps of a part while a program holds a heap, each to the next of the policies there are (or to a fresh instance). One
 * iteration is one swap; the counters are the pause and the phases of its report.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 30)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.NATIVE, RunningMachine.UNSAFE, RunningMachine.BATCH})
public class SwapBenchmark {

    @Param
    public SwapFigure figure;

    private Swaps swaps;
    private Dialogue program;
    private List<String> policies;
    private int next;

    /** The pause, and what it consists of. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Phases {
        public long pauseNanos;
        public long saveNanos;
        public long restoreNanos;
        public long checkNanos;
        public long items;

        private void add(SwapReport report) {
            pauseNanos += report.pauseNanos();
            items += report.items();
            for (SwapReport.Phase phase : report.phases()) {
                switch (phase.step()) {
                    case SwapStep.SAVE -> saveNanos += phase.nanos();
                    case SwapStep.RESTORE -> restoreNanos += phase.nanos();
                    case SwapStep.REVERSE_CHECK -> checkNanos += phase.nanos();
                    case SwapStep.NAME, SwapStep.SAFE_POINT, SwapStep.SWITCH, SwapStep.RESUME, SwapStep.REPORT -> { }
                }
            }
        }
    }

    @Setup(Level.Trial)
    public void boot() {
        RunningMachine machine = new RunningMachine(Map.of());
        swaps = machine.service(Swaps.class);
        policies = swaps.candidates().stream().filter(c -> c.subsystem() == figure.subsystem()).map(Swaps.Candidate::policy).sorted().toList();
        program = machine.start("/bin/ipc-server-bench", Integer.toString(figure.blocks()), "a live block replaced", "ask");
        program.next();
    }

    @Benchmark
    public SwapReport swap(Phases phases) {
        next = (next + 1) % policies.size();
        SwapReport report = swaps.use(figure.subsystem(), policies.get(next));
        if (!report.accepted()) {
            throw new IllegalStateException(report.toString());
        }
        phases.add(report);
        return report;
    }

    /** The program's heap must have survived all that. */
    @TearDown(Level.Trial)
    public void end() {
        program.next();
        program.end();
    }
}
