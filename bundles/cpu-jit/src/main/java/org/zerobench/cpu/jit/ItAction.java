package org.zerobench.cpu.jit;

/**
 * Begins an IT block. Its first execution goes through the run loop; once all of the block has been executed, which shows in its
 * decoded instructions, these are linked as any others are, with their conditions. They are in no slot of the page, for the same
 * instruction may be reached in another IT state; so they are cut from here.
 */
final class ItAction extends Action {

    private static final int LONGEST = 4;

    private final Action[] block = new Action[LONGEST];

    ItAction(Instruction i, int offset) {
        super(i, offset);
    }

    @Override
    Action execute(Core core) {
        Action first = block[0];
        if (first == null) {
            core.it = i.imm;
            core.next = core.base + offset + i.length;
            core.asking = this;
        }
        return first;
    }

    /** Links the block, if all of it is known, in the page, and simple. @param slots its instructions, one a half word */
    void found(Instruction[] slots) {
        Action[] made = new Action[LONGEST];
        int at = offset + i.length;
        int count = 0;
        for (int it = i.imm; it != 0; it = Core.advanced(it)) {
            Instruction next = at <= OFFSET ? slots[at >>> 1] : null;
            if (next == null || next.unit == Op.Unit.SYSTEM && next.op != Op.NOP
                    || RegionFinder.controls(next) && Core.advanced(it) != 0) {
                return;
            }
            made[count++] = Actions.inIt(next, at, it);
            at += next.length;
        }
        for (int n = 0; n < count; n++) {
            block[n] = made[n];
            if (n > 0) {
                made[n - 1].link(made[n]);
            }
        }
    }

    @Override
    void cut() {
        super.cut();
        for (int n = 0; n < LONGEST; n++) {
            if (block[n] != null) {
                block[n].cut();
            }
            block[n] = null;
        }
    }
}
