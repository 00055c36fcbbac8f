package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Instruction.Operand;

/** Arithmetic, logic and moves (ARM ARM A5.2.1 to A5.2.3, A6.3.1, A6.3.3, A6.3.11). */
final class DataProcessing {

    private DataProcessing() {}

    static void execute(Core core, Instruction i) {
        if (i.setFlags) {
            withFlags(core, i);
            return;
        }
        int[] r = core.r;
        int a = r[i.rn];
        int b = operand(core, i);
        int result = switch (i.op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MOV -> b;
            case AND -> a & b;
            case ORR -> a | b;
            case EOR -> a ^ b;
            case RSB -> b - a;
            case BIC -> a & ~b;
            case MVN -> ~b;
            case ORN -> a | ~b;
            case ADC -> a + b + core.c;
            case SBC -> a - b - 1 + core.c;
            case RSC -> b - a - 1 + core.c;
            case MOVT -> r[i.rd] & 0xFFFF | b << 16;
            default -> (r[Core.PC] & ~3) + b; // ADR
        };
        if (i.rd == Core.PC) {
            core.writePc(result);
        } else {
            r[i.rd] = result;
        }
    }

    private static void withFlags(Core core, Instruction i) {
        int a = core.r[i.rn];
        switch (i.op) {
            case ADD -> core.r[i.rd] = add(core, a, operand(core, i), 0);
            case SUB -> core.r[i.rd] = subtract(core, a, operand(core, i));
            case CMP -> subtract(core, a, operand(core, i));
            case CMN -> add(core, a, operand(core, i), 0);
            case RSB -> core.r[i.rd] = subtract(core, operand(core, i), a);
            case ADC -> core.r[i.rd] = add(core, a, operand(core, i), core.c);
            case SBC -> core.r[i.rd] = add(core, a, ~operand(core, i), core.c);
            case RSC -> core.r[i.rd] = add(core, operand(core, i), ~a, core.c);
            default -> logic(core, i, a);
        }
    }

    private static void logic(Core core, Instruction i, int a) {
        int carry = carry(core, i);
        int b = operand(core, i);
        int result = switch (i.op) {
            case AND, TST -> a & b;
            case EOR, TEQ -> a ^ b;
            case ORR -> a | b;
            case BIC -> a & ~b;
            case ORN -> a | ~b;
            case MVN -> ~b;
            default -> b; // MOV
        };
        core.n = result;
        core.z = result;
        core.c = carry;
        if (i.op != Op.TST && i.op != Op.TEQ) {
            core.r[i.rd] = result;
        }
    }

    /** AddWithCarry (ARM ARM A2.2.1), setting all four flags. */
    static int add(Core core, int a, int b, int carry) {
        int result = a + b + carry;
        core.n = result;
        core.z = result;
        core.c = ((a & b) | ((a | b) & ~result)) >>> 31;
        core.v = (a ^ result) & (b ^ result);
        return result;
    }

    /** a - b, setting all four flags. */
    static int subtract(Core core, int a, int b) {
        int result = a - b;
        core.n = result;
        core.z = result;
        core.c = Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
        core.v = (a ^ b) & (a ^ result);
        return result;
    }

    /** The last operand's value; also the offset of a load or store. */
    static int operand(Core core, Instruction i) {
        Operand kind = i.operand;
        if (kind == Operand.IMMEDIATE || kind == Operand.ROTATED_IMMEDIATE) {
            return i.imm;
        }
        int value = core.r[i.rm];
        if (kind == Operand.REGISTER) {
            return value;
        }
        return kind == Operand.SHIFTED ? shift(core, i.shift, value, i.amount) : shift(core, i.shift, value, core.r[i.rs] & 0xFF);
    }

    /** @param amount 0 to 255 */
    static int shift(Core core, int kind, int value, int amount) {
        return kind == Instruction.RRX ? value >>> 1 | core.c << 31 : shift(kind, value, amount);
    }

    /** Any shift but RRX, by the low byte of a register. */
    static int shift(int kind, int value, int register) {
        int amount = register & 0xFF;
        return switch (kind) {
            case Instruction.LSL -> amount < 32 ? value << amount : 0;
            case Instruction.LSR -> amount < 32 ? value >>> amount : 0;
            case Instruction.ASR -> value >> Math.min(amount, 31);
            default -> Integer.rotateRight(value, amount);
        };
    }

    /** The carry that the shifter gives (Shift_C, ARM ARM A8.4.3). */
    private static int carry(Core core, Instruction i) {
        return switch (i.operand) {
            case IMMEDIATE, REGISTER -> core.c;
            case ROTATED_IMMEDIATE -> i.imm >>> 31;
            case SHIFTED -> carry(core.c, i.shift, core.r[i.rm], i.amount);
            case SHIFTED_BY_REGISTER -> carry(core.c, i.shift, core.r[i.rm], core.r[i.rs]);
        };
    }

    /** The carry after a shift by the low byte of a register, where there was another before. */
    static int carry(int before, int kind, int value, int register) {
        int amount = register & 0xFF;
        if (amount == 0) {
            return before;
        }
        return switch (kind) {
            case Instruction.LSL -> amount <= 32 ? value >>> 32 - amount & 1 : 0;
            case Instruction.LSR -> amount <= 32 ? value >>> amount - 1 & 1 : 0;
            case Instruction.ASR -> value >> Math.min(amount - 1, 31) & 1;
            case Instruction.ROR -> value >>> (amount - 1 & 31) & 1;
            default -> value & 1;
        };
    }
}
