package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.zerobench.api.machine.MachineException;

/**
 * A gate in front of every translated block, which any thread can shut: the engine then stops there by itself.
 *
 * <p>Why not {@code uc_emu_stop} from the other thread: translated code looks for a stop not only between blocks but after
 * loads and stores too (up to version 2.1.3 all, in 2.1.4 the exclusive ones), and a block that is left in its middle has
 * its <em>start</em> as program counter, so that what was done is done once more. At the start of a block all is right.
 *
 * <p>The gate is a block hook: before every block Unicorn calls a native function. Where the host is known, that is five
 * instructions of ours that look at a word and go to {@code uc_emu_stop} when the gate is shut; Unicorn calls an only
 * hook's function straight from the block, so it costs under 1 ns. Elsewhere the function is one that does nothing, and
 * shutting the gate puts {@code uc_emu_stop} in its place in Unicorn's record of the hook; a second hook, for an address that
 * does not exist, keeps Unicorn from compiling the function's address into the blocks. That costs about 5 ns a block.
 */
final class StopGate {

    private static final VarHandle WORD = JAVA_LONG.varHandle();
    private static final int HOOK_BLOCK = 8;
    /** The callback lies in the first words of Unicorn's record of a hook. */
    private static final int RECORD_BYTES = 64;
    /** For x86-64 with the System V calling convention, rcx the hook's data: cmp dword [rcx],0; jne +1; ret; jmp [rcx+8]. */
    private static final byte[] X86_64 = {(byte) 0x83, 0x39, 0, 0x75, 1, (byte) 0xC3, (byte) 0xFF, 0x61, 8};

    private final MemorySegment word;
    private final long open;
    private final long shut;

    private StopGate(MemorySegment word, long open, long shut) {
        this.word = word;
        this.open = open;
        this.shut = shut;
    }

    /**
     * Builds an open gate into an engine that has not run yet.
     *
     * @param arena closed after the engine
     * @throws MachineException when Unicorn refuses, or keeps its hooks in an unknown form
     */
    static StopGate install(UnicornLibrary library, MemorySegment uc, HostMemory host, Arena arena) {
        Optional<MemorySegment> code = host.isSystemVx64() ? host.executable(X86_64, arena) : Optional.empty();
        return code.map(function -> inCode(library, uc, function, arena)).orElseGet(() -> inRecord(library, uc));
    }

    private static StopGate inCode(UnicornLibrary library, MemorySegment uc, MemorySegment function, Arena arena) {
        MemorySegment data = arena.allocate(16, 8);
        data.set(JAVA_LONG, 8, library.emuStop().address());
        hook(library, uc, function, data, 1, 0);
        return new StopGate(data.asSlice(0, 8), 0, 1);
    }

    private static StopGate inRecord(UnicornLibrary library, MemorySegment uc) {
        MemorySegment nothing = library.archSupported();
        MemorySegment record = hook(library, uc, nothing, MemorySegment.NULL, 1, 0).reinterpret(RECORD_BYTES);
        hook(library, uc, nothing, MemorySegment.NULL, 1L << 40, (1L << 40) + 1);
        for (long at = 0; at < RECORD_BYTES; at += Long.BYTES) {
            if (record.get(JAVA_LONG, at) == nothing.address()) {
                return new StopGate(record.asSlice(at, 8), nothing.address(), library.emuStop().address());
            }
        }
        throw new MachineException("Unicorn " + library.versionText() + " from " + library.source()
                + " keeps its hooks in an unknown form: name another version with -Dzb.unicorn=PATH");
    }

    /** Makes the engine stop at the next block. Any thread; the engine must not be closed. */
    void shut() {
        WORD.setVolatile(word, 0L, shut);
    }

    /** Takes {@link #shut} back. */
    void open() {
        WORD.setVolatile(word, 0L, open);
    }

    private static MemorySegment hook(UnicornLibrary library, MemorySegment uc, MemorySegment function, MemorySegment data,
            long begin, long end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            int error = library.hookAdd(uc, handle, HOOK_BLOCK, function, data, begin, end);
            if (error != 0) {
                throw new MachineException("Unicorn " + library.versionText() + " refuses a block hook (error " + error + ")");
            }
            return handle.get(ADDRESS, 0);
        }
    }
}
