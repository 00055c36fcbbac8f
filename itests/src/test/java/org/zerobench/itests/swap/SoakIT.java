package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.itests.OnTheWorkbench;

/**
 * Program after program under the CPU in Java, each one new to it: what it keeps of compiled code is bounded by its own count, and
 * classes that it no longer needs go. A few programs; with {@code -Dzb.soak=MINUTES} as many as these minutes allow; once it keeps as
 * much as it ever does, the JVM's memory for code and classes must not grow any more.
 */
public class SoakIT extends OnTheWorkbench {
    private static final List<String> PROGRAMS = List.of("quicksort", "coremark-like", "sha256", "dhrystone-like", "sieve", "matrix-int");
    /** What the CPU says it keeps at most. */
    private static final long MOST_KIB = 16 << 10;
    private static final int MOST_REGIONS = 1024;
    private static final Pattern KEPT = Pattern.compile("(\\d+) regions of code compiled, (\\d+) kept, (\\d+) KiB");
    private static final int PROGRAMS_IN_A_SAMPLE = 12;
    private static final double GROWTH = 1.25;

    @Inject
    private Machine machine;
    @Inject
    private Consoles consoles;

    /** What was used at a time, in KiB by name. */
    private record Sample(int programs, int regions, Map<String, Long> kib) {}

    @Override
    protected Option[] more() {
        Path root = Path.of("target/soak").toAbsolutePath();
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Option[] {frameworkProperty("zb.cpu").value("jit"), frameworkProperty("zb.ram").value("16M"),
            frameworkProperty("zb.root").value(root.toString()), systemProperty("zb.soak.root").value(root.toString()),
            systemProperty("zb.soak.programs").value(Path.of("../benchmarks/guest/bin").toAbsolutePath().normalize().toString()),
            systemProperty("zb.soak").value(System.getProperty("zb.soak", "0"))};
    }

    @Test
    public void compiledCodeIsBounded() throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Integer.getInteger("zb.soak"));
        Map<String, String> checks = new HashMap<>();
        List<Sample> samples = new ArrayList<>();
        int programs = 0;
        for (; programs < PROGRAMS.size() || System.nanoTime() < end; programs++) {
            String name = PROGRAMS.get(programs % PROGRAMS.size());
            String check = run(name, programs);
            String before = checks.putIfAbsent(name, check);
            assertEquals(name, before == null ? check : before, check);
            if (programs % PROGRAMS_IN_A_SAMPLE == 0) {
                samples.add(sample(programs));
                System.out.println("soak: " + samples.getLast());
            }
        }
        Sample last = sample(programs);
        System.out.println("soak: " + last);
        assertTrue("nothing was compiled", last.regions > 0);
        assertTrue(last.toString(), last.kib.get("kept by the CPU") <= MOST_KIB && last.kib.get("kept regions") <= MOST_REGIONS);
        List<Sample> full = samples.stream().filter(sample -> sample.regions > MOST_REGIONS).toList();
        int half = full.size() / 2;
        if (half > 2) {
            last.kib.keySet().forEach(pool -> assertTrue(pool + " grows: " + samples,
                    most(full.subList(half, full.size()), pool) <= GROWTH * most(full.subList(0, half), pool)));
        }
    }

    /** Runs a program under a name of its own, so that its pages are others. @return its check value */
    private String run(String name, int number) throws Exception {
        Path file = Path.of(System.getProperty("zb.soak.root"), name + number);
        Files.copy(Path.of(System.getProperty("zb.soak.programs"), name), file);
        String line = Guest.run(machine, consoles, "/" + file.getFileName(), "2").result(machine);
        Files.delete(file);
        return line.replaceAll("(?m)^\\d+ ", "");
    }

    private Sample sample(int programs) {
        Matcher kept = KEPT.matcher(machine.call(() -> machine.cpu().info().notes()).toString());
        assertTrue("the CPU does not tell what it keeps", kept.find());
        Map<String, Long> kib = new HashMap<>(Map.of("kept regions", Long.parseLong(kept.group(2)),
                "kept by the CPU", Long.parseLong(kept.group(3))));
        System.gc(); // classes go with a collection, and so does their code
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().startsWith("CodeHeap") || pool.getName().contains("space") || pool.getName().contains("Gen")) {
                kib.put(pool.getName(), pool.getUsage().getUsed() >>> 10);
            }
        }
        kib.put("classes", (long) ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        return new Sample(programs, Integer.parseInt(kept.group(1)), kib);
    }

    private static long most(List<Sample> samples, String pool) {
        return samples.stream().mapToLong(sample -> sample.kib.get(pool)).max().orElseThrow();
    }
}
