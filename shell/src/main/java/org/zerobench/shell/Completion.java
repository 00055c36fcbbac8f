package org.zerobench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;

/** What the TAB key offers: commands, and behind each of ours what makes sense there. */
final class Completion implements Completer {

    private final Machine machine;
    private final Swaps swaps;
    private final CommandSession session;

    Completion(Machine machine, Swaps swaps, CommandSession session) {
        this.machine = machine;
        this.swaps = swaps;
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = statement(line.line().substring(0, line.cursor()));
        try {
            for (String text : offers(words)) {
                boolean folder = text.endsWith("/");
                candidates.add(new Candidate(text, text, null, null, null, null, !folder));
            }
        } catch (MachineException e) {
            // The machine is off: nothing to offer.
        }
    }

    /** The words of the statement that the cursor is in, the last one unfinished (empty after a blank). */
    static List<String> statement(String line) {
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            if (";|{(".indexOf(line.charAt(i)) >= 0) {
                start = i + 1;
            }
        }
        String text = line.substring(start).stripLeading();
        return List.of(text.split("\\s+", -1));
    }

    Collection<String> offers(List<String> words) {
        if (words.size() == 1) {
            return commands();
        }
        String command = words.getFirst().replaceFirst("^zb:", "").replaceFirst("^x/.*", "x");
        boolean option = words.getLast().startsWith("-") && (words.size() == 2 || words.get(words.size() - 2).startsWith("-"));
        return option ? options(command) : wordsOf(command, words);
    }

    private static Collection<String> options(String command) {
        List<String> options = new ArrayList<>(List.of("--help"));
        options.addAll(switch (command) {
            case "run" -> List.of("-b", "-d", "-e");
            case "kill" -> Stream.concat(Stream.of("-l"), GuestSignals.names().stream().map(name -> "-" + name)).toList();
            case "maps" -> List.of("-p", "-s");
            case "heap" -> List.of("-s");
            case "x" -> List.of("-s", "-t");
            case "use" -> List.of("-n");
            case "swaps" -> List.of("-a", "-s");
            case "trace" -> List.of("-r");
            default -> List.of();
        });
        return options;
    }

    private Collection<String> wordsOf(String command, List<String> words) {
        return switch (command) {
            case "use" -> use(words);
            case "run" -> programs(words.getLast());
            case "kill", "maps", "heap", "fds", "wait" -> pids();
            case "x" -> words.size() == 2 ? pids() : List.of("pc", "sp");
            case "threads" -> machine.call(() -> machine.kernel().spaces()).stream().map(s -> Integer.toString(s.spid())).toList();
            case "container" -> container(words);
            case "devices" -> words.size() == 2 ? devices() : List.of();
            case "uart" -> words.size() == 2 ? devices().stream().filter(name -> name.startsWith("uart")).toList() : List.of("send");
            case "kmi" -> words.size() == 2 ? DeviceCommands.VERBS : List.of();
            case "help" -> commands();
            default -> List.of();
        };
    }

    private Collection<String> commands() {
        Set<String> names = new TreeSet<>(List.of("exit"));
        if (session.get(".commands") instanceof Collection<?> all) {
            for (Object each : all) {
                String name = each.toString();
                names.add(name.substring(name.indexOf(':') + 1));
            }
        }
        names.remove(ExamineCommand.DEFAULT);
        names.addAll(ExamineCommand.FORMATS);
        return names;
    }

    private Collection<String> use(List<String> words) {
        List<String> plain = new ArrayList<>(words.subList(1, words.size()));
        if (plain.getFirst().equals("-n")) {
            if (plain.size() == 2) {
                return List.of("10", "100", "1000");
            }
            plain = plain.size() > 2 ? plain.subList(2, plain.size()) : plain;
        }
        if (plain.size() == 1) {
            return Stream.of(Subsystem.values()).map(Subsystem::label).toList();
        }
        String label = plain.getFirst().toUpperCase(Locale.ROOT);
        return swaps.candidates().stream().filter(c -> c.subsystem().name().equals(label)).map(Swaps.Candidate::policy).toList();
    }

    private Collection<String> container(List<String> words) {
        if (words.size() == 2) {
            return ContainerCommands.VERBS;
        }
        return switch (words.get(1)) {
            case "boot" -> files(words.getLast());
            case "stop", "show" -> machine.call(() -> machine.kernel().containers()).stream().map(c -> Integer.toString(c.id())).toList();
            default -> List.of();
        };
    }

    /** Files of the host. */
    private static Collection<String> files(String word) {
        String folder = word.substring(0, word.lastIndexOf('/') + 1);
        Set<String> found = new TreeSet<>();
        list(Path.of(folder.isEmpty() ? "." : folder), folder, found);
        return found;
    }

    private Collection<String> devices() {
        return machine.call(() -> machine.devices().stream().map(Device::name).toList());
    }

    private Collection<String> pids() {
        return machine.call(() -> machine.posix().processes()).stream().map(p -> Integer.toString(p.pid())).toList();
    }

    /** Programs in the folders that the host knows: the root's, and the built-in ones in /bin. */
    private Collection<String> programs(String word) {
        String path = word.startsWith("/") ? word : "/bin/" + word;
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Set<String> found = new TreeSet<>();
        machine.option("root").ifPresent(root -> list(Path.of(root + folder), folder, found));
        if (folder.equals("/bin/")) {
            machine.option("guest").ifPresent(guest -> list(Path.of(guest), folder, found));
        } else if (folder.equals("/")) {
            found.add("/bin/");
        }
        return found;
    }

    private static void list(Path host, String folder, Set<String> found) {
        try (Stream<Path> files = Files.list(host)) {
            files.forEach(file -> found.add(folder + file.getFileName() + (Files.isDirectory(file) ? "/" : "")));
        } catch (IOException e) {
            // No such folder: nothing to offer.
        }
    }
}
