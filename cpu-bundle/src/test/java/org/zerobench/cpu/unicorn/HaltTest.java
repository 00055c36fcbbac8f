package org.zerobench.cpu.unicorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.api.machine.ThreadContext.PC;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;

/** A stop from another thread finds the program counter where the registers say it is. */
class HaltTest {
    private static final int TEXT = 0x8000;

    @Test
    void aStopBetweenChainedBlocksLosesNothing() throws InterruptedException {
        Bench bench = new Bench();
        Bench.Space space = bench.space();
        int text = space.fresh(TEXT, Bench.USER_RO);
        // three blocks that jump directly to each other: add r0; add r1; add r2
        bench.code(text, 0xE2800001, 0xEAFFFFFF, 0xE2811001, 0xEAFFFFFF, 0xE2822001, 0xEAFFFFF9);
        ThreadContext c = bench.thread(space, TEXT);
        boolean[] done = {false};
        Thread ticker = Thread.ofPlatform().daemon().start(() -> {
            while (!done[0]) {
                LockSupport.parkNanos(50_000);
                bench.cpu.stop();
            }
        });
        for (int round = 0; round < 3000; round++) {
            bench.run(c, (context, trap) -> null);
            int block = (c.r[PC] - TEXT) / 8;
            assertEquals(0, (c.r[PC] - TEXT) % 8, "stopped at the beginning of a block");
            assertEquals(c.r[1] + (block == 1 ? 1 : 0), c.r[0], "round " + round + ", block " + block);
            assertEquals(c.r[2] + (block == 2 ? 1 : 0), c.r[1], "round " + round + ", block " + block);
        }
        done[0] = true;
        ticker.join();
        assertTrue(c.r[0] > 0);
        bench.close();
    }
}
