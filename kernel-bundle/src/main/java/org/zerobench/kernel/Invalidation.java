package org.zerobench.kernel;

import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.Machine;

/** Collects what the CPU must forget after a change of many entries: page by page up to a bound, the whole space beyond. */
final class Invalidation {
    /** One page costs a quarter of a whole space, and what is forgotten needlessly is walked for again. */
    private static final int BOUND = 16;

    private final Machine machine;
    private final int[] pages = new int[BOUND];
    private int count;

    Invalidation(Machine machine) {
        this.machine = machine;
    }

    void add(int virtual) {
        if (count < BOUND) {
            pages[count] = virtual;
        }
        count++;
    }

    /** Tells the CPU and begins anew. */
    void flush(Space space) {
        if (count == 0) {
            return;
        }
        Cpu cpu = machine.cpu();
        if (count > BOUND) {
            cpu.invalidateSpace(space.ttbr0);
        } else {
            for (int i = 0; i < count; i++) {
                cpu.invalidatePage(space.ttbr0, pages[i]);
            }
        }
        count = 0;
    }
}
