package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;

/**
 * Every container of {@code guest/container} prints its page of expected output, one after the other beside Linux and native
 * programs on one machine; and again while the kernel is replaced under it all the time. Each gives back all it had.
 */
public class ContainerPagesIT extends UnderPrograms {
    private static final List<String> ALL = List.of("hello", "ipc", "threads", "mutex", "capability", "rights", "exregs", "memory",
            "pager", "cache", "info", "suite", "irq", "isolation", "console", "uart", "keyboard");

    /** What a person does when this stands at the end of the console. */
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

    @Override
    protected Option[] more() {
        return new Option[] {frameworkProperty("zb.ram").value("256M"), frameworkProperty("zb.limit").value("1000"),
            frameworkProperty("zb.test.containers").value(Path.of("../guest/container").toAbsolutePath().normalize().toString())};
    }

    /** All of them while the programs run. */
    @Test
    public void everyContainerPrintsItsPageBesideOtherPrograms() throws Exception {
        for (String name : ALL) {
            check(name, () -> {});
        }
    }

    /** A hundred times and more: mid-message, mid-fault, with mutexes held and interrupts pending, as it comes. */
    @Test
    public void everyContainerPrintsItsPageWhileTheKernelIsReplaced() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        int before = swaps.history().size();
        for (int i = 0; i < ALL.size() || swaps.history().size() - before < 100; i++) {
            check(ALL.get(i % ALL.size()), () -> {
                // Seldom enough that a container gets further than to code that is cold again.
                if (polls.incrementAndGet() % 10 == 0) {
                    SwapReport report = swaps.use(Subsystem.KERNEL, "l4");
                    assertTrue(report.toString(), report.accepted());
                }
            });
        }
    }

    private void check(String name, Runnable disturbance) throws Exception {
        Path folder = Path.of(context.getProperty("zb.test.containers"), name);
        String expected = Files.readString(folder.resolve(name + ".expected"));
        String before = machine.call(this::owned);
        var console = new Screen();
        var line = new Screen();
        panel.listen("uart0", console);
        panel.listen("uart1", line);
        List<Integer> ids = loader.boot(folder.resolve(name + ".yaml"));
        try {
            perform(name, expected, console, disturbance);
        } finally {
            ids.forEach(this::stop);
            panel.listen("uart0", null);
            panel.listen("uart1", null);
        }
        assertEquals(name, expected, console.text());
        assertEquals(name, name.equals("uart") ? "hello\nabc." : "", line.text());
        assertEquals("what " + name + " had", before, machine.call(this::owned));
    }

    /** Watches the console and does what is to be done, until the page is full or the container has ended. */
    private void perform(String name, String expected, Screen console, Runnable disturbance) throws InterruptedException {
        Set<String> done = new HashSet<>();
        until(() -> {
            disturbance.run();
            String text = console.text();
            DEEDS.forEach((when, deed) -> {
                if ((name + "/" + text).endsWith(when) && when.startsWith(name) && done.add(when)) {
                    deed.accept(panel);
                }
            });
            return text.length() >= expected.length() || machine.call(() -> machine.kernel().containers()).isEmpty();
        }, () -> name + " has printed:\n" + console.text());
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
