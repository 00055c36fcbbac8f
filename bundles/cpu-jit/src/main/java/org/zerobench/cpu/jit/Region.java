package org.zerobench.cpu.jit;

import java.util.List;

/**
 * A piece of hot guest code that is compiled as a whole: blocks that lead to each other, over several pages and functions.
 * It belongs to physical frames, whose contents it has been made of, and to the virtual addresses they were seen at; all
 * spaces that map these frames there share it.
 *
 * <p>A <em>key</em> is an instruction's address with bit 0 set in Thumb state, as BX takes it.
 */
final class Region {

    /** Virtual addresses of the pages. */
    final int[] pages;
    /** Physical addresses of the pages. */
    final int[] frames;
    final List<Block> blocks;
    /** Where execution may begin. */
    final List<Block> entries;
    /** Their keys. */
    private final int[] keys;
    /** All instructions; a step's place is its number. */
    final List<Step> steps;
    /** The region that it is to stand in for, because it is larger; or null. */
    final Region replaces;
    /** False when its contents have changed or it has been dropped. Machine thread. */
    boolean valid = true;
    /** Upper bound of the instructions that are executed between two looks at {@link Core#limit}. */
    final int longest;
    /** Null while it is being compiled. Machine thread. */
    Code code;
    /** How often it has been entered. Machine thread. */
    int entered;
    /** That, when it was looked at last. Machine thread. */
    int seen;
    /** Of the class file. */
    int bytes;

    Region(int[] pages, int[] frames, List<Block> blocks, List<Block> entries, List<Step> steps, Region replaces) {
        this.pages = pages;
        this.frames = frames;
        this.blocks = blocks;
        this.entries = entries;
        this.steps = steps;
        this.replaces = replaces;
        keys = entries.stream().mapToInt(entry -> entry.key).toArray();
        longest = steps.size();
    }

    /** Number of the entry with a key, or -1. */
    int number(int key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return -1;
    }

    /** Whether it has been made from some of these bytes. @param frame physical address of a page @param offset in the page */
    boolean madeOf(int frame, int offset, int bytes) {
        for (int p = 0; p < frames.length; p++) {
            if (frames[p] == frame) {
                int virtual = pages[p] + offset;
                for (Step step : steps) {
                    if (step.touches(virtual, bytes)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Finishes the instruction at which compiled code has left.
     *
     * @return key of the next instruction
     * @throws Abort when its memory access was refused; the core is then as the interpreter leaves it
     */
    int leave(Core core) {
        Step step = steps.get(core.where);
        core.retired += step.before + 1;
        core.thumb = step.thumb();
        switch (core.failed) {
            case Core.ABORTED -> {
                core.it = step.it;
                core.r[Core.PC] = step.pcValue();
                throw core.mmu.abort();
            }
            case Core.TRAPPED, Core.BEFORE -> {
                core.retired--;
                core.it = step.it;
                if (core.failed == Core.BEFORE && step.i.slowed(core.retired)) {
                    valid = false; // to be compiled anew
                }
                return step.pc | (step.thumb() ? 1 : 0);
            }
            default -> {
                core.it = step.itAfter();
                return step.next();
            }
        }
    }
}
