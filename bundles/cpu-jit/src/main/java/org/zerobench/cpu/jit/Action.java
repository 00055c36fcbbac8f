package org.zerobench.cpu.jit;

/**
 * What the interpreter does for one instruction at one place of a page, and what comes then: instructions of a page are linked to
 * those behind them and to those they branch to, as soon as these have been executed. What programs mostly consist of has short
 * ways of its own, {@link Straight} above all; {@link Actions} chooses.
 *
 * <p>An action knows its place in the page, not the page's address, which differs between spaces: that is {@link Core#base}. It
 * belongs to a state, ARM or Thumb, and to an IT block or none.
 */
abstract class Action {

    static final int OFFSET = 4095;

    final Instruction i;
    /** Of the instruction in its page. */
    final int offset;
    /** ITSTATE at it (ARM ARM A2.5.2), 0 outside IT blocks; kept in {@link Core#it} only where execution is left. */
    int it;
    /** What stands behind it. */
    Action next;
    /** The same, when it is a branch. */
    private BranchActions.B branch;

    Action(Instruction i, int offset) {
        this.i = i;
        this.offset = offset;
        this.next = new Unknown(this);
    }

    private Action(int offset) {
        this.i = null;
        this.offset = offset;
    }

    /**
     * Executes the instruction.
     *
     * @return what comes next; null when {@link Core#next} is to be looked up
     * @throws Abort when an access is refused; nothing has been changed then
     */
    abstract Action execute(Core core);

    /** Tells what stands behind it. */
    void link(Action next) {
        this.next = next;
        branch = next instanceof BranchActions.B b ? b : null;
    }

    /** What comes next behind an instruction that sets flags, which as a rule is a branch: that is done at once. */
    final Action branched(Core core) {
        BranchActions.B branch = this.branch;
        if (branch == null || core.retired >= core.end) {
            return next;
        }
        core.retired++;
        return branch.execute(core);
    }

    /** Tells that it belongs to an IT block. */
    void inside(int it) {
        this.it = it;
        link(new Unknown(this));
    }

    /** Tells what it asked for by {@link Core#asking}. */
    void found(Action asked) {
        throw new IllegalStateException();
    }

    /** Forgets what it is linked to: instructions of the page have changed. */
    void cut() {
        link(new Unknown(this));
    }

    /** Goes on behind a computed jump. @return its target, when that is in the page and the state, known and not hot */
    final Action jumped(Core core) {
        int next = core.next;
        if (i.computes) {
            i.wentTo(Core.target(next) | (core.thumb ? 1 : 0));
        }
        boolean inside = ((next ^ core.base) & (~OFFSET | 1)) == 0;
        return inside && core.retired < core.limit ? at(core, next, i.computes && next - core.base <= offset) : null;
    }

    /** The known action at an address in the page; null when it is as hot as to be compiled. @param heats one branch hotter */
    static Action at(Core core, int address, boolean heats) {
        Action target = core.actions[(address & OFFSET) >>> 1];
        if (target == null || target.i.heat >= core.hot) {
            return null;
        }
        if (heats) {
            target.i.heat++;
        }
        return target;
    }

    /** Stands behind an instruction as long as it is not known what does. */
    private static final class Unknown extends Action {
        private final Action before;

        Unknown(Action before) {
            super(before.offset + before.i.length);
            this.before = before;
            it = Core.advanced(before.it);
        }

        @Override
        Action execute(Core core) {
            core.retired--;
            core.next = core.base + offset;
            core.it = it;
            core.asking = this;
            return null;
        }

        @Override
        void found(Action asked) {
            before.link(asked);
        }
    }

    /** Executes an instruction on condition. */
    static final class Conditional extends Action {
        private final Action then;
        private final int condition;

        Conditional(Action then, int cond) {
            super(then.i, then.offset);
            this.then = then;
            condition = Core.CONDITIONS[cond];
        }

        @Override
        Action execute(Core core) {
            if (!core.holds(condition)) {
                i.skipped++;
                return next;
            }
            i.taken++;
            core.retired--; // it comes now, and counts
            return then;
        }

        @Override
        void link(Action next) {
            super.link(next);
            then.link(next);
        }

        @Override
        void inside(int it) {
            super.inside(it);
            then.inside(it);
        }
    }

    /** The way of all instructions that have no class of their own. */
    static final class General extends Action {

        General(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int pc = core.base + offset;
            int straight = pc + i.length;
            core.r[Core.PC] = pc + i.bias;
            core.next = straight;
            Interpreter.execute(core, i);
            if (core.next == straight) {
                return next;
            }
            if (core.exit != Core.Exit.NONE) {
                core.it = it;
            }
            return jumped(core);
        }
    }
}
