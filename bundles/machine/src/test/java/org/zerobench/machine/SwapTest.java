package org.zerobench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;
import org.zerobench.machine.Fakes.Bump;

/** Swaps of the allocator, each with its failing twin. */
class SwapTest {
    private static final int ARENA = 0x40000000;
    private static final int SPACE = 7;

    private Board board;
    private Plug<Heaps> good;

    @BeforeEach
    void powerOn() {
        board = Fakes.board(Map.of("limit", "300", "ram", "4M"));
        good = Fakes.allocator("good", 0, () -> new Bump(Bump.Flaw.NONE));
        board.add(board.mallocSlot(), good);
        board.started();
        board.awaitPower();
        board.call(() -> {
            var heap = board.mallocSlot().part().open(SPACE, HeapState.empty(ARENA, 1 << 20));
            heap.allocate(100);
            heap.allocate(24);
            heap.allocate(1000);
            return null;
        });
    }

    @AfterEach
    void powerOff() {
        board.close();
    }

    private MallocState world() {
        return onMachine(() -> board.heaps().save());
    }

    private <T> T onMachine(Callable<T> work) {
        return board.call(work);
    }

    private SwapReport useFlawed(Bump.Flaw flaw) {
        board.add(board.mallocSlot(), Fakes.allocator(flaw.name(), -1, () -> new Bump(flaw)));
        return board.conductor().use(Subsystem.MALLOC, flaw.name());
    }

    @Test
    void theWorldMovesIntoAFreshInstance() {
        MallocState before = world();
        Heaps old = board.mallocSlot().part();
        board.add(board.mallocSlot(), Fakes.allocator("other", -1, () -> new Bump(Bump.Flaw.NONE)));

        SwapReport report = board.conductor().use(Subsystem.MALLOC, "other");

        assertTrue(report.accepted(), report.reason());
        assertNull(report.failedStep());
        assertEquals(3, report.items());
        assertEquals("good", report.from());
        assertEquals(List.of(SwapStep.values()), report.phases().stream().map(SwapReport.Phase::step).toList());
        assertNotSame(old, board.mallocSlot().part());
        assertEquals(before, world());
    }

    @Test
    void aPolicyCanReplaceItselfByAFreshInstance() {
        Heaps old = board.mallocSlot().part();
        assertTrue(board.conductor().use(Subsystem.MALLOC, "good").accepted());
        assertNotSame(old, board.mallocSlot().part());
    }

    @Test
    void candidatesThatSpoilTheWorldAreRefusedAndTheOldOneGoesOn() {
        Map<Bump.Flaw, SwapStep> failing = Map.of(Bump.Flaw.THROWS_IN_RESTORE, SwapStep.RESTORE, Bump.Flaw.LOSES_A_BLOCK, SwapStep.REVERSE_CHECK,
                Bump.Flaw.MOVES_A_BLOCK, SwapStep.REVERSE_CHECK, Bump.Flaw.HANGS_IN_RESTORE, SwapStep.RESTORE, Bump.Flaw.HANGS_IN_SAVE, SwapStep.REVERSE_CHECK);
        MallocState before = world();
        Heaps old = board.mallocSlot().part();
        failing.forEach((flaw, step) -> {
            SwapReport report = useFlawed(flaw);
            assertFalse(report.accepted(), flaw.name());
            assertEquals(step, report.failedStep(), flaw.name());
            assertFalse(report.reason().isEmpty());
            assertSame(old, board.mallocSlot().part());
            assertEquals(before, world());
        });
    }

    @Test
    void theReasonNamesWhatWasLost() {
        String reason = useFlawed(Bump.Flaw.LOSES_A_BLOCK).reason();
        assertTrue(reason.contains("heaps[0].heap.addresses"), reason);
        assertTrue(reason.contains("3 entries became 2"), reason);
    }

    @Test
    void anUnknownPolicyIsRefusedWithTheListOfKnownOnes() {
        SwapReport report = board.conductor().use(Subsystem.MALLOC, "nonsense");
        assertEquals(SwapStep.NAME, report.failedStep());
        assertTrue(report.reason().contains("good"), report.reason());
    }

    @Test
    void aWorldWithOverlappingBlocksIsRefused() {
        var entry = new MallocState.SpaceHeap(SPACE, new HeapState(ARENA, 4096, new int[] {ARENA, ARENA + 8}, new int[] {16, 8}));
        assertThrows(org.zerobench.api.swap.StateException.class, () -> HeapInvariants.check(entry));
    }

    @Test
    void aBetterRankedCandidateIsTakenByItself() throws InterruptedException {
        board.add(board.mallocSlot(), Fakes.allocator("better", 10, () -> new Bump(Bump.Flaw.NONE)));
        while (board.conductor().history().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals("better", board.mallocSlot().active().plug().policy());
    }

    @Test
    void whenTheLastOneGoesTheWorldWaitsForTheNext() throws InterruptedException {
        MallocState before = world();
        org.osgi.framework.ServiceReference<?> reference = good.reference();
        board.remove(board.mallocSlot(), reference);
        assertFalse(board.complete());
        MachineException error = assertThrows(MachineException.class, this::world);
        assertTrue(error.getMessage().contains("no malloc is plugged in"), error.getMessage());
        CountDownLatch posted = new CountDownLatch(1);
        board.post(posted::countDown);
        assertEquals(1, board.requests().await(null, posted::getCount), "done though a part is missing");

        board.add(board.mallocSlot(), Fakes.allocator("next", 0, () -> new Bump(Bump.Flaw.NONE)));
        while (board.conductor().history().isEmpty()) {
            Thread.onSpinWait();
        }
        assertTrue(board.conductor().history().getFirst().accepted());
        assertEquals(before, world());
        posted.await();
    }

    @Test
    void aRequestThatHangsIsAbandonedAndTheMachineGoesOn() {
        CountDownLatch release = new CountDownLatch(1);
        MachineException error = assertThrows(MachineException.class, () -> board.call(() -> {
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        }));
        assertTrue(error.getMessage().contains("abandoned"), error.getMessage());
        assertEquals(3, world().items());
        release.countDown();
        assertEquals(3, world().items());
    }
}
