package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.zerobench.cpu.unicorn.StateWindow.Place;

/**
 * Finds the CPU state of a running engine in this process's memory, so that registers can be read and written where they
 * lie: that saves every trap two copies of the whole state, and lets the program counter be set inside a callback, which
 * Unicorn's own call answers by swallowing stops.
 *
 * <p>The search follows pointers out of the engine's structure, but only through {@link HostMemory#read}, which cannot
 * crash, and believes what it finds only if the whole state agrees with a saved context. Where that does not work (other
 * hosts than Linux) the CPU copies the state instead.
 */
record StateWindow(MemorySegment memory, Place place) {

    /**
     * Where a state was found.
     *
     * @param pointer offset in the engine's structure of a pointer
     * @param offset  distance from where it points to r0
     */
    record Place(long pointer, long offset) {}

    private static final int POINTERS = 64;
    private static final int CHUNK = 4096;
    private static final int REACH = 1 << 20;
    private static final int REGISTERS = 13;
    private static final int STEP = CHUNK - 4 * REGISTERS;

    /**
     * @param engine freshly opened; its r0 to r12 are overwritten
     * @param hint   where an earlier engine of this library had it
     */
    static Optional<StateWindow> find(Engine engine, StateLayout layout, HostMemory host, Optional<Place> hint) {
        try (Arena arena = Arena.ofConfined()) {
            return new Search(engine, layout, host, arena).find(hint);
        }
    }

    /** One search: its own pattern in the registers, so that no leftover of an earlier one is taken for the state. */
    private static final class Search {
        private final Engine engine;
        private final StateLayout layout;
        private final HostMemory host;
        private final MemorySegment chunk;
        private final MemorySegment copy;
        private final int seed = (int) System.nanoTime() | 1;

        Search(Engine engine, StateLayout layout, HostMemory host, Arena arena) {
            this.engine = engine;
            this.layout = layout;
            this.host = host;
            chunk = arena.allocate(CHUNK, 16);
            copy = arena.allocate(engine.context().byteSize() - layout.registers(), 16);
            for (int i = 0; i < REGISTERS; i++) {
                engine.register(Engine.REG_R0 + i, pattern(i));
            }
        }

        Optional<StateWindow> find(Optional<Place> hint) {
            if (hint.isPresent()) {
                Optional<StateWindow> found = at(hint.get());
                if (found.isPresent()) {
                    return found;
                }
            }
            for (long pointer = 0; pointer < POINTERS; pointer++) {
                Optional<StateWindow> found = scan(8 * pointer);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        /** Looks through what a pointer of the engine's structure points to. */
        private Optional<StateWindow> scan(long pointer) {
            long start = pointer(pointer);
            for (long base = 0; start != 0 && base < REACH && host.read(start + base, chunk); base += STEP) {
                for (long at = 0; at < STEP; at += 4) {
                    if (chunk.get(JAVA_INT_UNALIGNED, at) == pattern(0)
                            && chunk.get(JAVA_INT_UNALIGNED, at + 4) == pattern(1)) {
                        Optional<StateWindow> found = at(new Place(pointer, base + at));
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
            return Optional.empty();
        }

        /** The state, if it is at that place. */
        private Optional<StateWindow> at(Place place) {
            long start = pointer(place.pointer());
            if (start == 0 || !host.read(start + place.offset(), copy)) {
                return Optional.empty();
            }
            engine.save();
            if (copy.mismatch(engine.context().asSlice(layout.registers())) >= 0) {
                return Optional.empty();
            }
            // The proof that it is the state itself and no copy of it: what is written through Unicorn shows here.
            MemorySegment memory = MemorySegment.ofAddress(start + place.offset()).reinterpret(copy.byteSize());
            engine.register(Engine.REG_R0, ~pattern(0));
            boolean shows = host.read(memory.address(), copy) && copy.get(JAVA_INT_UNALIGNED, 0) == ~pattern(0);
            engine.register(Engine.REG_R0, pattern(0));
            return shows ? Optional.of(new StateWindow(memory, place)) : Optional.empty();
        }

        /** A plausible pointer at an offset of the engine's structure, else 0. */
        private long pointer(long at) {
            MemorySegment word = chunk.asSlice(0, 8);
            if (!host.read(engine.address() + at, word)) {
                return 0;
            }
            long address = word.get(JAVA_LONG_UNALIGNED, 0);
            return address > 0xffff && (address & 7) == 0 ? address : 0;
        }

        private int pattern(int i) {
            return seed * (2 * i + 3);
        }
    }
}
