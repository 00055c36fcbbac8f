package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;
import org.zerobench.itests.OnTheWorkbench;

/**
 * Every container of {@code guest/container} prints its page of expected output, one after the other beside a Linux
 * program on one machine, under each of the CPUs. Each gives back all it had.
 */
public class ContainerPagesIT extends OnTheWorkbench {
    private static final String[] PROGRAM = {"/bin/linux-posix-test"};
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final List<String> ALL = List.of("hello", "ipc", "threads", "mutex", "capability", "rights", "exregs", "memory",
            "pager", "cache", "info", "suite", "irq", "isolation", "console", "uart", "keyboard");

    /** What a person does when this container's console ends like this. */
    private static final Map<String, Consumer<Panel>> DEEDS = Map.of(
            "console/type\n", panel -> panel.send("uart0", bytes("abc.")),
            "uart/type on UART1\n", panel -> panel.send("uart1", bytes("abc.")),
            "keyboard/move\n", panel -> panel.mouse(10, 5, 1),
            "keyboard/type\n", panel -> panel.type("abA Zz 19!."));

    @Inject
    private ContainerLoader loader;
    @Inject
    private Panel panel;
    @Inject
    private Machine machine;
    @Inject
    private Consoles consoles;
    @Inject
    private Swaps swaps;
    private Repeated program;

    @Override
    protected Option[] more() {
        return new Option[] {frameworkProperty("zb.test.containers").value(Path.of("../guest/container").toAbsolutePath().normalize().toString())};
    }

    /** All of them while the program runs. */
    @Test
    public void everyContainerPrintsItsPageBesideALinuxProgram() throws Exception {
        String alone = Repeated.alone(machine, consoles, PROGRAM);
        program = new Repeated(machine, consoles, alone, PROGRAM);
        for (String cpu : List.of("unicorn", "jit")) {
            assertTrue(swaps.use(Subsystem.CPU, cpu).accepted());
            for (String name : ALL) {
                check(name);
            }
        }
        program.check();
    }

    private void check(String name) throws Exception {
        Path folder = Path.of(context.getProperty("zb.test.containers"), name);
        String expected = Files.readString(folder.resolve(name + ".expected"));
        String before = machine.call(this::owned);
        var console = new Screen();
        var line = new Screen();
        panel.listen("uart0", console);
        panel.listen("uart1", line);
        List<Integer> ids = loader.boot(folder.resolve(name + ".yaml"));
        try {
            perform(name, expected, console);
        } finally {
            ids.forEach(this::stop);
            panel.listen("uart0", null);
            panel.listen("uart1", null);
        }
        if (!name.equals("hello") || !isShuffled(console.text(), expected.split("(?<=\n)"))) {
            assertEquals(name, expected, console.text());
        }
        assertEquals(name, name.equals("uart") ? "hello\nabc." : "", line.text());
        assertEquals("what " + name + " had", before, machine.call(this::owned));
    }

    /** Whether two lines, and nothing else, were written at the same time, as hello's containers do: a turn may end in a line. */
    private static boolean isShuffled(String text, String[] lines) {
        Set<Integer> ends = Set.of(0); // how much of the first line may have been read so far
        for (int at = 0; at < text.length(); at++) {
            Set<Integer> next = new HashSet<>();
            for (int first : ends) {
                int second = at - first;
                if (first < lines[0].length() && lines[0].charAt(first) == text.charAt(at)) {
                    next.add(first + 1);
                }
                if (second < lines[1].length() && lines[1].charAt(second) == text.charAt(at)) {
                    next.add(first);
                }
            }
            ends = next;
        }
        return text.length() == lines[0].length() + lines[1].length() && !ends.isEmpty();
    }

    /** Watches the console and does what is to be done, until the page is full or the container has ended. */
    private void perform(String name, String expected, Screen console) throws InterruptedException {
        Set<String> done = new HashSet<>();
        long end = System.nanoTime() + LIMIT_NANOS;
        while (console.text().length() < expected.length() && !machine.call(() -> machine.kernel().containers()).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " takes more than a minute; it has printed:\n" + console.text());
            }
            DEEDS.forEach((when, deed) -> {
                if (when.startsWith(name + "/") && console.text().endsWith(when.substring(name.length() + 1)) && done.add(when)) {
                    deed.accept(panel);
                }
            });
            program.keepGoing();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** One that has ended is not there any more. */
    private void stop(int id) {
        try {
            loader.stop(id);
        } catch (MachineException e) {
            assertTrue(e.getMessage(), machine.call(() -> machine.kernel().containers()).stream().noneMatch(c -> c.id() == id));
        }
    }

    /** Everything in the kernel that is not the other programs'. */
    private String owned() {
        var kernel = machine.kernel();
        return kernel.containers() + " " + kernel.threads().stream().filter(thread -> thread.container() < 0x7E).toList() + " "
                + kernel.capabilities().stream().filter(capability -> capability.list().startsWith("container")).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What a serial line has sent. */
    private static final class Screen extends ByteArrayOutputStream {
        synchronized String text() {
            return toString(StandardCharsets.ISO_8859_1);
        }
    }
}
