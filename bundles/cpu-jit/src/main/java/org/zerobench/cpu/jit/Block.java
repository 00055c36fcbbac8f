package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.List;

/** Steps of a {@link Region} that follow each other, entered at the first only; the last may be a branch. */
final class Block {

    /** Where a function goes on that was called within the region: one for each chain of calls. Null at the top. */
    record Call(int returnKey, int callee, Call outer) {

        int depth() {
            return outer == null ? 1 : outer.depth() + 1;
        }

        boolean calls(int key) {
            return callee == key || outer != null && outer.calls(key);
        }
    }

    /** A way out of a block. @param key of the instruction it leads to @param to what may be in the region, or null */
    record Edge(int key, Block to) {

        /** Where it leads to in the region, or null. */
        Block block() {
            return to == null || !to.filled() ? null : to;
        }
    }

    final int key;
    final Call call;
    /** Place in the region: a way to a block with the same or a lower one closes a loop. */
    int order;
    /** How often it is executed for each time that the region's first one is, as far as known. */
    double frequency;
    final List<Step> steps = new ArrayList<>();
    /** Where it goes on when no branch is taken; null when the last step always branches. */
    Edge straight;
    /** Where the last step branches to, as far as known: one for a direct branch, guesses for others. */
    List<Edge> branches = List.of();

    Block(int key, Call call) {
        this.key = key;
        this.call = call;
    }

    /** Whether it has been taken in. */
    boolean filled() {
        return !steps.isEmpty();
    }

    Step last() {
        return steps.getLast();
    }
}
