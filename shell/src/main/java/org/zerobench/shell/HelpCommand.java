package org.zerobench.shell;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.zerobench.api.machine.MachineException;

/** {@code help}: the machine's commands by what they are for, and the framework's by name. */
@Component(service = HelpCommand.class, property = {"osgi.command.scope=zb", "osgi.command.function=help"})
public final class HelpCommand {

    static final String HELP = "help [COMMAND]: what commands there are; COMMAND: how that one is typed";

    private static final String SCOPE = "zb:";
    private static final List<Usage> LOOKING = usages(MachineCommands.PS, MachineCommands.THREADS, MachineCommands.SPACES, MachineCommands.CAPS,
            MachineCommands.MAPS, MachineCommands.FRAMES, MachineCommands.HEAP, MachineCommands.FDS, MachineCommands.CPU, MachineCommands.TRACE,
            MachineCommands.MISSED, MachineCommands.OPTIONS, ExamineCommand.X);
    private static final List<Usage> PROGRAMS = usages(ProgramCommands.RUN, WaitCommand.WAIT, ProgramCommands.KILL, AdvanceCommand.ADVANCE);
    private static final List<Usage> CONTAINERS = usages(ContainerCommands.CONTAINER);
    private static final List<Usage> BOARD = usages(DeviceCommands.DEVICES, UartCommand.UART, DeviceCommands.KMI, DeviceCommands.DISPLAY);
    private static final List<Usage> SWAPPING = usages(SwapCommands.USE, SwapCommands.SWAPS);

    private static List<Usage> usages(String... lines) {
        return Stream.of(lines).map(Usage::new).toList();
    }

    /** All commands at a glance. @param others names of the framework's commands by scope */
    public record Overview(Map<String, TreeSet<String>> others) implements Shown {
        @Override
        public String show(int columns) {
            StringBuilder text = new StringBuilder();
            group(text, "Looking", LOOKING);
            group(text, "Programs", PROGRAMS);
            group(text, "Swapping", SWAPPING);
            group(text, "Containers", CONTAINERS);
            group(text, "Devices", BOARD);
            text.append("Of the framework\n");
            others.forEach((scope, names) -> text.append("  ").append(scope).append(": ").append(String.join(" ", names)).append('\n'));
            text.append("COMMAND --help or help COMMAND says more; exit leaves");
            return Units.wrap(text.toString(), columns);
        }

        private static void group(StringBuilder text, String title, List<Usage> usages) {
            text.append(title).append('\n');
            usages.forEach(usage -> text.append(usage.entry()).append('\n'));
        }
    }

    @Descriptor("what commands there are")
    public Object help(CommandSession session, @Descriptor(HELP) String... words) throws Exception {
        List<String> wanted = new Arguments(HELP, List.of(), words).rest(0, 1);
        Map<String, TreeSet<String>> others = others(session);
        if (wanted.isEmpty()) {
            return new Overview(others);
        }
        String name = wanted.getFirst();
        String ours = name.startsWith(SCOPE) ? name.substring(SCOPE.length()) : name;
        Usage usage = Stream.of(LOOKING, PROGRAMS, SWAPPING, CONTAINERS, BOARD, usages(HELP)).flatMap(List::stream).filter(u -> u.name().equals(ours)).findFirst().orElse(null);
        if (usage != null) {
            return usage;
        }
        String plain = name.substring(name.indexOf(':') + 1);
        if (others.values().stream().noneMatch(names -> names.contains(plain))) {
            throw new MachineException("no command '" + name + "' (see help)");
        }
        // Gogo's own commands explain themselves, those of bundles are described by annotations.
        return session.execute(others.getOrDefault("gogo", new TreeSet<>()).contains(plain) ? plain + " --help" : "felix:help " + name);
    }

    private static Map<String, TreeSet<String>> others(CommandSession session) {
        Map<String, TreeSet<String>> others = new TreeMap<>();
        if (session.get(".commands") instanceof Collection<?> all) {
            for (Object each : all) {
                String name = each.toString();
                int colon = name.indexOf(':');
                if (colon > 0 && !name.startsWith(SCOPE)) {
                    others.computeIfAbsent(name.substring(0, colon), scope -> new TreeSet<>()).add(name.substring(colon + 1));
                }
            }
        }
        return others;
    }
}
