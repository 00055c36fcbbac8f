package org.zerobench.cpu.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Compiles arithmetic, logic, multiplies, bit fields and extensions; what is rare among them is performed by the interpreter. */
final class DataEmitter {

    private final Emitter emitter;
    private final CodeBuilder code;
    private final FlagEmitter flags;

    DataEmitter(Emitter emitter, FlagEmitter flags) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.flags = flags;
    }

    /** Data processing (see {@link DataProcessing}); leaves the result on the stack when it goes to the program counter. */
    void process(Instruction i) {
        if (i.setFlags) {
            withFlags(i);
            return;
        }
        switch (i.op) {
            case MOVT -> {
                emitter.push(i.rd);
                emitter.constant(0xFFFF);
                code.iand();
                emitter.constant(i.imm << 16);
                code.ior();
            }
            case ADR -> emitter.constant((emitter.step.pcValue() & ~3) + i.imm);
            default -> result(i);
        }
        if (i.rd != Core.PC) {
            emitter.pop(i.rd);
        }
    }

    private void result(Instruction i) {
        switch (i.op) {
            case MOV -> operand(i);
            case MVN -> not(i);
            case RSB -> {
                operand(i);
                emitter.push(i.rn);
                code.isub();
            }
            case ADC -> {
                emitter.push(i.rn);
                operand(i);
                code.iadd();
                flags.carry();
                code.iadd();
            }
            case SBC, RSC -> {
                if (i.op == Op.SBC) {
                    emitter.push(i.rn);
                    not(i);
                } else {
                    operand(i);
                    emitter.push(i.rn);
                    complement();
                }
                code.iadd();
                flags.carry();
                code.iadd();
            }
            default -> {
                emitter.push(i.rn);
                logic(i);
            }
        }
    }

    /** Pops the first operand, pushes the result. */
    private void logic(Instruction i) {
        switch (i.op) {
            case BIC -> {
                not(i);
                code.iand();
            }
            case ORN -> {
                not(i);
                code.ior();
            }
            default -> {
                operand(i);
                switch (i.op) {
                    case ADD -> code.iadd();
                    case SUB -> code.isub();
                    case AND, TST -> code.iand();
                    case ORR -> code.ior();
                    default -> code.ixor(); // EOR, TEQ
                }
            }
        }
    }

    private void not(Instruction i) {
        operand(i);
        complement();
    }

    private void complement() {
        code.iconst_m1();
        code.ixor();
    }

    private void withFlags(Instruction i) {
        switch (i.op) {
            case ADD, CMN -> {
                emitter.push(i.rn);
                operand(i);
                flags.sum(false);
            }
            case SUB, CMP -> {
                emitter.push(i.rn);
                operand(i);
                flags.sum(true);
            }
            case RSB -> {
                operand(i);
                emitter.push(i.rn);
                flags.sum(true);
            }
            case ADC -> {
                emitter.push(i.rn);
                operand(i);
                flags.sumWithCarry();
            }
            case SBC -> {
                emitter.push(i.rn);
                not(i);
                flags.sumWithCarry();
            }
            case RSC -> {
                operand(i);
                emitter.push(i.rn);
                complement();
                flags.sumWithCarry();
            }
            default -> {
                logicWithFlags(i);
                return;
            }
        }
        if (i.op == Op.CMP || i.op == Op.CMN) {
            code.pop();
        } else {
            emitter.pop(i.rd);
        }
    }

    private void logicWithFlags(Instruction i) {
        switch (i.op) {
            case MOV -> operand(i);
            case MVN -> not(i);
            default -> {
                emitter.push(i.rn);
                logic(i);
            }
        }
        if (carry(i)) {
            flags.setCarry();
        }
        flags.nz();
        if (i.op == Op.TST || i.op == Op.TEQ) {
            code.pop();
        } else {
            emitter.pop(i.rd);
        }
    }

    /** Pushes the last operand. */
    void operand(Instruction i) {
        switch (i.operand) {
            case IMMEDIATE, ROTATED_IMMEDIATE -> emitter.constant(i.imm);
            case REGISTER -> emitter.push(i.rm);
            case SHIFTED -> {
                emitter.push(i.rm);
                shift(i.shift, i.amount);
            }
            case SHIFTED_BY_REGISTER -> {
                emitter.constant(i.shift);
                emitter.push(i.rm);
                emitter.push(i.rs);
                emitter.call(DataProcessing.class, "shift", 3);
            }
        }
    }

    private void shift(int kind, int amount) {
        switch (kind) {
            case Instruction.LSL -> by(amount, () -> code.ishl());
            case Instruction.LSR -> by(amount, () -> code.iushr());
            case Instruction.ASR -> by(Math.min(amount, 31), () -> code.ishr());
            case Instruction.ROR -> rotate(amount);
            default -> {
                by(1, () -> code.iushr());
                flags.carry();
                emitter.constant(31);
                code.ishl();
                code.ior();
            }
        }
    }

    private void by(int amount, Runnable shift) {
        if (amount < 32) {
            emitter.constant(amount);
            shift.run();
        } else {
            code.pop();
            code.iconst_0();
        }
    }

    private void rotate(int amount) {
        if (amount != 0) {
            code.dup(); // written out: HotSpot knows it for a rotation, and does not inline without end
            emitter.constant(amount);
            code.iushr();
            code.swap();
            emitter.constant(32 - amount);
            code.ishl();
            code.ior();
        }
    }

    /** Pushes the shifter's carry, unless that is the C there is. @return whether it did */
    private boolean carry(Instruction i) {
        switch (i.operand) {
            case IMMEDIATE, REGISTER -> {
                return false;
            }
            case ROTATED_IMMEDIATE -> emitter.constant(i.imm >>> 31);
            case SHIFTED -> {
                emitter.push(i.rm);
                int bit = switch (i.shift) {
                    case Instruction.LSL -> 32 - i.amount;
                    case Instruction.LSR, Instruction.ASR, Instruction.ROR -> i.amount - 1 & 31;
                    default -> 0;
                };
                emitter.constant(bit);
                code.iushr();
                code.iconst_1();
                code.iand();
            }
            case SHIFTED_BY_REGISTER -> {
                flags.carry();
                emitter.constant(i.shift);
                emitter.push(i.rm);
                emitter.push(i.rs);
                emitter.call(DataProcessing.class, "carry", 4);
            }
        }
        return true;
    }

    /** Whether a multiplication or media instruction is left to the interpreter. */
    static boolean performed(Instruction i) {
        return switch (i.op) {
            case MUL, MLA, MLS, UMULL, UMLAL, SMULL, SMLAL, SDIV, UDIV, SXTB, SXTH, UXTB, UXTH, SXTAB, SXTAH, UXTAB, UXTAH, SBFX, UBFX,
                    BFI, BFC, REV, RBIT, CLZ, REV16 -> false;
            default -> true;
        };
    }

    /** Multiplies and divisions (see {@link Multiplier}). */
    void multiply(Instruction i) {
        switch (i.op) {
            case MUL, MLA -> {
                product(i);
                if (i.op == Op.MLA) {
                    emitter.push(i.ra);
                    code.iadd();
                }
                if (i.setFlags) {
                    flags.nz();
                }
                emitter.pop(i.rd);
            }
            case MLS -> {
                emitter.push(i.ra);
                product(i);
                code.isub();
                emitter.pop(i.rd);
            }
            case UMULL, UMLAL, SMULL, SMLAL -> wide(i);
            case SDIV, UDIV -> {
                emitter.push(i.rn);
                emitter.push(i.rm);
                emitter.call(Multiplier.class, i.op == Op.SDIV ? "signedQuotient" : "unsignedQuotient", 2);
                emitter.pop(i.rd);
            }
            default -> emitter.perform(fields(i));
        }
    }

    private void product(Instruction i) {
        emitter.push(i.rn);
        emitter.push(i.rm);
        code.imul();
    }

    private void wide(Instruction i) {
        boolean signed = i.op == Op.SMULL || i.op == Op.SMLAL;
        extended(i.rn, signed);
        extended(i.rm, signed);
        code.lmul();
        if (i.op == Op.UMLAL || i.op == Op.SMLAL) {
            extended(i.ra, false);
            extended(i.rd, false);
            emitter.constant(32);
            code.lshl();
            code.lor();
            code.ladd();
        }
        code.lstore(Emitter.ENTRY);
        low();
        emitter.pop(i.ra);
        high();
        emitter.pop(i.rd);
        if (i.setFlags) { // from the product: both registers may be the same
            low();
            high();
            code.ior();
            flags.nz();
            code.pop();
            high();
            code.istore(Emitter.N); // given, as nz() says
        }
    }

    private void low() {
        code.lload(Emitter.ENTRY);
        code.l2i();
    }

    private void high() {
        code.lload(Emitter.ENTRY);
        emitter.constant(32);
        code.lushr();
        code.l2i();
    }

    private void extended(int register, boolean signed) {
        emitter.push(register);
        code.i2l();
        if (!signed) {
            code.loadConstant(0xFFFF_FFFFL);
            code.land();
        }
    }

    /** Extensions, bit fields, reversals (see {@link Media}). */
    void media(Instruction i) {
        switch (i.op) {
            case SXTB, SXTH, UXTB, UXTH, SXTAB, SXTAH, UXTAB, UXTAH -> extend(i);
            case SBFX, UBFX -> {
                emitter.push(i.rn);
                by(32 - i.imm - i.amount, () -> code.ishl());
                by(32 - i.imm, () -> {
                    if (i.op == Op.SBFX) {
                        code.ishr();
                    } else {
                        code.iushr();
                    }
                });
            }
            case BFI, BFC -> insert(i);
            case REV -> reversed(i, "reverseBytes");
            case RBIT -> reversed(i, "reverse");
            case CLZ -> reversed(i, "numberOfLeadingZeros");
            case REV16 -> {
                reversed(i, "reverseBytes");
                rotate(16);
            }
            default -> {
                emitter.perform(fields(i));
                return;
            }
        }
        emitter.pop(i.rd);
    }

    private void reversed(Instruction i, String method) {
        emitter.push(i.rm);
        emitter.call(Integer.class, method, 1);
    }

    private void extend(Instruction i) {
        boolean adds = switch (i.op) {
            case SXTAB, SXTAH, UXTAB, UXTAH -> true;
            default -> false;
        };
        if (adds) {
            emitter.push(i.rn);
        }
        emitter.push(i.rm);
        rotate(i.amount);
        switch (i.op) {
            case SXTB, SXTAB -> code.i2b();
            case SXTH, SXTAH -> code.i2s();
            case UXTB, UXTAB -> {
                emitter.constant(0xFF);
                code.iand();
            }
            default -> code.i2c();
        }
        if (adds) {
            code.iadd();
        }
    }

    private void insert(Instruction i) {
        int mask = -1 >>> 32 - i.imm << i.amount;
        emitter.push(i.rd);
        emitter.constant(~mask);
        code.iand();
        if (i.op == Op.BFI) {
            emitter.push(i.rn);
            by(i.amount, () -> code.ishl());
            emitter.constant(mask);
            code.iand();
            code.ior();
        }
    }

    /** Registers that an instruction of the integer core may use: all that its fields name. */
    static int fields(Instruction i) {
        return 1 << i.rd | 1 << i.rn | 1 << i.rm | 1 << i.rs | 1 << i.ra;
    }

    /** Status registers and what users see of coprocessor 15 (see {@link SystemUnit}). */
    void system(Instruction i) {
        switch (i.op) {
            case NOP, IT -> { }
            case READ_TPIDRURO, READ_TPIDRURW -> {
                emitter.coreField(i.op == Op.READ_TPIDRURO ? "tpidruro" : "tpidrurw", ConstantDescs.CD_int);
                emitter.pop(i.rd);
            }
            case MRS -> {
                flags.settle();
                emitter.perform(fields(i));
            }
            case MSR -> {
                flags.settle();
                emitter.perform(fields(i));
                emitter.core();
                code.invokevirtual(Emitter.CORE, "nzcv", MethodTypeDesc.of(ConstantDescs.CD_int));
                flags.setAll();
            }
            default -> emitter.perform(fields(i));
        }
    }
}
