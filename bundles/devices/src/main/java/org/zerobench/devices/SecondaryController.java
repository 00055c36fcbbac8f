package org.zerobench.devices;

import java.util.function.IntSupplier;

/**
 * The secondary interrupt controller: 32 lines that share line 31 of the primary one (Versatile PB926EJ-S, ARM DUI 0224, 4.10).
 * Its pass-through of lines 21 to 30 is kept as a register only: nothing is wired to them.
 */
final class SecondaryController extends Peripheral {
    private final IntSupplier lines;
    private final Runnable changed;
    private int enabled;
    private int software;
    private int passed;

    /** @param lines the lines that are up, a bit each @param changed told when the answer of {@link #active} may be another */
    SecondaryController(int base, IntSupplier lines, Runnable changed) {
        super("sic", base);
        this.lines = lines;
        this.changed = changed;
        register(0x00, "STATUS").reads(this::active);
        register(0x04, "RAWSTAT").reads(this::raw);
        register(0x08, "ENABLE").reads(() -> enabled).writes(bits -> enable(bits, true));
        register(0x0C, "ENCLR").reads(() -> 0).writes(bits -> enable(bits, false));
        register(0x10, "SOFTINT").reads(() -> software).writes(bits -> soft(software | bits));
        register(0x14, "SOFTINTCLR").reads(() -> 0).writes(bits -> soft(software & ~bits));
        register(0x20, "PICENABLE").reads(() -> passed).writes(bits -> passed |= bits & 0x7FE0_0000);
        register(0x24, "PICENCLR").reads(() -> 0).writes(bits -> passed &= ~bits);
    }

    private int raw() {
        return lines.getAsInt() | software;
    }

    /** Lines that are up and enabled. */
    int active() {
        return raw() & enabled;
    }

    /** Lines that are let through. */
    int enabled() {
        return enabled;
    }

    void enable(int bits, boolean on) {
        enabled = on ? enabled | bits : enabled & ~bits;
        changed.run();
    }

    private void soft(int bits) {
        software = bits;
        changed.run();
    }
}
