package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.Swaps;
import org.zerobench.itests.OnTheWorkbench;

/**
 * Everything at once on a small machine: programs that check every byte of their memory and every call, while all five
 * parts are replaced again and again in random order.
 *
 * <p>Allocator and pager are replaced 1,000 times each, the others 100 times, under 1,000,000 heap operations and a working set of
 * 64 MiB on 8 MiB of RAM. {@code -Dzb.stress=100} makes it a tenth of that; {@code -Dzb.seed=N} repeats an order.
 */
public class StressIT extends OnTheWorkbench {
    private static final Map<Subsystem, List<String>> POLICIES = Map.of(Subsystem.MALLOC, List.of("first-fit", "best-fit", "tlsf"),
            Subsystem.PAGER, List.of("fifo", "clock", "aging"), Subsystem.CPU, List.of("unicorn", "jit"), Subsystem.KERNEL,
            List.of("l4"), Subsystem.POSIX, List.of("posix"));

    @Inject
    private Machine machine;
    @Inject
    private Consoles consoles;
    @Inject
    private Swaps swaps;

    @Override
    protected Option[] more() {
        return new Option[] {frameworkProperty("zb.ram").value("8M"), systemProperty("zb.stress").value(System.getProperty("zb.stress", "1000"))};
    }

    @Test
    public void nothingIsLost() throws InterruptedException {
        int rounds = Integer.getInteger("zb.stress");
        String given = System.getProperty("zb.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("stress: -Dzb.seed=" + seed);
        String before = leftovers();
        List<Repeated> programs = List.of(repeated(true, "/bin/heap-stress", Integer.toString(1000 * rounds)),
                repeated(true, "/bin/memory-stress", rounds < 1000 ? "16" : "64", "2"), repeated(true, "/bin/posix-test"),
                repeated(true, "/bin/linux-posix-test"), repeated(false, "/bin/fork-bench", "20"));
        Random random = new Random(seed);
        for (Subsystem subsystem : deck(rounds, random)) {
            List<String> policies = POLICIES.get(subsystem);
            SwapReport report = swaps.use(subsystem, policies.get(random.nextInt(policies.size())));
            assertTrue(report.toString(), report.accepted());
            for (Repeated program : programs) {
                program.keepGoing();
            }
        }
        for (Repeated program : programs) {
            program.check();
        }
        assertEquals("something is left of the programs", before, leftovers());
        System.out.println("stress: " + figures() + "; " + programs);
    }

    private Repeated repeated(boolean sameOutput, String... command) throws InterruptedException {
        String alone = Repeated.alone(machine, consoles, command);
        return new Repeated(machine, consoles, sameOutput ? alone : null, command);
    }

    private static List<Subsystem> deck(int rounds, Random random) {
        List<Subsystem> deck = new ArrayList<>();
        POLICIES.forEach((subsystem, policies) -> deck.addAll(Collections.nCopies(policies.size() > 1 ? rounds : rounds / 10, subsystem)));
        deck.sort(null); // a map has no order of its own: the seed alone decides
        Collections.shuffle(deck, random);
        return deck;
    }

    private String leftovers() {
        return machine.call(() -> machine.posix().processes() + ", " + machine.kernel().spaces() + ", " + machine.kernel().threads().size() + " threads, "
                + machine.heaps().save().heaps() + ", " + machine.pager().frameUse().anonymous() + " anonymous pages, "
                + machine.pager().frameUse().stored() + " stored");
    }

    private String figures() {
        Map<Subsystem, String> figures = new TreeMap<>();
        for (Subsystem subsystem : Subsystem.values()) {
            long[] pauses = swaps.history().stream().filter(r -> r.subsystem() == subsystem).mapToLong(SwapReport::pauseNanos).sorted().toArray();
            figures.put(subsystem, "%d swaps, pause median %.2f ms, longest %.2f ms".formatted(pauses.length, pauses[pauses.length / 2] / 1e6,
                    pauses[pauses.length - 1] / 1e6));
        }
        return figures.toString();
    }
}
