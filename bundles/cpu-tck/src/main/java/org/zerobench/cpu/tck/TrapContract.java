package org.zerobench.cpu.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.api.machine.ThreadContext.PC;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Supervisor calls, breakpoints, undefined instructions and hints, in ARM and Thumb state. */
public abstract class TrapContract extends CpuContract {

    private static final Trap SVC = Trap.SupervisorCall.INSTANCE;
    private static final Trap UNDEFINED = Trap.UndefinedInstruction.INSTANCE;

    private ThreadContext arm(int... code) {
        bench.code(text, code);
        return bench.thread(space, TEXT);
    }

    private ThreadContext thumb(int... code) {
        bench.thumb(text, code);
        return bench.thread(space, TEXT | 1);
    }

    @Test
    void registersGoBothWays() {
        ThreadContext thread = arm(Bench.SVC, Bench.SVC);
        for (int i = 0; i < PC; i++) {
            thread.r[i] = 0x1111 * (i + 1);
        }
        List<int[]> seen = new ArrayList<>();
        bench.run(thread, (c, trap) -> {
            seen.add(c.r.clone());
            for (int i = 0; i < PC; i++) {
                c.r[i] += 0x10000;
            }
            c.cpsr |= 0xF0000000;
            return seen.size() < 2 ? c : null;
        });
        for (int i = 0; i < PC; i++) {
            assertEquals(0x1111 * (i + 1), seen.get(0)[i], "r" + i + " at the first call");
            assertEquals(0x1111 * (i + 1) + 0x10000, seen.get(1)[i], "r" + i + " at the second call");
        }
        assertEquals(TEXT + 4, seen.get(0)[PC]);
        assertEquals(TEXT + 8, seen.get(1)[PC]);
    }

    @Test
    void handlerSetsFlags() {
        // svc; moveq r0,#1; movcs r1,#1; svc
        ThreadContext thread = arm(Bench.SVC, 0x03A00001, 0x23A01001, Bench.SVC);
        int[] calls = {0};
        bench.run(thread, (c, trap) -> {
            c.cpsr = ThreadContext.CPSR_USER | 0x40000000;
            return ++calls[0] < 2 ? c : null;
        });
        assertEquals(1, thread.r[0], "Z was set by the handler");
        assertEquals(0, thread.r[1], "C was clear");
    }

    @Test
    void handlerMovesPc() {
        ThreadContext thread = arm(Bench.SVC, Bench.SVC, 0xE3A00007, Bench.SVC); // svc; svc; mov r0,#7; svc
        int[] calls = {0};
        bench.run(thread, (c, trap) -> {
            c.r[PC] = TEXT + 8;
            return ++calls[0] < 2 ? c : null;
        });
        assertEquals(7, thread.r[0]);
        assertEquals(2, calls[0]);
    }

    @Test
    void handlerChangesState() {
        // ARM: svc; then the handler jumps to Thumb code: movs r0,#9; svc
        bench.code(text, Bench.SVC);
        bench.thumb(text + 8, 0x2009, 0xDF00);
        ThreadContext thread = bench.thread(space, TEXT);
        int[] calls = {0};
        bench.run(thread, (c, trap) -> {
            c.jump(TEXT + 9);
            return ++calls[0] < 2 ? c : null;
        });
        assertEquals(9, thread.r[0]);
    }

    @Test
    void supervisorCallInThumb() {
        ThreadContext thread = thumb(0x2005, 0xDF00); // movs r0,#5; svc
        assertEquals(SVC, bench.runToTrap(thread));
        assertEquals(TEXT + 4, thread.r[PC]);
        assertTrue(thread.thumb());
        assertEquals(5, thread.r[0]);
    }

    /** Numbers that mean a call to the debugger on other systems are plain supervisor calls here. */
    @Test
    void semihostingNumbersAreNothingSpecial() {
        assertEquals(SVC, bench.runToTrap(arm(0xEF123456)));
        bench.cpu.invalidateCode(text, 4096);
        assertEquals(SVC, bench.runToTrap(thumb(0xDFAB)));
        bench.cpu.invalidateCode(text, 4096);
        assertEquals(Trap.Breakpoint.INSTANCE, bench.runToTrap(thumb(0xBEAB)));
        bench.cpu.invalidateCode(text, 4096);
        assertEquals(Trap.Breakpoint.INSTANCE, bench.runToTrap(arm(0xE1200A7B)));
    }

    @Test
    void breakpointStaysOnItsInstruction() {
        ThreadContext thread = arm(0xE320F000, 0xE1200070); // nop; bkpt
        assertEquals(Trap.Breakpoint.INSTANCE, bench.runToTrap(thread));
        assertEquals(TEXT + 4, thread.r[PC]);
        thread = bench.thread(space, TEXT + 0x101);
        bench.thumb(text + 0x100, 0xBF00, 0xBE00); // nop; bkpt
        assertEquals(Trap.Breakpoint.INSTANCE, bench.runToTrap(thread));
        assertEquals(TEXT + 0x102, thread.r[PC]);
    }

    /** udf, smc, hvc, cp15 c1 read, cp15 c2 write, cp15 TPIDRURO write, FPEXC, FPSID, rfe, srs, cdp p4. */
    @ParameterizedTest
    @ValueSource(ints = {0xE7F000F0, 0xE1600070, 0xE1400070, 0xEE110F10, 0xEE020F10, 0xEE0D0F70, 0xEEF80A10, 0xEEF00A10,
            0xF89D0A00, 0xF8CD0513, 0xEE000400})
    void notForUsers(int instruction) {
        ThreadContext thread = arm(0xE320F000, instruction);
        thread.r[13] = TEXT + 0x800;
        assertEquals(UNDEFINED, bench.runToTrap(thread));
        assertEquals(TEXT + 4, thread.r[PC]);
        assertFalse(thread.vfpUsed, "an undefined instruction is no use of VFP");
    }

    @Test
    void undefinedInThumb() {
        ThreadContext thread = thumb(0xBF00, 0xDE00); // nop; udf
        assertEquals(UNDEFINED, bench.runToTrap(thread));
        assertEquals(TEXT + 2, thread.r[PC]);
        assertTrue(thread.thumb());
        bench.thumb(text + 0x100, 0xF7F0, 0xA000); // udf.w
        assertEquals(UNDEFINED, bench.runToTrap(bench.thread(space, TEXT + 0x101)));
    }

    @Test
    void undefinedCanBeSkipped() {
        ThreadContext thread = arm(0xE7F000F0, 0xE7F000F0, Bench.SVC); // udf; udf; svc
        List<Trap> traps = new ArrayList<>();
        bench.run(thread, (c, trap) -> {
            traps.add(trap);
            if (trap instanceof Trap.UndefinedInstruction) {
                c.r[PC] += 4;
                return c;
            }
            return null;
        });
        assertEquals(List.of(UNDEFINED, UNDEFINED, SVC), traps);
    }

    /** Writing privileged bits of CPSR is not undefined but has no effect (ARM ARM B9.3.11). */
    @Test
    void usersStayUsers() {
        ThreadContext thread = arm(0xE321F0D3, 0xF10C0080, 0xE10F0000, Bench.SVC); // msr cpsr_c,#0xd3; cpsid i; mrs r0,cpsr
        assertEquals(SVC, bench.runToTrap(thread));
        assertEquals(ThreadContext.CPSR_USER, thread.cpsr);
        assertEquals(0x10, thread.r[0] & 0x1f);
    }

    @Test
    void hintsGoOn() {
        // yield; udf: the hint is passed, the undefined instruction is not
        ThreadContext thread = arm(0xE320F001, 0xE7F000F0);
        assertEquals(UNDEFINED, bench.runToTrap(thread));
        assertEquals(TEXT + 4, thread.r[PC]);
        bench.cpu.invalidateCode(text, 4096);
        // mov r0,#3; 1: yield; wfe; wfi; sev; subs r0,r0,#1; bne 1b; svc
        thread = arm(0xE3A00003, 0xE320F001, 0xE320F002, 0xE320F003, 0xE320F004, 0xE2500001, 0x1AFFFFF9, Bench.SVC);
        assertEquals(SVC, bench.runToTrap(thread));
        assertEquals(0, thread.r[0]);
        assertEquals(TEXT + 0x20, thread.r[PC]);
        bench.cpu.invalidateCode(text, 4096);
        thread = thumb(0xBF10, 0xBF20, 0xBF30, 0xDF00); // yield; wfe; wfi; svc
        assertEquals(SVC, bench.runToTrap(thread));
        assertEquals(TEXT + 8, thread.r[PC]);
    }

    /** Barriers, cache hints and the old CP15 barriers that user code may use. */
    @Test
    void barriersAreAllowed() {
        ThreadContext thread = arm(0xF57FF05F, 0xF57FF04F, 0xF57FF06F, 0xF57FF01F, 0xF5D1F000, 0xEE070FBA, 0xEE070F95,
                Bench.SVC);
        assertEquals(SVC, bench.runToTrap(thread));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 0x7FFFFFFF, 0xFFE04000, 0xFFFF0000, 0xFFFFE000, 0xFFFFFFFC, 0xFFFFFFFE, 0xFFFFFFFF})
    void wildJumps(int target) {
        ThreadContext thread = arm(0xE12FFF11); // bx r1
        thread.r[1] = target;
        Trap.Abort abort = assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread));
        assertTrue(abort.prefetch());
        assertEquals(abort.address(), thread.r[PC]);
        // In ARM state an address with bit 1 set is unpredictable; it must only stay where it was sent.
        assertEquals(target & ~3, abort.address() & ~3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 0xFFFFE000, 0xFFFFFFFC, 0xFFFFFFFE, 0xFFFFFFFF})
    void wildStarts(int target) {
        ThreadContext thread = arm();
        thread.r[PC] = target;
        assertTrue(assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread)).prefetch());
        thread.cpsr |= ThreadContext.CPSR_THUMB;
        thread.r[PC] = target;
        assertTrue(assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread)).prefetch());
    }

    /** Mode bits and reserved bits in a context never reach the engine. */
    @Test
    void nonsenseInCpsr() {
        ThreadContext thread = arm(Bench.SVC);
        thread.cpsr = 0x00F001D3 | 0x80000000;
        assertEquals(SVC, bench.runToTrap(thread));
        assertEquals(0x80000010, thread.cpsr);
    }

    @Test
    void ifThenBlockSurvivesAnAbort() {
        // cmp r0,#0; ite ne; ldrne r0,[r1]; moveq r0,#7; svc: with r0 = 1 the load faults inside the block
        ThreadContext thread = thumb(0x2800, 0xBF14, 0x6808, 0x2007, 0xDF00);
        thread.r[0] = 1;
        thread.r[1] = 0x40000;
        List<Trap> traps = new ArrayList<>();
        int frame = bench.frame();
        bench.word(frame, 0x1234);
        bench.run(thread, (c, trap) -> {
            traps.add(trap);
            space.map(0x40000, frame, Bench.USER_RW | Bench.XN);
            return trap instanceof Trap.Abort ? c : null;
        });
        assertEquals(2, traps.size());
        assertEquals(0x1234, thread.r[0], "the load was done and the else part was not");
    }
}
