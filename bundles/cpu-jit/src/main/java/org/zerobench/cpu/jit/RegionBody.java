package org.zerobench.cpu.jit;

import static org.zerobench.cpu.jit.Emitter.ADDRESS;
import static org.zerobench.cpu.jit.Emitter.CORE;
import static org.zerobench.cpu.jit.Emitter.KEY;
import static org.zerobench.cpu.jit.Emitter.RETIRED;
import static org.zerobench.cpu.jit.Emitter.T;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The method that a {@link Region} becomes: its blocks, the ways between them, in and out. */
final class RegionBody {

    private static final int LR = 14;
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final Region region;
    private final CodeBuilder code;
    private final Emitter emitter;
    private final FlagEmitter flags;
    private final DataEmitter data;
    private final MemoryEmitter memory;
    private final FloatEmitter floats;
    private final Map<Block, Label> labels = new HashMap<>();
    private final Label exit;
    private Block block;

    RegionBody(Region region, CodeBuilder code, ClassDesc self, RamAccess ram) {
        this.region = region;
        this.code = code;
        emitter = new Emitter(code);
        flags = new FlagEmitter(emitter);
        data = new DataEmitter(emitter, flags);
        memory = new MemoryEmitter(emitter, data, self, ram);
        floats = new FloatEmitter(emitter, flags, memory);
        exit = code.newLabel();
    }

    void write() {
        Label enter = code.newLabel();
        code.goto_(enter);
        region.blocks.forEach(each -> labels.put(each, code.newLabel()));
        for (Block each : region.blocks) {
            block = each;
            code.labelBinding(labels.get(each));
            flags.forget();
            floats.forget();
            each.steps.subList(0, each.steps.size() - 1).forEach(this::step);
            last();
        }
        emitter.stubs();
        leave();
        code.labelBinding(enter);
        enter();
    }

    private void enter() {
        emitter.coreField("r", Emitter.INTS);
        code.astore(Emitter.R);
        for (int r = 0; r < Core.PC; r++) {
            if (emitter.loads(r)) {
                code.aload(Emitter.R);
                emitter.constant(r);
                code.iaload();
                code.istore(Emitter.local(r));
            }
        }
        flags.load();
        emitter.core();
        code.invokevirtual(CORE, "translations", MethodTypeDesc.of(Emitter.LONGS));
        code.astore(Emitter.TRANSLATIONS);
        emitter.coreField("retired", ConstantDescs.CD_long);
        code.lstore(RETIRED);
        List<Block> entries = region.entries;
        Label first = labels.get(entries.getFirst());
        if (entries.size() == 1) {
            code.goto_(first);
            return;
        }
        List<SwitchCase> cases = new ArrayList<>();
        for (int e = 1; e < entries.size(); e++) {
            cases.add(SwitchCase.of(e, labels.get(entries.get(e))));
        }
        code.iload(KEY);
        code.tableswitch(first, cases);
    }

    private void leave() {
        code.labelBinding(emitter.before);
        code.istore(KEY);
        emitter.core();
        code.iload(KEY);
        code.invokevirtual(CORE, "leaveBefore", MethodTypeDesc.of(ConstantDescs.CD_void, INT));
        code.labelBinding(emitter.fail);
        code.labelBinding(exit);
        for (int r = 0; r < Core.PC; r++) {
            if ((emitter.written >>> r & 1) != 0) {
                code.aload(Emitter.R);
                emitter.constant(r);
                code.iload(Emitter.local(r));
                code.iastore();
            }
        }
        if (flags.written) {
            flags.store();
        }
        emitter.core();
        code.lload(RETIRED);
        code.putfield(CORE, "retired", ConstantDescs.CD_long);
        code.iload(KEY);
        code.ireturn();
    }

    /** One that does not end its block. */
    private void step(Step step) {
        emitter.step = step;
        if (!step.conditional()) {
            body(step);
            return;
        }
        Label not = code.newLabel();
        flags.jumpIf(step.cond() ^ 1, not);
        body(step);
        code.labelBinding(not);
        flags.forget();
        floats.forget();
    }

    private void body(Step step) {
        Instruction i = step.i;
        switch (i.unit) {
            case DATA -> data.process(i);
            case MULTIPLY -> data.multiply(i);
            case MEDIA -> data.media(i);
            case MEMORY -> memory.single(step);
            case BLOCK -> memory.block(step);
            case EXCLUSIVE -> emitter.perform(DataEmitter.fields(i));
            case SYSTEM -> data.system(i);
            case VFP -> floats.emit(step);
            case NEON -> floats.neon(step);
            default -> throw new IllegalStateException(i.op + " does not end its block");
        }
    }

    /** The last step of a block, and the ways on. */
    private void last() {
        Step step = block.last();
        emitter.step = step;
        if (!RegionFinder.controls(step.i)) {
            step(step);
            count();
            way(block.straight);
            return;
        }
        Label not = code.newLabel();
        boolean early = !readsMemory(step.i);
        if (early) {
            count();
        }
        if (step.conditional()) {
            flags.jumpIf(step.cond() ^ 1, not);
        }
        branch(step, early);
        if (step.conditional()) {
            code.labelBinding(not);
            if (!early) {
                count();
            }
            way(block.straight);
        }
    }

    private static boolean readsMemory(Instruction i) {
        return i.unit == Op.Unit.MEMORY || i.unit == Op.Unit.BLOCK || i.op == Op.TBB || i.op == Op.TBH;
    }

    private void count() {
        add(block.steps.size());
    }

    private void add(int steps) {
        if (steps != 0) {
            code.lload(RETIRED);
            code.loadConstant((long) steps);
            code.ladd();
            code.lstore(RETIRED);
        }
    }

    private void branch(Step step, boolean counted) {
        Instruction i = step.i;
        switch (i.op) {
            case B -> way(block.branches.getFirst());
            case BL, BLX -> {
                emitter.constant(step.next());
                emitter.pop(LR);
                way(block.branches.getFirst());
            }
            case CBZ, CBNZ -> {
                Label not = code.newLabel();
                emitter.push(i.rn);
                if (i.op == Op.CBZ) {
                    code.ifne(not);
                } else {
                    code.ifeq(not);
                }
                way(block.branches.getFirst());
                code.labelBinding(not);
                way(block.straight);
            }
            case SVC -> {
                emitter.core();
                code.invokevirtual(CORE, "supervisorCall", MethodTypeDesc.of(ConstantDescs.CD_void));
                way(block.straight);
            }
            default -> {
                target(step);
                if (!counted) {
                    count();
                }
                guess(step);
            }
        }
    }

    /** Puts the target of a computed branch into {@link Emitter#T}. */
    private void target(Step step) {
        Instruction i = step.i;
        switch (i.op) {
            case BX -> {
                emitter.push(i.rm);
                code.istore(T);
            }
            case BLXR -> {
                emitter.push(i.rm);
                code.istore(T);
                emitter.constant(step.next());
                emitter.pop(LR);
            }
            case TBB, TBH -> {
                emitter.push(i.rn);
                emitter.push(i.rm);
                if (i.op == Op.TBH) {
                    code.iconst_1();
                    code.ishl();
                }
                code.iadd();
                code.istore(ADDRESS);
                memory.load(i.op == Op.TBH ? MemoryEmitter.Size.HALF : MemoryEmitter.Size.BYTE);
                emitter.constant(i.op == Op.TBH ? 0xFFFF : 0xFF);
                code.iand();
                code.iconst_1();
                code.ishl();
                emitter.constant(step.pcValue() | 1);
                code.iadd();
                code.istore(T);
            }
            case LDR -> memory.single(step);
            case LDM -> memory.block(step);
            default -> {
                data.process(i);
                if (step.thumb()) {
                    code.iconst_1();
                    code.ior();
                }
                code.istore(T);
            }
        }
    }

    private void out(int key) {
        emitter.constant(key);
        code.istore(KEY);
        code.goto_(exit);
    }

    /** Goes on at the address in {@link Emitter#T}: within the region where it was guessed. */
    private void guess(Step step) {
        List<Block.Edge> guesses = block.branches.stream().filter(edge -> edge.block() != null)
                .sorted(Comparator.comparingInt(Block.Edge::key)).toList();
        Label other = code.newLabel();
        if (guesses.size() == 1) {
            code.iload(T);
            emitter.constant(guesses.getFirst().key());
            code.if_icmpne(other);
            way(guesses.getFirst());
        } else if (!guesses.isEmpty()) {
            Map<Block.Edge, Label> ways = new HashMap<>();
            guesses.forEach(edge -> ways.put(edge, code.newLabel()));
            code.iload(T);
            code.lookupswitch(other, guesses.stream().map(edge -> SwitchCase.of(edge.key(), ways.get(edge))).toList());
            for (Block.Edge edge : guesses) {
                code.labelBinding(ways.get(edge));
                way(edge);
            }
        }
        code.labelBinding(other);
        code.iload(T);
        emitter.call(Core.class, "key", 1);
        code.istore(KEY);
        code.goto_(exit);
    }

    /** Goes one way out of the block; asks for the limit where that closes a loop. */
    private void way(Block.Edge edge) {
        Block to = edge.block();
        if (to == null) {
            out(edge.key());
            return;
        }
        Label label = labels.get(to);
        if (to.order > block.order) {
            code.goto_(label);
            return;
        }
        code.lload(RETIRED);
        code.loadConstant((long) region.longest);
        code.ladd();
        emitter.coreField("limit", ConstantDescs.CD_long);
        code.lcmp();
        Label stop = code.newLabel();
        code.ifge(stop); // forward, so that nothing is on the stack where HotSpot may halt the thread
        code.goto_(label);
        code.labelBinding(stop);
        out(edge.key());
    }
}
