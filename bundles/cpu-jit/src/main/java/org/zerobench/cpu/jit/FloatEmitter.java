package org.zerobench.cpu.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Compiles VFP, the arithmetic as calls of {@link FastFloat}, which are inlined. NEON is performed by the interpreter. */
final class FloatEmitter {

    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc VFP = Emitter.desc(Vfp.class);

    private final Emitter emitter;
    private final CodeBuilder code;
    private final FlagEmitter flags;
    private final MemoryEmitter memory;
    /** The thread is known to use VFP. */
    private boolean noted;

    FloatEmitter(Emitter emitter, FlagEmitter flags, MemoryEmitter memory) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.flags = flags;
        this.memory = memory;
    }

    /** At the beginning of a block and behind what was executed on one way only. */
    void forget() {
        noted = false;
    }

    void emit(Step step) {
        Instruction i = step.i;
        String fast = fast(i);
        if (fast != null) {
            note();
            fast(i, fast);
            return;
        }
        switch (i.op) {
            case VMOV, VNEG, VABS, VMOV_IMM, VMOV_FROM_CORE, VMOV_TO_CORE, VMOV_PAIR_FROM_CORE, VMOV_PAIR_TO_CORE -> {
                note();
                move(i);
            }
            case VMOV_SCALAR_FROM_CORE, VMOV_SCALAR_TO_CORE, VMSR -> emitter.perform(1 << i.rd);
            case VLDR, VSTR, VLDM, VSTM -> {
                note();
                memory.vfp(step);
            }
            case VMRS -> {
                note();
                emitter.coreField("fpu", Emitter.desc(FloatUnit.class));
                code.getfield(Emitter.desc(SoftFloat.class), "fpscr", INT);
                if (i.rd == Core.PC) {
                    flags.setAll();
                } else {
                    emitter.pop(i.rd);
                }
            }
            default -> emitter.perform(0);
        }
    }

    /** NEON uses core registers for addresses only. */
    void neon(Step step) {
        Instruction i = step.i;
        emitter.perform(switch (i.op) {
            case VLD, VLD_LANE, VLD_ALL, VST, VST_LANE -> 1 << i.rn | 1 << i.rm;
            case VDUP_CORE -> 1 << i.rn;
            default -> 0;
        });
    }

    private void note() {
        if (!noted) {
            emitter.core();
            code.invokevirtual(Emitter.CORE, "usesVfp", MethodTypeDesc.of(ConstantDescs.CD_void));
            noted = true;
        }
    }

    /** Name of the method in {@link FastFloat}, or null. */
    private static String fast(Instruction i) {
        String bits = i.format == Format.DOUBLE ? "64" : "32";
        return switch (i.op) {
            case VADD -> "add" + bits;
            case VSUB -> "sub" + bits;
            case VMUL -> "mul" + bits;
            case VDIV -> "div" + bits;
            case VMLA -> "mla" + bits;
            case VMLS -> "mls" + bits;
            case VNMLA -> "nmla" + bits;
            case VNMLS -> "nmls" + bits;
            case VSQRT -> "sqrt" + bits;
            case VCMP -> "cmp" + bits;
            case VCMP_ZERO -> "zero" + bits;
            case VCVT_TO_INT -> i.imm == 0 ? null : (i.unsigned ? "unsigned" : "signed") + bits;
            case VCVT_FROM_INT -> (i.unsigned ? "fromUnsigned" : "fromSigned") + bits;
            case VCVT_PRECISION -> i.format == Format.DOUBLE ? "narrow" : "widen";
            default -> null;
        };
    }

    private void fast(Instruction i, String method) {
        emitter.core();
        emitter.constant(i.rd);
        emitter.constant(i.rn);
        emitter.constant(i.rm);
        code.invokestatic(Emitter.desc(FastFloat.class), method,
                MethodTypeDesc.of(ConstantDescs.CD_boolean, Emitter.CORE, INT, INT, INT));
        if (i.slow()) {
            Label done = code.newLabel();
            code.ifne(done);
            emitter.perform(0);
            code.labelBinding(done);
        } else {
            code.ifeq(emitter.leaveBefore());
        }
    }

    private void move(Instruction i) {
        boolean wide = i.format == Format.DOUBLE;
        switch (i.op) {
            case VMOV, VNEG, VABS, VMOV_IMM -> {
                emitter.core();
                emitter.constant(i.rd);
                if (wide) {
                    value64(i);
                    code.invokestatic(VFP, "put64", MethodTypeDesc.of(ConstantDescs.CD_void, Emitter.CORE, INT, LONG));
                } else {
                    value32(i);
                    putSingle();
                }
            }
            case VMOV_FROM_CORE -> {
                emitter.core();
                emitter.constant(i.rn);
                emitter.push(i.rd);
                putSingle();
            }
            case VMOV_TO_CORE -> {
                getSingle(i.rn);
                emitter.pop(i.rd);
            }
            case VMOV_PAIR_FROM_CORE -> pairFromCore(i, wide);
            default -> {
                if (wide) {
                    get64(i.rm);
                    code.dup2();
                    code.l2i();
                    emitter.pop(i.rd);
                    emitter.constant(32);
                    code.lushr();
                    code.l2i();
                } else {
                    getSingle(i.rm);
                    emitter.pop(i.rd);
                    getSingle(i.rm + 1);
                }
                emitter.pop(i.ra);
            }
        }
    }

    private void pairFromCore(Instruction i, boolean wide) {
        if (!wide) {
            for (int k = 0; k < 2; k++) {
                emitter.core();
                emitter.constant(i.rm + k);
                emitter.push(k == 0 ? i.rd : i.ra);
                putSingle();
            }
            return;
        }
        emitter.core();
        emitter.constant(i.rm);
        emitter.push(i.ra);
        code.i2l();
        emitter.constant(32);
        code.lshl();
        emitter.push(i.rd);
        code.i2l();
        code.loadConstant(0xFFFF_FFFFL);
        code.land();
        code.lor();
        code.invokestatic(VFP, "put64", MethodTypeDesc.of(ConstantDescs.CD_void, Emitter.CORE, INT, LONG));
    }

    private void value64(Instruction i) {
        if (i.op == Op.VMOV_IMM) {
            code.loadConstant(VfpMoves.expanded(Format.DOUBLE, i.imm));
            return;
        }
        get64(i.rm);
        if (i.op == Op.VNEG) {
            code.loadConstant(Long.MIN_VALUE);
            code.lxor();
        } else if (i.op == Op.VABS) {
            code.loadConstant(Long.MAX_VALUE);
            code.land();
        }
    }

    private void value32(Instruction i) {
        if (i.op == Op.VMOV_IMM) {
            emitter.constant((int) VfpMoves.expanded(Format.SINGLE, i.imm));
            return;
        }
        getSingle(i.rm);
        if (i.op == Op.VNEG) {
            emitter.constant(Integer.MIN_VALUE);
            code.ixor();
        } else if (i.op == Op.VABS) {
            emitter.constant(Integer.MAX_VALUE);
            code.iand();
        }
    }

    private void get64(int register) {
        emitter.core();
        emitter.constant(register);
        code.invokestatic(VFP, "get64", MethodTypeDesc.of(LONG, Emitter.CORE, INT));
    }

    private void getSingle(int register) {
        emitter.core();
        emitter.constant(register);
        code.invokestatic(VFP, "single", MethodTypeDesc.of(INT, Emitter.CORE, INT));
    }

    private void putSingle() {
        code.invokestatic(VFP, "single", MethodTypeDesc.of(ConstantDescs.CD_void, Emitter.CORE, INT, INT));
    }
}
