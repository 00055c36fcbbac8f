package org.zerobench.kernel;

import java.util.BitSet;
import org.zerobench.api.machine.InterruptController;

/** Interrupt lines that a test raises: 5 and 34 go down when the kernel asks their device, 12 stays up until it is served. */
final class TestLines implements InterruptController {
    final BitSet up = new BitSet(LINES);
    private final BitSet unmasked = new BitSet(LINES);

    @Override
    public boolean wired(int irq) {
        return irq == 5 || irq == 12 || irq == 34;
    }

    @Override
    public void unmask(int irq) {
        unmasked.set(irq);
    }

    @Override
    public void mask(int irq) {
        unmasked.clear(irq);
    }

    @Override
    public boolean masked(int irq) {
        return !unmasked.get(irq);
    }

    @Override
    public int pending() {
        BitSet lines = (BitSet) up.clone();
        lines.and(unmasked);
        return lines.nextSetBit(0);
    }

    @Override
    public boolean quiet(int irq) {
        if (irq != 12) {
            up.clear(irq);
        }
        return !up.get(irq);
    }
}
