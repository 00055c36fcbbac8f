package org.zerobench.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Swaps;
import org.zerobench.launcher.Workbench;

/**
 * The distribution's workbench inside this JVM, booted and waiting: the same bundles, the same launcher. The API's classes
 * are this class path's, so that its services can be used from here. It ends with the JVM.
 */
final class RunningMachine {

    /** Options of the JVM, as the workbench has them. */
    static final String GC = "-XX:+UseSerialGC";
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    /** Code waits for its compiler, so that rounds of warming up are enough on a busy host too. */
    static final String BATCH = "-Xbatch";

    /** A container's console. */
    private static final String LINE = "uart0";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final BundleContext context;
    private final Machine machine;
    private final Consoles consoles;
    private final long thread;

    /**
     * Boots a machine.
     *
     * @param options as the launcher passes them to the bundles, {@code zb.ram} …
     */
    RunningMachine(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(options);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Stream.of(Machine.class, Kernel.class, HeapServer.class, Pager.class,
                PosixServer.class, Swaps.class).map(type -> type.getPackageName() + ";version=1.0").collect(Collectors.joining(",")));
        try {
            context = Workbench.start(home(), factory(), properties).context();
        } catch (IOException | BundleException e) {
            throw new IllegalStateException("the workbench does not start; 'mvn package' builds it", e);
        }
        machine = service(Machine.class);
        consoles = service(Consoles.class);
        thread = machine.call(() -> Thread.currentThread().threadId());
    }

    /** The distribution beside this module, or the one named by {@code zb.home}. */
    static Path home() {
        String named = System.getProperty("zb.home");
        if (named != null) {
            return Path.of(named);
        }
        try {
            Path classes = Path.of(RunningMachine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return classes.getParent().resolve("../../dist/target/zerobench").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnectFrameworkFactory factory() {
        return ServiceLoader.load(ConnectFrameworkFactory.class).findFirst().orElseThrow();
    }

    Machine machine() {
        return machine;
    }

    <T> T service(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        if (reference == null) {
            throw new IllegalStateException("no " + type.getSimpleName() + " in the workbench");
        }
        return context.getService(reference);
    }

    /** What the machine thread has used of a processor until now, in nanoseconds: what others use does not count. */
    long processorNanos() {
        return THREADS.getThreadCpuTime(thread);
    }

    /** Starts a program whose streams are a {@link Dialogue}. @param words its name, then its arguments */
    Dialogue start(String... words) {
        Dialogue dialogue = new Dialogue();
        start(dialogue.input(), dialogue.output(), words).thenAccept(dialogue::ended);
        return dialogue;
    }

    /** Starts the benches' container; {@link #stopContainer} ends it. */
    Dialogue startContainer(ContainerFigure figure, int operations) {
        Panel panel = service(Panel.class);
        Dialogue dialogue = new Dialogue(question -> panel.send(LINE, new byte[] {(byte) question}));
        panel.listen(LINE, dialogue.output());
        service(ContainerLoader.class).boot(home().resolve("../../../guest/container/bench/bench.yaml"));
        panel.send(LINE, (figure.ordinal() + "\n" + operations + "\n").getBytes(StandardCharsets.US_ASCII));
        return dialogue;
    }

    void stopContainer() {
        service(ContainerLoader.class).stop(0);
    }

    /** Runs a program to its end, its output thrown away. @throws IllegalStateException when its status is not 0 */
    void run(String... words) {
        int status = start(InputStream.nullInputStream(), OutputStream.nullOutputStream(), words).join();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", words) + " ended with wait status " + status);
        }
    }

    private CompletableFuture<Integer> start(InputStream in, OutputStream out, String... words) {
        int console = consoles.open(in, out, System.err, Set.of(), Consoles.Terminal.NONE);
        int pid = machine.call(() -> machine.posix().spawn(new PosixServer.Program(words[0], List.of(words), List.of(), "/", console)));
        return machine.exitOf(pid);
    }
}
