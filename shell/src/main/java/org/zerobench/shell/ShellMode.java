package org.zerobench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.utils.Signals;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.Swaps;

/**
 * Gives commands as {@code zb.mode} says: {@code shell} from the person at the terminal (or from a pipe), {@code command}
 * from {@code zb.command}, {@code script} from the file {@code zb.script}; then ends the JVM. The commands themselves are
 * mandatory references, so that none is missing when the first is given.
 */
@Component(service = {}, immediate = true)
public final class ShellMode {

    private static final String WELCOME = "Zerobench: an ARM machine of replaceable parts. 'run /bin/hello' greets, 'help' lists the commands, 'exit' leaves.";

    /** Values of TERM that promise nothing. */
    private static final Set<String> PLAIN = Set.of("", "dumb");

    private final BundleContext context;
    private final CommandProcessor processor;
    private final Machine machine;
    private final Swaps swaps;

    @Activate
    public ShellMode(BundleContext context, @Reference CommandProcessor processor, @Reference Machine machine, @Reference Swaps swaps,
            @Reference MachineCommands machineCommands, @Reference ProgramCommands programCommands, @Reference WaitCommand waitCommand,
            @Reference SwapCommands swapCommands, @Reference AdvanceCommand advanceCommand,
            @Reference ContainerCommands containerCommands, @Reference HelpCommand helpCommand) {
        this.context = context;
        this.processor = processor;
        this.machine = machine;
        this.swaps = swaps;
        String mode = context.getProperty("zb.mode");
        if (mode != null && !mode.equals("exec") && !mode.equals("container")) {
            Thread.ofPlatform().name("shell").start(() -> Ending.exit(context, run(mode)));
        }
    }

    private int run(String mode) {
        try (Station station = new Station(Station.terminals(context.getProperty("zb.tty")))) {
            // Answered when the machine has booted: before, nothing is in use.
            machine.call(() -> true);
            List<String> logged = machine.chronicle().map(Chronicle::commands).orElse(null);
            return logged != null ? again(station, logged) : switch (mode) {
                case "command" -> batch(station, context.getProperty("zb.command"));
                case "script" -> batch(station, Files.readString(Path.of(context.getProperty("zb.script"))));
                case "shell" -> shell(station);
                default -> throw new MachineException("no mode '" + mode + "': shell, command, script or exec");
            };
        } catch (MachineException | IOException e) {
            System.err.println("workbench: " + e.getMessage());
            return 1;
        }
    }

    private Commander commander(Station station) {
        return new Commander(processor, station, statement -> machine.chronicle().ifPresent(chronicle -> chronicle.command(statement)));
    }

    /** The commands of a log, in a replay. */
    private int again(Station station, List<String> commands) {
        try (Commander commander = commander(station)) {
            int status = 0;
            for (String command : commands) {
                status = commander.execute(command) ? 0 : 1;
            }
            return status;
        }
    }

    private int batch(Station station, String text) {
        try (Commander commander = commander(station)) {
            return new Batch(commander).run(text);
        }
    }

    /** A terminal that can do nothing: the host edits the line, and gives it when it is whole. */
    private int plainShell(Station station) throws IOException {
        try (Commander commander = commander(station)) {
            Signals.register("INT", () -> {
                if (!commander.interrupt()) {
                    commander.out().print("\n" + Prompt.PROMPT);
                }
            });
            commander.out().println(WELCOME);
            new Batch(commander).lines(station.input(), Prompt.PROMPT);
            return 0;
        }
    }

    private int shell(Station station) throws IOException {
        if (!station.interactive()) {
            try (Commander commander = commander(station)) {
                return new Batch(commander).lines(station.input(), "");
            }
        }
        if (PLAIN.contains(System.getenv().getOrDefault("TERM", ""))) {
            return plainShell(station);
        }
        station.keysByTerminal();
        try (Commander commander = commander(station)) {
            commander.out().println(WELCOME);
            new Prompt(station, commander, new Completion(machine, swaps, commander.session())).run();
            return 0;
        }
    }
}
