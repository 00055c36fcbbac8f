package org.zerobench.devices;

import java.util.function.IntSupplier;

/** What both interrupt controllers have: 32 lines, each let through or not, each raised by its device or by software. */
abstract class Controller extends Peripheral {
    private final IntSupplier lines;
    private final Runnable changed;
    private int enabled;
    private int software;

    /** @param lines the lines that are up, a bit each @param changed told when the answer of {@link #active} may be another */
    Controller(String name, int base, IntSupplier lines, Runnable changed) {
        super(name, base);
        this.lines = lines;
        this.changed = changed;
    }

    /** Lines that are up, enabled or not. */
    final int raw() {
        return lines.getAsInt() | software;
    }

    /** Lines that are up and enabled. */
    final int active() {
        return raw() & enabled;
    }

    /** Lines that are let through. */
    final int enabled() {
        return enabled;
    }

    final void enable(int bits, boolean on) {
        enabled = on ? enabled | bits : enabled & ~bits;
        changed.run();
    }

    /** Lines that software has raised. */
    final int software() {
        return software;
    }

    final void software(int bits, boolean on) {
        software = on ? software | bits : software & ~bits;
        changed.run();
    }
}
