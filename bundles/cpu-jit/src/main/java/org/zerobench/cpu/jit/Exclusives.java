package org.zerobench.cpu.jit;

/**
 * Exclusive loads and stores, and the swaps that came before them (ARM ARM A3.4). The monitor is the core's own: only what
 * runs on this CPU can come between, and a switch of threads opens it.
 */
final class Exclusives {

    private Exclusives() {}

    static void execute(Core core, Instruction i) {
        int[] r = core.r;
        int address = r[i.rn] + i.imm;
        Mmu mmu = core.mmu;
        switch (i.op) {
            case LDREX -> {
                mmu.align(address, 4, false);
                r[i.rd] = mmu.load32(address);
                watch(core, address, 4);
            }
            case LDREXB -> {
                r[i.rd] = mmu.load8(address);
                watch(core, address, 1);
            }
            case LDREXH -> {
                mmu.align(address, 2, false);
                r[i.rd] = mmu.load16(address);
                watch(core, address, 2);
            }
            case LDREXD -> {
                mmu.align(address, 8, false);
                long value = mmu.loadPair(address);
                r[i.rd] = (int) value;
                r[i.ra] = (int) (value >>> 32);
                watch(core, address, 8);
            }
            case STREX -> store(core, i, address, 4);
            case STREXB -> store(core, i, address, 1);
            case STREXH -> store(core, i, address, 2);
            case STREXD -> store(core, i, address, 8);
            case SWP -> {
                mmu.align(address, 4, false);
                mmu.probe(address, 4, false); // an abort is a store's only where a load may be (ARM ARM B3.13.3)
                mmu.probe(address, 4, true);
                int old = mmu.load32(address);
                mmu.store32(address, r[i.rm]);
                r[i.rd] = old;
            }
            case SWPB -> {
                mmu.probe(address, 1, false);
                mmu.probe(address, 1, true);
                int old = mmu.load8(address);
                mmu.store8(address, r[i.rm]);
                r[i.rd] = old;
            }
            default -> core.exclusiveBytes = 0; // CLREX
        }
    }

    private static void watch(Core core, int address, int bytes) {
        core.exclusiveAddress = address;
        core.exclusiveBytes = bytes;
    }

    private static void store(Core core, Instruction i, int address, int bytes) {
        int[] r = core.r;
        Mmu mmu = core.mmu;
        mmu.align(address, bytes, true);
        boolean held = core.exclusiveBytes == bytes && core.exclusiveAddress == address;
        if (held) {
            switch (bytes) {
                case 1 -> mmu.store8(address, r[i.rd]);
                case 2 -> mmu.store16(address, r[i.rd]);
                case 4 -> mmu.store32(address, r[i.rd]);
                default -> mmu.storePair(address, r[i.rd], r[i.ra]);
            }
        }
        core.exclusiveBytes = 0;
        r[i.rs] = held ? 0 : 1;
    }
}
