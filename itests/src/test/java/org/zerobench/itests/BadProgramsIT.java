package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Bad programs on one machine, one after the other, while a good one computes beside them: each ends in the right signal or
 * error, the person is told why in a line, and nobody else notices. {@code -Dzb.wild=N} makes the wild calls N times as many.
 */
public class BadProgramsIT {
    private static final int STRESS = Integer.getInteger("zb.wild", 1);
    private static final int SEED = Integer.getInteger("zb.seed", (int) (System.nanoTime() & 0xFFFFFF));
    private static final String ENDED = "zerobench: /bin/crash \\(pid \\d+\\) ended by %s: address 0x[0-9a-f]{8}, pc 0x[0-9a-f]{8}\n";
    private static final String KILLED = "/bin/crash: killed by %s\n";
    /** Wild programs: what became of their children, and of numbers that mean nothing, is theirs. */
    private static final Pattern REMARK = Pattern.compile(
            "zerobench: /bin/\\S*wild (\\(pid \\d+\\) ended by SIG\\w+: |asked for the system call ).*\n");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    /** What is typed, and what must be seen, as a pattern. */
    private final Map<String, String> cases = new LinkedHashMap<>();

    private void faults() {
        for (String way : List.of("null-read", "null-write", "unmapped-read", "kernel-read", "kip-write", "text-write", "rodata-write",
                "jump-null", "jump-nowhere", "jump-kernel", "jump-data", "jump-syscall-page", "recursion", "bad-stack")) {
            ends(way, "SIGSEGV");
        }
        ends("undefined", "SIGILL");
        ends("undefined-thumb", "SIGILL");
        ends("coprocessor", "SIGILL");
        ends("breakpoint", "SIGTRAP");
        cases.put("run /bin/crash abort", KILLED.formatted("SIGABRT"));
        cases.put("run /bin/crash double-free", KILLED.formatted("SIGABRT"));
        cases.put("run /bin/crash kill-self", KILLED.formatted("SIGKILL"));
    }

    private void ends(String way, String signal) {
        cases.put("run /bin/crash " + way, ENDED.formatted(signal) + KILLED.formatted(signal));
    }

    private void exhaustion() {
        // Memory may end in one of the children first.
        cases.put("run /bin/crash fork-bomb", "(zerobench: /bin/crash [^\n]* ended by SIGKILL: no memory left [^\n]*\n)*"
                + "fork bomb: refused with (EAGAIN|ENOMEM)\n");
        cases.put("run /bin/crash exhaust-memory", "memory exhausted: ENOMEM\n");
        cases.put("run /bin/crash exhaust-heap", "heap exhausted: ENOMEM\n");
        cases.put("run /bin/crash exhaust-descriptors", "descriptors exhausted: EMFILE\n");
    }

    private void wildCalls() {
        cases.put("run /bin/linux-wild " + 2 * STRESS + " " + SEED, "bad pointers: ok\nwild calls: \\d+, ok\n");
        cases.put("run /bin/wild " + 4 * STRESS + " " + SEED, "wild calls of kernel and servers: \\d+, ok\n");
    }

    @Test
    public void eachEndsAsItMustAndNobodyElseNotices() throws Exception {
        tryThem("unicorn");
    }

    @Test
    public void underTheJavaCpuToo() throws Exception {
        tryThem("jit");
    }

    private void tryThem(String cpu) throws Exception {
        System.out.println("bad programs: seed " + SEED);
        Path root = folder.newFolder("root").toPath();
        Path sound = Path.of(System.getProperty("zb.home")).toAbsolutePath().resolve("guest/linux-hello");
        HostileElf.write(sound, Files.createDirectory(root.resolve("bad")))
                .forEach((name, says) -> cases.put("run /bad/" + name, "/bad/" + name + " cannot start: [^\n]*" + Pattern.quote(says) + "[^\n]*\n"));
        faults();
        exhaustion();
        wildCalls();

        StringBuilder typed = new StringBuilder("run -b /bin/memory-stress 4 " + 20 * STRESS + " 1\n");
        cases.keySet().forEach(command -> typed.append("echo :: ").append(command).append('\n').append(command).append('\n'));
        typed.append("echo :: wait\nwait\necho :: over\n");
        Path script = folder.newFile("script").toPath();
        Files.writeString(script, typed);
        String seen = seen(script, root, cpu);

        Map<String, String> answers = answers(seen);
        List<String> wrong = new ArrayList<>();
        cases.forEach((command, wanted) -> {
            String answer = REMARK.matcher(answers.getOrDefault(command, "nothing")).replaceAll("");
            if (!answer.matches(wanted)) {
                wrong.add(command + "\n  wanted " + wanted + "\n  seen " + answer);
            }
        });
        assertEquals("seed " + SEED, "", String.join("\n", wrong));
        assertTrue("the good program: " + seen, seen.contains("memory-stress: done\n"));
        assertTrue("the machine does not go on", answers.containsKey("over"));
        assertTrue("a bug was reported: " + seen, !seen.contains("please report this") && !seen.contains("\tat "));
    }

    /** Everything on the screen, in the order in which it came. */
    private String seen(Path script, Path root, String cpu) throws Exception {
        Path screen = folder.newFile("screen").toPath();
        Process process = Workbench.start(List.of("--cpu", cpu, "--ram", "24M", "--root", root.toString(), "-Dzb.store=48M"))
                .redirectInput(script.toFile()).redirectErrorStream(true).redirectOutput(screen.toFile()).start();
        boolean ended = process.waitFor(Workbench.LIMIT_SECONDS * STRESS, java.util.concurrent.TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String seen = Files.readString(screen, StandardCharsets.ISO_8859_1);
        assertTrue("seed " + SEED + ": the workbench does not end; so far:\n" + seen, ended);
        return seen;
    }

    /** What was seen between one command and the next, without what the good program says meanwhile. */
    private static Map<String, String> answers(String seen) {
        String others = seen.lines().filter(line -> !line.startsWith("memory-stress: ")).collect(Collectors.joining("\n", "", "\n"));
        Map<String, String> answers = new LinkedHashMap<>();
        for (String section : others.split("(?m)^:: ")) {
            int end = section.indexOf('\n');
            answers.put(section.substring(0, end), section.substring(end + 1));
        }
        return answers;
    }
}
