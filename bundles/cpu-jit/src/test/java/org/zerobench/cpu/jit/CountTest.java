package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.cpu.tck.Bench;

/** Retired instructions: each is counted once, when it is done, whatever comes between. */
class CountTest {

    private static final int TEXT = 0x8000;

    private final JitCpu cpu = newCpu();
    private Bench bench;
    private Bench.Space space;
    private int text;

    JitCpu newCpu() {
        return new JitCpu();
    }

    @BeforeEach
    void open() {
        bench = new Bench(cpu, () -> { });
        space = bench.space();
        text = space.fresh(TEXT, Bench.USER_RO);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private long count(ThreadContext thread) {
        long before = cpu.retired();
        bench.runToTrap(thread);
        return cpu.retired() - before;
    }

    @Test
    void loopsAndFailedConditionsCount() {
        bench.code(text, 0xE3A00064, 0x03A01001, 0xE2500001, 0x1AFFFFFC, Bench.SVC); // mov r0,#100; 1: moveq; subs; bne 1b; svc
        assertEquals(1 + 3 * 100 + 1, count(bench.thread(space, TEXT)));
    }

    @Test
    void ifThenBlocksCountEveryInstruction() {
        bench.thumb(text, 0x2800, 0xBF14, 0x2101, 0x2102, 0xDF00); // cmp r0,#0; ite ne; movne; moveq; svc
        assertEquals(5, count(bench.thread(space, TEXT | 1)));
    }

    @Test
    void whatTrapsBeforeItIsDoneDoesNotCount() {
        bench.code(text, 0xE320F000, 0xE5910000); // nop; ldr r0,[r1]
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[1] = 0x40000;
        assertEquals(1, count(thread));
        assertEquals(0, count(thread), "tried again, refused again");
        bench.code(text + 0x100, 0xE320F000, 0xE7F000F0); // nop; udf
        assertEquals(1, count(bench.thread(space, TEXT + 0x100)));
        bench.code(text + 0x200, 0xE320F000, 0xE1200070); // nop; bkpt
        assertEquals(1, count(bench.thread(space, TEXT + 0x200)));
        assertEquals(0, count(bench.thread(space, 0x40000)), "a fetch from nowhere");
    }

    @Test
    void aBudgetEndsAtExactlyThatInstruction() {
        bench.code(text, 0xE2800001, 0xE2811001, 0xEAFFFFFC); // 1: add r0,r0,#1; add r1,r1,#1; b 1b
        ThreadContext thread = bench.thread(space, TEXT);
        for (int more : new int[] {1, 2, 3, 4, 100, 5000, 0, 1_000_001}) {
            long before = cpu.retired();
            cpu.budget(more);
            cpu.run(thread, (context, trap) -> {
                throw new AssertionError(trap);
            });
            assertEquals(more, cpu.retired() - before);
            long done = cpu.retired();
            assertEquals((int) (done + 2) / 3, thread.r[0]);
            assertEquals((int) (done + 1) / 3, thread.r[1]);
            assertEquals(TEXT + 4 * (int) (done % 3), thread.r[ThreadContext.PC]);
        }
    }

    @Test
    void aTrapMaySetTheBudget() {
        bench.code(text, Bench.SVC, 0xE2800001, 0xEAFFFFFD); // svc; 1: add r0,r0,#1; b 1b
        ThreadContext thread = bench.thread(space, TEXT);
        cpu.budget(1);
        cpu.run(thread, (context, trap) -> context);
        assertEquals(0, thread.r[0], "the trap of the last instruction is taken, and nothing else");
        thread.r[ThreadContext.PC] = TEXT;
        cpu.budget(Long.MAX_VALUE);
        cpu.run(thread, (context, trap) -> {
            cpu.budget(20);
            return context;
        });
        assertEquals(10, thread.r[0]);
    }
}
