package org.zerobench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;

/** {@code uart}: the person's end of the board's serial lines. */
@Component(service = UartCommand.class, property = {"osgi.command.scope=zb", "osgi.command.function=uart"})
public final class UartCommand {

    static final String UART = "uart [N [send TEXT...]]: serial lines; N: shows what one sends and sends it what is typed, until Ctrl-] or Ctrl-C; "
            + "send: only sends a text, \\n is a new line";

    private static final int CHUNK = 1 << 10;
    /** Ctrl-C and Ctrl-], where the terminal does not make signals of them. */
    private static final List<Integer> LEAVE = List.of(0x03, 0x1D);

    private final Machine machine;
    private final Panel panel;

    @Activate
    public UartCommand(@Reference Machine machine, @Reference Panel panel) {
        this.machine = machine;
        this.panel = panel;
    }

    @Descriptor("serial lines of the board")
    public Object uart(CommandSession session, @Descriptor(UART) String... words) throws InterruptedException {
        Arguments arguments = new Arguments(UART, List.of(), words);
        List<String> rest = arguments.rest();
        if (rest.isEmpty()) {
            return Rows.of(machine.call(() -> machine.devices().stream().filter(device -> panel.lines().contains(device.name()))
                    .sorted(Comparator.comparing(Device::name)).toList()))
                    .text("LINE", Device::name).text("ADDRESS", d -> Units.hex(d.base()));
        }
        String line = rest.getFirst().startsWith("uart") ? rest.getFirst() : "uart" + rest.getFirst();
        if (!panel.lines().contains(line)) {
            throw arguments.wrong("no serial line '" + line + "' (" + String.join(", ", panel.lines()) + ")");
        }
        if (rest.size() == 1) {
            attach(session, line);
        } else if (rest.get(1).equals("send")) {
            arguments.rest(3, Integer.MAX_VALUE);
            panel.send(line, DeviceCommands.text(rest.subList(2, rest.size())).getBytes(StandardCharsets.UTF_8));
        } else {
            throw arguments.wrong("uart cannot '" + rest.get(1) + "'");
        }
        return null;
    }

    /** Connects the line with the session's streams until the person leaves or the input ends. */
    private void attach(CommandSession session, String line) throws InterruptedException {
        Process process = Process.Utils.current();
        Station station = session.get(Station.KEY) instanceof Station here ? here : null;
        boolean keys = station != null && station.terminals().contains(0) && process.isTty(0);
        InputStream input = station != null && process.isTty(0) ? station.input() : process.in();
        if (SerialInput.comesFirst(machine, keys)) {
            SerialInput.sendAll(machine, panel, line, input);
            close(input);
            return;
        }
        boolean logged = SerialInput.isLogged(machine);
        Relay relay = new Relay();
        OutputStream out = station != null && process.isTty(1) ? station.out() : relay.to(process.out());
        CompletableFuture<Void> left = new CompletableFuture<>();
        if (station != null) {
            station.onInterrupt(() -> leave(left));
        }
        if (keys && !logged) {
            station.lineMode(false);
        }
        try {
            // Not here: what the line has sent already may have to go through this thread.
            Thread.ofVirtual().start(() -> {
                try {
                    panel.listen(line, out);
                    machine.chronicle().ifPresent(chronicle -> chronicle.runUntil(left));
                    if (!logged) {
                        feed(input, line, keys);
                        leave(left);
                    }
                } catch (RuntimeException e) {
                    left.completeExceptionally(e);
                }
            });
            // what was sent until then is still to be shown
            relay.until(left.whenCompleteAsync((nothing, failure) -> panel.listen(line, null), work -> Thread.ofVirtual().start(work)));
        } catch (InterruptedException e) {
            panel.listen(line, null);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MachineException said ? said : new MachineException(line + " is lost: " + e.getCause(), e.getCause());
        } finally {
            close(input);
            if (station != null) {
                station.onInterrupt(null);
                station.restore();
            }
            if (keys) {
                process.out().println(); // the line may have stopped in the middle of one
            }
        }
    }

    /** The person wants no more. In deterministic mode that is the end of a run, which has its place in the log. */
    private void leave(CompletableFuture<Void> left) {
        machine.chronicle().ifPresentOrElse(Chronicle::halt, () -> left.complete(null));
    }

    private void feed(InputStream input, String line, boolean keys) {
        byte[] bytes = new byte[CHUNK];
        try {
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                int end = keys ? leaving(bytes, count) : count;
                panel.send(line, Arrays.copyOf(bytes, end));
                if (end < count) {
                    break;
                }
            }
        } catch (IOException e) {
            // an input that fails is at its end
        }
    }

    /** Where the first key stands that leaves; {@code count} when there is none. */
    private static int leaving(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (LEAVE.contains((int) bytes[i])) {
                return i;
            }
        }
        return count;
    }

    private static void close(InputStream input) {
        try {
            input.close();
        } catch (IOException e) {
            // Closing a lease cannot fail; a pipe's end is the pipe's business.
        }
    }
}
