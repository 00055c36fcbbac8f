package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Instruction.Operand;

/** Loads and stores structures of one to four elements, each element from or to a register of its own. */
final class NeonMemory {

    private NeonMemory() {}

    static void execute(Core core, Instruction i) {
        Mmu mmu = core.mmu;
        int address = core.r[i.rn];
        boolean whole = i.op == Op.VLD || i.op == Op.VST;
        boolean write = i.op == Op.VST || i.op == Op.VST_LANE;
        int bytes = whole ? 8 * i.amount * i.elements : i.elements << i.size;
        mmu.align(address, i.imm, write);
        mmu.probe(address, bytes, write);
        if (whole && i.elements == 1 && !mmu.isBigEndian()) {
            registers(core, i, address, write);
        } else if (whole) {
            structures(core, i, address, write);
        } else {
            one(core, i, address);
        }
        if (i.writeback) {
            core.r[i.rn] = address + (i.operand == Operand.REGISTER ? core.r[i.rm] : bytes);
        }
    }

    /** Elements in the order in which they stand in registers. */
    private static void registers(Core core, Instruction i, int address, boolean write) {
        for (int k = 0; k < i.amount; k++) {
            if (write) {
                core.mmu.store64(address + 8 * k, core.d[i.rd + k]);
            } else {
                core.d[i.rd + k] = core.mmu.load64(address + 8 * k);
            }
        }
    }

    private static void structures(Core core, Instruction i, int address, boolean write) {
        int at = address;
        int lanes = 8 >>> i.size;
        for (int k = i.rd; k < i.rd + i.amount; k++) {
            for (int lane = 0; lane < lanes; lane++) {
                for (int e = 0; e < i.elements; e++) {
                    int register = k + e * i.step;
                    if (write) {
                        store(core, register, lane, i.size, at);
                    } else {
                        load(core, register, lane, i.size, at);
                    }
                    at += 1 << i.size;
                }
            }
        }
    }

    private static void one(Core core, Instruction i, int address) {
        for (int e = 0; e < i.elements; e++) {
            int register = i.rd + e * i.step;
            int at = address + (e << i.size);
            switch (i.op) {
                case VLD_LANE -> load(core, register, i.lane, i.size, at);
                case VST_LANE -> store(core, register, i.lane, i.size, at);
                default -> {
                    long value = Lanes.repeated(element(core.mmu, i.size, at), 0, i.size);
                    for (int k = 0; k < i.amount; k++) {
                        core.d[register + k] = value;
                    }
                }
            }
        }
    }

    private static void load(Core core, int register, int lane, int size, int address) {
        int shift = lane * Lanes.bits(size);
        long mask = -1L >>> 64 - Lanes.bits(size) << shift;
        core.d[register] = core.d[register] & ~mask | element(core.mmu, size, address) << shift & mask;
    }

    private static long element(Mmu mmu, int size, int address) {
        return switch (size) {
            case 0 -> mmu.load8(address);
            case 1 -> mmu.load16(address);
            case 2 -> mmu.load32(address);
            default -> mmu.load64(address);
        };
    }

    private static void store(Core core, int register, int lane, int size, int address) {
        long value = core.d[register] >>> lane * Lanes.bits(size);
        switch (size) {
            case 0 -> core.mmu.store8(address, (int) value);
            case 1 -> core.mmu.store16(address, (int) value);
            case 2 -> core.mmu.store32(address, (int) value);
            default -> core.mmu.store64(address, value);
        }
    }
}
