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

    private final JitCpu cpu = new JitCpu();
    private Bench bench;
    private Bench.Space space;
    private int text;

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
        long before = cpu.retiredInstructions();
        bench.runToTrap(thread);
        return cpu.retiredInstructions() - before;
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
}
