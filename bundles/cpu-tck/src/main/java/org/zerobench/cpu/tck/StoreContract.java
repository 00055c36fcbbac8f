package org.zerobench.cpu.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.zerobench.api.machine.ThreadContext.PC;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Stores to code, and to pages whose rights or frame change; every loop traps often. */
public abstract class StoreContract {

    private static final int TEXT = 0x8000;
    private static final int DATA = 0x20000;
    private static final int TRAPS = 200;

    private Bench bench;
    private Bench.Space space;

    /** A bench with a CPU of the kind to try. */
    protected abstract Bench newBench();

    @BeforeEach
    void open() {
        bench = newBench();
        space = bench.space();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void codeThatWritesItselfIsSeen() {
        int text = space.fresh(TEXT, Bench.USER_RW);
        // 1: str r2,[r1]; b 2f; 2: mov r0,#0 (this is what is written over); add r3,r3,r0; svc; b 1b
        bench.code(text, 0xE5812000, 0xEAFFFFFF, 0xE3A00000, 0xE0833000, Bench.SVC, 0xEAFFFFF9);
        ThreadContext context = bench.thread(space, TEXT);
        context.r[1] = TEXT + 8;
        int[] traps = {0};
        int[] sum = {0};
        context.r[2] = 0xE3A00000;
        bench.run(context, (c, trap) -> {
            assertInstanceOf(Trap.SupervisorCall.class, trap);
            sum[0] += traps[0] & 0xff;
            assertEquals(sum[0], c.r[3], "after " + traps[0] + " traps");
            c.r[2] = 0xE3A00000 | ++traps[0] & 0xff;
            return traps[0] < TRAPS ? c : null;
        });
        assertEquals(TRAPS, traps[0]);
    }

    @Test
    void aPageThatBecomesReadOnlyIsReadOnly() {
        int text = space.fresh(TEXT, Bench.USER_RO);
        int data = space.fresh(DATA, Bench.USER_RW | Bench.XN);
        bench.code(text, 0xE5810000, 0xE2800001, Bench.SVC, 0xEAFFFFFB); // 1: str r0,[r1]; add r0,r0,#1; svc; b 1b
        ThreadContext context = bench.thread(space, TEXT);
        context.r[1] = DATA;
        int[] traps = {0};
        bench.run(context, (c, trap) -> {
            if (++traps[0] < TRAPS) {
                assertInstanceOf(Trap.SupervisorCall.class, trap);
                return c;
            }
            if (traps[0] == TRAPS) {
                space.map(DATA, data, Bench.USER_RO | Bench.XN);
                bench.cpu.invalidatePage(space.table, DATA);
                return c;
            }
            Trap.Abort abort = assertInstanceOf(Trap.Abort.class, trap);
            assertEquals(DATA, abort.address());
            assertEquals(TEXT, c.r[PC]);
            return null;
        });
        assertEquals(TRAPS + 1, traps[0]);
        assertEquals(TRAPS - 1, bench.word(data));
    }

    @Test
    void storesGoWhereThePageWentTo() {
        int text = space.fresh(TEXT, Bench.USER_RO);
        int[] frames = {space.fresh(DATA, Bench.USER_RW | Bench.XN), bench.frame()};
        bench.code(text, 0xE5910000, 0xE2800001, 0xE5810000, Bench.SVC, 0xEAFFFFFA); // 1: ldr r0,[r1]; add; str; svc; b 1b
        ThreadContext context = bench.thread(space, TEXT);
        context.r[1] = DATA;
        int[] traps = {0};
        bench.run(context, (c, trap) -> {
            if (++traps[0] % 50 == 0) {
                space.map(DATA, frames[traps[0] / 50 & 1], Bench.USER_RW | Bench.XN);
                bench.cpu.invalidatePage(space.table, DATA);
            }
            return traps[0] < TRAPS ? c : null;
        });
        assertEquals(TRAPS / 2, bench.word(frames[0]));
        assertEquals(TRAPS / 2, bench.word(frames[1]));
    }
}
