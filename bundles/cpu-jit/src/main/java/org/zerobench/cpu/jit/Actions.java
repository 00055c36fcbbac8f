package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Instruction.Operand;

/** Chooses the {@link Action} of an instruction. */
final class Actions {

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
            case DATA -> usesPc(i) ? addsPc(i) ? new DataActions.AddPc(i, offset) : null : i.setFlags ? flags(i, offset) : data(i, offset);
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
        return i.rd == Core.PC || i.rn == Core.PC || i.rm == Core.PC || i.rs == Core.PC || i.op == Op.ADR;
    }

    private static boolean addsPc(Instruction i) {
        return i.op == Op.ADD && i.operand == Operand.REGISTER && !i.setFlags && i.rm == Core.PC && i.rn != Core.PC && i.rd != Core.PC;
    }

    private static boolean immediate(Instruction i) {
        return i.operand == Operand.IMMEDIATE || i.operand == Operand.ROTATED_IMMEDIATE;
    }

    private static Action data(Instruction i, int offset) {
        if (immediate(i)) {
            return switch (i.op) {
                case MOV -> new DataActions.MovImmediate(i, offset, i.imm);
                case MVN -> new DataActions.MovImmediate(i, offset, ~i.imm);
                case ADD -> new DataActions.AddImmediate(i, offset, i.imm);
                case SUB -> new DataActions.AddImmediate(i, offset, -i.imm);
                case AND -> new DataActions.AndImmediate(i, offset, i.imm);
                case BIC -> new DataActions.AndImmediate(i, offset, ~i.imm);
                default -> null;
            };
        }
        if (i.operand == Operand.REGISTER) {
            return switch (i.op) {
                case MOV -> new DataActions.MovRegister(i, offset);
                case ADD -> new DataActions.AddRegister(i, offset);
                case SUB -> new DataActions.SubRegister(i, offset);
                default -> null;
            };
        }
        return i.operand == Operand.SHIFTED && i.shift != Instruction.RRX ? shifted(i, offset) : null;
    }

    private static Action shifted(Instruction i, int offset) {
        return switch (i.op) {
            case MOV -> new DataActions.MovShifted(i, offset);
            case ADD -> new DataActions.AddShifted(i, offset);
            case ORR -> new DataActions.OrrShifted(i, offset);
            default -> null;
        };
    }

    private static Action flags(Instruction i, int offset) {
        if (i.operand == Operand.IMMEDIATE) {
            return switch (i.op) {
                case CMP -> new DataActions.CmpImmediate(i, offset);
                case SUB -> new DataActions.SubsImmediate(i, offset);
                case ADD -> new DataActions.AddsImmediate(i, offset);
                case MOV -> new DataActions.MovsImmediate(i, offset);
                case TST -> new DataActions.TstImmediate(i, offset);
                default -> null;
            };
        }
        if (i.operand == Operand.REGISTER) {
            return switch (i.op) {
                case CMP -> new DataActions.CmpRegister(i, offset);
                case SUB -> new DataActions.SubsRegister(i, offset);
                case ADD -> new DataActions.AddsRegister(i, offset);
                default -> null;
            };
        }
        return null;
    }

    private static Action memory(Instruction i, int offset) {
        if (i.rd == Core.PC || i.rm == Core.PC) {
            return null;
        }
        if (i.operand == Operand.IMMEDIATE) {
            if (i.rn == Core.PC) {
                return i.op == Op.LDR && !i.writeback ? new MemoryActions.Literal(i, offset) : null;
            }
            return switch (i.op) {
                case LDR -> new MemoryActions.Load32(i, offset);
                case LDRB -> new MemoryActions.Load8(i, offset);
                case LDRH -> new MemoryActions.Load16(i, offset);
                case STR -> new MemoryActions.Store32(i, offset);
                case STRB -> new MemoryActions.Store8(i, offset);
                case STRH -> new MemoryActions.Store16(i, offset);
                default -> null;
            };
        }
        if (i.rn == Core.PC || !i.pre || i.writeback || !i.add || i.operand != Operand.REGISTER
                && (i.operand != Operand.SHIFTED || i.shift != Instruction.LSL)) {
            return null;
        }
        return switch (i.op) {
            case LDR -> new MemoryActions.IndexedLoad32(i, offset);
            case LDRB -> new MemoryActions.IndexedLoad8(i, offset);
            case STR -> new MemoryActions.IndexedStore32(i, offset);
            case STRB -> new MemoryActions.IndexedStore8(i, offset);
            default -> null;
        };
    }

    private static Action multiple(Instruction i, int offset) {
        if (i.rn == Core.PC || i.imm == 0) {
            return null;
        }
        return i.op == Op.LDM ? new MemoryActions.LoadMultiple(i, offset)
                : i.imm >>> Core.PC == 0 ? new MemoryActions.StoreMultiple(i, offset) : null;
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
