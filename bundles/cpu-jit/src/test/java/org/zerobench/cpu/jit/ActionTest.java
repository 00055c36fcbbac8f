package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.cpu.tck.Bench;

/** Linked actions: what is executed for the second time goes another way, and comes to the same. */
class ActionTest {

    private static final int TEXT = 0x8000;
    private static final int DATA = 0x20000;
    private static final int IT = 0x0600_FC00;
    private static final int COUNT = 3;

    private final JitCpu cpu = new JitCpu();
    private Bench bench;
    private Bench.Space space;
    private int text;

    @BeforeEach
    void open() {
        bench = new Bench(cpu, () -> { });
        space = bench.space();
        text = space.fresh(TEXT, Bench.USER_RW);
        space.fresh(DATA, Bench.USER_RW);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Calls, IT blocks of three instructions, of a branch, of a return; comparisons, literals, many registers at once. */
    private ThreadContext everything() {
        bench.thumb(text, 0x2003, 0x4F0F, 0x2802, 0xBF0E, 0x2105, 0x1809, 0x683C, 0x1E43, 0xD004, 0xB503, 0xF000, 0xF80B,
                0xE8BD, 0x4003, 0xB131, 0x7139, 0x793A, 0x428A, 0xBF88, 0xE001, 0x3801, 0xD5EB, 0xDF00, 0xB510, 0xF010, 0x0F01,
                0xBF14, 0x68BC, 0xBD10, 0x1864, 0x603C, 0xBD10, DATA & 0xFFFF, DATA >>> 16);
        ThreadContext thread = bench.thread(space, TEXT | 1);
        thread.r[13] = DATA + 0x800;
        return thread;
    }

    private void run(ThreadContext thread, long instructions) {
        cpu.budget(instructions);
        cpu.run(thread, (context, trap) -> {
            throw new AssertionError(trap);
        });
        cpu.budget(Long.MAX_VALUE);
    }

    @Test
    void manyInstructionsAtOnceDoWhatTheyDoOneByOne() {
        long before = cpu.retired();
        assertInstanceOf(Trap.SupervisorCall.class, bench.runToTrap(everything()));
        long all = cpu.retired() - before;
        ThreadContext single = everything();
        for (int n = 1; n < all; n++) {
            run(single, 1);
            ThreadContext many = everything();
            run(many, n);
            assertArrayEquals(single.r, many.r, "after " + n);
            assertEquals(single.cpsr, many.cpsr, "after " + n);
        }
    }

    @Test
    void aStoreToTheRestOfAnIfThenBlockIsSeen() {
        // 1: cmp r0,#0; itt ne; strhne r2,[r1]; addne r3,#1; eor r2,r4; sub r0,#1; cmp r0,#0; bne 1b; svc
        bench.thumb(text, 0x2800, 0xBF1C, 0x800A, 0x3301, 0xEA82, 0x0204, 0xF1A0, 0x0001, 0x2800, 0xD1F5, 0xDF00);
        ThreadContext thread = bench.thread(space, TEXT | 1);
        writeOver(thread, TEXT + 6, 0x3304, 0x3304 ^ 0x3301);
        assertEquals(10 + 5 * 4 + 5, thread.r[COUNT]);
    }

    @Test
    void aStoreToABranchBehindAComparisonIsSeen() {
        // 1: str r2,[r1]; cmp r0,#0; beq 2f; add r3,#1; 2: eor r2,r4; subs r0,#1; bne 1b; svc
        bench.code(text, 0xE5812000, 0xE3500000, 0x0A000000, 0xE2833001, 0xE0222004, 0xE2500001, 0x1AFFFFF8, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        writeOver(thread, TEXT + 8, 0x1A000000, 0x1A000000 ^ 0x0A000000);
        assertEquals(10 + 5, thread.r[COUNT]);
    }

    /** Has a loop run ten times, which links it, and ten times in which it changes itself to and fro. */
    private void writeOver(ThreadContext thread, int address, int code, int change) {
        int start = thread.r[ThreadContext.PC];
        thread.r[0] = 10;
        thread.r[1] = DATA;
        bench.runToTrap(thread);
        assertEquals(10, thread.r[COUNT]);
        thread.r[ThreadContext.PC] = start;
        thread.r[0] = 10;
        thread.r[1] = address;
        thread.r[2] = code;
        thread.r[4] = change;
        bench.runToTrap(thread);
    }

    @Test
    void anAbortInALinkedIfThenBlockIsAsPreciseAsAnyOther() {
        // 1: subs r0,#1; itt pl; addpl r1,#1; ldrpl r2,[r3,r0,lsl #2]; bpl 1b; svc
        bench.thumb(text, 0x3801, 0xBF5C, 0x3101, 0xF853, 0x2020, 0xD5F9, 0xDF00);
        ThreadContext thread = bench.thread(space, TEXT | 1);
        thread.r[0] = 2;
        thread.r[3] = DATA - 8;
        assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread));
        int it = thread.cpsr & IT;
        assertNotEquals(0, it);
        thread = bench.thread(space, TEXT | 1);
        thread.r[0] = 6;
        thread.r[3] = DATA - 8;
        Trap.Abort abort = assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread));
        assertEquals(DATA - 4, abort.address());
        assertEquals(TEXT + 6, thread.r[ThreadContext.PC]);
        assertEquals(it, thread.cpsr & IT);
        assertEquals(5, thread.r[1]);
        space.fresh(DATA - 8 & -4096, Bench.USER_RW);
        assertInstanceOf(Trap.SupervisorCall.class, bench.runToTrap(thread));
        assertEquals(6, thread.r[1]);
        assertEquals(0, thread.cpsr & IT);
    }

    @Test
    void ifThenBlocksAtTheSamePlaceOfTwoPagesAreToldApart() {
        // cmp r0,#0; it ne; addne r1,#1; b to the other page: cmp r0,#0; it ne; addne r1,#16; subs r0,#1; bne back; svc
        bench.thumb(text, 0x2800, 0xBF18, 0x3101, 0xF000, 0xBFFB);
        bench.thumb(space.fresh(TEXT + 4096, Bench.USER_RO), 0x2800, 0xBF18, 0x3110, 0x3801, 0xF47E, 0xAFFA, 0xDF00);
        ThreadContext thread = bench.thread(space, TEXT | 1);
        thread.r[0] = 10;
        bench.runToTrap(thread);
        assertEquals(10 * (1 + 16), thread.r[1]);
    }
}
