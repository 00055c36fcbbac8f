package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Instruction.Operand;

/** How the fields of an encoding become operands. Each says which letters it reads beside the common ones. */
enum Form {

    /** {@code i}: immediate as it stands. */
    PLAIN {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('i', word) << e.field('x', word);
        }
    },
    /** {@code m}: register as last operand. */
    REG {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.operand = Operand.REGISTER;
            i.imm = e.field('i', word);
        }
    },
    /** {@code i} 12 bits: rotation and byte (ARM ARM A5.2.4). */
    ARM_IMM {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int field = e.field('i', word);
            int rotation = field >>> 8 << 1;
            i.imm = Integer.rotateRight(field & 0xFF, rotation);
            i.operand = rotation == 0 ? Operand.IMMEDIATE : Operand.ROTATED_IMMEDIATE;
        }
    },
    /** {@code i} 12 bits: ThumbExpandImm (ARM ARM A6.3.2). */
    THUMB_IMM {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int field = e.field('i', word);
            int low = field & 0xFF;
            if (field >>> 10 != 0) {
                i.imm = Integer.rotateRight(0x80 | field & 0x7F, field >>> 7);
                i.operand = Operand.ROTATED_IMMEDIATE;
                return;
            }
            i.imm = switch (field >>> 8) {
                case 0 -> low;
                case 1 -> low * 0x0001_0001;
                case 2 -> low * 0x0100_0100;
                default -> low * 0x0101_0101;
            };
        }
    },
    /** {@code i}: S, Q, SH, U, UQ, UH as 0, 1, 2, 4, 5, 6. */
    THUMB_PREFIX {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('i', word) + 1;
            if ((i.imm & 3) == 0) {
                undefined(i);
            }
        }
    },
    /** {@code s} mask, {@code n} source. */
    THUMB_MSR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rm = i.rn;
            i.operand = Operand.REGISTER;
        }
    },
    /** {@code i}: the destination is the first operand, too. */
    SAME {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rn = i.rd;
            i.imm = e.field('i', word);
        }
    },
    /** {@code m}: the destination is the first operand, too. */
    SAME_REG {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rn = i.rd;
            i.operand = Operand.REGISTER;
        }
    },
    /** {@code s} distance register, {@code y} kind of shift: the destination is shifted. */
    SHIFT_SAME {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rm = i.rd;
            BY_REGISTER.operands(e, word, i);
        }
    },
    /** {@code n}: the destination is the second factor. */
    MUL_SAME {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rm = i.rd;
        }
    },
    /** {@code u v}: rn's and rm's top half is meant. */
    TOPS {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('v', word) << 1 | e.field('u', word);
        }
    },
    /** {@code i}: S, Q, SH, U, UQ, UH as 1, 2, 3, 5, 6, 7. */
    PREFIX {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('i', word);
            if ((i.imm & 3) == 0) {
                undefined(i);
            }
        }
    },
    /** Two registers, the second after the first. */
    PAIR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.ra = i.rd + 1 & 15;
        }
    },
    /** {@code d} is half of the first register's number; else as {@link #OFFSET}. */
    PAIR_IMM {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rd <<= 1;
            i.ra = i.rd + 1;
            OFFSET.operands(e, word, i);
        }
    },
    /** {@code d} is half of the first register's number; else as {@link #OFFSET_REG}. */
    PAIR_REG {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rd <<= 1;
            i.ra = i.rd + 1;
            OFFSET_REG.operands(e, word, i);
        }
    },
    /** {@code i j}: the two halves of a 16-bit immediate. */
    HALVES {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('j', word) << 12 | e.field('i', word);
        }
    },
    /** {@code i} distance, {@code y} kind of shift. */
    SHIFTED {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int amount = e.field('i', word);
            i.shift = e.field('y', word);
            i.operand = Operand.SHIFTED;
            i.amount = amount != 0 ? amount : 32;
            if (amount == 0 && i.shift == Instruction.LSL) {
                i.operand = Operand.REGISTER;
                i.amount = 0;
            } else if (amount == 0 && i.shift == Instruction.ROR) {
                i.shift = Instruction.RRX;
                i.amount = 1;
            }
        }
    },
    /** {@code s} distance register, {@code y} kind of shift. */
    BY_REGISTER {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.shift = e.field('y', word);
            i.operand = Operand.SHIFTED_BY_REGISTER;
        }
    },
    /** {@code i} offset, {@code x} its scale, {@code P U W} addressing. */
    OFFSET {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int offset = e.field('i', word) << e.field('x', word);
            i.imm = i.add ? offset : -offset;
            i.writeback |= !i.pre;
        }
    },
    /** {@code i} offset, {@code P U W}; neither P nor W is undefined (ARM ARM A6.3.7). */
    OFFSET_T32 {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            if (!i.pre && !i.writeback) {
                undefined(i);
            }
            OFFSET.operands(e, word, i);
        }
    },
    /** {@code m i y} shifted register offset, {@code P U W} addressing. */
    OFFSET_REG {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            SHIFTED.operands(e, word, i);
            i.writeback |= !i.pre;
        }
    },
    /** {@code r} register list, {@code P U W} addressing. */
    LIST {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('r', word);
        }
    },
    /** {@code r} low registers and LR (ARM ARM A8.8.133, T1). */
    LIST_LR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int list = e.field('r', word);
            i.imm = list & 0xFF | list >>> 8 << 14;
        }
    },
    /** {@code r} low registers and PC (ARM ARM A8.8.131, T1). */
    LIST_PC {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int list = e.field('r', word);
            i.imm = list & 0xFF | list >>> 8 << 15;
        }
    },
    /** {@code r} register list; the base is written unless it is loaded (ARM ARM A8.8.57, T1). */
    LIST_T16 {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('r', word);
            i.writeback = (i.imm >>> i.rn & 1) == 0;
        }
    },
    /** {@code i} signed distance, {@code x} its scale; {@code h} one half word more. */
    BRANCH {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int unused = 32 - e.width('i');
            i.imm = (e.field('i', word) << unused >> unused << e.field('x', word)) + (e.field('h', word) << 1);
        }
    },
    /** {@code t j k i}: sign, J1, J2 and distance of the long Thumb branches (ARM ARM A8.8.18, T4). */
    BRANCH_J {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int sign = e.field('t', word);
            int high = (e.field('j', word) ^ sign ^ 1) << 1 | e.field('k', word) ^ sign ^ 1;
            int width = e.width('i');
            i.imm = -sign << width + 2 + e.field('x', word)
                    | (high << width | e.field('i', word)) << e.field('x', word);
        }
    },
    /** {@code t k j i}: sign, J2, J1 and distance of the conditional Thumb branch (ARM ARM A8.8.18, T3). */
    BRANCH_COND {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            int width = e.width('i');
            i.imm = -e.field('t', word) << width + 3
                    | (e.field('k', word) << width + 1 | e.field('j', word) << width | e.field('i', word)) << 1;
        }
    },
    /** {@code i} lowest bit, {@code w} width less 1, or {@code b} highest bit. */
    FIELD {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.amount = e.field('i', word);
            i.imm = e.has('b') ? e.field('b', word) - i.amount + 1 : e.field('w', word) + 1;
            if (i.imm <= 0 || i.imm + i.amount > 32) {
                undefined(i);
            }
        }
    },
    /** {@code b} bits of the range, {@code i y} shift: LSL, or ASR when {@code y} is set; {@code o} added to the bits. */
    SATURATE {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.imm = e.field('b', word) + e.field('o', word);
            i.shift = e.field('y', word) << 1;
            int amount = e.field('i', word);
            i.amount = amount == 0 && i.shift == Instruction.ASR ? 32 : amount;
        }
    },
    /** {@code i} rotation in bytes. */
    ROTATED {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.amount = e.field('i', word) << 3;
        }
    },
    /**
     * {@code d n m} VFP registers, {@code z} double precision; {@code i}: immediate, {@code u}: unsigned. {@code D M} the
     * precision of d and m where it is another: 1 single, 2 double.
     */
    VFP {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            boolean wide = e.field('z', word) != 0;
            i.format = wide ? Format.DOUBLE : Format.SINGLE;
            i.rd = vfpRegister(i.rd, widthOf(e.field('D', word), wide));
            i.rn = vfpFirst(i.rn, wide);
            i.rm = vfpRegister(i.rm, widthOf(e.field('M', word), wide));
            i.imm = e.field('i', word);
            i.unsigned = e.field('u', word) != 0;
        }
    },
    /** {@code d}: VFP register of precision {@code z}; {@code i k}: 32, or 16 without {@code x}, less fraction bits. */
    VFP_FIXED {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            VFP.operands(e, word, i);
            i.amount = e.field('x', word) != 0 ? 32 : 16;
            i.imm = i.amount - (e.field('i', word) << 1 | e.field('k', word));
            if (i.imm < 0) {
                undefined(i);
            }
        }
    },
    /** {@code d}: core register, {@code n}: VFP register of precision {@code z}. */
    VFP_CORE {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rn = vfpFirst(i.rn, false);
            refuse(i, i.rd == Core.PC);
        }
    },
    /** {@code d a}: core registers, {@code m}: VFP register of precision {@code z}, or two singles from there. */
    VFP_CORE_PAIR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            boolean wide = e.field('z', word) != 0;
            i.format = wide ? Format.DOUBLE : Format.SINGLE;
            i.rm = vfpRegister(i.rm, wide);
            refuse(i, i.rd == Core.PC || i.ra == Core.PC || !wide && i.rm == 31);
        }
    },
    /** {@code d}: core register, {@code n i}: element of {@code b} bits, {@code u}: unsigned. */
    SCALAR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            i.rn = vfpFirst(i.rn, true);
            i.imm = e.field('i', word);
            i.amount = e.field('b', word);
            i.unsigned = e.field('u', word) != 0;
            refuse(i, i.rd == Core.PC);
        }
    },
    /** {@code d}: VFP register of precision {@code z}; {@code n}: base; {@code U i}: offset in words. */
    VFP_MEMORY {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            boolean wide = e.field('z', word) != 0;
            i.format = wide ? Format.DOUBLE : Format.SINGLE;
            i.rd = vfpRegister(i.rd, wide);
            i.imm = (i.add ? 4 : -4) * e.field('i', word);
        }
    },
    /** {@code d}: first VFP register of precision {@code z}; {@code n}: base; {@code i}: words. An odd one only moves n. */
    VFP_LIST {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            VFP_MEMORY.operands(e, word, i);
            i.imm = 4 * e.field('i', word);
            boolean wide = i.format == Format.DOUBLE;
            i.amount = i.imm >>> (wide ? 3 : 2);
            refuse(i, i.amount == 0 || wide && i.amount > 16 || i.rd + i.amount > 32
                    || i.rn == Core.PC && (i.writeback || i.thumb()));
        }
    },
    /** Lanes in registers {@code d n m}; see {@link NeonOperands#registers}. */
    NEON {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.registers(e, word, i);
        }
    },
    /** {@code d q}: destination; {@code i}: 8 bits, {@code k o}: what is made of them. */
    NEON_IMM {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.immediate(e, word, i);
        }
    },
    /** As {@link #NEON}, but {@code m} is an element. */
    NEON_SCALAR {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.scalar(e, word, i);
        }
    },
    /** As {@link #NEON}, with a shift {@code i l}; {@code r}: to the right. */
    NEON_SHIFT {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.shift(e, word, i);
        }
    },
    /** As {@link #NEON}; {@code i}: the byte to begin with. */
    NEON_EXTRACT {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.registers(e, word, i);
            refuse(i, !i.quad && i.imm > 7);
        }
    },
    /** As {@link #NEON}; {@code i}: registers from {@code n} on, less 1. */
    NEON_TABLE {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.registers(e, word, i);
            i.imm++;
            refuse(i, i.rn + i.imm > 32);
        }
    },
    /** {@code d q}: vector; {@code m}: vector or, where there is {@code n}, d is core's; {@code i}: size and element. */
    NEON_DUP {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.duplicate(e, word, i);
        }
    },
    /** {@code d}: first vector; {@code n m}: addresses; {@code z k}: size, alignment; {@code e r j}: structures. */
    NEON_MULTIPLE {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.structures(e, word, i);
        }
    },
    /** As {@link #NEON_MULTIPLE}; {@code i}: element, distance of registers, alignment. */
    NEON_ONE {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.oneStructure(e, word, i);
        }
    },
    /** As {@link #NEON_MULTIPLE}, to all lanes; {@code t}: two registers, or each second one. */
    NEON_ALL {
        @Override
        void operands(Encoding e, int word, Instruction i) {
            NeonOperands.allLanes(e, word, i);
        }
    };

    /** @param i has the common fields already */
    abstract void operands(Encoding encoding, int word, Instruction i);

    /** Number of a VFP register: the bit that stands apart is the lowest of singles', the highest of doubles'. */
    private static int vfpRegister(int field, boolean wide) {
        return wide ? field : field << 1 & 31 | field >>> 4;
    }

    /** rn's single bit stands below the other four. */
    static int vfpFirst(int field, boolean wide) {
        return wide ? (field & 1) << 4 | field >>> 1 : field;
    }

    private static boolean widthOf(int precision, boolean others) {
        return precision == 0 ? others : precision == 2;
    }

    static void refuse(Instruction i, boolean unpredictable) {
        if (unpredictable) {
            undefined(i);
        }
    }

    static void undefined(Instruction i) {
        i.op = Op.UDF;
        i.unit = i.op.unit;
    }
}
