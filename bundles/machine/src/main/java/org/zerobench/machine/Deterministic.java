package org.zerobench.machine;

import java.nio.file.Path;
import java.util.Optional;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.MachineException;

/** The boot options of deterministic mode. */
final class Deterministic {
    private static final long DEFAULT_SEED = 1;
    /** The beginning of 2026 in seconds since 1970: the same in every run. */
    private static final long DEFAULT_EPOCH = 1_767_225_600;

    private Deterministic() {}

    /**
     * What drives a machine with these options.
     *
     * @return empty where the host's time does
     * @throws MachineException when an option makes no sense
     */
    static Optional<CountedRhythm> rhythm(Board board, MachineThread thread) {
        Optional<String> log = board.option("log");
        Optional<String> replay = board.option("replay");
        if (log.isEmpty() && replay.isEmpty() && board.option("deterministic").isEmpty()) {
            return Optional.empty();
        }
        Journal journal = log.map(file -> new Journal(Path.of(file), board.option("invocation").orElse(""))).orElse(null);
        History history = new History(journal, replay.map(file -> new Replay(Path.of(file))).orElse(null));
        return Optional.of(new CountedRhythm(board, thread, history, number(board, "seed", DEFAULT_SEED), number(board, "epoch", DEFAULT_EPOCH)));
    }

    /** @throws MachineException when the machine's time is a CPU's count, and this one does not count */
    static void requireCounting(Board board, Cpu candidate) {
        if (board.chronicle().isPresent() && !candidate.info().counts()) {
            throw new MachineException("deterministic mode needs a CPU that counts instructions, and " + candidate.info().name()
                    + " does not: choose --cpu jit");
        }
    }

    private static long number(Board board, String option, long otherwise) {
        try {
            return board.option(option).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new MachineException("option zb." + option + " is no number: " + board.option(option).orElse(""), e);
        }
    }
}
