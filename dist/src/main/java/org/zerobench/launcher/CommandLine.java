package org.zerobench.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zerobench.launcher.Invocation.Task;

/**
 * Reads the command line. Options of the machine may stand before the verb or, as is usual, after {@code exec}; the
 * program's own arguments start at the first word that is no option, or after {@code --}.
 */
final class CommandLine {

    /** What {@code --help} prints. */
    static final String HELP = """
            usage: workbench [OPTION]…                            a shell on a booted machine
                   workbench [OPTION]… -c 'COMMAND; …'            run shell commands, then leave
                   workbench [OPTION]… script FILE                the same from a file
                   workbench exec [OPTION]… -- PROGRAM [ARG]…     one ARM program: its input, output and exit status
                   workbench container MANIFEST.yaml [OPTION]…    the containers of a manifest, until no thread is left
                   workbench --replay LOG                         what was logged, once more

              --root DIR          a host folder as the guest's /; writes stay in memory …
              --writable          … unless they are let through
              --env NAME=VALUE    set a variable for the program; may be repeated
              --ram SIZE          4M to 256M
              --allocator POLICY  first-fit, best-fit, tlsf, or what is in deploy/
              --pager POLICY      fifo, clock, aging, …
              --cpu POLICY        unicorn, jit, …
              --seconds N         container: N seconds at most
              --uart N            container: the serial line that gets the input, 0 (if nothing is said) to 3
              --deterministic     time is instructions executed; the same run is the same, bit for bit (--cpu jit)
              --log FILE          the same, and all that comes from outside goes to a file, for --replay
              --hash              show the trace's hash at the end
              -DNAME=VALUE        a Java system property

            Exit status: the program's (128 + signal if one killed it); of shell commands 0, or 1 at the first that
            fails; 2 for a command line that cannot be understood.
            """;

    /** Goes with every usage error, in its line. */
    static final String USAGE =
            "usage: workbench [-c COMMANDS | script FILE | exec [OPTION]… -- PROGRAM [ARG]… | container MANIFEST.yaml]; more: workbench --help";

    /** Options without a value. */
    private static final Set<String> FLAGS = Set.of("--writable", "--deterministic", "--hash");

    private final Deque<String> words;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> system = new LinkedHashMap<>();
    private final List<String> environment = new ArrayList<>();

    private CommandLine(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /**
     * @param words the arguments of {@code main}
     * @throws UsageException when they make no sense
     */
    static Invocation parse(List<String> words) {
        var line = new CommandLine(words);
        Task task = line.task();
        if (line.options.containsKey("zb.replay") && !(task instanceof Task.Shell)) {
            throw new UsageException("--replay takes the commands, too, from the log");
        }
        if (!line.environment.isEmpty()) {
            line.options.put("zb.env", String.join("\n", line.environment));
        }
        return new Invocation(task, line.options, line.system);
    }

    private Task task() {
        takeOptions();
        String verb = words.poll();
        return switch (verb) {
            case null -> new Task.Shell();
            case "-h", "--help", "help" -> new Task.Help();
            case "-c" -> lastOf(new Task.Command(value("-c", "the commands")));
            case "script" -> lastOf(new Task.Script(existing("script", value("script", "a file"))));
            case "exec" -> exec();
            case "container" -> container();
            case "--" -> throw new UsageException("'--' belongs after exec");
            default -> throw new UsageException("unknown word '" + verb + "'");
        };
    }

    private Task exec() {
        takeOptions();
        if ("--".equals(words.peek())) {
            words.remove();
        } else if (words.peek() != null && words.peek().startsWith("-")) {
            throw new UsageException("exec: unknown option '" + words.peek() + "'");
        }
        if (words.isEmpty()) {
            throw new UsageException("exec: which program?");
        }
        return new Task.Exec(List.copyOf(words));
    }

    private Task container() {
        String manifest = null;
        int seconds = 0;
        int uart = 0;
        for (takeOptions(); !words.isEmpty(); takeOptions()) {
            String word = words.poll();
            switch (word) {
                case "--seconds" -> seconds = number(word, 1, 1_000_000);
                case "--uart" -> uart = number(word, 0, 3);
                default -> {
                    if (manifest != null || word.startsWith("-")) {
                        throw new UsageException("container: " + (word.startsWith("-") ? "unknown option '" : "one manifest, not also '") + word + "'");
                    }
                    manifest = existing("container", word);
                }
            }
        }
        if (manifest == null) {
            throw new UsageException("container: which manifest?");
        }
        return new Task.Container(manifest, seconds, uart);
    }

    private int number(String option, int least, int most) {
        String value = value(option, "a number");
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException(option + " wants a number from " + least + " to " + most + ", not '" + value + "'");
    }

    private void takeOptions() {
        while (words.peek() != null && takeOption(words.peek())) {
            // takeOption consumed one
        }
    }

    /** @return true when the next word was an option (and is taken, with its value) */
    private boolean takeOption(String word) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        boolean known = switch (name) {
            case "--root", "--env", "--ram", "--allocator", "--pager", "--cpu", "--log", "--replay" -> true;
            default -> FLAGS.contains(word) || word.startsWith("-D");
        };
        if (!known) {
            return false;
        }
        words.remove();
        if (word.startsWith("-D")) {
            systemProperty(word);
        } else if (FLAGS.contains(word)) {
            options.put("zb." + word.substring(2), "true");
        } else {
            option(name, equals < 0 ? value(name, "a value") : word.substring(equals + 1));
        }
        return true;
    }

    private void option(String name, String value) {
        switch (name) {
            case "--root" -> options.put("zb.root", folder(value));
            case "--ram" -> options.put("zb.ram", Long.toString(Size.ram(value)));
            case "--env" -> environment.add(variable(value));
            case "--log" -> {
                options.put("zb.log", writable(value));
                options.put("zb.deterministic", "true");
            }
            case "--replay" -> options.put("zb.replay", existing("--replay", value));
            default -> options.put("zb." + name.substring(2), policy(name, value));
        }
    }

    private void systemProperty(String word) {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        if (name.isEmpty()) {
            throw new UsageException("-D wants NAME=VALUE");
        }
        system.put(name, equals < 0 ? "" : word.substring(equals + 1));
    }

    private String value(String option, String what) {
        String value = words.poll();
        if (value == null) {
            throw new UsageException(option + ": " + what + " is missing");
        }
        return value;
    }

    private Task lastOf(Task task) {
        if (!words.isEmpty()) {
            throw new UsageException("too many words, from '" + words.peek() + "' on");
        }
        return task;
    }

    private static String policy(String option, String value) {
        if (value.isBlank()) {
            throw new UsageException(option + ": a policy's name is missing");
        }
        return value;
    }

    private static String variable(String value) {
        // One a line is how the properties carry them.
        if (value.indexOf('=') < 1 || value.indexOf('\n') >= 0) {
            throw new UsageException("--env wants NAME=VALUE in one line, not '" + value + "'");
        }
        return value;
    }

    private static String existing(String verb, String file) {
        if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
            throw new UsageException(verb + ": cannot read " + file);
        }
        return Path.of(file).toAbsolutePath().toString();
    }

    private static String writable(String file) {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(Path.of(file)) || !Files.isWritable(Files.exists(Path.of(file)) ? Path.of(file) : folder)) {
            throw new UsageException("--log: cannot write " + file);
        }
        return Path.of(file).toAbsolutePath().toString();
    }

    private static String folder(String name) {
        if (!Files.isDirectory(Path.of(name))) {
            throw new UsageException("--root: " + name + " is not a folder");
        }
        return Path.of(name).toAbsolutePath().normalize().toString();
    }
}
