package org.zerobench.cpu.jit;

/** Loads and stores of many registers at once. */
final class BlockActions {

    private BlockActions() {}

    /** A list of registers; where their words are not in one page that is known it takes the long way. */
    private abstract static class Transfer extends Action {
        final int rn;
        final int bytes;
        /** From the base register to the lowest address. */
        final int before;
        /** From the base register to its new value, which is the old one where it is not written. */
        final int after;

        Transfer(Instruction i, int offset) {
            super(i, offset);
            rn = i.rn;
            bytes = 4 * Integer.bitCount(i.imm);
            before = (i.add ? 0 : -bytes) + (i.pre == i.add ? 4 : 0);
            after = !i.writeback ? 0 : i.add ? bytes : -bytes;
        }
    }

    static final class Store extends Transfer {
        Store(Instruction i, int offset) {
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

    static final class Load extends Transfer {
        private final boolean jumps;

        Load(Instruction i, int offset) {
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
}
