package org.zerobench.cpu.jit;

import org.zerobench.api.machine.ThreadContext;

/** Traps, IT, status registers and what users may see of coprocessor 15 (ARM ARM B1.3, B4.1). */
final class SystemUnit {

    private static final int FLAGS = 2;
    private static final int GREATER = 1;

    private SystemUnit() {}

    static void execute(Core core, Instruction i) {
        switch (i.op) {
            case SVC -> core.exit(Core.Exit.SUPERVISOR_CALL);
            case BKPT -> core.exitBefore(Core.Exit.BREAKPOINT);
            case UDF -> core.undefined();
            case IT -> {
                core.it = i.imm;
                core.lookAround();
            }
            case SETEND -> core.mmu.bigEndian(i.imm != 0);
            case MRS -> core.r[i.rd] = core.apsr() | core.endianness() | ThreadContext.CPSR_USER;
            case MSR -> core.apsr(DataProcessing.operand(core, i), (i.rs & FLAGS) != 0, (i.rs & GREATER) != 0);
            case READ_TPIDRURO -> core.r[i.rd] = core.tpidruro;
            case READ_TPIDRURW -> core.r[i.rd] = core.tpidrurw;
            case WRITE_TPIDRURW -> core.tpidrurw = core.r[i.rd];
            default -> { } // NOP
        }
    }
}
