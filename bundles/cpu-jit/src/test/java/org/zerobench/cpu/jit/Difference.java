package org.zerobench.cpu.jit;

import org.zerobench.api.machine.Trap;
import org.zerobench.cpu.jit.DifferentialTest.Outcome;

/** Where this CPU and Unicorn may differ, each with the section of the ARM ARM (DDI 0406C) that this one follows. */
enum Difference {
    /** A3.2.1: LDM, STM, LDRD, STRD, VLDR and the like want words aligned; Unicorn does not look. */
    ALIGNMENT,
    /** A5.1.2: bits in parentheses that are not as printed are unpredictable; Unicorn takes some for undefined. */
    PRINTED_BITS,
    /** A2.3.1: a jump to ARM state whose target's lowest bits are 10 is unpredictable. */
    JUMP_TARGET,
    /** A8.8.308: a fixed-point number is rounded to nearest whatever FPSCR says; Unicorn looks. */
    FROM_FIXED,
    /** A2.5.3: this CPU has no short vectors, their bits of FPSCR are 0; Unicorn keeps them and then refuses VFP. */
    SHORT_VECTORS,
    /** B1.9.8: what an aborted transfer of several registers has already moved is unknown. */
    PARTLY_DONE;

    static final int LENGTH_AND_STRIDE = 0x0037_0000;

    static Difference of(RandomCode.Sequence sequence, int at, Outcome ours, Outcome theirs) {
        RandomCode.Item last = sequence.at(ours.context().r[Core.PC] - at);
        if (last != null && ours.trap() instanceof Trap.Abort abort && abort.status() == 1 && (abort.address() & 7) != 0) {
            return switch (last.instruction().unit) {
                case BLOCK, EXCLUSIVE, VFP -> ALIGNMENT;
                case MEMORY -> last.instruction().op == Op.LDRD || last.instruction().op == Op.STRD ? ALIGNMENT : null;
                default -> null;
            };
        }
        if ((theirs.context().fpscr & LENGTH_AND_STRIDE) != 0) {
            return SHORT_VECTORS;
        }
        if (ours.trap() instanceof Trap.Abort left && left.prefetch() && theirs.trap() instanceof Trap.Abort right
                && right.prefetch() && (left.address() ^ right.address()) >>> 2 == 0) {
            return JUMP_TARGET;
        }
        if ((ours.context().fpscr >>> SoftFloat.RMODE_SHIFT & 3) != SoftFloat.RN
                && sequence.items().stream().anyMatch(item -> item.encoding().op == Op.VCVT_FROM_FIXED)) {
            return FROM_FIXED;
        }
        RandomCode.Item refused = sequence.at(theirs.context().r[Core.PC] - at);
        if (refused != null && theirs.trap() instanceof Trap.UndefinedInstruction && refused.encoding().ignored != 0) {
            return PRINTED_BITS;
        }
        if (last != null && ours.trap() instanceof Trap.Abort left && theirs.trap() instanceof Trap.Abort right
                && left.write() == right.write() && ours.context().r[Core.PC] == theirs.context().r[Core.PC]) {
            return switch (last.instruction().op) {
                case LDM, STM, LDRD, STRD, VLDM, VSTM, VLDR, VSTR -> PARTLY_DONE;
                default -> null;
            };
        }
        return null;
    }
}
