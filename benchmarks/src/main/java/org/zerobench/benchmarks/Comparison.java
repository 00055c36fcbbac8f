package org.zerobench.benchmarks;

import static org.zerobench.benchmarks.Table.heading;
import static org.zerobench.benchmarks.Table.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.zerobench.benchmarks.Table.Summary;

/**
 * The same ARM programs under a user-mode emulator and under the machine's CPUs, in turn, so that what else the host does
 * meets all alike. Ratios are those of the medians of warm rounds; below 1 the machine is faster.
 */
final class Comparison {

    /** System property: how often each emulator gets its turn. */
    private static final String TURNS = "zb.turns";
    /** System property: rounds of a program in one turn. */
    private static final String ROUNDS = "zb.rounds";
    /** System property: which of the emulators, by name; all when not given. */
    private static final String EMULATORS = "zb.emulators";
    /** Unicorn does not get faster, but is slow. */
    private static final int UNICORN_ROUNDS = 4;
    private static final List<List<String>> COLD = List.of(List.of("/bin/busybox", "true"),
            List.of("/bin/busybox", "sh", "-c", "i=0; while [ $i -lt 10000 ]; do i=$((i+1)); done"));

    private final List<String> names;
    private final int turns = Integer.getInteger(TURNS, 3);
    private final int rounds = Integer.getInteger(ROUNDS, 30);
    private final List<Emulator> emulators = Stream.of(Emulator.values()).filter(Emulator::there).filter(Comparison::wanted).toList();
    private final Map<Emulator, List<Double>> ratios = new EnumMap<>(Emulator.class);

    /** @param names of programs; none for all, and for whole processes */
    Comparison(List<String> names) {
        this.names = names;
    }

    void print() throws IOException, InterruptedException {
        if (!Emulator.QEMU.there()) {
            System.out.println("qemu-arm is not installed (Debian: qemu-user): there is nothing to compare with, ratios are left out");
        }
        heading("Against a user-mode emulator, warm", "program", "qemu-arm", "jit", "unicorn", "jit / qemu-arm", "unicorn / qemu-arm");
        List<Workload> own = Workload.own();
        chosen(own).forEach(this::compare);
        row("geometric mean", "", "", "", mean(Emulator.JIT), mean(Emulator.UNICORN));
        chosen(Workload.debian()).forEach(this::compare);
        if (names.isEmpty()) {
            cold();
        }
        skipped(Workload.debian().isEmpty(), "Lua and SQLite", Workload.DEBIAN, "usr/bin/lua5.4 and usr/bin/sqlite3");
        skipped(!Busybox.there(), "whole processes", Busybox.PROPERTY, "bin/busybox");
    }

    private static boolean wanted(Emulator emulator) {
        String named = System.getProperty(EMULATORS);
        return named == null || List.of(named.split(",")).contains(emulator.title());
    }

    private static void skipped(boolean missing, String what, String property, String files) {
        if (missing) {
            System.out.printf("%nSkipped: %s; name a folder with %s (armhf) with -D%s=DIR%n", what, files, property);
        }
    }

    private Stream<Workload> chosen(List<Workload> workloads) {
        return workloads.stream().filter(workload -> names.isEmpty() || names.contains(workload.name()));
    }

    private void compare(Workload workload) {
        Map<Emulator, List<Double>> warm = new EnumMap<>(Emulator.class);
        List<String> checks = new ArrayList<>();
        try {
            for (int turn = 0; turn < turns; turn++) {
                for (Emulator emulator : emulators) {
                    Workload.Run run = workload.run(emulator, emulator == Emulator.UNICORN ? UNICORN_ROUNDS : rounds);
                    for (double nanos : run.warm()) {
                        warm.computeIfAbsent(emulator, key -> new ArrayList<>()).add(nanos);
                    }
                    checks.add(run.check());
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(workload.name(), e);
        }
        if (checks.stream().distinct().count() != 1) {
            throw new IllegalStateException(workload.name() + " computes different things: " + checks + " by " + emulators);
        }
        line(workload.name(), warm, ratios);
    }

    /** Whole processes, from nothing to their end. */
    private void cold() throws IOException, InterruptedException {
        if (!Busybox.there()) {
            return;
        }
        heading("From a cold start, the whole process", "program", "qemu-arm", "jit", "unicorn", "jit / qemu-arm", "unicorn / qemu-arm");
        for (List<String> words : COLD) {
            Map<Emulator, List<Double>> times = new EnumMap<>(Emulator.class);
            for (int turn = 0; turn < 3 * turns; turn++) {
                for (Emulator emulator : emulators) {
                    times.computeIfAbsent(emulator, key -> new ArrayList<>()).add(process(emulator.command(Path.of(Busybox.root()), words)));
                }
            }
            line("`" + String.join(" ", words.subList(1, words.size())) + "`", times, new EnumMap<>(Emulator.class));
        }
    }

    private static double process(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        long end = System.nanoTime();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with status " + status);
        }
        return end - start;
    }

    private void line(String name, Map<Emulator, List<Double>> times, Map<Emulator, List<Double>> ratios) {
        Map<Emulator, Summary> summaries = new EnumMap<>(Emulator.class);
        times.forEach((emulator, nanos) -> summaries.put(emulator, Summary.of(nanos.stream().mapToDouble(Double::doubleValue).toArray())));
        List<String> cells = new ArrayList<>(List.of(name));
        for (Emulator emulator : Emulator.values()) {
            cells.add(summaries.containsKey(emulator) ? summaries.get(emulator).text() : "");
        }
        Summary yardstick = summaries.get(Emulator.QEMU);
        for (Emulator emulator : List.of(Emulator.JIT, Emulator.UNICORN)) {
            if (yardstick != null && summaries.containsKey(emulator)) {
                double ratio = summaries.get(emulator).median() / yardstick.median();
                ratios.computeIfAbsent(emulator, key -> new ArrayList<>()).add(ratio);
                cells.add(ratio(ratio));
            } else {
                cells.add("");
            }
        }
        row(cells.toArray(String[]::new));
    }

    private String mean(Emulator emulator) {
        List<Double> of = ratios.getOrDefault(emulator, List.of());
        return of.isEmpty() ? "" : ratio(Math.exp(of.stream().mapToDouble(Math::log).average().orElseThrow()));
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
