package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Instruction.Operand;

/** Chooses the {@link Action} of an instruction. */
final class Actions {

    private static final int NONE = -1;

    private Actions() {}

    /** The action of an instruction at an offset in a page. */
    static Action of(Instruction i, int offset) {
        return of(i, offset, i.cond);
    }

    /** The action of an instruction in an IT block. */
    static Action inIt(Instruction i, int offset, int it) {
        Action action = of(i, offset, it >>> 4);
        action.inside(it);
        return action;
    }

    private static Action of(Instruction i, int offset, int cond) {
        if (i.op == Op.B) {
            return new BranchActions.B(i, offset, cond);
        }
        Action action = switch (i.unit) {
            case DATA -> i.setFlags ? flags(i, offset) : data(i, offset);
            case MEMORY -> memory(i, offset);
            case BRANCH -> branch(i, offset);
            case BLOCK -> multiple(i, offset);
            case SYSTEM -> i.op == Op.IT ? new ItAction(i, offset) : null;
            default -> null;
        };
        if (action == null) {
            action = new Action.General(i, offset);
        }
        return cond >= Instruction.AL ? action : new Action.Conditional(action, cond);
    }

    private static boolean usesPc(Instruction i) {
        return i.rd == Core.PC || i.rn == Core.PC || i.rm == Core.PC;
    }

    private static Action data(Instruction i, int offset) {
        if (usesPc(i)) {
            boolean place = i.op == Op.ADD && i.operand == Operand.REGISTER && i.rm == Core.PC && i.rn != Core.PC;
            return place && i.rd != Core.PC ? new Straight(i, offset, Straight.ADD_PC, offset + i.bias) : null;
        }
        return switch (i.operand) {
            case IMMEDIATE, ROTATED_IMMEDIATE -> switch (i.op) {
                case MOV -> new Straight(i, offset, Straight.MOV_I, i.imm);
                case MVN -> new Straight(i, offset, Straight.MOV_I, ~i.imm);
                case ADD -> new Straight(i, offset, Straight.ADD_I, i.imm);
                case SUB -> new Straight(i, offset, Straight.ADD_I, -i.imm);
                case AND -> new Straight(i, offset, Straight.AND_I, i.imm);
                case BIC -> new Straight(i, offset, Straight.AND_I, ~i.imm);
                default -> null;
            };
            case REGISTER -> switch (i.op) {
                case MOV -> new Straight(i, offset, Straight.MOV_R, 0);
                case ADD -> new Straight(i, offset, Straight.ADD_R, 0);
                default -> null;
            };
            case SHIFTED -> i.shift == Instruction.RRX ? null : switch (i.op) {
                case MOV -> new Straight(i, offset, Straight.MOV_S, 0);
                case ADD -> new Straight(i, offset, Straight.ADD_S, 0);
                case ORR -> new Straight(i, offset, Straight.ORR_S, 0);
                default -> null;
            };
            default -> null;
        };
    }

    private static Action flags(Instruction i, int offset) {
        if (usesPc(i)) {
            return null;
        }
        int kind = switch (i.operand) {
            case IMMEDIATE -> switch (i.op) {
                case CMP -> Straight.CMP_I;
                case SUB -> Straight.SUBS_I;
                case ADD -> Straight.ADDS_I;
                case MOV -> Straight.MOVS_I;
                case TST -> Straight.TST_I;
                default -> NONE;
            };
            case REGISTER -> switch (i.op) {
                case CMP -> Straight.CMP_R;
                case SUB -> Straight.SUBS_R;
                case ADD -> Straight.ADDS_R;
                default -> NONE;
            };
            default -> NONE;
        };
        return kind == NONE ? null : new Straight(i, offset, kind, i.imm);
    }

    private static Action memory(Instruction i, int offset) {
        boolean immediate = i.operand == Operand.IMMEDIATE;
        if (i.op == Op.LDR && i.rn == Core.PC && immediate && !i.writeback && i.rd != Core.PC) {
            return new Straight(i, offset, Straight.LITERAL, (offset + i.bias & ~3) + i.imm);
        }
        boolean index = i.pre && i.add && !i.writeback
                && (i.operand == Operand.REGISTER || i.operand == Operand.SHIFTED && i.shift == Instruction.LSL);
        int kind = usesPc(i) || !immediate && !index ? NONE : switch (i.op) {
            case LDR -> Straight.LDR;
            case LDRB -> Straight.LDRB;
            case LDRH -> Straight.LDRH;
            case LDRSB -> Straight.LDRSB;
            case STR -> Straight.STR;
            case STRB -> Straight.STRB;
            case STRH -> Straight.STRH;
            default -> NONE;
        };
        return kind == NONE ? null : new Straight(i, offset, kind, index ? i.amount : i.pre ? i.imm : 0);
    }

    private static Action multiple(Instruction i, int offset) {
        if (i.rn == Core.PC || i.imm == 0) {
            return null;
        }
        return i.op == Op.LDM ? new BlockActions.Load(i, offset)
                : i.imm >>> Core.PC == 0 ? new BlockActions.Store(i, offset) : null;
    }

    private static Action branch(Instruction i, int offset) {
        return switch (i.op) {
            case BL -> new BranchActions.Bl(i, offset);
            case BX -> i.rm == Core.PC ? null : new BranchActions.Bx(i, offset);
            case CBZ -> new BranchActions.Cbz(i, offset, true);
            case CBNZ -> new BranchActions.Cbz(i, offset, false);
            default -> null;
        };
    }
}
