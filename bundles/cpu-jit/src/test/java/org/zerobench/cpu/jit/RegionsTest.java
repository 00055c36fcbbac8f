package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.cpu.tck.Bench;

/** What becomes of compiled code: when it is made, who shares it, when it goes. */
class RegionsTest {

    private static final int TEXT = 0x8000;
    private static final int DATA = 0x20000;
    private static final int TURNS = 100;
    private static final int MOST = 8;

    private final JitCpu cpu = new JitCpu(new Regions.Tuning(20, 20, true, MOST));
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(cpu, () -> { });
    }

    @AfterEach
    void close() {
        assertNull(cpu.regions().failure());
        bench.close();
    }

    /** r0 += TURNS times a number. */
    private void loop(int physical, int number) {
        bench.code(physical, 0xE3A01000 | TURNS, 0xE2800000 | number, 0xE2511001, 0x1AFFFFFC, Bench.SVC);
    }

    private int run(Bench.Space space, int at) {
        ThreadContext thread = bench.thread(space, at);
        bench.runToTrap(thread);
        return thread.r[0];
    }

    @Test
    void whatIsHotIsCompiledOnce() {
        Bench.Space space = bench.space();
        loop(space.fresh(TEXT, Bench.USER_RO), 3);
        for (int k = 0; k < 20; k++) {
            assertEquals(3 * TURNS, run(space, TEXT));
        }
        assertEquals(1, cpu.regions().compiled());
    }

    @Test
    void whatTheBudgetIsTooSmallForIsNotCompiledAgain() {
        Bench.Space space = bench.space();
        loop(space.fresh(TEXT, Bench.USER_RO), 3);
        run(space, TEXT);
        ThreadContext thread = bench.thread(space, TEXT);
        for (int k = 0; k < 2 * TURNS; k++) {
            cpu.budget(1);
            cpu.run(thread, (context, trap) -> {
                throw new AssertionError(trap);
            });
        }
        cpu.budget(Long.MAX_VALUE);
        run(space, TEXT);
        assertTrue(cpu.regions().held() <= 3, "one for each instruction of the loop, as far as it has been begun at");
    }

    @Test
    void spacesThatMapAFrameAtTheSameAddressShareItsCode() {
        Bench.Space first = bench.space();
        int text = first.fresh(TEXT, Bench.USER_RO);
        loop(text, 3);
        run(first, TEXT);
        int compiled = cpu.regions().compiled();
        Bench.Space second = bench.space();
        second.map(TEXT, text, Bench.USER_RO);
        for (int k = 0; k < 3; k++) {
            assertEquals(3 * TURNS, run(second, TEXT));
        }
        assertEquals(compiled, cpu.regions().compiled());
        Bench.Space third = bench.space();
        int other = third.fresh(TEXT, Bench.USER_RO);
        loop(other, 5);
        assertEquals(5 * TURNS, run(third, TEXT), "another frame at the same address has its own");
        assertEquals(3 * TURNS, run(first, TEXT));
    }

    @Test
    void aFrameMappedElsewhereIsCompiledForThatAddress() {
        Bench.Space space = bench.space();
        int text = space.fresh(TEXT, Bench.USER_RO);
        bench.code(text, 0xE3A01000 | TURNS, 0xE28F0000, 0xE2511001, 0x1AFFFFFC, Bench.SVC); // r0 = pc + 8
        space.map(DATA, text, Bench.USER_RO);
        for (int k = 0; k < 3; k++) {
            assertEquals(TEXT + 12, run(space, TEXT));
            assertEquals(DATA + 12, run(space, DATA));
        }
    }

    @Test
    void codeThatChangesIsCompiledAnew() {
        Bench.Space space = bench.space();
        int text = space.fresh(TEXT, Bench.USER_RO);
        for (int number = 1; number < 5; number++) {
            loop(text, number);
            cpu.invalidateCode(text, 4096);
            assertEquals(number * TURNS, run(space, TEXT));
            assertEquals(number * TURNS, run(space, TEXT));
        }
    }

    @Test
    void theSameCodeInAnotherFrameIsNotCompiledAgain() {
        loopIn(bench.space(), 3);
        int compiled = cpu.regions().compiled();
        for (int k = 0; k < 10; k++) {
            loopIn(bench.space(), 3);
        }
        assertEquals(compiled, cpu.regions().compiled());
        loopIn(bench.space(), 4);
        assertEquals(compiled + 1, cpu.regions().compiled());
    }

    private void loopIn(Bench.Space space, int number) {
        loop(space.fresh(TEXT, Bench.USER_RO), number);
        assertEquals(number * TURNS, run(space, TEXT));
    }

    @Test
    void aPageThatIsMappedAnewIsNotRunAsItWas() {
        Bench.Space space = bench.space();
        loop(space.fresh(TEXT, Bench.USER_RO), 3);
        assertEquals(3 * TURNS, run(space, TEXT));
        loop(space.fresh(TEXT, Bench.USER_RO), 7);
        cpu.invalidatePage(bench.thread(space, TEXT).ttbr0, TEXT);
        assertEquals(7 * TURNS, run(space, TEXT));
    }

    @Test
    void theOldestGoFirst() {
        Bench.Space space = bench.space();
        for (int k = 0; k < 5 * MOST; k++) {
            int at = TEXT + 4096 * k;
            loop(space.fresh(at, Bench.USER_RO), 3);
            assertEquals(3 * TURNS, run(space, at));
        }
        assertTrue(cpu.regions().compiled() >= 4 * MOST);
        assertTrue(cpu.regions().held() <= MOST);
        assertEquals(3 * TURNS, run(space, TEXT), "what was dropped is interpreted, or compiled again");
    }

    @Test
    void whatIsEnteredStays() {
        Bench.Space space = bench.space();
        loop(space.fresh(TEXT, Bench.USER_RO), 3);
        run(space, TEXT);
        for (int k = 1; k < 10 * MOST; k++) {
            int at = TEXT + 4096 * k;
            loop(space.fresh(at, Bench.USER_RO), 3);
            run(space, at);
            assertEquals(3 * TURNS, run(space, TEXT));
        }
        int again = cpu.regions().compiled() - 10 * MOST;
        assertTrue(again < 5, again + " times"); // by age alone: ten times; now only where all have been entered since
    }

    @Test
    void whatHasRunForLongIsCompiledSooner() {
        JitCpu usual = new JitCpu();
        try (Bench other = new Bench(usual, () -> { })) {
            int before = Integer.MAX_VALUE;
            for (long retired = 1; retired < 1L << 40; retired *= 2) {
                int hot = usual.regions().hot(retired);
                assertTrue(hot <= before && hot > 0, hot + " at " + retired);
                before = hot;
            }
            assertTrue(before < usual.regions().hot(1), "as before");
        }
    }
}
