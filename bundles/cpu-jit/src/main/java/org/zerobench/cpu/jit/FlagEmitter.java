package org.zerobench.cpu.jit;

import static org.zerobench.cpu.jit.Emitter.FLAG_A;
import static org.zerobench.cpu.jit.Emitter.FLAG_B;
import static org.zerobench.cpu.jit.Emitter.FLAG_KIND;
import static org.zerobench.cpu.jit.Emitter.FLAG_X;
import static org.zerobench.cpu.jit.Emitter.N;
import static org.zerobench.cpu.jit.Emitter.Z;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.BooleanSupplier;

/** Compiles setting and asking flags. Within a block it knows the kind of C and V, and compares operands directly. */
final class FlagEmitter {

    private static final int UNKNOWN = -1;

    /** Where the core keeps what is in local variables here. */
    private enum Field {
        KIND("flagKind", FLAG_KIND), A("flagA", FLAG_A), B("v", FLAG_B), X("c", FLAG_X), N("n", Emitter.N), Z("z", Emitter.Z);

        private final String name;
        private final int local;

        Field(String name, int local) {
            this.name = name;
            this.local = local;
        }
    }


    private final Emitter emitter;
    private final CodeBuilder code;
    /** Kind of C and V at this place, see {@link Flags}. */
    private int kind = UNKNOWN;
    boolean written;

    FlagEmitter(Emitter emitter) {
        this.emitter = emitter;
        this.code = emitter.code;
    }

    /** At the beginning of a block and behind what was executed on one way only. */
    void forget() {
        kind = UNKNOWN;
    }

    /** Loads the flags from the core, in whatever form they are. */
    void load() {
        for (Field field : Field.values()) {
            emitter.coreField(field.name, ConstantDescs.CD_int);
            code.istore(field.local);
        }
        forget();
    }

    /** Stores the flags into the core, in the form they are in. */
    void store() {
        for (Field field : Field.values()) {
            emitter.core();
            code.iload(field.local);
            code.putfield(Emitter.CORE, field.name, ConstantDescs.CD_int);
        }
    }

    /** Stores the flags into the core for somebody who reads them there. */
    void settle() {
        store();
        emitter.core();
        code.invokevirtual(Emitter.CORE, "settle", MethodTypeDesc.of(ConstantDescs.CD_void));
    }

    private void kind(int kind) {
        this.kind = kind;
        emitter.constant(kind);
        code.istore(FLAG_KIND);
    }

    private void given(int part) {
        if (kind == UNKNOWN) {
            code.iload(FLAG_KIND);
            emitter.constant(part);
            code.ior();
            code.istore(FLAG_KIND);
        } else if ((kind & part) == 0) {
            kind(kind | part);
        }
    }

    private boolean known(int part) {
        return kind != UNKNOWN && (kind & part) != 0;
    }

    /** Pops b and a, pushes a + b or a - b, and sets all flags from that. */
    void sum(boolean subtract) {
        written = true;
        code.istore(FLAG_B);
        code.istore(FLAG_A);
        code.iload(FLAG_A);
        code.iload(FLAG_B);
        if (subtract) {
            code.isub();
        } else {
            code.iadd();
        }
        kind(subtract ? Flags.SUBTRACTION : Flags.ADDITION);
    }

    /** Pops b and a, pushes a + b + C, and sets all flags from that. */
    void sumWithCarry() {
        code.istore(Emitter.U);
        code.istore(Emitter.T);
        carry();
        code.iload(Emitter.T);
        code.iadd();
        code.iload(Emitter.U);
        code.iadd();
        code.istore(FLAG_A);
        addends(FLAG_A);
        emitter.call(Flags.class, "sumCarry", 3);
        code.istore(FLAG_X);
        addends(FLAG_A);
        emitter.call(Flags.class, "sumOverflow", 3);
        code.istore(FLAG_B);
        code.iload(FLAG_A);
        code.dup();
        code.istore(N);
        code.dup();
        code.istore(Z);
        kind(Flags.GIVEN);
        written = true;
    }

    private void addends(int result) {
        code.iload(Emitter.T);
        code.iload(Emitter.U);
        code.iload(result);
    }

    /** Sets N and Z from the value on the stack, which stays there. */
    void nz() {
        written = true;
        code.dup();
        code.istore(N);
        code.dup();
        code.istore(Z);
        given(Flags.IN_NZ);
    }

    /** Pops C; V stays as it is. */
    void setCarry() {
        written = true;
        code.istore(FLAG_X);
        given(Flags.IN_X);
    }

    /** Sets all flags from the bits 31 to 28 of the value on the stack, which goes. */
    void setAll() {
        written = true;
        code.dup();
        code.istore(N);
        code.dup();
        code.iconst_m1();
        code.ixor();
        emitter.constant(1 << 30);
        code.iand();
        code.istore(Z);
        code.dup();
        emitter.constant(29);
        code.iushr();
        code.iconst_1();
        code.iand();
        code.istore(FLAG_X);
        code.iconst_3();
        code.ishl();
        code.istore(FLAG_B);
        kind(Flags.GIVEN);
    }

    /** Pushes C as 0 or 1. */
    void carry() {
        if (known(Flags.IN_X)) {
            code.iload(FLAG_X);
            return;
        }
        if (kind != UNKNOWN) {
            carryOut((kind & Flags.SUBTRACTION) != 0);
            return;
        }
        code.iload(FLAG_KIND);
        operands();
        code.iload(FLAG_X);
        emitter.call(Flags.class, "carry", 4);
    }

    /** As {@link Flags#sumCarry} of a and b, or of a, the complement of b and 1. */
    private void carryOut(boolean subtract) {
        operands(subtract);
        code.iand();
        operands(subtract);
        code.ior();
        operands();
        if (subtract) {
            code.isub();
        } else {
            code.iadd();
        }
        code.iconst_m1();
        code.ixor();
        code.iand();
        code.ior();
        emitter.constant(31);
        code.iushr();
    }

    private void operands(boolean complement) {
        operands();
        if (complement) {
            code.iconst_m1();
            code.ixor();
        }
    }

    private void operands() {
        code.iload(FLAG_A);
        code.iload(FLAG_B);
    }

    /** Pushes V in the sign. */
    void overflow() {
        code.iload(FLAG_KIND);
        operands();
        emitter.call(Flags.class, "overflow", 3);
    }

    /** Pushes what N or Z is found from. */
    private void result(int local) {
        if (known(Flags.IN_NZ)) {
            code.iload(local);
            return;
        }
        code.iload(FLAG_KIND);
        operands();
        code.iload(local);
        emitter.call(Flags.class, "result", 4);
    }

    /** Jumps when a condition holds. @param cond 0 to 13 */
    void jumpIf(int cond, Label target) {
        boolean holds = (cond & 1) == 0;
        if (kind == Flags.SUBTRACTION && cond >>> 1 != 2 && cond >>> 1 != 3) {
            compared(cond, target);
            return;
        }
        switch (cond >>> 1) {
            case 0 -> zero(holds, target);
            case 1 -> {
                carry();
                jump(!holds, target, false);
            }
            case 2 -> {
                result(N);
                jump(holds, target, true);
            }
            case 3 -> {
                overflow();
                jump(holds, target, true);
            }
            case 4 -> both(holds, target, () -> {
                carry();
                return false;
            });
            case 5 -> {
                less();
                jump(!holds, target, true);
            }
            default -> both(holds, target, () -> {
                less();
                return true;
            });
        }
    }

    private void less() {
        result(N);
        overflow();
        code.ixor();
    }

    private void zero(boolean set, Label target) {
        result(Z);
        jump(set, target, false);
    }

    /** Pops a value; jumps when it is 0, or negative, or just when it is not. */
    private void jump(boolean when, Label target, boolean sign) {
        if (sign && when) {
            code.iflt(target);
        } else if (sign) {
            code.ifge(target);
        } else if (when) {
            code.ifeq(target);
        } else {
            code.ifne(target);
        }
    }

    /** Jumps when Z is clear and something else holds (not negative, or not 0), or when that is not so. */
    private void both(boolean holds, Label target, BooleanSupplier other) {
        Label not = code.newLabel();
        zero(true, holds ? not : target);
        boolean sign = other.getAsBoolean();
        jump(!holds, target, sign);
        code.labelBinding(not);
    }

    /** After a subtraction: compares its operands. */
    private void compared(int cond, Label target) {
        boolean signed = cond >>> 1 >= 5 || cond >>> 1 == 0;
        operand(FLAG_A, signed);
        operand(FLAG_B, signed);
        switch (cond) {
            case 0 -> code.if_icmpeq(target);
            case 1 -> code.if_icmpne(target);
            case 2, 10 -> code.if_icmpge(target);
            case 3, 11 -> code.if_icmplt(target);
            case 8, 12 -> code.if_icmpgt(target);
            default -> code.if_icmple(target);
        }
    }

    private void operand(int local, boolean signed) {
        code.iload(local);
        if (!signed) {
            emitter.constant(Integer.MIN_VALUE);
            code.iadd();
        }
    }
}
