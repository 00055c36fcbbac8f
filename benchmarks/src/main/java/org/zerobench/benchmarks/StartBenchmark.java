package org.zerobench.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The workbench as people start it, in a process of its own: from the command to the prompt, on a pseudo-terminal made by
 * {@code script}. The first start after a build writes the archive of classes: it is the warm-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgsAppend = RunningMachine.UNSAFE)
public class StartBenchmark {

    /** What a start should take at most. */
    static final long AIM_NANOS = 1_500_000_000;
    private static final String PROMPT = "zb>";
    private static final Path WORKBENCH = RunningMachine.home().resolve("../../../workbench").normalize();
    private static final List<String> COMMAND = List.of("script", "-qec", "stty rows 24 cols 80; exec '" + WORKBENCH + "'", "/dev/null");

    private Process process;

    @Benchmark
    public String toPrompt() throws IOException {
        process = new ProcessBuilder(COMMAND).redirectErrorStream(true).start();
        InputStream screen = process.getInputStream();
        StringBuilder seen = new StringBuilder();
        for (int value = screen.read(); seen.indexOf(PROMPT) < 0; value = screen.read()) {
            if (value < 0) {
                throw new IllegalStateException("no prompt, but: " + seen);
            }
            seen.append((char) value);
        }
        return seen.toString();
    }

    @TearDown(Level.Invocation)
    public void leave() throws IOException, InterruptedException {
        process.getOutputStream().write("exit\r".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        process.waitFor();
    }
}
