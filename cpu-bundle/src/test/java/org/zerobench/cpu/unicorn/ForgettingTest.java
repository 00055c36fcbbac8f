package org.zerobench.cpu.unicorn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.cpu.tck.Bench;

/** Translated code is dropped after a while, before Unicorn's room for it is full. */
class ForgettingTest {

    private static final int TEXT = 0x8000;
    private static final int MOV_R0_1 = 0xE3A00001;
    private static final int MOV_R0_2 = 0xE3A00002;
    private static final int BACK = 0xEAFFFFFC;
    private static final int TRAPS = 1000;
    /** A million traps take many times the short life. */
    private static final int ROUNDS = 1000;

    /** Code that has been changed and not invalidated is what shows it. */
    @Test
    void whatWasTranslatedLongAgoIsTranslatedAgain() {
        try (Bench bench = Access.FORGETFUL.newBench()) {
            Bench.Space space = bench.space();
            int text = space.fresh(TEXT, Bench.USER_RO);
            bench.code(text, MOV_R0_1, Bench.SVC, BACK);
            ThreadContext context = bench.thread(space, TEXT);
            bench.runToTrap(context);
            bench.word(text, MOV_R0_2);
            bench.runTraps(context, 2);
            assertEquals(1, context.r[0], "it is dropped each time");
            for (int round = 0; context.r[0] == 1 && round < ROUNDS; round++) {
                bench.runTraps(context, TRAPS);
            }
            assertEquals(2, context.r[0], "it is never dropped");
        }
    }
}
