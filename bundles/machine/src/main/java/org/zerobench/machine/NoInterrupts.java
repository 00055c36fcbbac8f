package org.zerobench.machine;

import org.zerobench.api.machine.InterruptController;

/** The controller of a board whose devices raise no interrupts. */
enum NoInterrupts implements InterruptController {
    INSTANCE;

    @Override
    public boolean wired(int irq) {
        return false;
    }

    @Override
    public void unmask(int irq) {}

    @Override
    public void mask(int irq) {}

    @Override
    public boolean masked(int irq) {
        return true;
    }

    @Override
    public int pending() {
        return -1;
    }

    @Override
    public boolean quiet(int irq) {
        return true;
    }
}
