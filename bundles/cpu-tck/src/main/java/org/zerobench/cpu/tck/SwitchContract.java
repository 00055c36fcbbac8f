package org.zerobench.cpu.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.api.machine.ThreadContext.PC;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Switching threads and spaces inside a trap; what must and must not leak from one to the other. */
public abstract class SwitchContract extends CpuContract {

    private static final int VMOV_D0 = 0xEC432B10; // vmov d0,r2,r3
    private static final int VMOV_FROM_D0 = 0xEC532B10; // vmov r2,r3,d0

    @BeforeEach
    void openData() {
    }

    @Test
    void manyThreadsTakeTurns() {
        bench.code(text, 0xE2800001, Bench.SVC, 0xEAFFFFFC); // 1: add r0,r0,#1; svc; b 1b
        bench.thumb(text + 0x100, 0x3001, 0xDF00, 0xE7FC); // the same in Thumb
        List<ThreadContext> threads = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ThreadContext thread = bench.thread(space, i % 2 == 0 ? TEXT : TEXT + 0x101);
            thread.r[0] = i * 1000;
            thread.cpsr |= i << 28;
            threads.add(thread);
        }
        int[] traps = {0};
        ThreadContext last = bench.run(threads.getFirst(), (c, trap) -> {
            assertSame(threads.get(traps[0] % 7), c);
            traps[0]++;
            return traps[0] < 7 * 100 ? threads.get(traps[0] % 7) : null;
        });
        assertSame(threads.get(6), last);
        for (int i = 0; i < 7; i++) {
            assertEquals(i * 1000 + 100, threads.get(i).r[0]);
            assertEquals(i % 2 == 1, threads.get(i).thumb());
        }
        assertEquals(6, threads.get(6).cpsr >>> 28, "ARM code left the flags alone");
    }

    @Test
    void spacesDoNotMix() {
        Bench.Space other = bench.space();
        other.map(TEXT, text, Bench.USER_RO);
        bench.code(text, 0xE5910000, 0xE5820000, Bench.SVC, 0xEAFFFFFB); // 1: ldr r0,[r1]; str r0,[r2]; svc; b 1b
        int mine = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        int its = other.fresh(0x20000, Bench.USER_RW | Bench.XN);
        bench.word(mine, 0x111);
        bench.word(its, 0x222);
        ThreadContext one = bench.thread(space, TEXT);
        ThreadContext two = bench.thread(other, TEXT);
        one.r[1] = 0x20000;
        two.r[1] = 0x20000;
        one.r[2] = 0x20004;
        two.r[2] = 0x20004;
        int[] traps = {0};
        bench.run(one, (c, trap) -> {
            assertEquals(Trap.SupervisorCall.INSTANCE, trap);
            assertEquals(c == one ? 0x111 + traps[0] / 2 : 0x222 + traps[0] / 2, c.r[0]);
            bench.word(c == one ? mine : its, c.r[0] + 1);
            return ++traps[0] < 100 ? (c == one ? two : one) : null;
        });
        assertEquals(0x111 + 49, bench.word(mine + 4));
        assertEquals(0x222 + 49, bench.word(its + 4));
    }

    /** What exec does: the same thread goes on in another space, its old registers forgotten. */
    @Test
    void threadMovesToAnotherSpace() {
        Bench.Space other = bench.space();
        bench.code(text, VMOV_D0, Bench.SVC);
        bench.code(other.fresh(TEXT, Bench.USER_RO), VMOV_FROM_D0, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[2] = 0x77;
        int[] traps = {0};
        bench.run(thread, (c, trap) -> {
            if (++traps[0] == 1) {
                assertTrue(c.vfpUsed);
                c.clear();
                c.ttbr0 = other.table;
                c.jump(TEXT);
                c.r[2] = 5;
                return c;
            }
            return null;
        });
        assertEquals(0, thread.r[2], "d0 is zero in a fresh program");
        assertEquals(TEXT + 8, thread.r[PC]);
    }

    @Test
    void threadPointers() {
        // mrc r0,TPIDRURO; mrc r1,TPIDRURW; mcr r2,TPIDRURW; svc; b .-16
        bench.code(text, 0xEE1D0F70, 0xEE1D1F50, 0xEE0D2F50, Bench.SVC, 0xEAFFFFFA);
        ThreadContext one = bench.thread(space, TEXT);
        ThreadContext two = bench.thread(space, TEXT);
        one.tpidruro = 0x1000;
        two.tpidruro = 0x2000;
        one.r[2] = 0x11;
        two.r[2] = 0x22;
        int[] traps = {0};
        bench.run(one, (c, trap) -> {
            assertEquals(c == one ? 0x1000 : 0x2000, c.r[0]);
            assertEquals(traps[0] < 2 ? 0 : c == one ? 0x11 : 0x22, c.r[1]);
            assertEquals(c == one ? 0x11 : 0x22, c.tpidrurw, "what the guest wrote is in its context");
            return ++traps[0] < 6 ? (c == one ? two : one) : null;
        });
        one.tpidruro = 0x3000;
        bench.runToTrap(one);
        assertEquals(0x3000, one.r[0]);
    }

    @Test
    void handlerSetsThreadPointer() {
        bench.code(text, Bench.SVC, 0xEE1D0F70, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        int[] traps = {0};
        bench.run(thread, (c, trap) -> {
            c.tpidruro = 0xABC;
            return ++traps[0] < 2 ? c : null;
        });
        assertEquals(0xABC, thread.r[0]);
    }

    @Test
    void vfpIsEachThreadsOwn() {
        // vmov d0,r2,r3; svc; vmov r4,r5,d0; vadd.f64 d0,d0,d0 is not needed: svc; b back to the read
        bench.code(text, VMOV_D0, Bench.SVC, VMOV_FROM_D0, Bench.SVC, 0xEAFFFFFC);
        ThreadContext one = bench.thread(space, TEXT);
        ThreadContext two = bench.thread(space, TEXT);
        ThreadContext none = bench.thread(space, TEXT + 4);
        bench.code(text + 0x200, 0xE2800001, Bench.SVC, 0xEAFFFFFC);
        none.jump(TEXT + 0x200);
        one.r[2] = 0x1111;
        one.r[3] = 0x1112;
        two.r[2] = 0x2221;
        two.r[3] = 0x2222;
        List<ThreadContext> order = List.of(one, none, two, none);
        int[] traps = {0};
        bench.run(one, (c, trap) -> {
            assertEquals(Trap.SupervisorCall.INSTANCE, trap);
            if (c != none) {
                assertEquals(c == one ? 0x1111 : 0x2221, c.r[2]);
                assertEquals(c == one ? 0x1112 : 0x2222, c.r[3]);
            }
            return ++traps[0] < 40 ? order.get(traps[0] % 4) : null;
        });
        assertTrue(one.vfpUsed);
        assertTrue(two.vfpUsed);
        assertFalse(none.vfpUsed, "a thread without VFP instructions never pays for them");
        assertEquals(0x1112_0000_1111L, one.d[0]);
        assertEquals(0x2222_0000_2221L, two.d[0]);
    }

    @Test
    void allVfpRegistersAndTheirStatus() {
        // vmov d31,r2,r3; vmsr fpscr,r0; svc; vmrs r1,fpscr; vmov r2,r3,d31; svc
        bench.code(text, 0xEC432B3F, 0xEEE10A10, Bench.SVC, 0xEEF11A10, 0xEC532B3F, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[0] = 0x03C00000;
        thread.r[2] = 0x31;
        int[] traps = {0};
        bench.run(thread, (c, trap) -> {
            bench.cpu.syncVfp(c, false);
            assertEquals(0x31, c.d[31]);
            assertEquals(0x03C00000, c.fpscr);
            c.d[31] = 0x5_0000_0006L;
            c.fpscr = 0x00400000;
            bench.cpu.syncVfp(c, true);
            return ++traps[0] < 1 ? c : null;
        });
        traps[0] = -1;
        bench.run(thread, (c, trap) -> null);
        assertEquals(6, thread.r[2]);
        assertEquals(5, thread.r[3]);
        assertEquals(0x00400000, thread.r[1]);
    }

    /** A handler that gives a thread VFP registers (a signal frame restored) without the thread having used VFP. */
    @Test
    void handlerGivesVfpRegisters() {
        bench.code(text, Bench.SVC, VMOV_FROM_D0, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        int[] traps = {0};
        bench.run(thread, (c, trap) -> {
            if (traps[0]++ == 0) {
                c.vfpUsed = true;
                c.d[0] = 0x9_0000_0008L;
                return c;
            }
            return null;
        });
        assertEquals(8, thread.r[2]);
        assertEquals(9, thread.r[3]);
    }

    /** What fork does in a trap: the child's context is a copy of the parent's, VFP included. */
    @Test
    void copyInsideATrap() {
        bench.code(text, VMOV_D0, Bench.SVC, VMOV_FROM_D0, Bench.SVC);
        ThreadContext parent = bench.thread(space, TEXT);
        parent.r[2] = 0x42;
        ThreadContext child = bench.thread(space, TEXT);
        List<Integer> seen = new ArrayList<>();
        bench.run(parent, (c, trap) -> {
            if (c.r[PC] == TEXT + 8) {
                bench.cpu.syncVfp(c, false);
                child.copyRegistersFrom(c);
                child.d[0] = 0x43;
                c.r[2] = 0;
                return c;
            }
            seen.add(c.r[2]);
            return c == parent ? child : null;
        });
        assertEquals(List.of(0x42, 0x43), seen);
    }

    /** Big-endian data access is user code's to choose (SETEND), and one thread's choice is its own. */
    @Test
    void endianness() {
        int data = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        bench.word(data, 0x11223344);
        bench.code(text, 0xF1010200, 0xE5910000, Bench.SVC); // setend be; ldr r0,[r1]; svc
        bench.code(text + 0x100, 0xE5910000, Bench.SVC); // ldr r0,[r1]; svc
        ThreadContext big = bench.thread(space, TEXT);
        ThreadContext little = bench.thread(space, TEXT + 0x100);
        big.r[1] = 0x20000;
        little.r[1] = 0x20000;
        int[] traps = {0};
        bench.run(big, (c, trap) -> {
            c.r[PC] -= 8;
            traps[0]++;
            if (traps[0] == 3) {
                c.r[PC] += 4; // big again, without its SETEND
            }
            return traps[0] < 4 ? (c == big ? little : big) : null;
        });
        assertEquals(0x44332211, big.r[0]);
        assertEquals(0x11223344, little.r[0]);
    }
}
