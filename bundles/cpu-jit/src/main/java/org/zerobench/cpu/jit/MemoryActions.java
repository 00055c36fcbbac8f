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

    /** A list of registers; where their words are not in one page that is known it takes the long way. */
    private abstract static class Multiple extends Action {
        final int rn;
        final int bytes;
        /** From the base register to the lowest address. */
        final int before;
        /** From the base register to its new value, which is the old one where it is not written. */
        final int after;

        Multiple(Instruction i, int offset) {
            super(i, offset);
            rn = i.rn;
            bytes = 4 * Integer.bitCount(i.imm);
            before = (i.add ? 0 : -bytes) + (i.pre == i.add ? 4 : 0);
            after = !i.writeback ? 0 : i.add ? bytes : -bytes;
        }
    }

    static final class StoreMultiple extends Multiple {
        StoreMultiple(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            int at = core.mmu.words(base + before, bytes, true);
            if (at < 0) {
                LoadStore.multiple(core, i);
                return next;
            }
            for (int left = i.imm; left != 0; left &= left - 1, at += 4) {
                core.set32(at, r[Integer.numberOfTrailingZeros(left)]);
            }
            r[rn] = base + after;
            return next;
        }
    }

    static final class LoadMultiple extends Multiple {
        private final boolean jumps;

        LoadMultiple(Instruction i, int offset) {
            super(i, offset);
            jumps = i.imm >>> Core.PC != 0;
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            int base = r[rn];
            int at = core.mmu.words(base + before, bytes, false);
            if (at < 0) {
                LoadStore.multiple(core, i);
            } else {
                r[rn] = base + after;
                for (int left = i.imm & (1 << Core.PC) - 1; left != 0; left &= left - 1, at += 4) {
                    r[Integer.numberOfTrailingZeros(left)] = core.get32(at);
                }
                if (jumps) {
                    core.interwork(core.get32(at));
                }
            }
            return jumps ? jumped(core) : next;
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
