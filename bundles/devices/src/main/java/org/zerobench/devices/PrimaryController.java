package org.zerobench.devices;

import java.util.function.IntSupplier;

/**
 * The vectored interrupt controller: 32 lines (PL190, ARM DDI 0181, chapter 3). Which lines go to FIQ is kept and shown in the
 * status registers only: the kernel has one kind of interrupt.
 */
final class PrimaryController extends Peripheral {
    private static final int VECTORS = 16;

    private final IntSupplier lines;
    private final Runnable changed;
    private int enabled;
    private int software;
    private final Register select;

    /** @param lines the lines that are up, a bit each @param changed told when the answer of {@link #active} may be another */
    PrimaryController(int base, IntSupplier lines, Runnable changed) {
        super("vic", base);
        this.lines = lines;
        this.changed = changed;
        register(0x000, "IRQSTATUS").reads(() -> active() & ~fast());
        register(0x004, "FIQSTATUS").reads(() -> active() & fast());
        register(0x008, "RAWINTR").reads(this::raw);
        select = register(0x00C, "INTSELECT");
        register(0x010, "INTENABLE").reads(() -> enabled).writes(bits -> enable(bits, true));
        register(0x014, "INTENCLEAR").reads(() -> 0).writes(bits -> enable(bits, false));
        register(0x018, "SOFTINT").reads(() -> software).writes(bits -> soft(software | bits));
        register(0x01C, "SOFTINTCLEAR").reads(() -> 0).writes(bits -> soft(software & ~bits));
        register(0x020, "PROTECTION").bits(1);
        // Nobody here fetches a vector; what a guest writes stays.
        register(0x030, "VECTADDR");
        register(0x034, "DEFVECTADDR");
        for (int i = 0; i < VECTORS; i++) {
            register(0x100 + 4 * i, "VECTADDR" + i).hidden();
            register(0x200 + 4 * i, "VECTCNTL" + i).bits(0x3F).hidden();
        }
        identify(0x190, 0);
    }

    private int fast() {
        return select.look();
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
