package org.zerobench.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.malloc.bestfit.BestFit;
import org.zerobench.malloc.firstfit.FirstFit;
import org.zerobench.malloc.tck.HeapTrace;
import org.zerobench.malloc.tlsf.Tlsf;

/** The allocation policies under one random program, and the two halves of a swap of their heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.UNSAFE})
public class AllocatorBenchmark {

    private static final int OPERATIONS = 1000;
    private static final HeapState EMPTY = HeapState.empty(0x1000_0000, 1 << 28);

    @Param({"first-fit", "best-fit", "tlsf"})
    public String policy;

    /** About how many blocks are live. */
    @Param({"1000", "100000"})
    public int live;

    private Allocator allocator;
    private Heap heap;
    private HeapTrace trace;
    private HeapState state;

    @Setup(Level.Trial)
    public void setUp() {
        allocator = switch (policy) {
            case "first-fit" -> new FirstFit();
            case "best-fit" -> new BestFit();
            case "tlsf" -> new Tlsf();
            default -> throw new IllegalArgumentException(policy);
        };
        heap = allocator.heap(EMPTY);
        trace = new HeapTrace(42, live);
        trace.run(heap, 5 * live);
        state = heap.save();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void randomProgram() {
        trace.run(heap, OPERATIONS);
    }

    @Benchmark
    public HeapState save() {
        return heap.save();
    }

    @Benchmark
    public Heap takeOver() {
        return allocator.heap(state);
    }
}
