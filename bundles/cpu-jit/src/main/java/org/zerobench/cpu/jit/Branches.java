package org.zerobench.cpu.jit;

/** Branches (ARM ARM A4.3). */
final class Branches {

    private static final int LR = 14;

    private Branches() {}

    static void execute(Core core, Instruction i) {
        int[] r = core.r;
        int pc = r[Core.PC];
        switch (i.op) {
            case B -> core.branch(pc + i.imm);
            case BL -> {
                r[LR] = link(core, i);
                core.branch(pc + i.imm);
            }
            case BLX -> {
                r[LR] = link(core, i);
                // To the other state: from Thumb the target is counted from an aligned program counter.
                core.interwork(core.thumb ? (pc & ~3) + i.imm : pc + i.imm | 1);
            }
            case BX -> core.interwork(r[i.rm]);
            case BLXR -> {
                int target = r[i.rm];
                r[LR] = link(core, i);
                core.interwork(target);
            }
            case CBZ -> {
                if (r[i.rn] == 0) {
                    core.branch(pc + i.imm);
                } else {
                    i.skipped++;
                }
            }
            case CBNZ -> {
                if (r[i.rn] != 0) {
                    core.branch(pc + i.imm);
                } else {
                    i.skipped++;
                }
            }
            case TBB -> core.branch(pc + 2 * core.mmu.load8(r[i.rn] + r[i.rm]));
            default -> core.branch(pc + 2 * core.mmu.load16(r[i.rn] + 2 * r[i.rm])); // TBH
        }
    }

    private static int link(Core core, Instruction i) {
        int next = core.address() + i.length;
        return core.thumb ? next | 1 : next;
    }
}
