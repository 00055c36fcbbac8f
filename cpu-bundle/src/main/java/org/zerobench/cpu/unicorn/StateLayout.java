package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.function.LongPredicate;
import org.zerobench.api.machine.MachineException;

/**
 * Where things lie inside Unicorn's CPU state. The state is opaque and its layout differs between versions, so it is found
 * by experiment in {@link #find}, never assumed.
 *
 * @param registers  offset of r0 in a saved context; r0 to r15 follow each other. The other offsets count from here.
 * @param vfp        offset of d0; d0 to d31 follow each other
 * @param tpidruro   offset of TPIDRURO
 * @param tpidrurw   offset of TPIDRURW
 * @param syndrome   offset of the exception syndrome
 * @param faultStatus offset of the fault status of the last abort, in the form of DFSR
 * @param faultAddress offset of its address
 */
record StateLayout(long registers, long vfp, long tpidruro, long tpidrurw, long syndrome, long faultStatus,
        long faultAddress) {

    private static final int LDR_R0_R1_320 = 0xE5910320;
    private static final int STR_R0_R1_320 = 0xE5810320;
    private static final int DATA_ABORT = 4;
    private static final int STATUS_SECTION_READ = 0x005;
    private static final int STATUS_SECTION_WRITE = 0x805;

    /**
     * Finds the layout by writing patterns into registers and raising two faults at known addresses.
     *
     * @throws MachineException when something is not found or found twice: this library cannot be used
     */
    static StateLayout find(UnicornLibrary library, Board board) {
        Recorder recorder = new Recorder();
        try (Engine engine = new Engine(library, board, board.spareRam(1 << 20), false, recorder)) {
            recorder.engine = engine;
            MemorySegment state = engine.context();
            for (int i = 0; i < 13; i++) {
                engine.register(Engine.REG_R0 + i, pattern(i));
            }
            for (int i = 0; i < 32; i++) {
                engine.register64(Engine.REG_D0 + i, wide(i));
            }
            engine.write(engine.coprocessor(13, 0, 0, 3), pattern(20));
            engine.write(engine.coprocessor(13, 0, 0, 2), pattern(21));
            engine.save();
            long registers = only("registers", state, 52, at -> run(at, i -> word(state, at + 4 * i) == pattern((int) i), 13));
            long vfp = only("VFP registers", state, 256, at -> run(at, i -> wide(state, at + 8 * i) == wide((int) i), 32));
            long readOnly = only("TPIDRURO", state, 4, at -> word(state, at) == pattern(20));
            long readWrite = only("TPIDRURW", state, 4, at -> word(state, at) == pattern(21));

            board.code(0, LDR_R0_R1_320);
            board.code(1, STR_R0_R1_320);
            fault(recorder, 0, Board.UNMAPPED + 0x65_4000);
            long address = only("fault address", state, 8, at -> wide(state, at) == Board.UNMAPPED + 0x65_4320L);
            expect("fault status", word(state, address - 4) == STATUS_SECTION_READ);
            fault(recorder, 4, Board.UNMAPPED + 0x21_8000);
            expect("second fault address", wide(state, address) == Board.UNMAPPED + 0x21_8320L);
            expect("second fault status", word(state, address - 4) == STATUS_SECTION_WRITE);
            expect("syndrome", word(state, address - 8) >>> 26 == 0x24 || word(state, address - 8) >>> 26 == 0x25);
            return new StateLayout(registers, vfp - registers, readOnly - registers, readWrite - registers,
                    address - 8 - registers, address - 4 - registers, address - registers);
        }
    }

    private static void fault(Recorder recorder, int codeOffset, int r1) {
        recorder.last = 0;
        recorder.engine.register(Engine.REG_R0 + 1, r1);
        recorder.engine.start(Board.CODE + codeOffset);
        expect("data abort", recorder.last == DATA_ABORT);
    }

    private static int pattern(int i) {
        return 0x5A3C_0000 + i * 0x0107;
    }

    private static long wide(int i) {
        return 0x1F2E_3D4C_0000_0000L + i * 0x0101_0000_0107L;
    }

    private static int word(MemorySegment state, long at) {
        return state.get(JAVA_INT_UNALIGNED, at);
    }

    private static long wide(MemorySegment state, long at) {
        return state.get(JAVA_LONG_UNALIGNED, at);
    }

    private static boolean run(long at, LongPredicate matches, int count) {
        for (int i = 0; i < count; i++) {
            if (!matches.test(i)) {
                return false;
            }
        }
        return true;
    }

    private static long only(String what, MemorySegment state, long bytes, LongPredicate matches) {
        long found = -1;
        for (long at = 0; at + bytes <= state.byteSize(); at += 4) {
            if (matches.test(at)) {
                expect(what + " only once", found < 0);
                found = at;
            }
        }
        expect(what, found >= 0);
        return found;
    }

    private static void expect(String what, boolean holds) {
        if (!holds) {
            throw new MachineException("this Unicorn library keeps its CPU state in an unknown form (" + what
                    + "): name another library with -D" + LibraryFinder.PROPERTY + "=PATH");
        }
    }
}
