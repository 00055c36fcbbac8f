package org.zerobench.devices;

import org.zerobench.api.machine.InterruptController;

/**
 * Both controllers as one, in the numbering of ABI 11.1: 0 to 30 are the primary controller's lines, 31 + n is line n of the
 * secondary one. Number 31 is thus line 0 of the secondary controller; line 31 of the primary, the cascade, has none of its own
 * and is open whenever something behind it is.
 */
final class Interrupts implements InterruptController {
    /** Line of the primary controller that the secondary one drives, and the number of the latter's line 0. */
    private static final int CASCADE = 31;
    private static final int CASCADE_BIT = 1 << CASCADE;

    private final Line[] lines = new Line[LINES];
    private final Peripheral[] devices = new Peripheral[LINES];
    private final Runnable raised;
    private final PrimaryController primary;
    private final SecondaryController secondary;
    /** A bit for each line that is up. */
    private long up;
    private boolean told;

    /** @param raised run whenever {@link #pending} turns from none to some */
    Interrupts(int primaryBase, int secondaryBase, Runnable raised) {
        this.raised = raised;
        secondary = new SecondaryController(secondaryBase, () -> (int) (up >>> CASCADE), this::changed);
        primary = new PrimaryController(primaryBase, () -> (int) up & ~CASCADE_BIT | (secondary.active() != 0 ? CASCADE_BIT : 0), this::changed);
    }

    PrimaryController primary() {
        return primary;
    }

    SecondaryController secondary() {
        return secondary;
    }

    /** Connects a device that drives one line. */
    Line wire(int irq, Peripheral device) {
        lines[irq] = new Line(irq, () -> {
            up ^= 1L << irq;
            changed();
        });
        devices[irq] = device;
        return lines[irq];
    }

    private void changed() {
        boolean some = pending() >= 0;
        if (some && !told) {
            told = true;
            raised.run();
        }
        told = some;
    }

    @Override
    public boolean wired(int irq) {
        return irq >= 0 && irq < LINES && lines[irq] != null;
    }

    @Override
    public void unmask(int irq) {
        enable(irq, true);
    }

    @Override
    public void mask(int irq) {
        enable(irq, false);
    }

    private void enable(int irq, boolean on) {
        if (irq < CASCADE) {
            primary.enable(1 << irq, on);
            return;
        }
        secondary.enable(behind(irq), on);
        if (on) {
            primary.enable(CASCADE_BIT, true);
        }
    }

    @Override
    public boolean masked(int irq) {
        return irq < CASCADE ? (primary.enabled() & 1 << irq) == 0 : (primary.enabled() & CASCADE_BIT) == 0 || (secondary.enabled() & behind(irq)) == 0;
    }

    /** The secondary controller's bit for a number; none for the last one, which is beyond its 32 lines. */
    private static int behind(int irq) {
        return (int) (1L << irq - CASCADE);
    }

    @Override
    public int pending() {
        int active = primary.active();
        int first = Integer.numberOfTrailingZeros(active & ~CASCADE_BIT);
        if (first < CASCADE) {
            return first;
        }
        int behind = secondary.active();
        return (active & CASCADE_BIT) != 0 && behind != 0 ? CASCADE + Integer.numberOfTrailingZeros(behind) : -1;
    }

    @Override
    public boolean quiet(int irq) {
        if (!wired(irq)) {
            return false; // a guest has raised it by software
        }
        devices[irq].quiet();
        return !lines[irq].up();
    }
}
