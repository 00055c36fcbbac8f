package org.zerobench.cpu.jit;

/** Branches within a state (ARM ARM A4.3). */
final class BranchActions {

    private static final int LR = 14;

    private BranchActions() {}

    /** One whose target is known: linked when that is in the page. */
    private abstract static class Direct extends Action {
        private final int target;
        /** It may close a loop, or calls a function: what is hot is compiled from such places on. */
        private final boolean heats;
        private Action taken;

        Direct(Instruction i, int offset) {
            super(i, offset);
            target = offset + i.bias + i.imm & (i.thumb() ? ~1 : ~3);
            heats = target <= offset || i.op == Op.BL;
        }

        /** Goes to the target. */
        final Action take(Core core) {
            Action target = taken;
            if (target == null || target.i.heat >= core.hot || core.retired >= core.limit) {
                core.next = core.base + this.target;
                core.asking = target == null ? this : null;
                return null;
            }
            if (heats) {
                target.i.heat++;
            }
            return target;
        }

        @Override
        void found(Action asked) {
            taken = asked;
        }

        @Override
        void cut() {
            super.cut();
            taken = null;
        }
    }

    static final class B extends Direct {
        private final int condition;

        B(Instruction i, int offset, int cond) {
            super(i, offset);
            condition = Core.CONDITIONS[cond];
        }

        @Override
        Action execute(Core core) {
            if (core.holds(condition)) {
                i.taken++;
                return take(core);
            }
            i.skipped++;
            return next;
        }
    }

    static final class Bl extends Direct {
        private final int link;

        Bl(Instruction i, int offset) {
            super(i, offset);
            link = offset + i.length | (i.thumb() ? 1 : 0);
        }

        @Override
        Action execute(Core core) {
            core.r[LR] = core.base + link;
            return take(core);
        }
    }

    /** CBZ and CBNZ. */
    static final class Cbz extends Direct {
        private final int rn;
        private final boolean zero;

        Cbz(Instruction i, int offset, boolean zero) {
            super(i, offset);
            rn = i.rn;
            this.zero = zero;
        }

        @Override
        Action execute(Core core) {
            if (core.r[rn] == 0 == zero) {
                i.taken++;
                return take(core);
            }
            i.skipped++;
            return next;
        }
    }

    static final class Bx extends Action {
        private final int rm;

        Bx(Instruction i, int offset) {
            super(i, offset);
            rm = i.rm;
        }

        @Override
        Action execute(Core core) {
            core.interwork(core.r[rm]);
            return jumped(core);
        }
    }
}
