package org.zerobench.cpu.jit;

import static org.zerobench.cpu.jit.Emitter.ADDRESS;
import static org.zerobench.cpu.jit.Emitter.ENTRY;
import static org.zerobench.cpu.jit.Emitter.PHYSICAL;
import static org.zerobench.cpu.jit.Emitter.T;
import static org.zerobench.cpu.jit.Emitter.U;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/**
 * Compiles loads and stores. The way through the {@link Tlb} is written out; what it does not know goes through methods of
 * {@link Core}, or is performed by the interpreter as a whole.
 */
final class MemoryEmitter {

    private static final int PAGE = 4096;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    /** How memory is accessed with one size. */
    enum Size {
        BYTE("Byte", "JAVA_BYTE", ValueLayout.OfByte.class, ConstantDescs.CD_byte, "8", 1),
        HALF("Short", "JAVA_SHORT_UNALIGNED", ValueLayout.OfShort.class, ConstantDescs.CD_short, "16", 2),
        WORD("Int", "JAVA_INT_UNALIGNED", ValueLayout.OfInt.class, INT, "32", 4),
        LONG_WORD("Long", "JAVA_LONG_UNALIGNED", ValueLayout.OfLong.class, LONG, "64", 8);

        /** Of the type, in Java. */
        final String name;
        final String layout;
        final ClassDesc layoutType;
        final ClassDesc type;
        private final String suffix;
        private final int bytes;

        Size(String name, String layout, Class<?> layoutType, ClassDesc type, String suffix, int bytes) {
            this.name = name;
            this.layout = layout;
            this.layoutType = Emitter.desc(layoutType);
            this.type = type;
            this.suffix = suffix;
            this.bytes = bytes;
        }
    }

    private final Emitter emitter;
    private final CodeBuilder code;
    private final DataEmitter data;
    /** The class that is compiled; what RAM is accessed with is a constant of it. */
    private final ClassDesc self;
    private final RamAccess ram;

    MemoryEmitter(Emitter emitter, DataEmitter data, ClassDesc self, RamAccess ram) {
        this.ram = ram;
        this.emitter = emitter;
        this.code = emitter.code;
        this.data = data;
        this.self = self;
    }

    /** One register or two (see {@link LoadStore}); a load of the program counter leaves it in {@link Emitter#T}. */
    void single(Step step) {
        Instruction i = step.i;
        if (step.literal != 0) {
            emitter.constant(step.value);
            emitter.pop(i.rd);
            return;
        }
        if (i.rn == Core.PC && i.writeback) {
            emitter.perform(DataEmitter.fields(i)); // unpredictable
            return;
        }
        address(step);
        if (i.op == Op.LDRD || i.op == Op.STRD) {
            pair(i);
            return;
        }
        Size size = switch (i.op) {
            case LDRB, LDRSB, STRB -> Size.BYTE;
            case LDRH, LDRSH, STRH -> Size.HALF;
            default -> Size.WORD;
        };
        switch (i.op) {
            case STR, STRB, STRH -> {
                store(size, i.rd);
                writeback(i);
            }
            default -> {
                load(size);
                extend(i.op);
                writeback(i);
                if (i.rd == Core.PC) {
                    code.istore(T);
                } else {
                    emitter.pop(i.rd);
                }
            }
        }
    }

    private void extend(Op op) {
        switch (op) {
            case LDRSB -> code.i2b();
            case LDRSH -> code.i2s();
            case LDRH -> code.i2c();
            case LDRB -> {
                emitter.constant(0xFF);
                code.iand();
            }
            default -> { }
        }
    }

    /** Computes the address, and what the base becomes if that is something else. */
    private void address(Step step) {
        Instruction i = step.i;
        if (i.rn == Core.PC) {
            emitter.constant(step.pcValue() & ~3);
        } else {
            emitter.push(i.rn);
        }
        if (!i.pre) {
            code.istore(ADDRESS);
            if (i.writeback) {
                code.iload(ADDRESS);
                offset(i);
                code.istore(U);
            }
            return;
        }
        offset(i);
        code.istore(ADDRESS);
    }

    private void offset(Instruction i) {
        if (i.operand == Instruction.Operand.IMMEDIATE) {
            emitter.constant(i.imm);
            code.iadd();
        } else {
            data.operand(i);
            if (i.add) {
                code.iadd();
            } else {
                code.isub();
            }
        }
    }

    private void writeback(Instruction i) {
        if (i.writeback) {
            code.iload(i.pre ? ADDRESS : U);
            emitter.pop(i.rn);
        }
    }

    /** Jumps unless the translations know the page that holds all of the access; it may be aligned or not. */
    private void look(boolean load, int bytes, Label slow) {
        entry(load);
        code.iload(ADDRESS);
        if (bytes > 1) {
            emitter.constant(bytes - 1);
            code.iadd();
        }
        emitter.constant(-PAGE);
        code.iand();
        code.if_icmpne(slow);
    }

    /** Pushes the page of the translation that there may be for the address. */
    private void entry(boolean load) {
        code.aload(Emitter.TRANSLATIONS);
        code.iload(ADDRESS);
        emitter.constant(12);
        code.iushr();
        code.aload(Emitter.TRANSLATIONS); // by its own length, a power of two: so HotSpot sees that the index is in range
        code.arraylength();
        code.iconst_1();
        code.isub();
        code.iand();
        code.laload();
        code.lstore(ENTRY);
        code.lload(ENTRY);
        code.l2i();
        if (load) {
            emitter.constant(~Tlb.READ_ONLY);
            code.iand();
        }
    }

    /** Pushes what RAM is accessed through, and the physical address. */
    private void place(Size size) {
        through(size);
        code.iload(ADDRESS);
        code.lload(ENTRY);
        physical();
    }

    /** Pops address and translation, pushes the physical address, unsigned. */
    private void physical() {
        emitter.constant(32);
        code.lushr();
        code.l2i();
        code.iadd();
        code.i2l();
        code.loadConstant(0xFFFF_FFFFL);
        code.land();
    }

    /** Pushes what RAM is accessed through. */
    private void through(Size size) {
        ram.begin(code, size, () -> code.getstatic(self, RegionCompiler.RAM, ram.type));
    }

    /** Pushes what is at the address; bits above the size may be anything. */
    void load(Size size) {
        quicklyOrNot(() -> {
            place(size);
            ram.get(code, size);
        }, slow -> look(true, size.bytes, slow), () -> callLoad(size));
    }

    private void callLoad(Size size) {
        emitter.core();
        code.iload(ADDRESS);
        emitter.constant(emitter.step.number);
        code.invokevirtual(Emitter.CORE, "load" + size.suffix, MethodTypeDesc.of(INT, INT, INT));
        code.istore(T);
        emitter.leaveIfFailed();
        code.iload(T);
    }

    private void store(Size size, int register) {
        quicklyOrNot(() -> {
            place(size);
            ram.place(code);
            emitter.push(register);
            ram.set(code, size);
        }, slow -> look(false, size.bytes, slow), () -> callStore(size, register));
    }

    private void callStore(Size size, int register) {
        emitter.core();
        code.iload(ADDRESS);
        emitter.push(register);
        emitter.constant(emitter.step.number);
        code.invokevirtual(Emitter.CORE, "store" + size.suffix, MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT, INT));
        emitter.leaveIfFailed();
    }

    /**
     * Accesses memory where the translations know the way; else leaves, or calls for a step that is often there.
     *
     * @param look jumps to a label where they do not
     */
    private void quicklyOrNot(Runnable quickly, Consumer<Label> look, Runnable slowly) {
        Instruction i = emitter.step.i;
        if (!i.slow()) {
            look.accept(emitter.leaveBefore());
            quickly.run();
            return;
        }
        Label slow = code.newLabel();
        Label done = code.newLabel();
        look.accept(slow);
        quickly.run();
        code.goto_(done);
        code.labelBinding(slow);
        slowly.run();
        code.labelBinding(done);
    }

    private void pair(Instruction i) {
        boolean load = i.op == Op.LDRD;
        whole(load, 8, DataEmitter.fields(i), () -> {
            if (load) {
                writeback(i);
            }
            word(load, i.rd, 0);
            word(load, i.ra, 4);
            if (!load) {
                writeback(i);
            }
        });
    }

    /** Accesses a range, and has a step that is often slow performed. @param registers that the step may use */
    private void whole(boolean load, int bytes, int registers, Runnable quickly) {
        if (RegionFinder.controls(emitter.step.i)) {
            range(load, bytes, emitter.leaveBefore());
            quickly.run();
        } else {
            quicklyOrNot(quickly, slow -> range(load, bytes, slow), () -> emitter.perform(registers));
        }
    }

    /** Looks for a whole range at once, at most a page: jumps unless it is aligned and within one page. */
    private void range(boolean load, int bytes, Label slow) {
        entry(load);
        code.iload(ADDRESS);
        emitter.constant(-PAGE | 3);
        code.iand();
        code.if_icmpne(slow);
        code.iload(ADDRESS);
        emitter.constant(PAGE - 1);
        code.iand();
        emitter.constant(PAGE - bytes);
        code.if_icmpgt(slow);
        code.iload(ADDRESS);
        code.lload(ENTRY);
        physical();
        code.lstore(PHYSICAL);
    }

    private void within(Size size, int offset) {
        through(size);
        code.lload(PHYSICAL);
        if (offset != 0) {
            code.loadConstant((long) offset);
            code.ladd();
        }
    }

    private void word(boolean load, int register, int offset) {
        within(Size.WORD, offset);
        if (load) {
            ram.get(code, Size.WORD);
            if (register == Core.PC) {
                code.istore(T);
            } else {
                emitter.pop(register);
            }
        } else {
            ram.place(code);
            emitter.push(register);
            ram.set(code, Size.WORD);
        }
    }

    /** LDM and STM; a loaded program counter is left in {@link Emitter#T}. */
    void block(Step step) {
        Instruction i = step.i;
        int list = i.imm;
        int bytes = 4 * Integer.bitCount(list);
        boolean load = i.op == Op.LDM;
        emitter.push(i.rn);
        emitter.constant((i.add ? 0 : -bytes) + (i.pre == i.add ? 4 : 0));
        code.iadd();
        code.istore(ADDRESS);
        whole(load, bytes, list | 1 << i.rn, () -> {
            if (load) {
                moveBase(i, bytes);
            }
            int offset = 0;
            for (int left = list; left != 0; left &= left - 1, offset += 4) {
                word(load, Integer.numberOfTrailingZeros(left), offset);
            }
            if (!load) {
                moveBase(i, bytes);
            }
        });
    }

    private void moveBase(Instruction i, int bytes) {
        if (i.writeback) {
            emitter.push(i.rn);
            emitter.constant(i.add ? bytes : -bytes);
            code.iadd();
            emitter.pop(i.rn);
        }
    }

    /** VLDR, VSTR, VLDM and VSTM (see {@link VfpMoves}). */
    void vfp(Step step) {
        Instruction i = step.i;
        boolean single = i.op == Op.VLDR || i.op == Op.VSTR;
        boolean load = i.op == Op.VLDR || i.op == Op.VLDM;
        boolean wide = i.format == Format.DOUBLE;
        int bytes = (single ? 1 : i.amount) * (wide ? 8 : 4);
        if (i.rn == Core.PC) {
            emitter.constant(step.pcValue() & ~3);
        } else {
            emitter.push(i.rn);
        }
        emitter.constant(single ? i.imm : i.add ? 0 : -i.imm);
        code.iadd();
        code.istore(ADDRESS);
        whole(load, bytes, 1 << i.rn, () -> {
            for (int k = 0; k < (single ? 1 : i.amount); k++) {
                transfer(load, wide, i.rd + k, k * (wide ? 8 : 4));
            }
            if (!single && i.writeback) {
                moveBase(i, i.imm);
            }
        });
    }

    private void transfer(boolean load, boolean wide, int register, int offset) {
        Size size = wide ? Size.LONG_WORD : Size.WORD;
        if (load) {
            emitter.core();
            emitter.constant(register);
            within(size, offset);
            ram.get(code, size);
            code.invokestatic(Emitter.desc(Vfp.class), wide ? "put64" : "single",
                    MethodTypeDesc.of(ConstantDescs.CD_void, Emitter.CORE, INT, size.type));
        } else {
            within(size, offset);
            ram.place(code);
            emitter.core();
            emitter.constant(register);
            code.invokestatic(Emitter.desc(Vfp.class), wide ? "get64" : "single",
                    MethodTypeDesc.of(size.type, Emitter.CORE, INT));
            ram.set(code, size);
        }
    }
}
