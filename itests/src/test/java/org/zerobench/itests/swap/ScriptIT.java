package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.zerobench.itests.Workbench;

/** The stress of {@link StressIT} as a person would make it: a script of shell commands. {@code -Dzb.stress=1000} makes it as large. */
public class ScriptIT {
    private static final int ROUNDS = Integer.getInteger("zb.stress", 100) / 20;
    /** What a round does, and how often: policies by subsystem. */
    private static final String ROUND = """
            use -n 20 malloc best-fit tlsf first-fit
            use -n 20 pager clock aging fifo
            use -n 2 cpu jit unicorn
            use -n 2 kernel l4
            use -n 2 posix posix
            """;
    private static final Map<String, Integer> SWAPS_A_ROUND = Map.of("malloc", 20, "pager", 20, "cpu", 2, "kernel", 2, "posix", 2);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void aScriptSwapsWhileProgramsRun() throws Exception {
        Path script = folder.newFile("stress.zb").toPath().toRealPath();
        Files.writeString(script, """
                run -b /bin/heap-stress %d
                run -b /bin/memory-stress %d 2
                run -b /bin/linux-posix-test
                """.formatted(10_000 * ROUNDS, ROUNDS < 50 ? 16 : 64)
                + String.join("", Collections.nCopies(ROUNDS, ROUND)) + """
                wait
                swaps -s
                """);
        Process workbench = Workbench.start(List.of("--ram", "8M", "script", script.toString())).redirectErrorStream(true).start();
        workbench.getOutputStream().close();
        List<String> seen = workbench.inputReader().lines().toList();
        String log = String.join("\n", seen);
        assertEquals(log, 0, workbench.waitFor());
        assertTrue(log, log.contains("heap-stress: done, checksum ") && log.contains("memory-stress: done"));
        Map<String, String> done = seen.stream().map(line -> line.split(" +")).filter(words -> words.length > 2 && SWAPS_A_ROUND.containsKey(words[0]))
                .collect(Collectors.toMap(words -> words[0], words -> words[1] + " " + words[2]));
        SWAPS_A_ROUND.forEach((subsystem, times) -> assertEquals(log, times * ROUNDS + " 0", done.get(subsystem)));
    }
}
