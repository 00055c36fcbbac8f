package org.zerobench.cpu.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What all parts of the compiler write with: the local variables of a compiled region and the simplest sequences over them.
 * Guest registers live in local variables between entry and exit.
 */
final class Emitter {

    static final ClassDesc CORE = desc(Core.class);
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final ClassDesc INT = ConstantDescs.CD_int;

    // Local variables; 0 is this, longs take two.
    static final int CORE_LOCAL = 1;
    /** Number of the entry at first, key of the next instruction at last. */
    static final int KEY = 2;
    private static final int REGISTERS = 3;
    static final int N = 18;
    static final int Z = 19;
    /** Of {@link Flags}. */
    static final int FLAG_A = 20;
    static final int FLAG_B = 21;
    static final int FLAG_KIND = 22;
    static final int FLAG_X = 23;
    /** Core.retired, as of the beginning of the running block. */
    static final int RETIRED = 24;
    static final int TRANSLATIONS = 26;
    /** The core's array of registers. */
    static final int R = 27;
    // From here on only within a step.
    static final int T = 28;
    static final int U = 29;
    static final int ADDRESS = 30;
    static final int ENTRY = 31;
    static final int PHYSICAL = 33;

    private record Stub(Step step, Label label) {}

    final CodeBuilder code;
    /** Where execution leaves with {@link Core#failed} set. */
    final Label fail;
    /** Where execution leaves before a step, whose number is on the stack. */
    final Label before;
    private final List<Stub> stubs = new ArrayList<>();
    /** Registers that local variables are loaded with at the entry. */
    int used;
    /** Registers that are stored at the exit. */
    int written;
    /** The step that is being compiled. */
    Step step;

    Emitter(CodeBuilder code) {
        this.code = code;
        this.fail = code.newLabel();
        this.before = code.newLabel();
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    static int local(int register) {
        return REGISTERS + register;
    }

    /** Whether a register has its local variable. */
    boolean loads(int register) {
        return ((used | written) >>> register & 1) != 0;
    }

    /** Pushes a register; the program counter is a constant. */
    void push(int register) {
        if (register == Core.PC) {
            code.loadConstant(step.pcValue());
        } else {
            used |= 1 << register;
            code.iload(local(register));
        }
    }

    /** Pops into a register; nothing is kept of the program counter. */
    void pop(int register) {
        if (register == Core.PC) {
            code.pop();
        } else {
            written |= 1 << register;
            code.istore(local(register));
        }
    }

    void constant(int value) {
        code.loadConstant(value);
    }

    void core() {
        code.aload(CORE_LOCAL);
    }

    void coreField(String name, ClassDesc type) {
        core();
        code.getfield(CORE, name, type);
    }

    /** Calls a static method of ints that gives an int. */
    void call(Class<?> owner, String name, int ints) {
        ClassDesc[] parameters = new ClassDesc[ints];
        Arrays.fill(parameters, INT);
        code.invokestatic(desc(owner), name, MethodTypeDesc.of(INT, parameters));
    }

    /**
     * Lets the interpreter execute the step: stores the registers it may use, and loads them again.
     *
     * @param registers a bit for each; the program counter's does not matter
     */
    void perform(int registers) {
        int some = registers & 0x7FFF;
        used |= some;
        written |= some;
        code.aload(R);
        for (int r = 0; r < Core.PC; r++) {
            if ((some >>> r & 1) != 0) {
                code.dup();
                constant(r);
                code.iload(local(r));
                code.iastore();
            }
        }
        code.pop();
        core();
        constant(step.number);
        code.invokevirtual(CORE, "perform", MethodTypeDesc.of(ConstantDescs.CD_void, INT));
        for (int r = 0; r < Core.PC; r++) {
            if ((some >>> r & 1) != 0) {
                code.aload(R);
                constant(r);
                code.iaload();
                code.istore(local(r));
            }
        }
        leaveIfFailed();
    }

    /** A place to jump to with nothing on the stack, so that the interpreter executes the step. */
    Label leaveBefore() {
        if (stubs.isEmpty() || stubs.getLast().step != step) {
            stubs.add(new Stub(step, code.newLabel()));
        }
        return stubs.getLast().label;
    }

    /** Writes what {@link #leaveBefore} jumps to, all at the end, where it is in nobody's way. */
    void stubs() {
        for (Stub stub : stubs) {
            code.labelBinding(stub.label);
            constant(stub.step.number);
            code.goto_(before);
        }
    }

    void leaveIfFailed() {
        coreField("failed", INT);
        code.ifne(fail);
    }
}
