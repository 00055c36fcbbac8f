package org.zerobench.cpu.jit;

/** Executes what moves VFP registers: to and from core registers, memory, immediates, and the status register. */
final class VfpMoves {

    /** What of FPSCR can be written: no traps of exceptions, no short vectors on this CPU. */
    private static final int FPSCR_WRITABLE = 0xFFC0_0000 | SoftFloat.IDC | 0x1F;

    private VfpMoves() {}

    static void execute(Core core, Instruction i) {
        long[] d = core.d;
        int[] r = core.r;
        switch (i.op) {
            case VMOV_IMM -> {
                if (i.format == Format.DOUBLE) {
                    d[i.rd] = expanded(Format.DOUBLE, i.imm);
                } else {
                    Vfp.single(core, i.rd, (int) expanded(Format.SINGLE, i.imm));
                }
            }
            case VMOV_FROM_CORE -> Vfp.single(core, i.rn, r[i.rd]);
            case VMOV_TO_CORE -> r[i.rd] = Vfp.single(core, i.rn);
            case VMOV_PAIR_FROM_CORE -> {
                if (i.format == Format.DOUBLE) {
                    d[i.rm] = (long) r[i.ra] << 32 | r[i.rd] & 0xFFFF_FFFFL;
                } else {
                    Vfp.single(core, i.rm, r[i.rd]);
                    Vfp.single(core, i.rm + 1, r[i.ra]);
                }
            }
            case VMOV_PAIR_TO_CORE -> {
                boolean wide = i.format == Format.DOUBLE;
                r[i.rd] = wide ? (int) d[i.rm] : Vfp.single(core, i.rm);
                r[i.ra] = wide ? (int) (d[i.rm] >>> 32) : Vfp.single(core, i.rm + 1);
            }
            case VMOV_SCALAR_FROM_CORE -> {
                int shift = i.imm * i.amount;
                long mask = (1L << i.amount) - 1 << shift;
                d[i.rn] = d[i.rn] & ~mask | (long) r[i.rd] << shift & mask;
            }
            case VMOV_SCALAR_TO_CORE -> {
                int value = (int) (d[i.rn] >>> i.imm * i.amount) << 32 - i.amount;
                r[i.rd] = i.unsigned ? value >>> 32 - i.amount : value >> 32 - i.amount;
            }
            case VMSR -> core.fpu.fpscr = r[i.rd] & FPSCR_WRITABLE;
            case VMRS -> {
                if (i.rd == Core.PC) {
                    core.nzcv(core.fpu.fpscr);
                } else {
                    r[i.rd] = core.fpu.fpscr;
                }
            }
            case VLDR, VSTR -> {
                int base = i.rn == Core.PC ? r[Core.PC] & ~3 : r[i.rn];
                transfer(core, i, base + i.imm, 1);
            }
            default -> block(core, i);
        }
    }

    private static void block(Core core, Instruction i) {
        int base = core.r[i.rn];
        int first = i.add ? base : base - i.imm;
        transfer(core, i, first, i.amount);
        if (i.writeback) {
            core.r[i.rn] = i.add ? base + i.imm : first;
        }
    }

    private static void transfer(Core core, Instruction i, int address, int count) {
        Mmu mmu = core.mmu;
        boolean load = i.op == Op.VLDR || i.op == Op.VLDM;
        boolean wide = i.format == Format.DOUBLE;
        int size = wide ? 8 : 4;
        mmu.align(address, 4, !load);
        if (count > 1) {
            mmu.probe(address, count * size, !load);
        }
        for (int k = 0; k < count; k++) {
            int at = address + k * size;
            if (load) {
                if (wide) {
                    core.d[i.rd + k] = mmu.load64(at);
                } else {
                    Vfp.single(core, i.rd + k, mmu.load32(at));
                }
            } else if (wide) {
                mmu.store64(at, core.d[i.rd + k]);
            } else {
                mmu.store32(at, Vfp.single(core, i.rd + k));
            }
        }
    }

    /** VFPExpandImm (ARM ARM A7.5.1): sign, three bits of exponent, four of fraction. */
    static long expanded(Format f, int imm) {
        long exponent = (imm >>> 4 & 7 ^ 4) - 3;
        return (imm & 0x80) != 0 ? f.sign | magnitude(f, exponent, imm) : magnitude(f, exponent, imm);
    }

    private static long magnitude(Format f, long exponent, int imm) {
        return exponent + f.bias << f.fractionBits | (long) (imm & 15) << f.fractionBits - 4;
    }
}
