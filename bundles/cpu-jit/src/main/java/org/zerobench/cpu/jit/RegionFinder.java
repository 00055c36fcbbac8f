package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zerobench.cpu.jit.Block.Call;
import org.zerobench.cpu.jit.Block.Edge;

/**
 * Collects the {@link Region} around a hot instruction: along branches, calls and returns, the most frequent way first, as the
 * interpreter has counted them; until there is enough of it, or only what is rare is left. A function that is called is taken in
 * for each caller anew, so that its return leads to where it was called from. One object for each search; machine thread.
 */
final class RegionFinder {

    private static final int SP = 13;
    private static final int LR = 14;
    private static final int DEEPEST_CALL = 4;
    private static final int LONGEST_BLOCK = 100;
    private static final int OFFSET = 4095;
    /** Executions of a block for one of the hot instruction, below which it stays outside. */
    private static final double RARE = 1.0 / 200;

    private record Place(int key, Call call) {}

    /** A place that control comes back to. @param from out of which block: one outside, or not of this caller alone, or null */
    private record Return(Block to, Block from) {}

    private final Mmu mmu;
    private final CodePages code;
    private final Decoder decoder;
    private final boolean eager;
    private final int most;
    private final Map<Place, Block> found = new HashMap<>();
    private final Set<Block> unfilled = new HashSet<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Return> calls = new ArrayList<>();
    /** Where functions that were not taken in for their caller go back to. */
    private final List<Edge> returns = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    /** Frames by virtual page. */
    private final Map<Integer, Integer> frames = new HashMap<>();
    /** Keys of the entries of other regions. */
    private final Map<CodePage, Set<Integer>> entries = new HashMap<>();
    private boolean alone;
    private int size;

    /** @param eager to take in code that has never been executed, too @param most bytes of bytecode, about */
    RegionFinder(Mmu mmu, CodePages code, Decoder decoder, boolean eager, int most) {
        this.eager = eager;
        this.mmu = mmu;
        this.code = code;
        this.decoder = decoder;
        this.most = most;
    }

    /**
     * The region around an instruction; null when that cannot be compiled.
     *
     * @param smaller null, or a region to replace by one that takes in also what others have; else it ends where they begin
     */
    Region find(int key, Region smaller) {
        alone = smaller == null;
        Block first = edge(key, null, 1).to();
        for (Block next = first; next != null && size < most; next = mostFrequent()) {
            unfilled.remove(next);
            fill(next);
            blocks.add(next);
        }
        if (blocks.isEmpty()) {
            return null;
        }
        List<Block> entries = entries(first);
        number(entries);
        int[] pages = frames.keySet().stream().mapToInt(page -> page).sorted().toArray();
        int[] physical = new int[pages.length];
        for (int p = 0; p < pages.length; p++) {
            physical[p] = frames.get(pages[p]);
        }
        return new Region(pages, physical, blocks, entries, steps, smaller);
    }

    private Block mostFrequent() {
        return unfilled.stream().filter(block -> block.frequency >= RARE || eager)
                .max(Comparator.comparingDouble(block -> block.frequency)).orElse(null);
    }

    private List<Block> entries(Block first) {
        List<Block> entries = new ArrayList<>();
        entries.add(first);
        for (Return call : calls) {
            Block to = call.to;
            boolean inside = call.from != null && call.from.filled() && call.from.call != null;
            if (!inside && to.filled() && entries.stream().noneMatch(known -> known.key == to.key)) {
                entries.add(to);
                returns.add(new Edge(to.key, to));
            }
        }
        return entries;
    }

    /** Sorts the blocks so that most ways lead on: a way back is one of a loop. */
    private void number(List<Block> entries) {
        List<Block> backwards = new ArrayList<>();
        Set<Block> seen = new HashSet<>();
        entries.reversed().forEach(entry -> visit(entry, seen, backwards));
        blocks.clear();
        blocks.addAll(backwards.reversed());
        for (int b = 0; b < blocks.size(); b++) {
            blocks.get(b).order = b;
        }
    }

    private static void visit(Block block, Set<Block> seen, List<Block> backwards) {
        if (block != null && seen.add(block)) {
            block.branches.forEach(edge -> visit(edge.block(), seen, backwards));
            if (block.straight != null) {
                visit(block.straight.block(), seen, backwards);
            }
            backwards.add(block);
        }
    }

    /** A way to a place. @param times executions, for one of the hot instruction */
    private Edge edge(int key, Call call, double times) {
        Place place = new Place(key, call);
        Block block = found.get(place);
        boolean ends = alone && call == null && !found.isEmpty() && entered(key);
        if (block == null && !ends && compilable(key & ~1, (key & 1) != 0, 0) != null) {
            block = new Block(key, call);
            found.put(place, block);
            unfilled.add(block);
        }
        if (block != null) {
            block.frequency += times;
        }
        return new Edge(key, block);
    }

    /** Whether another region begins at a place, which then leads there. */
    private boolean entered(int key) {
        int physical = mmu.executable(key & ~1);
        CodePage page = physical < 0 ? null : code.find(physical);
        return page != null && entries.computeIfAbsent(page, RegionFinder::entries).contains(key);
    }

    private static Set<Integer> entries(CodePage page) {
        return page.regions().stream().filter(region -> region.valid)
                .flatMap(region -> region.entries.stream()).map(block -> block.key).collect(Collectors.toSet());
    }

    private void fill(Block block) {
        int pc = block.key & ~1;
        boolean thumb = (block.key & 1) != 0;
        int it = 0;
        while (true) {
            int key = pc | (thumb ? 1 : 0);
            boolean full = it == 0 && !block.steps.isEmpty()
                    && (block.steps.size() >= LONGEST_BLOCK || size >= most || found.containsKey(new Place(key, block.call)));
            Instruction i = full ? null : compilable(pc, thumb, it);
            if (i == null) {
                block.straight = edge(key, block.call, block.frequency);
                return;
            }
            Step step = new Step(i, pc, it, block.steps.size(), steps.size());
            block.steps.add(step);
            steps.add(step);
            size += step.bytes();
            restOn(pc);
            restOn(pc + i.length - 1);
            literal(step);
            if (controls(i)) {
                leave(block, step);
                return;
            }
            it = it != 0 || i.op == Op.IT ? step.itAfter() : 0;
            pc += i.length;
        }
    }

    private void restOn(int virtual) {
        frames.computeIfAbsent(virtual & ~OFFSET, page -> mmu.executable(page));
    }

    /** What can be compiled at an address, an IT block only whole; null for other instructions and those never executed. */
    private Instruction compilable(int pc, boolean thumb, int it) {
        Instruction i = instruction(pc, thumb, it != 0);
        if (i == null) {
            return null;
        }
        return switch (i.op) {
            case UDF, BKPT, SETEND -> null;
            case SVC -> it == 0 && i.cond == Instruction.AL ? i : null;
            case LDM, STM, LDR -> predictable(i) ? i : null;
            case IT -> it == 0 && wholeBlock(pc, i) ? i : null;
            default -> i;
        };
    }

    private static boolean predictable(Instruction i) {
        return i.op == Op.LDR ? i.rn != Core.PC || !i.writeback : i.rn != Core.PC && i.imm != 0;
    }

    private boolean wholeBlock(int pc, Instruction begin) {
        int at = pc + begin.length;
        int it = begin.imm;
        while (it != 0) {
            Instruction i = compilable(at, true, it);
            Step step = i == null ? null : new Step(i, at, it, 0, 0);
            if (i == null || controls(i) && step.itAfter() != 0 || i.op == Op.SVC) {
                return false;
            }
            it = step.itAfter();
            at += i.length;
        }
        return true;
    }

    private Instruction instruction(int pc, boolean thumb, boolean inIt) {
        int physical = mmu.executable(pc);
        CodePage page = physical < 0 ? null : code.find(physical);
        if (page == null) {
            return null;
        }
        Instruction[] slots = !thumb ? page.arm() : inIt ? page.thumbInIt() : page.thumb();
        Instruction i = slots[(pc & OFFSET) >>> 1];
        if (i == null && eager && (pc & OFFSET) != OFFSET - 1) {
            return thumb ? thumb(physical, inIt) : decoder.arm(mmu.code32(physical));
        }
        if (i == null && thumb && (pc & OFFSET) == OFFSET - 1) {
            int first = mmu.code16(physical);
            int rest = mmu.executable(pc + 2);
            if (Decoder.wide(first) && rest >= 0 && code.find(rest) != null) {
                return decoder.thumb32(first << 16 | mmu.code16(rest));
            }
        }
        return i;
    }

    private Instruction thumb(int physical, boolean inIt) {
        int first = mmu.code16(physical);
        return Decoder.wide(first) ? decoder.thumb32(first << 16 | mmu.code16(physical + 2)) : decoder.thumb16(first, inIt);
    }

    /** A literal in a page of the region is as constant as its instructions. */
    private void literal(Step step) {
        Instruction i = step.i;
        if (i.op == Op.LDR && i.rn == Core.PC && i.operand == Instruction.Operand.IMMEDIATE && !i.writeback && i.rd != Core.PC) {
            int address = (step.pcValue() & ~3) + i.imm;
            Integer frame = frames.get(address & ~OFFSET);
            if (frame != null && (address & 3) == 0) {
                step.literal = address;
                step.value = mmu.code32(frame | address & OFFSET);
            }
        }
    }

    /** Whether control does not simply go on behind an instruction. */
    static boolean controls(Instruction i) {
        return switch (i.unit) {
            case BRANCH -> true;
            case DATA -> i.rd == Core.PC && !i.setFlags;
            case MEMORY -> i.op == Op.LDR && i.rd == Core.PC;
            case BLOCK -> i.op == Op.LDM && i.imm >>> Core.PC != 0;
            default -> i.op == Op.SVC;
        };
    }

    /** Sets the ways out of a block behind its last step. */
    private void leave(Block block, Step step) {
        Instruction i = step.i;
        int thumb = step.thumb() ? 1 : 0;
        int next = step.next();
        boolean both = step.conditional() || i.op == Op.CBZ || i.op == Op.CBNZ;
        double share = both ? i.takenShare() : 1;
        double times = block.frequency * share;
        switch (i.op) {
            case B, CBZ, CBNZ -> block.branches = List.of(edge(step.pcValue() + i.imm | thumb, block.call, times));
            case BL -> block.branches = List.of(call(block, step.pcValue() + i.imm | thumb, next, times));
            case BLX -> block.branches = List.of(call(block,
                    thumb != 0 ? (step.pcValue() & ~3) + i.imm : step.pcValue() + i.imm | 1, next, times));
            case SVC -> {
                block.straight = new Edge(next, null);
                comesBack(next, block.call, null, times);
            }
            default -> block.branches = guesses(block, step, next, times);
        }
        if (both) {
            block.straight = edge(next, block.call, block.frequency - times);
        }
    }

    private Edge call(Block block, int callee, int returnKey, double times) {
        Call outer = block.call;
        boolean within = outer == null || outer.depth() < DEEPEST_CALL && !outer.calls(callee);
        Edge called = edge(callee, within ? new Call(returnKey, callee, outer) : null, times); // not: recursion, or too deep
        comesBack(returnKey, outer, called.to(), times);
        return called;
    }

    /** Execution will come back here. */
    private void comesBack(int key, Call call, Block from, double times) {
        Block to = edge(key, call, times).to();
        if (to != null) {
            calls.add(new Return(to, from));
        }
    }

    private List<Edge> guesses(Block block, Step step, int next, double times) {
        Instruction i = step.i;
        if (returns(i)) {
            // to nobody in particular: to any that control comes back to, of which not all are known yet
            return block.call == null ? returns : List.of(edge(block.call.returnKey(), block.call.outer(), 0));
        }
        List<Edge> guesses = new ArrayList<>();
        for (int t = 0; t < i.targets().length; t++) {
            int target = i.targets()[t];
            double some = times * i.targetShare(t);
            guesses.add(i.op == Op.BLXR ? call(block, target, next, some) : edge(target, block.call, some));
        }
        if (i.op == Op.BLXR) {
            comesBack(next, block.call, null, 0);
        }
        return guesses;
    }

    static boolean returns(Instruction i) {
        return switch (i.op) {
            case BX, MOV -> i.rm == LR && (i.op == Op.BX || i.operand == Instruction.Operand.REGISTER);
            case LDM, LDR -> i.rn == SP;
            default -> false;
        };
    }
}
