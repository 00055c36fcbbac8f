package org.zerobench.kernel;

import java.util.BitSet;
import org.zerobench.api.machine.Machine;

/**
 * Which frames may have translated code in the CPU. The CPU sees guest stores but not Java's, so a frame that was
 * executable since its code was last dropped is told to the CPU before Java writes into it.
 *
 * <p>A hint, not state: a kernel that takes over begins with every frame suspected.
 */
final class Code {
    private final Machine machine;
    private final short[] executableMappings;
    private final BitSet suspected;

    Code(Machine machine, int frames) {
        this.machine = machine;
        this.executableMappings = new short[frames];
        this.suspected = new BitSet(frames);
    }

    void suspectAll() {
        suspected.set(0, executableMappings.length);
    }

    /** An executable mapping of a frame has come. */
    void mapped(int physical) {
        int frame = physical >>> Ram.PAGE_SHIFT;
        if (frame < executableMappings.length) {
            executableMappings[frame]++;
            suspected.set(frame);
        }
    }

    /** An executable mapping of a frame has gone. */
    void unmapped(int physical) {
        int frame = physical >>> Ram.PAGE_SHIFT;
        if (frame < executableMappings.length) {
            executableMappings[frame]--;
        }
    }

    /** Drops translated code of a frame if there may be some. */
    void drop(int physical) {
        int frame = physical >>> Ram.PAGE_SHIFT;
        if (frame < executableMappings.length && suspected.get(frame)) {
            machine.cpu().invalidateCode(physical & -Ram.PAGE, Ram.PAGE);
            if (executableMappings[frame] == 0) {
                suspected.clear(frame);
            }
        }
    }
}
