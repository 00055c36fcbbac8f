package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.itests.CountedMachine.Program;

/**
 * A machine in deterministic mode does the same in every run, and what is logged of one can be done once more. {@code
 * ZB_BUSYBOX} names an ARM busybox, whose shell then plays, too; {@code -Dzb.seed=} repeats the times at which things come,
 * {@code -Dzb.runs=10} compares more runs.
 */
public class DeterminismIT {
    private static final int RUNS = Integer.getInteger("zb.runs", 2);
    private static final int SIGINT = 2;
    private static final Path GUEST = Path.of("../guest");
    private static final Set<Integer> TERMINAL = Set.of(0, 1, 2);
    private static final String BUSYBOX = System.getenv("ZB_BUSYBOX");
    /** What is seen of it when it is typed is not what it prints: a Ctrl-C before that would be a character of the line. */
    private static final String LOOP = "echo loop''ing; while :; do :; done";
    /** Preemption, pipes, signals, clocks, random numbers, files of the host. */
    private static final String SCRIPT = """
            n=0; trap 'n=$((n+1))' USR1
            spin() { i=0; while [ $i -lt $1 ]; do i=$((i+1)); done; }
            (spin 30; kill -USR1 $$) & (spin 20; kill -USR1 $$) &
            yes | head -n 200 | wc -l
            seq 1 40 | while read x; do echo $((x * x)); done | tail -n 1
            spin 600; wait; wait; echo "signals $n"
            (sleep 1000; echo late) & sleep 2; { kill $!; wait $!; } 2>/dev/null; echo "killed $?"
            date; cat /proc/uptime; head -c 16 /dev/urandom | md5sum; ls -l / /bin; ps
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target").getAbsoluteFile());

    private Map<String, String> options() throws IOException {
        Map<String, String> options = new HashMap<>();
        if (BUSYBOX != null) {
            Path bin = folder.getRoot().toPath().resolve("root/bin");
            if (!Files.exists(bin)) {
                Files.createDirectories(bin);
                Files.copy(Path.of(BUSYBOX), bin.resolve("busybox"));
            }
            options.put("root", bin.getParent().toString());
        }
        return options;
    }

    @Test
    public void allRunsHaveOneTrace() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            try (var counted = new CountedMachine(options())) {
                if (BUSYBOX == null) {
                    counted.start(InputStream.nullInputStream(), Set.of(), "/bin/linux-posix-test");
                    counted.start(InputStream.nullInputStream(), Set.of(), "/bin/heap-stress", "20000", "2");
                }
                counted.start(InputStream.nullInputStream(), Set.of(), "/bin/heap-stress", BUSYBOX == null ? "20000" : "500");
                if (BUSYBOX != null) {
                    counted.start(InputStream.nullInputStream(), Set.of(), "/bin/busybox", "sh", "-c", SCRIPT);
                }
                assertEquals(Set.of(0), Set.copyOf(counted.finish()));
                assertTrue("nobody was preempted", counted.counter("preemptions") > 0);
                assertTrue(counted.output(), counted.output().contains("heap-stress: done"));
                assertTrue(counted.output(), BUSYBOX == null || counted.output().contains("signals "));
                seen.add(counted.hash() + "\n" + counted.output());
            }
        }
        assertEquals("different runs: " + seen, 1, seen.size());
    }

    @Test
    public void partsAreSwappedAtAnInstruction() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int run = 0; run < 2; run++) {
            try (var counted = new CountedMachine(Map.of("ram", "8M"))) {
                counted.start(InputStream.nullInputStream(), Set.of(), "/bin/heap-stress", "300");
                counted.start(InputStream.nullInputStream(), Set.of(), "/bin/memory-stress", "10", "1");
                swap(counted, 1_000_001, Subsystem.MALLOC, "tlsf");
                swap(counted, 777_777, Subsystem.PAGER, "clock");
                swap(counted, 123_456, Subsystem.KERNEL, "l4");
                swap(counted, 1, Subsystem.POSIX, "posix");
                swap(counted, 54_321, Subsystem.CPU, "jit");
                assertEquals(1_000_001 + 777_777 + 123_456 + 1 + 54_321, counted.chronicle().instructions());
                assertEquals(List.of(0, 0), counted.finish());
                seen.add(counted.hash());
            }
        }
        assertEquals("different runs", 1, seen.size());
    }

    private static void swap(CountedMachine counted, long after, Subsystem subsystem, String policy) {
        assertEquals(after, counted.chronicle().advance(after));
        var report = counted.swaps.use(subsystem, policy);
        assertTrue(report.reason(), report.accepted());
    }

    @Test
    public void aCpuThatDoesNotCountIsRefused() throws Exception {
        try (var counted = new CountedMachine(Map.of())) {
            var report = counted.swaps.use(Subsystem.CPU, "unicorn");
            assertTrue(report.reason(), report.reason().contains("deterministic mode needs a CPU that counts"));
        }
    }

    /** A program that would run for ever, ended by a key. @param random when, null in a replay, where the log says it */
    private static String interrupted(Map<String, String> options, Random random) throws Exception {
        try (var counted = new CountedMachine(options)) {
            Program program = counted.start(InputStream.nullInputStream(), TERMINAL, "/bin/crash", "loop");
            counted.chronicle().runUntil(counted.machine.exitOf(program.pid()));
            if (random != null) {
                LockSupport.parkNanos(random.nextInt(200_000_000));
                counted.machine.press(program.console(), program.pid(), SIGINT, () -> { });
            }
            List<Integer> statuses = counted.awaitAll();
            String hash = counted.hash();
            assertEquals(List.of(SIGINT), statuses);
            return hash;
        }
    }

    @Test
    public void aKeyComesAtItsInstructionAgain() throws Exception {
        Random random = new Random(seed());
        String log = folder.getRoot().toPath().resolve("key.log").toString();
        String hash = interrupted(Map.of("log", log), random);
        assertEquals(hash, interrupted(Map.of("replay", log), null));
    }

    @Test
    public void aChangedLogIsFoundOut() throws Exception {
        Path log = folder.getRoot().toPath().resolve("changed.log");
        interrupted(Map.of("log", log.toString()), new Random(seed()));
        String text = Files.readString(log);
        Files.writeString(log, text.replaceFirst(" key (\\d+)\\+(\\d+)\\+2 ", " key $1+$2+15 "));
        assertRefused("replay differs from line \\d+ of the log.*the trace at instruction \\d+", () -> interrupted(Map.of("replay", log.toString()), null));
        Files.writeString(log, text.replaceFirst("(?m) end .*\n", " end\n"));
        assertRefused("line \\d+ of the log .* cannot be read", () -> interrupted(Map.of("replay", log.toString()), null));
    }

    /** The machine says what is wrong, to whom waits for a program or to whom asks next. */
    private static void assertRefused(String pattern, ThrowingRunnable replay) {
        Throwable refusal = assertThrows(Throwable.class, replay);
        String message = refusal instanceof ExecutionException ? refusal.getCause().getMessage() : refusal.getMessage();
        assertTrue(message, message.matches("(?s).*" + pattern + ".*"));
    }

    private static long seed() {
        long seed = Long.getLong("zb.seed", System.nanoTime());
        System.out.println("DeterminismIT: -Dzb.seed=" + seed);
        return seed;
    }

    /** Someone at the board of a container. @param random when things come, null in a replay */
    private interface Hands {
        void use(CountedMachine counted, Random random) throws Exception;
    }

    private static String container(Map<String, String> options, Path manifest, Random random, Hands hands) throws Exception {
        return container(options, manifest, random, hands, "");
    }

    /** @param before what a serial line has before the container is booted */
    private static String container(Map<String, String> options, Path manifest, Random random, Hands hands, String before) throws Exception {
        Map<String, String> all = new HashMap<>(options);
        all.put("ram", "256M");
        try (var counted = new CountedMachine(all)) {
            counted.panel.send("uart1", before.getBytes(StandardCharsets.US_ASCII));
            var end = counted.boot(manifest);
            hands.use(counted, random);
            counted.await(end);
            return counted.hash() + "\n" + counted.output();
        }
    }

    private static void type(CountedMachine counted, Random random) throws InterruptedException {
        counted.hears(0, "type on UART1");
        if (random != null) { // the log has it; in a replay there is nobody to be told
            assertThrows(MachineException.class, () -> counted.panel.send("uart1", new byte[(1 << 20) + 1]));
        }
        for (byte each : "serial.".getBytes(StandardCharsets.US_ASCII)) {
            pause(random);
            counted.panel.send("uart1", new byte[] {each});
        }
    }

    private static void moveAndType(CountedMachine counted, Random random) throws InterruptedException {
        counted.hears(0, "move\n");
        pause(random);
        counted.panel.mouse(10, 5, 1);
        counted.hears(0, "type\n");
        pause(random);
        counted.panel.type("abA Zz");
        pause(random);
        counted.panel.type("19!.");
    }

    private static void leave(CountedMachine counted, Random random) throws InterruptedException {
        counted.hears(0, "type\n");
        pause(random);
        counted.chronicle().halt();
    }

    private static void pause(Random random) {
        if (random != null) {
            LockSupport.parkNanos(random.nextInt(20_000_000));
        }
    }

    @Test
    public void whatIsDoneToABoardIsDoneAgainWithoutItsFiles() throws Exception {
        Random random = new Random(seed());
        for (var each : Map.<String, Hands>of("uart", DeterminismIT::type, "keyboard", DeterminismIT::moveAndType, "console", DeterminismIT::leave).entrySet()) {
            Path manifest = copyOfContainer(each.getKey());
            String log = folder.getRoot().toPath().resolve(each.getKey() + ".log").toString();
            String first = container(Map.of("log", log), manifest, random, each.getValue());
            assertTrue(first, each.getKey().equals("console") || first.contains(" 0 failed"));
            Files.delete(manifest);
            Files.delete(manifest.resolveSibling(each.getKey()));
            assertEquals(first, container(Map.of("replay", log), manifest, null, each.getValue()));
        }
    }

    @Test
    public void aContainerWithTheSameInputHasOneTrace() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int run = 0; run < 2; run++) {
            seen.add(container(Map.of(), copyOfContainer("uart"), null, (counted, random) -> { }, "serial."));
        }
        assertEquals("different runs: " + seen, 1, seen.size());
    }

    private Path copyOfContainer(String name) throws IOException {
        Path manifest = folder.getRoot().toPath().resolve(name + ".yaml");
        Files.writeString(manifest, Files.readString(GUEST.resolve("container/" + name + "/" + name + ".yaml")).replace("../../bin/container/", ""));
        Files.copy(GUEST.resolve("bin/container/" + name), folder.getRoot().toPath().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return manifest;
    }

    /** A person at a shell: keys at times of the host, a program that goes on while they come, two that are interrupted. */
    private String session(Map<String, String> options, Random random) throws Exception {
        try (var counted = new CountedMachine(options); var keyboard = new PipedOutputStream(); var keys = new PipedInputStream(keyboard)) {
            Program shell = counted.start(keys, TERMINAL, "/bin/busybox", "sh");
            counted.chronicle().runUntil(counted.machine.exitOf(shell.pid()));
            if (random != null) {
                counted.sees("# ");
                for (String line : List.of("echo hello", "(i=0; while [ $i -lt 300 ]; do i=$((i+1)); done; echo counted) &", LOOP, "",
                        "sleep 3; date", "read x; echo \"read $x\"", "some words", "wait; exit 5")) {
                    LockSupport.parkNanos(random.nextInt(100_000_000));
                    if (line.isEmpty()) {
                        counted.sees("looping");
                        counted.machine.press(shell.console(), shell.pid(), SIGINT, () -> { });
                    } else {
                        keyboard.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                        keyboard.flush();
                        counted.sees("hello"); // the first line comes alone, to be found in the log
                    }
                }
            }
            assertEquals(List.of(5 << 8), counted.awaitAll());
            return counted.hash() + "\n" + counted.output();
        }
    }

    @Test
    public void aSessionIsPlayedAgain() throws Exception {
        assumeTrue("ZB_BUSYBOX names no ARM busybox", BUSYBOX != null);
        Random random = new Random(seed());
        Map<String, String> options = options();
        Path log = folder.getRoot().toPath().resolve("session.log");
        options.put("log", log.toString());
        String first = session(options, random);
        assertTrue(first, first.contains("counted") && first.contains("read "));
        options.remove("log");
        options.put("replay", log.toString());
        options.put("root", "/nothing/there"); // the log has the files
        assertEquals(first, session(options, null));
        String hello = Base64.getEncoder().encodeToString("echo hello\n".getBytes(StandardCharsets.US_ASCII));
        String other = Base64.getEncoder().encodeToString("echo hullo\n".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(log, Files.readString(log).replace("=" + hello, "=" + other));
        assertRefused("replay differs from line", () -> session(options, null));
    }
}
