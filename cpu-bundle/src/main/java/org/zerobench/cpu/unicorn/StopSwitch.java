package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Halts a running engine from another thread with its program counter right.
 *
 * <p>{@code uc_emu_stop} does not: it sets Unicorn's stop request, and a chain of translated blocks that is left while that
 * is set does not write the program counter back (cpu_tb_exec); only a stop inside a callback is safe. A halt request in the
 * CPU's interrupt word (CPU_INTERRUPT_HALT, what WFI uses) leaves the chain in the ordinary way. Two words are needed: the
 * interrupt word, and the countdown that every block looks at when it begins. Both are found by watching what {@code
 * uc_emu_stop} itself changes inside a callback, and believed only if their neighbours look as they must.
 */
final class StopSwitch {

    /** Where the words lie, in bytes from r0 downwards (negative). */
    record Place(long interruptWord, long countdown) {}

    private static final int HALT = 0x20;
    private static final int REACH = 1 << 17;
    private static final int CHUNK = 4096;

    private final MemorySegment interruptWord;
    private final MemorySegment countdown;

    /** @param registers address of r0 in the live state */
    StopSwitch(long registers, Place place) {
        interruptWord = MemorySegment.ofAddress(registers + place.interruptWord()).reinterpret(4);
        countdown = MemorySegment.ofAddress(registers + place.countdown()).reinterpret(4);
    }

    /** Requests a halt at the next block. Any thread; the engine must not be closed. */
    void halt() {
        interruptWord.set(JAVA_INT_UNALIGNED, 0, interruptWord.get(JAVA_INT_UNALIGNED, 0) | HALT);
        java.lang.invoke.VarHandle.fullFence();
        countdown.set(JAVA_SHORT_UNALIGNED, 2, (short) -1);
    }

    /** Takes a request back. Only while the engine does not run. */
    void clear() {
        interruptWord.set(JAVA_INT_UNALIGNED, 0, interruptWord.get(JAVA_INT_UNALIGNED, 0) & ~HALT);
    }

    /**
     * Finds the words. To be called inside a callback of the engine; leaves a stop request behind.
     *
     * @param registers address of r0 in the live state
     */
    static Optional<Place> find(HostMemory host, long registers, Runnable stop) {
        try (Arena arena = Arena.ofConfined()) {
            long[] bytes = {readable(host, registers, arena)};
            MemorySegment before = arena.allocate(bytes[0], 16);
            MemorySegment after = arena.allocate(bytes[0], 16);
            long base = registers - bytes[0];
            if (bytes[0] == 0 || !host.read(base, before)) {
                return Optional.empty();
            }
            stop.run();
            return host.read(base, after) ? compare(before, after) : Optional.empty();
        }
    }

    /** How much below an address can be read. */
    private static long readable(HostMemory host, long address, Arena arena) {
        MemorySegment chunk = arena.allocate(CHUNK, 16);
        long bytes = 0;
        while (bytes < REACH && host.read(address - bytes - CHUNK, chunk)) {
            bytes += CHUNK;
        }
        return bytes;
    }

    private static Optional<Place> compare(MemorySegment before, MemorySegment after) {
        long size = before.byteSize();
        long countdown = 0;
        long exitRequest = 0;
        for (long at = 0; at < size; at += 4) {
            int old = before.get(JAVA_INT_UNALIGNED, at);
            int now = after.get(JAVA_INT_UNALIGNED, at);
            if (old == now) {
                continue;
            }
            int changed = old ^ now;
            if (changed == 0xFFFF_0000 && now >>> 16 == 0xFFFF && size - at <= 64) {
                countdown = at - size;
            } else if (Integer.bitCount(changed) == 1 && exitRequest == 0) {
                exitRequest = at - size;
            }
        }
        if (countdown == 0 || exitRequest == 0) {
            return Optional.empty();
        }
        // Behind exit_request come the flags of the next block, -1 for none, then the interrupt word, 0 now.
        for (long word = exitRequest + 4; word <= exitRequest + 8; word += 4) {
            if (after.get(JAVA_INT_UNALIGNED, size + word) == -1 && after.get(JAVA_INT_UNALIGNED, size + word + 4) == 0) {
                return Optional.of(new Place(word + 4, countdown));
            }
        }
        return Optional.empty();
    }
}
