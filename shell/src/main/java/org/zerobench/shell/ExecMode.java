package org.zerobench.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/**
 * Runs the one program that {@code zb.exec.arg.*} name on the process's own streams, byte for byte, and ends the JVM with
 * its status.
 */
@Component(service = {}, immediate = true)
public final class ExecMode {

    private static final int CANNOT_RUN = 127;
    /** So many unanswered Ctrl-C end the JVM. */
    private static final int PATIENCE = 3;
    private static final int INTERRUPTED = 130;

    private final BundleContext context;
    private final Machine machine;
    private final Programs programs;

    @Activate
    public ExecMode(BundleContext context, @Reference Machine machine, @Reference Consoles consoles) {
        this.context = context;
        this.machine = machine;
        programs = new Programs(machine, consoles);
        if ("exec".equals(context.getProperty("zb.mode"))) {
            Thread.ofPlatform().name("exec").start(() -> Ending.exit(context, run()));
        }
    }

    private int run() {
        try (Station station = new Station(Station.terminals(context.getProperty("zb.tty")))) {
            String environment = context.getProperty("zb.env");
            List<String> asked = environment == null ? List.of() : environment.lines().toList();
            boolean terminal = station.terminals().contains(0);
            Programs.Running program = programs.start(words(), programs.environment(asked, terminal), "/",
                    new Programs.Streams(station.input(), station.out(), station.err(), station.terminals(), station));
            programs.runUntilEnd(program.pid());
            if (terminal && machine.option("replay").isEmpty()) {
                forwardInterrupts(program);
                Signals.register("TSTP", () -> programs.suspend(program, ExecMode::stopHere));
            }
            return program.ended().join().code();
        } catch (MachineException e) {
            System.err.println("workbench: " + e.getMessage());
            return CANNOT_RUN;
        } catch (CompletionException e) {
            return CANNOT_RUN; // the machine itself has said why
        }
    }

    private List<String> words() {
        int count = Integer.parseInt(context.getProperty("zb.exec.argc"));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(context.getProperty("zb.exec.arg." + i));
        }
        return words;
    }

    /** What Ctrl-Z does to a process that knows nothing of it: the host's shell goes on. */
    private static void stopHere() {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start();
        } catch (IOException e) {
            // A host without kill(1) has no job control either.
        }
    }

    /** Ctrl-C at the terminal is the program's. Without a terminal the signal was sent to this process and ends it. */
    private void forwardInterrupts(Programs.Running program) {
        AtomicInteger unanswered = new AtomicInteger();
        Signals.register("INT", () -> {
            if (unanswered.incrementAndGet() > PATIENCE) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            programs.interrupt(program);
            machine.post(() -> unanswered.set(0));
        });
    }
}
