package org.zerobench.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line, as a person has it: {@code ./workbench} in a process of its own. */
public final class Workbench {
    /** Longer than this none may take, however slow the host is, in seconds. */
    static final long LIMIT_SECONDS = 240;
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Workbench() {}

    /** What came of it: everything that was printed, byte by byte as characters, and the exit status. */
    record Result(String out, String err, int status) {
        /** No Java stack trace reached the screen, and no assertion of ours failed. */
        boolean clean() {
            return !(out + err).matches("(?s).*(\\tat |Exception|AssertionError|hs_err|please report).*");
        }
    }

    /**
     * Runs it to its end with an empty input.
     *
     * @param scratch a folder for the output
     * @throws AssertionError when it does not end
     */
    static Result run(Path scratch, List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", "");
        Path err = Files.createTempFile(scratch, "err", "");
        Process process = start(arguments).redirectInput(new java.io.File("/dev/null")).redirectOutput(out.toFile())
                .redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("workbench " + arguments + " does not end; so far:\n" + text(out) + text(err));
            }
            return new Result(text(out), text(err), process.exitValue());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A workbench to be started, with the CPU that {@code -Dzb.cpu=POLICY} says. */
    public static ProcessBuilder start(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(ROOT.resolve("workbench").toString()));
        String cpu = System.getProperty("zb.cpu", "");
        if (!cpu.isEmpty()) {
            words.addAll(List.of("--cpu", cpu));
        }
        words.addAll(arguments);
        return new ProcessBuilder(words);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
