package org.zerobench.cpu.jit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zerobench.cpu.jit.Block.Call;
import org.zerobench.cpu.jit.Block.Edge;

/**
 * Collects the {@link Region} around a hot instruction: breadth first along branches, calls and returns, through all code that
 * has been executed before, which is what decoded instructions show; until there is enough of it. A function that is called is taken in
 * for each caller anew, so that its return leads to where it was called from. One object for each search; machine thread.
 */
final class RegionFinder {

    private static final int SP = 13;
    private static final int LR = 14;
    private static final int DEEPEST_CALL = 4;
    /** Steps of a block, so that the bound of a region is not overrun by much. */
    private static final int LONGEST_BLOCK = 100;
    /** What a block that is yet to be filled is taken for. */
    private static final int SHORT_BLOCK = 4;
    private static final int OFFSET = 4095;

    private record Place(int key, Call call) {}

    private final Mmu mmu;
    private final CodePages code;
    private final Decoder decoder;
    private final boolean eager;
    private final int most;
    private final Map<Place, Block> found = new HashMap<>();
    private final ArrayDeque<Block> unfilled = new ArrayDeque<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> entries = new ArrayList<>();
    /** Where control comes back to from outside, or out of a function that was not taken in for its caller. */
    private final List<Edge> returns = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    /** Frames by virtual page. */
    private final Map<Integer, Integer> frames = new HashMap<>();

    /** @param eager to take in code that has never been executed, too @param most instructions, about */
    RegionFinder(Mmu mmu, CodePages code, Decoder decoder, boolean eager, int most) {
        this.eager = eager;
        this.mmu = mmu;
        this.code = code;
        this.decoder = decoder;
        this.most = most;
    }

    /** The region around an instruction; null when that cannot be compiled. For the last two see {@link Region}. */
    Region find(int key, boolean brief, Region replaces) {
        Block first = block(key, null);
        if (first == null) {
            return null;
        }
        entries.add(first);
        while (!unfilled.isEmpty()) {
            fill(unfilled.removeFirst());
        }
        int[] pages = frames.keySet().stream().mapToInt(page -> page).sorted().toArray();
        int[] physical = new int[pages.length];
        for (int p = 0; p < pages.length; p++) {
            physical[p] = frames.get(pages[p]);
        }
        return new Region(pages, physical, blocks, entries, steps, brief, replaces);
    }

    /** The block that begins at a place, to be filled later; null when it stays outside. */
    private Block block(int key, Call call) {
        Place place = new Place(key, call);
        Block known = found.get(place);
        if (known == null && steps.size() + SHORT_BLOCK * unfilled.size() < most && compilable(key & ~1, (key & 1) != 0, 0) != null) {
            known = new Block(key, call, blocks.size());
            found.put(place, known);
            blocks.add(known);
            unfilled.add(known);
        }
        return known;
    }

    private Edge edge(int key, Call call) {
        return new Edge(key, block(key, call));
    }

    private void fill(Block block) {
        int pc = block.key & ~1;
        boolean thumb = (block.key & 1) != 0;
        int it = 0;
        while (true) {
            int key = pc | (thumb ? 1 : 0);
            Block known = it == 0 && !block.steps.isEmpty() ? found.get(new Place(key, block.call)) : null;
            Instruction i = known != null || it == 0 && block.steps.size() >= LONGEST_BLOCK ? null : compilable(pc, thumb, it);
            if (i == null) {
                block.straight = new Edge(key, known);
                return;
            }
            Step step = new Step(i, pc, it, block.steps.size(), steps.size());
            block.steps.add(step);
            steps.add(step);
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
        switch (i.op) {
            case B -> block.branches = List.of(edge(step.pcValue() + i.imm | thumb, block.call));
            case CBZ, CBNZ -> {
                block.branches = List.of(edge(step.pcValue() + i.imm | thumb, block.call));
                block.straight = edge(next, block.call);
            }
            case BL -> block.branches = List.of(call(block, step.pcValue() + i.imm | thumb, next));
            case BLX -> block.branches = List.of(call(block,
                    thumb != 0 ? (step.pcValue() & ~3) + i.imm : step.pcValue() + i.imm | 1, next));
            case SVC -> {
                block.straight = new Edge(next, null);
                returnsTo(next, block.call);
            }
            default -> block.branches = guesses(block, step, next);
        }
        if (step.conditional()) {
            block.straight = edge(next, block.call);
        }
    }

    private Edge call(Block block, int callee, int returnKey) {
        Call outer = block.call;
        if (outer == null || outer.depth() < DEEPEST_CALL && !outer.calls(callee)) {
            Block called = block(callee, new Call(returnKey, callee, outer));
            if (called != null) {
                return new Edge(callee, called);
            }
        }
        returnsTo(returnKey, outer);
        return new Edge(callee, block(callee, null)); // recursion, or too deep
    }

    /** Execution may come back here from outside. */
    private void returnsTo(int key, Call call) {
        Block block = block(key, call);
        if (block != null && entries.stream().noneMatch(known -> known.key == key)) {
            entries.add(block);
            returns.add(new Edge(key, block));
        }
    }

    private List<Edge> guesses(Block block, Step step, int next) {
        Instruction i = step.i;
        if (returns(i)) {
            // to nobody in particular: to any that control comes back to, of which not all are known yet
            return block.call == null ? returns : List.of(edge(block.call.returnKey(), block.call.outer()));
        }
        List<Edge> guesses = new ArrayList<>();
        for (int target : i.targets()) {
            Edge edge = i.op == Op.BLXR ? call(block, target, next) : edge(target, block.call);
            if (edge.block() != null) {
                guesses.add(edge);
            }
        }
        if (i.op == Op.BLXR) {
            returnsTo(next, block.call);
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
