package org.zerobench.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Swaps;

/** A workbench in deterministic mode inside this JVM, whose API it shares: many of them in turn cost less than many processes. */
final class CountedMachine implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final BundleContext context;
    final Machine machine;
    final Swaps swaps;
    final Panel panel;
    final ContainerLoader loader;
    private final Consoles consoles;
    private final List<Integer> pids = new ArrayList<>();
    private final List<CompletableFuture<Integer>> programs = new ArrayList<>();
    private final List<Screen> screens = new ArrayList<>();
    private String hash;

    /** @param options boot options without their {@code zb.} */
    CountedMachine(Map<String, String> options) throws IOException, BundleException {
        Map<String, String> properties = new HashMap<>(Map.of("zb.deterministic", "true", "zb.cpu", "jit", "zb.ram", "16M"));
        options.forEach((name, value) -> properties.put("zb." + name, value));
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Stream.of(Machine.class, Kernel.class, HeapServer.class, Pager.class,
                PosixServer.class, Swaps.class).map(type -> type.getPackageName() + ";version=1.0").collect(Collectors.joining(",")));
        context = org.zerobench.launcher.Workbench.start(Path.of(System.getProperty("zb.home")).toRealPath(),
                ServiceLoader.load(ConnectFrameworkFactory.class).findFirst().orElseThrow(), properties).context();
        machine = service(Machine.class);
        swaps = service(Swaps.class);
        panel = service(Panel.class);
        loader = service(ContainerLoader.class);
        consoles = service(Consoles.class);
    }

    private <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    Chronicle chronicle() {
        return machine.chronicle().orElseThrow();
    }

    /** A program that was started. @param pid its process @param console its console */
    record Program(int pid, int console) {}

    /** Starts a program; it runs when somebody lets the machine run. @param terminals which of its streams are terminals */
    Program start(InputStream input, Set<Integer> terminals, String... words) {
        Screen screen = new Screen();
        screens.add(screen);
        int console = consoles.open(input, screen, screen, terminals, Consoles.Terminal.NONE);
        int pid = machine.change("start " + words[0], () -> machine.posix().spawn(
                new PosixServer.Program(words[0], List.of(words), List.of("PATH=/bin"), "/", console)));
        pids.add(pid);
        programs.add(machine.exitOf(pid).thenApplyAsync(status -> {
            consoles.close(console);
            return status;
        }));
        return new Program(pid, console);
    }

    /** Boots a container and lets the machine run until it has ended; what its serial lines send is output. */
    CompletableFuture<Void> boot(Path manifest) {
        for (String line : panel.lines()) {
            Screen screen = new Screen();
            screens.add(screen);
            panel.listen(line, screen);
        }
        CompletableFuture<Void> end = loader.ended(loader.boot(manifest).getFirst());
        chronicle().runUntil(end);
        return end;
    }

    /** Waits until a container that was booted has ended, or nobody lets the machine run any more. */
    void await(CompletableFuture<Void> end) throws InterruptedException, ExecutionException, TimeoutException {
        end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        hash = chronicle().hash() + " after " + chronicle().instructions();
        panel.lines().forEach(line -> panel.listen(line, null));
    }

    /** Lets the machine run until all programs have ended. @return their wait statuses */
    List<Integer> finish() throws InterruptedException, ExecutionException, TimeoutException {
        chronicle().runUntil(CompletableFuture.allOf(pids.stream().map(machine::exitOf).toArray(CompletableFuture[]::new)));
        return awaitAll();
    }

    /** Waits for the programs of a machine that somebody has set going. */
    List<Integer> awaitAll() throws InterruptedException, ExecutionException, TimeoutException {
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<Integer> program : programs) {
            statuses.add(program.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        hash = chronicle().hash() + " after " + chronicle().instructions();
        return statuses;
    }

    /** One of the kernel's counters. */
    long counter(String name) {
        return machine.call(() -> machine.kernel().counters()).stream().filter(counter -> counter.name().equals(name)).findFirst().orElseThrow().value();
    }

    /** The trace when the programs had ended. */
    String hash() {
        return hash;
    }

    /** What programs have written, one after the other. */
    String output() {
        return screens.stream().map(Screen::toString).collect(Collectors.joining("---\n"));
    }

    /** Waits until the program that was started last has written a text. */
    void sees(String text) throws InterruptedException {
        screens.getLast().await(text);
    }

    /** Waits until a serial line has sent a text. @param number of the line */
    void hears(int number, String text) throws InterruptedException {
        screens.get(number).await(text);
    }

    /** What a program writes. */
    private static final class Screen extends OutputStream {
        private final StringBuilder text = new StringBuilder();

        @Override
        public synchronized void write(int value) {
            text.append((char) (value & 0xFF));
            notifyAll();
        }

        synchronized void await(String wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (text.indexOf(wanted) < 0 && System.nanoTime() < end) {
                wait(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            }
            assertTrue("'" + wanted + "' never seen, but\n" + text, text.indexOf(wanted) >= 0);
        }

        @Override
        public synchronized String toString() {
            return text.toString();
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        var framework = (org.osgi.framework.launch.Framework) context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        framework.stop();
        framework.waitForStop(0);
    }
}
