package org.zerobench.itests.swap;

import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;
import org.zerobench.itests.OnTheWorkbench;

/** A test under programs that use all five parts and check what they get: their output must be right at its end. */
public abstract class UnderPrograms extends OnTheWorkbench {
    private static final List<String[]> PROGRAMS = List.of(new String[] {"/bin/heap-stress", "20000"},
            new String[] {"/bin/memory-stress", "12", "1"}, new String[] {"/bin/linux-posix-test"});
    /** What they write undisturbed: found out once for all methods of a class. */
    private static final Map<String[], String> ALONE = new IdentityHashMap<>();
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    @Inject
    private Machine machine;
    @Inject
    private Consoles consoles;

    /** What is tested. */
    @Inject
    protected Swaps swaps;

    private List<Repeated> programs;

    @Override
    protected Option[] more() {
        return new Option[] {frameworkProperty("zb.ram").value("8M"), frameworkProperty("zb.limit").value("1000")};
    }

    /** Starts the programs. */
    @Before
    public void run() throws InterruptedException {
        programs = new ArrayList<>();
        for (String[] command : PROGRAMS) {
            String expected = ALONE.get(command);
            if (expected == null) {
                expected = Repeated.alone(machine, consoles, command);
                ALONE.put(command, expected);
            }
            programs.add(new Repeated(machine, consoles, expected, command));
        }
    }

    /** Waits for their ends. */
    @After
    public void outputIsRight() throws InterruptedException {
        for (Repeated program : programs) {
            program.check();
        }
    }

    /** Begins those again that have ended, so that all run while parts are replaced. */
    protected final void keepGoing() throws InterruptedException {
        for (Repeated program : programs) {
            program.keepGoing();
        }
    }

    /** The policy in use, empty when there is none. */
    protected final String active(Subsystem subsystem) {
        return swaps.candidates().stream().filter(c -> c.subsystem() == subsystem && c.active()).map(Swaps.Candidate::policy).findFirst().orElse("");
    }

    /** Waits for what happens on other threads, with the programs running unless a part is missing. */
    protected final void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue("not within a minute: " + swaps.candidates() + swaps.history(), System.nanoTime() < end);
            if (Arrays.stream(Subsystem.values()).noneMatch(subsystem -> active(subsystem).isEmpty())) {
                keepGoing();
            }
            LockSupport.parkNanos(1_000_000);
        }
        keepGoing();
    }
}
