package org.zerobench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.Swaps;

/** Every figure can be measured: two short rounds of each on one running machine. How long they take says nothing here. */
class GuestFigureTest {

    private static final String OPERATIONS = "20";

    private static RunningMachine machine;

    @BeforeAll
    static void boot() {
        assumeTrue(Files.exists(RunningMachine.home().resolve("etc/bundles.txt")), "no workbench is built");
        machine = new RunningMachine(Map.of());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BUSYBOX")
    void roundsOnDemand(GuestFigure figure) {
        Dialogue bench = machine.start(figure.program(), OPERATIONS, figure.bench(), "ask");
        long before = machine.processorNanos();
        for (int round = 0; round < 2; round++) {
            bench.next();
            bench.next();
        }
        assertTrue(machine.processorNanos() > before, "the machine's thread has not worked");
        bench.end();
    }

    @ParameterizedTest
    @EnumSource
    void containersOnDemand(ContainerFigure figure) {
        Dialogue bench = machine.startContainer(figure, Integer.parseInt(OPERATIONS));
        for (int round = 0; round < 2; round++) {
            bench.next();
            bench.next();
        }
        machine.stopContainer();
    }

    @ParameterizedTest
    @EnumSource
    void swapsOnDemand(SwapFigure figure) {
        Swaps swaps = machine.service(Swaps.class);
        String policy = swaps.candidates().stream().filter(c -> c.subsystem() == figure.subsystem()).findFirst().orElseThrow().policy();
        SwapReport report = swaps.use(figure.subsystem(), policy);
        assertTrue(report.accepted(), report.toString());
    }
}
