package org.zerobench.cpu.jit;

/** Single and multiple loads and stores (ARM ARM A4.6, A4.7). Registers change only when nothing can fault any more. */
final class LoadStore {

    private static final int LR = 14;

    private LoadStore() {}

    /** One register, or two. */
    static void single(Core core, Instruction i) {
        int[] r = core.r;
        int base = i.rn == Core.PC ? r[Core.PC] & ~3 : r[i.rn];
        int offset = i.operand == Instruction.Operand.IMMEDIATE ? i.imm : signedOffset(core, i);
        int moved = base + offset;
        int address = i.pre ? moved : base;
        Mmu mmu = core.mmu;
        switch (i.op) {
            case LDR -> {
                int value = mmu.load32(address);
                if (i.writeback) {
                    r[i.rn] = moved;
                }
                if (i.rd == Core.PC) {
                    core.interwork(value);
                } else {
                    r[i.rd] = value;
                }
            }
            case STR -> {
                mmu.store32(address, r[i.rd]);
                writeback(r, i, moved);
            }
            case LDRB -> load(r, i, moved, mmu.load8(address));
            case STRB -> {
                mmu.store8(address, r[i.rd]);
                writeback(r, i, moved);
            }
            case LDRH -> load(r, i, moved, mmu.load16(address));
            case STRH -> {
                mmu.store16(address, r[i.rd]);
                writeback(r, i, moved);
            }
            case LDRSB -> load(r, i, moved, (byte) mmu.load8(address));
            case LDRSH -> load(r, i, moved, (short) mmu.load16(address));
            case LDRD -> {
                mmu.align(address, 4, false);
                long value = mmu.loadPair(address);
                writeback(r, i, moved);
                r[i.rd] = (int) value;
                r[i.ra] = (int) (value >>> 32);
            }
            default -> { // STRD
                mmu.align(address, 4, true);
                mmu.storePair(address, r[i.rd], r[i.ra]);
                writeback(r, i, moved);
            }
        }
    }

    private static int signedOffset(Core core, Instruction i) {
        int offset = DataProcessing.operand(core, i);
        return i.add ? offset : -offset;
    }

    private static void load(int[] r, Instruction i, int moved, int value) {
        writeback(r, i, moved);
        r[i.rd] = value;
    }

    private static void writeback(int[] r, Instruction i, int moved) {
        if (i.writeback) {
            r[i.rn] = moved;
        }
    }

    /** A list of registers, the lowest at the lowest address. */
    static void multiple(Core core, Instruction i) {
        int[] r = core.r;
        int list = i.imm;
        int bytes = 4 * Integer.bitCount(list);
        if (bytes == 0 || i.rn == Core.PC) {
            core.undefined(); // unpredictable
            return;
        }
        int base = r[i.rn];
        int moved = i.add ? base + bytes : base - bytes;
        int address = (i.add ? base : moved) + (i.pre == i.add ? 4 : 0);
        boolean store = i.op == Op.STM;
        core.mmu.align(address, 4, store);
        core.mmu.probe(address, bytes, store);
        if (store) {
            store(core, i, list, address, moved);
        } else {
            load(core, i, list, address, moved);
        }
    }

    private static void store(Core core, Instruction i, int list, int address, int moved) {
        int[] r = core.r;
        int at = address;
        for (int left = list; left != 0; left &= left - 1, at += 4) {
            core.mmu.store32(at, r[Integer.numberOfTrailingZeros(left)]);
        }
        writeback(r, i, moved);
    }

    private static void load(Core core, Instruction i, int list, int address, int moved) {
        int[] r = core.r;
        writeback(r, i, moved);
        int at = address;
        for (int left = list & (1 << LR + 1) - 1; left != 0; left &= left - 1, at += 4) {
            r[Integer.numberOfTrailingZeros(left)] = core.mmu.load32(at);
        }
        if (list >>> Core.PC != 0) {
            core.interwork(core.mmu.load32(at));
        }
    }
}
