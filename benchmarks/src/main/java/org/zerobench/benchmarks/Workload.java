package org.zerobench.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A program that measures itself: it does the same work some times over and prints a line for each, with microseconds by its
 * own clock and a check value.
 *
 * @param name  for people
 * @param root  the folder that is the guest's root
 * @param words the program and its arguments, {@code ROUNDS} for the number of rounds
 * @param input what it reads
 */
record Workload(String name, Path root, List<String> words, Input input) {

    /** System property: a host folder with Debian's {@code lua5.4} and {@code sqlite3} for armhf, and what they load. */
    static final String DEBIAN = "zb.debian";

    private static final Path PROGRAMS = RunningMachine.home().resolve("../../../benchmarks/guest").normalize();
    private static final String ROUNDS = "ROUNDS";
    private static final int INSERTS = 2000;

    /** What a program reads. */
    interface Input {
        /** @return for so many rounds */
        String of(int rounds);
    }

    /** What the rounds of one run took, and the check value that all had. */
    record Run(double[] nanos, String check) {

        /** @return the later half: by then the emulator has seen all of the program */
        double[] warm() {
            return Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        }
    }

    /** The programs of {@code benchmarks/guest}. */
    static List<Workload> own() {
        try (Stream<Path> programs = Files.list(PROGRAMS.resolve("bin"))) {
            return programs.map(Path::getFileName).map(Path::toString).sorted()
                    .map(name -> new Workload(name, PROGRAMS.resolve("bin"), List.of("/" + name, ROUNDS), rounds -> "")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Programs of Debian that interpret: Lua and SQL. */
    static List<Workload> debian() {
        String root = System.getProperty(DEBIAN);
        if (root == null) {
            return List.of();
        }
        return List.of(new Workload("lua fannkuch", Path.of(root), List.of("/usr/bin/lua5.4", "-", ROUNDS), rounds -> lua()),
                new Workload("sqlite insert", Path.of(root), List.of("/usr/bin/sqlite3", ":memory:"), Workload::inserts));
    }

    private static String lua() {
        try {
            return Files.readString(PROGRAMS.resolve("fannkuch.lua"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A transaction of single inserts into a table with an index, a round; the clock counts milliseconds. */
    private static String inserts(int rounds) {
        String clock = "CAST((julianday('now') - 2440587.5) * 86400000 + 0.5 AS INTEGER)";
        String statements = IntStream.range(0, INSERTS).mapToObj("INSERT INTO t(name, number) VALUES('row %1$d', %1$d * 7919 %% 2003);\n"::formatted)
                .collect(Collectors.joining());
        String round = "UPDATE clock SET start = " + clock + ";\n"
                + "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, number INTEGER);\nCREATE INDEX numbers ON t(number);\nBEGIN;\n"
                + statements + "COMMIT;\n"
                + "SELECT printf('%d %d', (" + clock + " - start) * 1000, (SELECT sum(id * number) FROM t)) FROM clock;\nDROP TABLE t;\n";
        return "CREATE TABLE clock(start INTEGER);\nINSERT INTO clock VALUES(0);\n" + round.repeat(rounds);
    }

    /** Runs it once. @throws IllegalStateException when it fails, or a round's check differs from another's */
    Run run(Emulator emulator, int rounds) throws IOException, InterruptedException {
        List<String> own = words.stream().map(word -> word.equals(ROUNDS) ? Integer.toString(rounds) : word).toList();
        Process process = new ProcessBuilder(emulator.command(root, own)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.of(rounds).getBytes(StandardCharsets.US_ASCII));
            }
            List<String[]> lines = process.inputReader().lines().map(line -> line.split(" ")).toList();
            int status = process.waitFor();
            List<String> checks = lines.stream().map(words -> words[1]).distinct().toList();
            if (status != 0 || lines.size() != rounds || checks.size() != 1) {
                throw new IllegalStateException("%s under %s: status %d, %d rounds of %d, checks %s".formatted(name, emulator.title(), status,
                        lines.size(), rounds, checks));
            }
            return new Run(lines.stream().mapToDouble(words -> 1_000 * Double.parseDouble(words[0])).toArray(), checks.getFirst());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
