package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoded instructions of one frame. The same bytes can be ARM code, Thumb code, and Thumb code of an IT block, where
 * 16-bit instructions leave the flags; each has slots of its own, one a half word, made when first used.
 */
final class CodePage {

    static final int SLOTS = 2048;
    private static final int LONGEST = 4;

    /** Physical address. */
    final int frame;
    private Instruction[] arm;
    private Instruction[] thumb;
    private Instruction[] thumbInIt;
    private Action[] armActions;
    private Action[] thumbActions;
    /** What has been compiled, or is being, of this frame's code. */
    private List<Region> regions = List.of();

    CodePage(int frame) {
        this.frame = frame;
    }

    Instruction[] arm() {
        if (arm == null) {
            arm = new Instruction[SLOTS];
        }
        return arm;
    }

    Instruction[] thumb() {
        if (thumb == null) {
            thumb = new Instruction[SLOTS];
        }
        return thumb;
    }

    Instruction[] thumbInIt() {
        if (thumbInIt == null) {
            thumbInIt = new Instruction[SLOTS];
        }
        return thumbInIt;
    }

    /** The actions of {@link #arm} or {@link #thumb}. */
    Action[] actions(boolean thumb) {
        if (thumb) {
            if (thumbActions == null) {
                thumbActions = new Action[SLOTS];
            }
            return thumbActions;
        }
        if (armActions == null) {
            armActions = new Action[SLOTS];
        }
        return armActions;
    }

    List<Region> regions() {
        if (regions.isEmpty()) {
            regions = new ArrayList<>();
        }
        return regions;
    }

    /** The frame holds something else. */
    void forget() {
        regions.forEach(region -> region.valid = false);
        regions = List.of();
    }

    /** Forgets every instruction that a store may have changed, in place: the page may be the one that runs. */
    void written(int offset, int bytes) {
        int first = Math.max(0, offset - LONGEST + 1 >>> 1);
        if (offset < LONGEST) {
            first = 0;
        }
        int end = Math.min(SLOTS, (offset + bytes + 1) >>> 1);
        if (clear(arm, first, end)) {
            cut(armActions);
        }
        if (clear(thumb, first, end) | clear(thumbInIt, first, end)) {
            cut(thumbActions);
        }
        if (regions.isEmpty()) {
            return;
        }
        regions.removeIf(region -> {
            region.valid &= !region.madeOf(frame, offset, bytes);
            return !region.valid;
        });
    }

    /** @return true when there were instructions to be forgotten */
    private static boolean clear(Instruction[] slots, int first, int end) {
        boolean were = false;
        if (slots != null) {
            for (int slot = first; slot < end; slot++) {
                were |= slots[slot] != null;
                slots[slot] = null;
            }
        }
        return were;
    }

    /** Forgets actions and their links, also those of the one that is being executed. */
    private static void cut(Action[] actions) {
        if (actions == null) {
            return;
        }
        for (Action action : actions) {
            if (action != null) {
                action.cut();
            }
        }
        Arrays.fill(actions, null);
    }
}
