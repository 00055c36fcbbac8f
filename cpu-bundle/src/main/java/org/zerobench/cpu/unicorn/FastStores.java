package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Makes guest stores fast where Unicorn makes them all slow. Before version 2.1.2 every translation that its TLB holds bears
 * the mark "look whether there is translated code", so that every store leaves the translated code; about 80 ns each. In a
 * page that cannot be executed there is none, and {@link #sweep} takes the mark away.
 *
 * <p>The TLBs lie just below the registers, one for each mode of the CPU, as a mask and a pointer to a table of entries:
 * address for loads, for stores and for instructions (32 bits each, -1 for none, marks in the low bits), host address. Where
 * and which bit is found by a store in an engine made for it ({@link #find}); not found, nothing is done.
 */
final class FastStores {

    /**
     * What was found in a library.
     *
     * @param offset of the user mode's TLB from r0
     * @param mark   bit in the address for stores
     */
    record Place(long offset, int mark) {}

    private static final int ENTRY = 32;
    private static final int STORES = 4;
    private static final int CODE = 8;
    private static final int REACH = 4096;
    private static final int LARGEST_TABLE = 1 << 20;
    private static final int STR_R0_R1_320 = 0xE5810320;
    private static final int SVC = 0xEF000000;

    private final MemorySegment tlb;
    private final int mark;
    private final int marks;

    /** @param registers address of r0 in the live state */
    FastStores(long registers, Place place) {
        tlb = MemorySegment.ofAddress(registers + place.offset()).reinterpret(16);
        mark = place.mark();
        marks = (mark << 2) - 1; // the mark is the second highest of the bits that are not address
    }

    /** Frees the pages in the TLB at this moment. On the thread that runs the engine, while no instruction is executed. */
    void sweep() {
        long mask = tlb.get(JAVA_LONG_UNALIGNED, 0);
        MemorySegment table = MemorySegment.ofAddress(tlb.get(JAVA_LONG_UNALIGNED, 8)).reinterpret(mask + ENTRY);
        for (long at = 0; at <= mask; at += ENTRY) {
            int stores = table.get(JAVA_INT_UNALIGNED, at + STORES);
            if ((stores & marks) == mark && table.get(JAVA_INT_UNALIGNED, at + CODE) == -1) {
                table.set(JAVA_INT_UNALIGNED, at + STORES, stores & ~mark);
            }
        }
    }

    /** Finds the place by one store, in an engine of its own. */
    static Optional<Place> find(UnicornLibrary library, Board board, StateLayout layout, HostMemory host) {
        Recorder recorder = new Recorder();
        try (Engine engine = new Engine(library, board, board.spareRam(1 << 20), false, recorder); Arena arena = Arena.ofConfined()) {
            recorder.engine = engine;
            Optional<StateWindow> window = StateWindow.find(engine, layout, host, Optional.empty());
            if (window.isEmpty()) {
                return Optional.empty();
            }
            board.code(0, STR_R0_R1_320);
            board.code(1, SVC);
            engine.register(Engine.REG_R0 + 1, Board.SCRATCH);
            engine.start(Board.CODE);
            long registers = window.get().memory().address();
            MemorySegment pair = arena.allocate(16, 8);
            for (long offset = -16; offset > -REACH; offset -= 8) {
                if (host.read(registers + offset, pair)) {
                    int mark = mark(pair.get(JAVA_LONG_UNALIGNED, 0), pair.get(JAVA_LONG_UNALIGNED, 8), host, arena);
                    if (mark != 0) {
                        return Optional.of(new Place(offset, mark));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** The mark in the entry of the scratch page, if that is a TLB and it has one; else 0. */
    private static int mark(long mask, long address, HostMemory host, Arena arena) {
        long entries = (mask >>> 5) + 1;
        if (mask <= 0 || mask >= LARGEST_TABLE || (mask & ENTRY - 1) != 0 || (entries & entries - 1) != 0
                || address <= 0xffff || (address & 7) != 0) {
            return 0;
        }
        MemorySegment table = arena.allocate(mask + ENTRY, 8);
        if (!host.read(address, table)) {
            return 0;
        }
        for (long at = 0; at <= mask; at += ENTRY) {
            int loads = table.get(JAVA_INT_UNALIGNED, at);
            int mark = loads ^ table.get(JAVA_INT_UNALIGNED, at + STORES);
            if (loads == Board.SCRATCH && table.get(JAVA_INT_UNALIGNED, at + CODE) == -1 && Integer.bitCount(mark) == 1 && mark < 0x1000) {
                return mark;
            }
        }
        return 0;
    }
}
