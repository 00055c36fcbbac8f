package org.zerobench.cpu.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;

/** Compiles VFP; NEON is performed by the interpreter. */
final class FloatEmitter {

    private final Emitter emitter;
    private final CodeBuilder code;
    private final FlagEmitter flags;
    private final MemoryEmitter memory;

    FloatEmitter(Emitter emitter, FlagEmitter flags, MemoryEmitter memory) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.flags = flags;
        this.memory = memory;
    }

    void emit(Step step) {
        Instruction i = step.i;
        switch (i.op) {
            case VMOV_FROM_CORE, VMOV_TO_CORE, VMOV_SCALAR_FROM_CORE, VMOV_SCALAR_TO_CORE, VMSR -> emitter.perform(1 << i.rd);
            case VMOV_PAIR_FROM_CORE, VMOV_PAIR_TO_CORE -> emitter.perform(1 << i.rd | 1 << i.ra);
            case VLDR, VSTR, VLDM, VSTM -> memory.vfp(step);
            case VMRS -> {
                if (i.rd == Core.PC) {
                    emitter.coreField("fpu", Emitter.desc(FloatUnit.class));
                    code.getfield(Emitter.desc(SoftFloat.class), "fpscr", ConstantDescs.CD_int);
                    flags.setAll();
                } else {
                    emitter.perform(1 << i.rd);
                }
            }
            default -> emitter.perform(0);
        }
    }

    void neon(Step step) {
        Instruction i = step.i;
        emitter.perform(switch (i.op) {
            case VLD, VLD_LANE, VLD_ALL, VST, VST_LANE -> 1 << i.rn | 1 << i.rm;
            case VDUP_CORE -> 1 << i.rn;
            default -> 0;
        });
    }
}
