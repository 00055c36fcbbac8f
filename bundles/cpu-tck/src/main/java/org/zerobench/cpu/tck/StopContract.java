package org.zerobench.cpu.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Stops from another thread: none is lost, and no instruction is done twice or left out. */
@Timeout(120)
public abstract class StopContract extends CpuContract {

    private static final int DATA = 0x20000;
    private static final int SUM = DATA + 0x800;
    private static final int ROUNDS = 100_000;
    private static final int STOPS = 200;

    /** 1: ldr r3,[r1]; add r3,r3,#1; str r3,[r1]; ldr r2,[r4]; add r2,r2,r3; str r2,[r4]; subs r0,r0,#1; bne 1b; svc. */
    private static final int[] ARM = {0xE5913000, 0xE2833001, 0xE5813000, 0xE5942000, 0xE0822003, 0xE5842000, 0xE2500001,
        0x1AFFFFF7, Bench.SVC};
    private static final int[] THUMB = {0x680B, 0x3301, 0x600B, 0x6822, 0x18D2, 0x6022, 0x3801, 0xD1F7, 0xDF00};
    /** The same with the addition and the second store in an IT block: 1: …; it/cmp so that it always holds. */
    private static final int[] THUMB_IT = {0x680B, 0x3301, 0x600B, 0x4293, 0x6822, 0xBF18, 0x18D2, 0xBF08, 0x18D2, 0x6022,
        0x3801, 0xD1F3, 0xDF00};

    /** The first two lines exclusive: 1: ldrex r3,[r1]; adds r3,#1; strex r5,r3,[r1]; cmp r5,#0; bne 1b; then as above. */
    private static final int[] EXCLUSIVE = {0xE851, 0x3F00, 0x3301, 0xE841, 0x3500, 0x2D00, 0xD1F8, 0x6822, 0x18D2, 0x6022,
        0x3801, 0xD1F3, 0xDF00};

    private int data;

    @BeforeEach
    void openData() {
        data = space.fresh(DATA, Bench.USER_RW | Bench.XN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARM", "Thumb", "Thumb with IT", "Thumb exclusives"})
    void stopsChangeNothing(String code) throws InterruptedException {
        switch (code) {
            case "ARM" -> bench.code(text, ARM);
            case "Thumb" -> bench.thumb(text, THUMB);
            case "Thumb exclusives" -> bench.thumb(text, EXCLUSIVE);
            default -> bench.thumb(text, THUMB_IT);
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread stopper = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                LockSupport.parkNanos(20_000);
                bench.cpu.stop();
            }
        });
        int stops = 0;
        while (stops < STOPS) {
            stops += stops(code.equals("ARM") ? TEXT : TEXT + 1);
        }
        done.set(true);
        stopper.join();
    }

    /** Runs the loop once through all stops and looks at its results; returns how many stops there were. */
    private int stops(int start) {
        ThreadContext context = bench.thread(space, start);
        context.r[0] = ROUNDS;
        context.r[1] = DATA;
        context.r[4] = SUM;
        bench.word(data, 0);
        bench.word(data + SUM - DATA, 0);
        Trap[] trap = new Trap[1];
        int stops = 0;
        while (trap[0] == null) {
            bench.run(context, (c, t) -> {
                trap[0] = t;
                return null;
            });
            stops++;
        }
        assertInstanceOf(Trap.SupervisorCall.class, trap[0]);
        assertEquals(ROUNDS, bench.word(data), "after " + stops + " stops");
        assertEquals((int) ((long) ROUNDS * (ROUNDS + 1) / 2), bench.word(data + SUM - DATA), "after " + stops + " stops");
        assertEquals(0, context.r[0]);
        return stops;
    }

    /** Each run gets exactly one stop, at a moment of its own. */
    @Test
    void oneStopIsEnough() throws InterruptedException {
        bench.code(text, 0xEAFFFFFE); // b .
        ThreadContext context = bench.thread(space, TEXT);
        for (int i = 0; i < 300; i++) {
            AtomicBoolean running = new AtomicBoolean();
            int spin = i * 50;
            Thread stopper = Thread.ofPlatform().start(() -> {
                while (!running.get()) {
                    Thread.onSpinWait();
                }
                for (int k = 0; k < spin; k++) {
                    Thread.onSpinWait();
                }
                bench.cpu.stop();
            });
            running.set(true);
            bench.run(context, (c, trap) -> {
                throw new AssertionError("trap " + trap);
            });
            stopper.join();
            assertEquals(TEXT, context.r[ThreadContext.PC]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Bench.SVC, 0xE7F000F0 /* udf */, 0xE1200070 /* bkpt */, 0xE5910000 /* ldr r0,[r1] */})
    void aStopInsideATrapKeepsWhatTheHandlerSet(int instruction) {
        bench.code(text, instruction);
        ThreadContext context = bench.thread(space, TEXT);
        context.r[1] = 0x50000000; // not mapped
        bench.run(context, (c, trap) -> {
            c.jump(TEXT + 0x100);
            c.r[0] = 7;
            bench.cpu.stop();
            return c;
        });
        assertEquals(TEXT + 0x100, context.r[ThreadContext.PC]);
        assertEquals(7, context.r[0]);
    }
}
