package org.zerobench.devices;

import java.util.function.IntSupplier;

/**
 * The secondary interrupt controller: 32 lines that share line 31 of the primary one (Versatile PB926EJ-S, ARM DUI 0224, 4.10).
 * Its pass-through of lines 21 to 30 is kept as a register only: nothing is wired to them.
 */
final class SecondaryController extends Controller {
    private int passed;

    /** @param lines the lines that are up, a bit each @param changed told when the answer of {@link #active} may be another */
    SecondaryController(int base, IntSupplier lines, Runnable changed) {
        super("sic", base, lines, changed);
        register(0x00, "STATUS").reads(this::active);
        register(0x04, "RAWSTAT").reads(this::raw);
        register(0x08, "ENABLE").reads(this::enabled).writes(bits -> enable(bits, true));
        register(0x0C, "ENCLR").reads(() -> 0).writes(bits -> enable(bits, false));
        register(0x10, "SOFTINT").reads(this::software).writes(bits -> software(bits, true));
        register(0x14, "SOFTINTCLR").reads(() -> 0).writes(bits -> software(bits, false));
        register(0x20, "PICENABLE").reads(() -> passed).writes(bits -> passed |= bits & 0x7FE0_0000);
        register(0x24, "PICENCLR").reads(() -> 0).writes(bits -> passed &= ~bits);
    }
}
