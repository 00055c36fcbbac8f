package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.Swaps;
import org.zerobench.itests.OnTheWorkbench;

/**
 * The kernel and the CPU are replaced under a container that does everything at once, until each has been caught in the middle
 * of all of it: messages under way, faults that a guest pager has not answered, mutexes waited for, interrupts registered.
 */
public class ContainersIT extends OnTheWorkbench {
    private static final int SWAPS = 100;
    private static final List<String> CPUS = List.of("unicorn", "jit");

    @Inject
    private Machine machine;
    @Inject
    private Swaps swaps;
    @Inject
    private ContainerLoader loader;
    @Inject
    private Panel panel;

    private int messages;
    private int faults;
    private int mutexes;
    private int interrupts;

    @Override
    protected Option[] more() {
        return new Option[] {systemProperty("zb.containers").value(Path.of("../guest/container").toAbsolutePath().normalize().toString())};
    }

    @Test(timeout = 180_000)
    public void nothingIsLost() throws IOException {
        String given = System.getProperty("zb.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("containers: -Dzb.seed=" + seed);
        Random random = new Random(seed);
        Path folder = Path.of(System.getProperty("zb.containers"), "soak");
        String expected = Files.readString(folder.resolve("soak.expected"));
        String before = leftovers();
        int done = 0;
        for (int run = 0; run < 50 && !(done >= 2 * SWAPS && seenAll()); run++) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            panel.listen("uart0", output);
            List<Integer> ids = loader.boot(folder.resolve("soak.yaml"));
            CompletableFuture<Void> end = loader.ended(ids.getFirst());
            while (!end.isDone()) {
                look(machine.call(() -> machine.kernel().save()));
                boolean kernel = random.nextBoolean();
                SwapReport report = swaps.use(kernel ? Subsystem.KERNEL : Subsystem.CPU, kernel ? "l4" : CPUS.get(random.nextInt(CPUS.size())));
                assertTrue(report.toString(), report.accepted());
                done++;
            }
            panel.listen("uart0", null);
            assertEquals(expected, output.toString(StandardCharsets.ISO_8859_1));
            assertEquals("something is left of the container", before, leftovers());
        }
        System.out.printf("containers: %d swaps; found %d messages under way, %d faults unanswered, %d waits for mutexes, %d for interrupts%n", done,
                messages, faults, mutexes, interrupts);
        assertTrue("the kernel was never found in the middle of everything", done >= 2 * SWAPS && seenAll());
    }

    private boolean seenAll() {
        return messages > 0 && faults > 0 && mutexes > 0 && interrupts > 0;
    }

    private void look(KernelState state) {
        for (KernelState.Thread thread : state.threads()) {
            if (thread.tid() >>> 24 == 0) {
                boolean inMessage = thread.status() == Status.SENDING || thread.status() == Status.RECEIVING;
                messages += inMessage && thread.message().purpose() == Purpose.CALL ? 1 : 0;
                faults += inMessage && thread.message().purpose() == Purpose.FAULT ? 1 : 0;
                mutexes += thread.status() == Status.LOCKING || thread.status() == Status.UNLOCKING ? 1 : 0;
                interrupts += thread.status() == Status.INTERRUPT ? 1 : 0;
            }
        }
    }

    private String leftovers() {
        return machine.call(() -> {
            KernelState state = machine.kernel().save();
            return state.threads().size() + " threads, " + state.spaces() + ", " + state.capabilities() + ", " + state.containers() + ", "
                    + state.interrupts() + ", " + state.mutexes();
        });
    }
}
