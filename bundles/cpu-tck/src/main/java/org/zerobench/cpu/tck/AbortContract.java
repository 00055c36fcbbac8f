package org.zerobench.cpu.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.zerobench.api.machine.ThreadContext.PC;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Aborts: the exact address, status and direction, and the instruction executed again once the page is there. */
public abstract class AbortContract extends CpuContract {

    private static final int SECTION = 5;
    private static final int PAGE = 7;
    private static final int PERMISSION = 15;
    private static final int LDR = 0xE5910000; // ldr r0,[r1]
    private static final int STR = 0xE5810000; // str r0,[r1]

    @BeforeEach
    void openData() {
    }

    private Trap.Abort abort(int instruction, int r1) {
        bench.code(text, instruction, Bench.SVC);
        bench.cpu.invalidateCode(text, 4096);
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[1] = r1;
        Trap.Abort abort = assertInstanceOf(Trap.Abort.class, bench.runToTrap(thread));
        assertEquals(TEXT, thread.r[PC], "the pc is the instruction that faulted");
        return abort;
    }

    private static Trap.Abort load(int address, int status) {
        return new Trap.Abort(false, false, address, status);
    }

    private static Trap.Abort store(int address, int status) {
        return new Trap.Abort(false, true, address, status);
    }

    @Test
    void nothingThere() {
        assertEquals(load(0x40000123, SECTION), abort(LDR, 0x40000123));
        assertEquals(store(0xFFFFFFFC, SECTION), abort(STR, 0xFFFFFFFC));
        assertEquals(load(0x00020010, PAGE), abort(LDR, 0x20010));
        assertEquals(store(0x00020013, PAGE), abort(0xE5C10000, 0x20013)); // strb
    }

    @Test
    void rights() {
        space.fresh(0x20000, Bench.USER_RO | Bench.XN);
        space.fresh(0x21000, Bench.KERNEL | Bench.XN);
        assertEquals(store(0x20ABC, PERMISSION), abort(STR, 0x20ABC));
        assertEquals(load(0x21ABC, PERMISSION), abort(LDR, 0x21ABC));
        assertEquals(store(0x21ABC, PERMISSION), abort(STR, 0x21ABC));
    }

    @Test
    void executeNever() {
        int data = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        bench.code(data, Bench.SVC);
        ThreadContext thread = bench.thread(space, 0x20000);
        assertEquals(new Trap.Abort(true, false, 0x20000, PERMISSION), bench.runToTrap(thread));
        assertEquals(0x20000, thread.r[PC]);
    }

    @Test
    void fetchFromNowhere() {
        assertEquals(new Trap.Abort(true, false, 0x30000, PAGE), bench.runToTrap(bench.thread(space, 0x30000)));
        assertEquals(new Trap.Abort(true, false, 0x7FFFFFF0, SECTION), bench.runToTrap(bench.thread(space, 0x7FFFFFF0)));
    }

    /** Running off the end of a page reports the next page, after everything before it was executed. */
    @Test
    void fetchAcrossPages() {
        bench.code(text + 0xFFC, 0xE2800001); // add r0,r0,#1
        ThreadContext thread = bench.thread(space, TEXT + 0xFFC);
        assertEquals(new Trap.Abort(true, false, TEXT + 0x1000, PAGE), bench.runToTrap(thread));
        assertEquals(1, thread.r[0]);
        assertEquals(TEXT + 0x1000, thread.r[PC]);
    }

    /** A 32-bit Thumb instruction across a page end: the pc is its start, the address the page that lacks. */
    @Test
    void thumbInstructionAcrossPages() {
        bench.thumb(text + 0xFFE, 0xF241); // movw r0,#0x1234, first half
        ThreadContext thread = bench.thread(space, TEXT + 0xFFF);
        List<Trap> traps = new ArrayList<>();
        bench.run(thread, (c, trap) -> {
            traps.add(trap);
            if (trap instanceof Trap.Abort) {
                assertEquals(TEXT + 0xFFE, c.r[PC]);
                bench.thumb(space.fresh(TEXT + 0x1000, Bench.USER_RO), 0x2034, 0xDF00);
                return c;
            }
            return null;
        });
        assertEquals(new Trap.Abort(true, false, TEXT + 0x1000, PAGE), traps.getFirst());
        assertEquals(0x1234, thread.r[0]);
    }

    @Test
    void instructionIsExecutedAgain() {
        bench.code(text, STR, 0xE5912000, Bench.SVC); // str r0,[r1]; ldr r2,[r1]; svc
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[0] = 0xCAFE;
        thread.r[1] = 0x20004;
        int frame = bench.frame();
        List<Trap> traps = new ArrayList<>();
        bench.run(thread, (c, trap) -> {
            traps.add(trap);
            // first nothing, then read-only, then writable: two faults for one store
            space.map(0x20000, frame, (traps.size() == 1 ? Bench.USER_RO : Bench.USER_RW) | Bench.XN);
            bench.cpu.invalidatePage(space.table, 0x20000);
            return trap instanceof Trap.Abort ? c : null;
        });
        assertEquals(List.of(store(0x20004, PAGE), store(0x20004, PERMISSION), Trap.SupervisorCall.INSTANCE), traps);
        assertEquals(0xCAFE, bench.word(frame + 4));
        assertEquals(0xCAFE, thread.r[2]);
    }

    @Test
    void blockTransferAcrossPages() {
        int first = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        bench.code(text, 0xE881003C, Bench.SVC); // stm r1,{r2-r5}
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[1] = 0x20FF8;
        for (int i = 2; i < 6; i++) {
            thread.r[i] = i * 0x101;
        }
        int[] second = {0};
        List<Trap> traps = new ArrayList<>();
        bench.run(thread, (c, trap) -> {
            traps.add(trap);
            if (trap instanceof Trap.Abort) {
                second[0] = space.fresh(0x21000, Bench.USER_RW | Bench.XN);
                return c;
            }
            return null;
        });
        assertEquals(store(0x21000, PAGE), traps.getFirst());
        assertEquals(0x303, bench.word(first + 0xFFC));
        assertEquals(0x505, bench.word(second[0] + 4));
    }

    @Test
    void unalignedAcrossPages() {
        int first = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        assertEquals(load(0x21000, PAGE), abort(LDR, 0x20FFE));
        int second = space.fresh(0x21000, Bench.USER_RW | Bench.XN);
        bench.word(first + 0xFFC, 0x22110000);
        bench.word(second, 0x4433);
        bench.code(text, LDR, Bench.SVC);
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[1] = 0x20FFE;
        assertEquals(Trap.SupervisorCall.INSTANCE, bench.runToTrap(thread));
        assertEquals(0x44332211, thread.r[0]);
    }

    /** Exclusives must be aligned (ARM ARM A3.2.1). */
    @Test
    void unalignedExclusive() {
        space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        assertEquals(load(0x20002, 1), abort(0xE1910F9F, 0x20002)); // ldrex r0,[r1]
    }

    @Test
    void exclusiveStoreToReadOnly() {
        space.fresh(0x20000, Bench.USER_RO | Bench.XN);
        bench.code(text, 0xE1910F9F, 0xE1812F90, Bench.SVC); // ldrex r0,[r1]; strex r2,r0,[r1]
        ThreadContext thread = bench.thread(space, TEXT);
        thread.r[1] = 0x20008;
        assertEquals(store(0x20008, PERMISSION), bench.runToTrap(thread));
    }

    /** A context switch between ldrex and strex makes the strex fail (ARM ARM A3.4.3), so atomic loops stay correct. */
    @Test
    void exclusivesAcrossASwitch() {
        int data = space.fresh(0x20000, Bench.USER_RW | Bench.XN);
        // 1: ldrex r0,[r1]; svc; add r0,r0,#1; strex r2,r0,[r1]; cmp r2,#0; bne 1b; svc; b .-4
        bench.code(text, 0xE1910F9F, Bench.SVC, 0xE2800001, 0xE1812F90, 0xE3520000, 0x1AFFFFF9, Bench.SVC);
        ThreadContext one = bench.thread(space, TEXT);
        ThreadContext two = bench.thread(space, TEXT);
        one.r[1] = 0x20000;
        two.r[1] = 0x20000;
        int[] steps = {0};
        boolean[] done = new boolean[2];
        bench.run(one, (c, trap) -> {
            assertEquals(Trap.SupervisorCall.INSTANCE, trap);
            if (c.r[PC] == TEXT + 0x1C) {
                done[c == one ? 0 : 1] = true;
            }
            ThreadContext other = c == one ? two : one;
            if (++steps[0] > 20 || done[0] && done[1]) {
                return null;
            }
            // Six forced switches; then each goes on until it is done, as switches are rarer than such loops are long.
            boolean stay = done[other == one ? 0 : 1] || steps[0] > 6 && !done[c == one ? 0 : 1];
            return stay ? c : other;
        });
        assertEquals(2, bench.word(data), "two increments, none lost, after " + steps[0] + " traps");
    }
}
