package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * All that a {@link Region}'s code depends on, without the frames: two regions of one shape have the same {@link Code}. So a
 * program that is loaded once more, wherever its pages come to lie, is not compiled once more.
 */
final class Shape {

    private final int[] words;
    private final int hash;

    Shape(Region region) {
        int[] some = new int[16 + 6 * region.steps.size() + 16 * region.blocks.size()];
        int n = 0;
        for (Step step : region.steps) {
            some[n++] = step.pc | (step.thumb() ? 1 : 0);
            some[n++] = step.i.raw;
            some[n++] = step.it << 8 | step.i.length << 4 | (step.i.slow() ? 2 : 0) | (step.literal != 0 ? 1 : 0);
            some[n++] = step.value;
        }
        for (Block block : region.blocks) {
            some = Arrays.copyOf(some, Math.max(some.length, n + 8 + 2 * block.branches.size()));
            some[n++] = block.key;
            some[n++] = block.steps.size();
            n = add(some, n, block.straight);
            some[n++] = block.branches.size();
            for (Block.Edge edge : block.branches) {
                n = add(some, n, edge);
            }
            some[n++] = region.entries.indexOf(block);
        }
        words = Arrays.copyOf(some, n);
        hash = Arrays.hashCode(words);
    }

    private static int add(int[] words, int at, Block.Edge edge) {
        words[at] = edge == null ? -1 : edge.key();
        words[at + 1] = edge == null ? -2 : edge.block() == null ? -1 : edge.block().order;
        return at + 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
