package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.zerobench.api.machine.MachineException;

/**
 * A gate in front of every translated block, which any thread can shut: the engine then stops there by itself.
 *
 * <p>Why not {@code uc_emu_stop} from the other thread: translated code looks for a stop not only between blocks but after
 * loads and stores too (up to version 2.1.3 all, in 2.1.4 the exclusive ones), and a block that is left in its middle has
 * its <em>start</em> as program counter, so that what was done is done once more. At the start of a block all is right.
 *
 * <p>The gate is a block hook whose native callback does nothing; shutting it puts {@code uc_emu_stop} in its place, in
 * Unicorn's own record of the hook. A second hook, for an address that does not exist, keeps Unicorn from compiling the
 * callback's address into the blocks, which it does for an only hook. Costs about 5 ns a block.
 */
final class StopGate {

    private static final VarHandle CALLBACK = JAVA_LONG.varHandle();
    private static final int HOOK_BLOCK = 8;
    /** The callback lies in the first words of Unicorn's record of a hook. */
    private static final int RECORD_BYTES = 64;

    private final MemorySegment record;
    private final long place;
    private final long nothing;
    private final long stop;

    private StopGate(MemorySegment record, long place, long nothing, long stop) {
        this.record = record;
        this.place = place;
        this.nothing = nothing;
        this.stop = stop;
    }

    /**
     * Builds an open gate into an engine that has not run yet.
     *
     * @throws MachineException when Unicorn refuses, or keeps its hooks in an unknown form
     */
    static StopGate install(UnicornLibrary library, MemorySegment uc) {
        long nothing = library.archSupported().address();
        MemorySegment record = hook(library, uc, 1, 0).reinterpret(RECORD_BYTES);
        hook(library, uc, 1L << 40, (1L << 40) + 1);
        for (long at = 0; at < RECORD_BYTES; at += Long.BYTES) {
            if (record.get(JAVA_LONG, at) == nothing) {
                return new StopGate(record, at, nothing, library.emuStop().address());
            }
        }
        throw new MachineException("Unicorn " + library.versionText() + " from " + library.source()
                + " keeps its hooks in an unknown form: name another version with -Dzb.unicorn=PATH");
    }

    /** Makes the engine stop at the next block. Any thread; the engine must not be closed. */
    void shut() {
        CALLBACK.setVolatile(record, place, stop);
    }

    /** Takes {@link #shut} back. */
    void open() {
        CALLBACK.setVolatile(record, place, nothing);
    }

    private static MemorySegment hook(UnicornLibrary library, MemorySegment uc, long begin, long end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            int error = library.hookAdd(uc, handle, HOOK_BLOCK, library.archSupported(), begin, end);
            if (error != 0) {
                throw new MachineException("Unicorn " + library.versionText() + " refuses a block hook (error " + error + ")");
            }
            return handle.get(ADDRESS, 0);
        }
    }
}
