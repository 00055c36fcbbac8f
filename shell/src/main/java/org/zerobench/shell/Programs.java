package org.zerobench.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.PosixServer;

/** Starts programs of the guest on host streams. */
final class Programs {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Executor WAITER = work -> Thread.ofVirtual().start(work);

    private final Machine machine;
    private final Consoles consoles;

    Programs(Machine machine, Consoles consoles) {
        this.machine = machine;
        this.consoles = consoles;
    }

    /** Where a program's streams go. */
    record Streams(InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Consoles.Terminal terminal) {}

    /**
     * A program that was started.
     *
     * @param pid     its process id
     * @param console its console
     * @param ended   completed when it has ended and all its output is written
     */
    record Running(int pid, int console, CompletableFuture<ExitStatus> ended) {}

    /**
     * Starts a program.
     *
     * @param words       its name, then its arguments
     * @param environment {@code NAME=value}
     * @throws org.zerobench.api.machine.MachineException when it cannot be started
     */
    Running start(List<String> words, List<String> environment, String directory, Streams streams) {
        int console = consoles.open(streams.in(), streams.out(), streams.err(), streams.terminals(), streams.terminal());
        try {
            int pid = machine.change("start " + String.join(" ", words),
                    () -> machine.posix().spawn(new PosixServer.Program(words.getFirst(), words, environment, directory, console)));
            CompletableFuture<ExitStatus> ended = machine.exitOf(pid).thenApplyAsync(wait -> {
                consoles.close(console);
                return new ExitStatus(pid, wait);
            }, WAITER);
            return new Running(pid, console, ended);
        } catch (RuntimeException e) {
            consoles.close(console);
            throw e;
        }
    }

    /** In deterministic mode the machine runs on until the program has ended; in any other it runs anyway. */
    void runUntilEnd(int pid) {
        machine.chronicle().ifPresent(chronicle -> chronicle.runUntil(machine.exitOf(pid)));
    }

    /** The person pressed Ctrl-C: the terminal's foreground group gets SIGINT, or the program's own where there is none. */
    void interrupt(Running program) {
        machine.press(program.console(), program.pid(), GuestSignals.INT, () -> { });
    }

    /**
     * The person pressed Ctrl-Z: a job that a shell of the guest has put into the foreground gets SIGTSTP.
     *
     * @param otherwise run where there is none
     */
    void suspend(Running program, Runnable otherwise) {
        machine.press(program.console(), program.pid(), GuestSignals.TSTP, otherwise);
    }

    /**
     * What every program finds in its environment, and what was asked for.
     *
     * @param asked    {@code NAME=value}; later ones win
     * @param terminal true when it sits at a terminal
     */
    List<String> environment(List<String> asked, boolean terminal) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", PATH);
        variables.put("HOME", "/");
        if (terminal) {
            variables.put("TERM", machine.option("term").orElse("dumb"));
        }
        for (String entry : asked) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        List<String> list = new ArrayList<>();
        variables.forEach((name, value) -> list.add(name + "=" + value));
        return list;
    }
}
