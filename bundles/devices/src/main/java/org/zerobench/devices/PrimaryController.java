package org.zerobench.devices;

import java.util.function.IntSupplier;

/**
 * The vectored interrupt controller: 32 lines (PL190, ARM DDI 0181, chapter 3). Which lines go to FIQ is kept and shown in the
 * status registers only: the kernel has one kind of interrupt.
 */
final class PrimaryController extends Controller {
    private static final int VECTORS = 16;

    private final Register select;

    /** @param lines the lines that are up, a bit each @param changed told when the answer of {@link #active} may be another */
    PrimaryController(int base, IntSupplier lines, Runnable changed) {
        super("vic", base, lines, changed);
        register(0x000, "IRQSTATUS").reads(() -> active() & ~fast());
        register(0x004, "FIQSTATUS").reads(() -> active() & fast());
        register(0x008, "RAWINTR").reads(this::raw);
        select = register(0x00C, "INTSELECT");
        register(0x010, "INTENABLE").reads(this::enabled).writes(bits -> enable(bits, true));
        register(0x014, "INTENCLEAR").reads(() -> 0).writes(bits -> enable(bits, false));
        register(0x018, "SOFTINT").reads(this::software).writes(bits -> software(bits, true));
        register(0x01C, "SOFTINTCLEAR").reads(() -> 0).writes(bits -> software(bits, false));
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
}
