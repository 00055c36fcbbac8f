package org.zerobench.kernel;

import java.util.BitSet;
import org.zerobench.api.machine.Machine;

/**
 * Which frames may have translated code in the CPU. The CPU sees neither Java's stores nor guest stores through pages that
 * are not executable. So translated code is dropped before Java writes into a frame that was executable, and when a frame
 * becomes executable again after it could be written; between those a guest tells by cache_control, as on real ARM.
 *
 * <p>A hint, not state: a kernel that takes over begins with every frame suspected.
 */
final class Code {
    private final Machine machine;
    private final short[] executableMappings;
    /** Mappings that can be written and not executed: what is stored through them the CPU does not see. */
    private final short[] silentMappings;
    private final BitSet suspected;
    /** Suspected frames that were mapped writable and not executable since their code was last dropped. */
    private final BitSet rewritable;

    Code(Machine machine, int frames) {
        this.machine = machine;
        this.executableMappings = new short[frames];
        this.silentMappings = new short[frames];
        this.suspected = new BitSet(frames);
        this.rewritable = new BitSet(frames);
    }

    void suspectAll() {
        suspected.set(0, executableMappings.length);
    }

    /** A page-table entry has come; 0 for none. */
    void mapped(int entry) {
        int frame = Entry.frame(entry) >>> Ram.PAGE_SHIFT;
        if (entry == 0 || frame >= executableMappings.length) {
            return;
        }
        if (Entry.executable(entry)) {
            if (rewritable.get(frame) || silentMappings[frame] > 0) {
                drop(Entry.frame(entry));
            }
            executableMappings[frame]++;
            suspected.set(frame);
        } else if (Entry.writable(entry)) {
            silentMappings[frame]++;
            if (suspected.get(frame)) {
                rewritable.set(frame);
            }
        }
    }

    /** A page-table entry has gone. */
    void unmapped(int entry) {
        int frame = Entry.frame(entry) >>> Ram.PAGE_SHIFT;
        if (entry == 0 || frame >= executableMappings.length) {
            return;
        }
        if (Entry.executable(entry)) {
            executableMappings[frame]--;
        } else if (Entry.writable(entry)) {
            silentMappings[frame]--;
        }
    }

    /** Drops translated code of a frame if there may be some. */
    void drop(int physical) {
        int frame = physical >>> Ram.PAGE_SHIFT;
        if (frame < executableMappings.length && suspected.get(frame)) {
            machine.cpu().invalidateCode(physical & -Ram.PAGE, Ram.PAGE);
            rewritable.clear(frame);
            if (executableMappings[frame] == 0) {
                suspected.clear(frame);
            }
        }
    }
}
