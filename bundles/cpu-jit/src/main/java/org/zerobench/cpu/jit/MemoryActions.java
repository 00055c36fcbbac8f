package org.zerobench.cpu.jit;

/** The most frequent forms of loads and stores; of their registers only the literal's base is the program counter. */
final class MemoryActions {

    private MemoryActions() {}

    /** A constant offset, before or after the access. */
    private abstract static class Direct extends Action {
        final int rd;
        final int rn;
        /** From the base register to the address. */
        final int before;
        /** From the base register to its new value, which is the old one where it is not written. */
        final int after;

        Direct(Instruction i, int offset) {
            super(i, offset);
            rd = i.rd;
            rn = i.rn;
            before = i.pre ? i.imm : 0;
            after = i.writeback ? i.imm : 0;
        }
    }

    /** An index that is added, perhaps shifted to the left. */
    private abstract static class Indexed extends Action {
        final int rd;
        final int rn;
        final int rm;
        final int amount;

        Indexed(Instruction i, int offset) {
            super(i, offset);
            rd = i.rd;
            rn = i.rn;
            rm = i.rm;
            amount = i.amount;
        }
    }

    static final class Literal extends Action {
        private final int rd;
        private final int literal;

        Literal(Instruction i, int offset) {
            super(i, offset);
            rd = i.rd;
            literal = (offset + i.bias & ~3) + i.imm;
        }

        @Override
        Action execute(Core core) {
            core.r[rd] = core.mmu.load32(core.base + literal);
            return next;
        }
    }

    static final class Load32 extends Direct {
        Load32(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            int value = core.mmu.load32(base + before);
            r[rn] = base + after;
            r[rd] = value;
            return next;
        }
    }

    static final class Load16 extends Direct {
        Load16(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            int value = core.mmu.load16(base + before);
            r[rn] = base + after;
            r[rd] = value;
            return next;
        }
    }

    static final class Load8 extends Direct {
        Load8(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            int value = core.mmu.load8(base + before);
            r[rn] = base + after;
            r[rd] = value;
            return next;
        }
    }

    static final class Store32 extends Direct {
        Store32(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            core.mmu.store32(base + before, r[rd]);
            r[rn] = base + after;
            return next;
        }
    }

    static final class Store16 extends Direct {
        Store16(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            core.mmu.store16(base + before, r[rd]);
            r[rn] = base + after;
            return next;
        }
    }

    static final class Store8 extends Direct {
        Store8(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            core.mmu.store8(base + before, r[rd]);
            r[rn] = base + after;
            return next;
        }
    }

    static final class IndexedLoad32 extends Indexed {
        IndexedLoad32(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = core.mmu.load32(r[rn] + (r[rm] << amount));
            return next;
        }
    }

    static final class IndexedLoad8 extends Indexed {
        IndexedLoad8(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = core.mmu.load8(r[rn] + (r[rm] << amount));
            return next;
        }
    }

    static final class IndexedStore32 extends Indexed {
        IndexedStore32(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            core.mmu.store32(r[rn] + (r[rm] << amount), r[rd]);
            return next;
        }
    }

    static final class IndexedStore8 extends Indexed {
        IndexedStore8(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            core.mmu.store8(r[rn] + (r[rm] << amount), r[rd]);
            return next;
        }
    }
}
