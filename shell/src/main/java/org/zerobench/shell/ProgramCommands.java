package org.zerobench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/** Commands that run and end programs. */
@Component(service = ProgramCommands.class, property = {
    "osgi.command.scope=zb", "osgi.command.function=run", "osgi.command.function=kill"
})
public final class ProgramCommands {

    static final String RUN = "run [-b] [-d DIR] [-e NAME=VALUE]... PROGRAM [ARG]...: run a program; -b: in the background, without input; -d: its directory; -e: a variable of its environment";
    static final String KILL = "kill [-SIGNAL] PID...: send a signal, TERM if none is named; SIGNAL: a number or a name; -l: all names";

    /** Words that mean themselves, and words that the command processor takes for numbers. */
    private static final Pattern PLAIN = Pattern.compile("[\\w/.,:+-]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    /** Killed by SIGPIPE: in a pipe whose reader has enough that is how it should be. */
    private static final int BROKEN_PIPE = 128 + 13;

    private final Machine machine;
    private final Programs programs;
    /** Programs in the background, until somebody waits for them. */
    private final Map<Integer, CompletableFuture<ExitStatus>> background = new ConcurrentHashMap<>();

    @Activate
    public ProgramCommands(@Reference Machine machine, @Reference Consoles consoles) {
        this.machine = machine;
        programs = new Programs(machine, consoles);
    }

    /** A program in the background. @param pid its process id @param command what runs */
    public record Started(int pid, String command) implements Shown {
        @Override
        public String show(int columns) {
            return "[" + pid + "] " + command;
        }
    }

    /** @return a {@link Started} in the background, else nothing: what a pipe carries is the program's output alone */
    @Descriptor("run a program")
    public Started run(CommandSession session, @Descriptor(RUN) String... words) throws InterruptedException {
        Process process = Process.Utils.current();
        Arguments arguments = new Arguments(RUN, List.of("-b", "-d=", "-e="), words);
        List<String> command = verbatim(process.job().command(), arguments.rest(1, Integer.MAX_VALUE));
        Station station = session.get(Station.KEY) instanceof Station here ? here : null;
        boolean aside = arguments.has("-b");
        boolean terminal = station != null && !aside && station.terminals().contains(0) && process.isTty(0);
        InputStream input = aside ? InputStream.nullInputStream() : station != null && process.isTty(0) ? station.input() : process.in();
        if (terminal) {
            station.lineMode(true);
        }
        Relay relay = new Relay();
        Programs.Running program;
        try {
            program = programs.start(command, programs.environment(arguments.values("-e"), terminal), arguments.value("-d", "/"),
                    streams(station, process, input, relay, aside));
        } catch (MachineException e) {
            close(input);
            throw e;
        }
        if (aside) {
            background.put(program.pid(), program.ended());
            relay.aside(program.ended());
            return new Started(program.pid(), String.join(" ", command));
        }
        try {
            ExitStatus status = foreground(station, program, relay);
            boolean nobodyReads = status.code() == BROKEN_PIPE && !process.isTty(1);
            if (!nobodyReads) {
                requireSuccess(command.getFirst(), status);
            }
            return null;
        } finally {
            close(input);
        }
    }

    private static Programs.Streams streams(Station station, Process process, InputStream input, Relay relay, boolean aside) {
        Set<Integer> terminals = new HashSet<>();
        if (station != null) {
            for (int stream : station.terminals()) {
                if (process.isTty(stream) && !(aside && stream == 0)) {
                    terminals.add(stream);
                }
            }
        }
        OutputStream out = station != null && process.isTty(1) ? station.out() : relay.to(process.out());
        OutputStream err = station != null && process.isTty(2) ? station.err() : relay.to(process.err());
        return new Programs.Streams(input, out, err, terminals, station == null || aside ? Consoles.Terminal.NONE : station);
    }

    /** Waits with Ctrl-C meant for the program. */
    private ExitStatus foreground(Station station, Programs.Running program, Relay relay) throws InterruptedException {
        if (station != null) {
            station.onInterrupt(() -> programs.interrupt(program));
        }
        programs.runUntilEnd(program.pid());
        try {
            return relay.until(program.ended());
        } catch (ExecutionException e) {
            throw new MachineException(program.pid() + " is lost: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            programs.interrupt(program);
            throw e;
        } finally {
            if (station != null) {
                station.onInterrupt(null);
                station.restore();
            }
        }
    }

    private static void requireSuccess(String name, ExitStatus status) {
        if (status.code() != 0) {
            throw new MachineException(name + ": " + status.complaint());
        }
    }

    private static void close(InputStream input) {
        try {
            input.close();
        } catch (IOException e) {
            // Closing a lease cannot fail; a pipe's end is the pipe's business.
        }
    }

    /**
     * The command processor makes numbers of words that look like some: {@code 007} comes as 7. A program must get what was
     * typed.
     *
     * @param line  the command as typed
     * @param words its last words, as they came
     */
    static List<String> verbatim(CharSequence line, List<String> words) {
        try {
            Parser parser = new Parser(line);
            parser.program();
            for (Parser.Statement statement : parser.statements()) {
                List<String> typed = statement.tokens().stream().map(Object::toString).toList();
                if (typed.getFirst().endsWith("run") && typed.size() > words.size()) {
                    List<String> result = restored(typed.subList(typed.size() - words.size(), typed.size()), words);
                    if (result != null) {
                        return result;
                    }
                }
            }
        } catch (RuntimeException e) {
            // What cannot be parsed again stays as it came.
        }
        return words;
    }

    /** The words with numbers as typed; null when something else came than was typed. */
    private static List<String> restored(List<String> typed, List<String> words) {
        List<String> result = new ArrayList<>(words);
        for (int i = 0; i < words.size(); i++) {
            if (NUMBER.matcher(typed.get(i)).matches()) {
                if (Double.parseDouble(typed.get(i)) != value(words.get(i))) {
                    return null;
                }
                result.set(i, typed.get(i));
            } else if (PLAIN.matcher(typed.get(i)).matches() && !typed.get(i).equals(words.get(i))) {
                return null;
            }
        }
        return result;
    }

    private static double value(String word) {
        return NUMBER.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
    }

    @Descriptor("send a signal to programs")
    public Object kill(@Descriptor(KILL) String... words) {
        if (words.length == 1 && words[0].equals("-l")) {
            return String.join(" ", GuestSignals.names());
        }
        boolean named = words.length > 0 && words[0].startsWith("-") && GuestSignals.number(words[0].substring(1)) >= 0;
        int signal = named ? GuestSignals.number(words[0].substring(1)) : GuestSignals.TERM;
        Arguments arguments = new Arguments(KILL, List.of(), named ? Arrays.copyOfRange(words, 1, words.length) : words);
        for (String word : arguments.rest(1, Integer.MAX_VALUE)) {
            int pid = arguments.number(word);
            if (machine.change("kill -" + signal + " " + pid, () -> machine.posix().signal(pid, signal)) != 0) {
                throw new MachineException("no program " + pid + " runs (see ps)");
            }
        }
        return null;
    }

    /** Programs in the background that nobody has waited for, in order. */
    List<Integer> background() {
        return background.keySet().stream().sorted().toList();
    }

    /**
     * Waits until a program in the background has ended.
     *
     * @return false when {@code pid} was not run in the background here
     * @throws MachineException when it failed
     */
    boolean await(int pid) throws InterruptedException {
        CompletableFuture<ExitStatus> ended = background.get(pid);
        if (ended == null) {
            return false;
        }
        programs.runUntilEnd(pid);
        try {
            ExitStatus status = ended.get();
            background.remove(pid);
            requireSuccess("program " + pid, status);
            return true;
        } catch (ExecutionException e) {
            throw new MachineException(pid + " is lost: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
