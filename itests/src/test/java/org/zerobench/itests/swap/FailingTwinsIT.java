package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Replacement;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;

/**
 * Candidates that do it wrong, and old parts that do: refused at the right step, with a reason that names it, while the
 * old one goes on and programs notice nothing. That hanging ones are refused in bounded time shows by the test's end.
 */
public class FailingTwinsIT extends UnderPrograms {
    @Test
    public void allocators() throws Exception {
        spoil(Subsystem.MALLOC, Allocator.class, "first-fit", "heaps[0].heap.addresses", "heaps[0].heap.addresses[0]", "outside the arena");
    }

    @Test
    public void pagers() throws Exception {
        spoil(Subsystem.PAGER, Pager.class, "fifo", "].areas", "pages.frames[0]", "frame");
    }

    /** A replacement policy has no world: its pager has. What it answers wrongly costs time, not pages. */
    @Test
    public void replacementPolicies() throws Exception {
        try (Twin<Replacement> twin = new Twin<>(context, Replacement.class, "fifo")) {
            for (Flaw flaw : List.of(Flaw.CANNOT_BE_MADE, Flaw.THROWS_IN_RESTORE, Flaw.HANGS_IN_RESTORE)) {
                refused(swaps.use(Subsystem.PAGER, twin.with(flaw).policy()), flaw.step(), flaw.reason(), "fifo");
            }
            for (Flaw flaw : List.of(Flaw.LOSES_A_THING, Flaw.CHANGES_A_NUMBER)) {
                int asked = twin.victimsAsked();
                accepted(swaps.use(Subsystem.PAGER, twin.with(flaw).policy()));
                until(() -> twin.victimsAsked() > asked);
                accepted(swaps.use(Subsystem.PAGER, "fifo"));
            }
        }
    }

    @Test
    public void kernels() throws Exception {
        spoil(Subsystem.KERNEL, Kernel.class, "l4", "capabilities", "nextCapability", "7777");
    }

    @Test
    public void posixServers() throws Exception {
        spoil(Subsystem.POSIX, PosixServer.class, "posix", "processes", "nextNumber", "process");
    }

    @Test
    public void processors() throws Exception {
        spoil(Subsystem.CPU, Cpu.class, active(Subsystem.CPU), "CpuState[] became null", "CpuState[] became null", "saved nothing");
    }

    /** @param lost, changed, impossible words of the reasons for worlds of those sorts */
    private <T> void spoil(Subsystem subsystem, Class<T> service, String policy, String lost, String changed, String impossible) throws Exception {
        try (Twin<T> twin = new Twin<>(context, service, policy)) {
            for (Flaw flaw : Flaw.values()) {
                SwapReport report = swaps.use(subsystem, twin.with(flaw).policy());
                refused(report, flaw.step(), flaw.reason(), policy);
                String names = flaw == Flaw.LOSES_A_THING ? lost : flaw == Flaw.CHANGES_A_NUMBER ? changed : "";
                assertTrue(report.reason(), report.reason().contains(names));
            }
            oldPartsThatFail(subsystem, twin, policy, impossible);
        }
    }

    /** The twin, flawless for the moment, is taken; then it is the old part that does wrong. */
    private <T> void oldPartsThatFail(Subsystem subsystem, Twin<T> twin, String policy, String impossible) throws InterruptedException {
        accepted(swaps.use(subsystem, twin.with(null).policy()));
        twin.with(Flaw.HANGS_IN_SAVE);
        refused(swaps.use(subsystem, policy), SwapStep.SAVE, Flaw.HANGS_IN_SAVE.reason(), twin.policy());
        twin.with(null).saving(Spoiled::impossible);
        refused(swaps.use(subsystem, policy), subsystem == Subsystem.CPU ? SwapStep.SAVE : SwapStep.RESTORE, impossible, twin.policy());
        twin.with(null);
        accepted(swaps.use(subsystem, policy));
    }

    private void accepted(SwapReport report) throws InterruptedException {
        assertTrue(report.toString(), report.accepted());
        keepGoing();
    }

    private void refused(SwapReport report, SwapStep step, String reason, String goesOn) throws InterruptedException {
        assertFalse(report.toString(), report.accepted());
        assertEquals(report.toString(), step, report.failedStep());
        assertTrue(report.reason(), report.reason().contains(reason));
        assertEquals(goesOn, active(report.subsystem()));
        keepGoing();
    }
}
