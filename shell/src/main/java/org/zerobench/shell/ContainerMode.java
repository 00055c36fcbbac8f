package org.zerobench.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;

/**
 * Runs the containers of the manifest that {@code zb.container.manifest} names, with the serial lines on the process's own
 * streams: all that they send goes to the output, the input goes to the one that {@code zb.container.uart} says. Ends the
 * JVM when no thread is left in them or after {@code zb.container.seconds}.
 */
@Component(service = {}, immediate = true)
public final class ContainerMode {

    private static final int CANNOT_RUN = 127;

    private final BundleContext context;
    private final Machine machine;
    private final ContainerLoader loader;
    private final Panel panel;

    @Activate
    public ContainerMode(BundleContext context, @Reference Machine machine, @Reference ContainerLoader loader,
            @Reference Panel panel) {
        this.context = context;
        this.machine = machine;
        this.loader = loader;
        this.panel = panel;
        if ("container".equals(context.getProperty("zb.mode"))) {
            Thread.ofPlatform().name("container").start(() -> Ending.exit(context, run()));
        }
    }

    private int run() {
        try {
            machine.call(() -> true);
            connect("uart" + context.getProperty("zb.container.uart"));
            List<Integer> containers = loader.boot(Path.of(context.getProperty("zb.container.manifest")));
            await(containers, Integer.parseInt(context.getProperty("zb.container.seconds")));
            panel.lines().forEach(line -> panel.listen(line, null));
            return 0;
        } catch (MachineException e) {
            System.err.println("workbench: " + e.getMessage());
            return CANNOT_RUN;
        }
    }

    private void connect(String line) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        panel.lines().forEach(each -> panel.listen(each, out));
        InputStream in = new FileInputStream(FileDescriptor.in);
        if (SerialInput.comesFirst(machine, Station.terminals(context.getProperty("zb.tty")).contains(0))) {
            SerialInput.sendAll(machine, panel, line, in);
        } else if (!SerialInput.isLogged(machine)) {
            Thread.ofPlatform().daemon().name("container-input").start(() -> feed(line, in));
        }
    }

    private void feed(String line, InputStream in) {
        byte[] bytes = new byte[1024];
        try (in) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                panel.send(line, Arrays.copyOf(bytes, count));
            }
        } catch (IOException e) {
            // No input then.
        }
    }

    private void await(List<Integer> containers, int seconds) {
        CompletableFuture<Void> over = CompletableFuture.allOf(containers.stream().map(loader::ended).toArray(CompletableFuture[]::new));
        machine.chronicle().ifPresent(chronicle -> chronicle.runUntil(over));
        try {
            if (seconds == 0 || SerialInput.isLogged(machine)) {
                over.get();
            } else {
                over.get(seconds, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | InterruptedException e) {
            // As asked for; in a log it has its place.
            machine.chronicle().ifPresent(chronicle -> {
                chronicle.halt();
                over.join();
            });
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MachineException said ? said : new MachineException(String.valueOf(e.getCause()), e);
        }
    }
}
