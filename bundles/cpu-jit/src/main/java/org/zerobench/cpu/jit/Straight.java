package org.zerobench.cpu.jit;

/**
 * The most frequent of the instructions that go on behind themselves, in one class: hosts foresee a series of comparisons much
 * better than where one call goes that goes everywhere. So no switch has the ten cases from which on HotSpot makes a table of
 * them, and kinds have numbers in groups of sixteen.
 */
final class Straight extends Action {

    private static final int GROUP = 4;

    // rd = rn op the last operand; I is a constant, R a register, S a shifted one, PC the program counter.
    static final int MOV_R = 0;
    static final int MOV_I = 1;
    static final int MOV_S = 2;
    static final int ADD_R = 3;
    static final int ADD_I = 4;
    static final int ADD_S = 5;
    static final int ADD_PC = 6;
    static final int AND_I = 7;
    static final int ORR_S = 8;
    // The same with flags; TST and MOVS leave the carry as it is.
    static final int CMP_I = 16;
    static final int CMP_R = 17;
    static final int SUBS_I = 18;
    static final int SUBS_R = 19;
    static final int ADDS_I = 20;
    static final int ADDS_R = 21;
    static final int MOVS_I = 22;
    static final int TST_I = 23;
    // Loads and stores.
    static final int LDR = 32;
    static final int LDRB = 33;
    static final int LDRH = 34;
    static final int LDRSB = 35;
    static final int LITERAL = 36;
    static final int STR = 48;
    static final int STRB = 49;
    static final int STRH = 50;

    private final int kind;
    private final int rd;
    private final int rn;
    private final int rm;
    /** The constant; of a load or store what comes on top of the base register, or how far the index is shifted. */
    private final int imm;
    /** From the base register to its new value, which is the old one where it is not written. */
    private final int after;
    private final boolean indexed;

    /** @param imm the constant where there is one; of PC-relative instructions with their place in the page */
    Straight(Instruction i, int offset, int kind, int imm) {
        super(i, offset);
        this.kind = kind;
        this.imm = imm;
        rd = i.rd;
        rn = i.rn;
        rm = i.rm;
        indexed = i.operand != Instruction.Operand.IMMEDIATE;
        after = i.writeback ? i.imm : 0;
    }

    @Override
    Action execute(Core core) {
        switch (kind >>> GROUP) {
            case 0 -> core.r[rd] = data(core, core.r);
            case 1 -> {
                flags(core, core.r);
                return branched(core);
            }
            case 2 -> load(core, core.r);
            default -> store(core, core.r);
        }
        return next;
    }

    private int data(Core core, int[] r) {
        return switch (kind) {
            case MOV_R -> r[rm];
            case MOV_I -> imm;
            case ADD_R -> r[rn] + r[rm];
            case ADD_I -> r[rn] + imm;
            case ADD_PC -> r[rn] + core.base + imm;
            case AND_I -> r[rn] & imm;
            case ADD_S -> r[rn] + shifted(r);
            case ORR_S -> r[rn] | shifted(r);
            default -> shifted(r); // MOV_S
        };
    }

    private int shifted(int[] r) {
        return DataProcessing.shift(i.shift, r[rm], i.amount);
    }

    private void flags(Core core, int[] r) {
        switch (kind) {
            case CMP_I -> DataProcessing.subtract(core, r[rn], imm);
            case CMP_R -> DataProcessing.subtract(core, r[rn], r[rm]);
            case SUBS_I -> r[rd] = DataProcessing.subtract(core, r[rn], imm);
            case SUBS_R -> r[rd] = DataProcessing.subtract(core, r[rn], r[rm]);
            case ADDS_I -> r[rd] = DataProcessing.add(core, r[rn], imm, 0);
            case ADDS_R -> r[rd] = DataProcessing.add(core, r[rn], r[rm], 0);
            case MOVS_I -> {
                core.n = imm;
                core.z = imm;
                r[rd] = imm;
            }
            default -> { // TST_I
                int result = r[rn] & imm;
                core.n = result;
                core.z = result;
            }
        }
    }

    private void load(Core core, int[] r) {
        int base = r[rn];
        int address = base + (indexed ? r[rm] << imm : imm);
        int value = switch (kind) {
            case LDR -> core.mmu.load32(address);
            case LDRB -> core.mmu.load8(address);
            case LITERAL -> core.mmu.load32(core.base + imm);
            case LDRH -> core.mmu.load16(address);
            default -> (byte) core.mmu.load8(address); // LDRSB
        };
        r[rn] = base + after;
        r[rd] = value;
    }

    private void store(Core core, int[] r) {
        int base = r[rn];
        int address = base + (indexed ? r[rm] << imm : imm);
        switch (kind) {
            case STR -> core.mmu.store32(address, r[rd]);
            case STRB -> core.mmu.store8(address, r[rd]);
            default -> core.mmu.store16(address, r[rd]); // STRH
        }
        r[rn] = base + after;
    }
}
