package org.zerobench.devices;

/** An interrupt line: up as long as its device asks for service. */
final class Line {
    private final int irq;
    private final Runnable changed;
    private boolean up;

    /** @param irq its number (ABI 11.1) @param changed told when it went up or down */
    Line(int irq, Runnable changed) {
        this.irq = irq;
        this.changed = changed;
    }

    int irq() {
        return irq;
    }

    boolean up() {
        return up;
    }

    void set(boolean up) {
        if (this.up != up) {
            this.up = up;
            changed.run();
        }
    }
}
