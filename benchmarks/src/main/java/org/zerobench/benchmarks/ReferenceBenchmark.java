package org.zerobench.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What everything else is compared with: a call from Java into native code that calls back into Java once, the shortest way
 * a trap could take. (A binary search in an array of one asks its comparison exactly once.)
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {RunningMachine.GC, RunningMachine.NATIVE, RunningMachine.UNSAFE})
public class ReferenceBenchmark {

    private static final MethodHandle SEARCH;
    private static final MemorySegment COMPARE;
    private static final MemorySegment ONE = Arena.global().allocate(ValueLayout.JAVA_INT);

    static {
        Linker linker = Linker.nativeLinker();
        SEARCH = linker.downcallHandle(linker.defaultLookup().find("bsearch").orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS,
                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try {
            COMPARE = linker.upcallStub(
                    MethodHandles.lookup().findStatic(ReferenceBenchmark.class, "compare", MethodType.methodType(int.class, long.class, long.class)),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG), Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unused")
    private static int compare(long key, long element) {
        return 0;
    }

    @Benchmark
    public MemorySegment outAndBackIn() throws Throwable {
        return (MemorySegment) SEARCH.invokeExact(ONE, ONE, 1L, 4L, COMPARE);
    }
}
