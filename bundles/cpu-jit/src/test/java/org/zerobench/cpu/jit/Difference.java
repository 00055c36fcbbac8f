package org.zerobench.cpu.jit;

import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.cpu.jit.DifferentialTest.Outcome;

/** Where this CPU and Unicorn may differ, each with the section of the ARM ARM (DDI 0406C) that this one follows. */
enum Difference {
    /** A3.2.1: LDM, STM, LDRD, STRD, VLDR want words aligned, VLD1 and the like what they say; Unicorn does not look. */
    ALIGNMENT,
    /** A5.1.2: bits in parentheses that are not as printed are unpredictable; Unicorn takes some for undefined. */
    PRINTED_BITS,
    /** A2.3.1: a jump to ARM state whose target's lowest bits are 10 is unpredictable. */
    JUMP_TARGET,
    /** A jump out of the sequence or to the other state: nobody has chosen the code there. */
    OTHER_CODE,
    /** A3.4.5: a store-exclusive of another size than the load's is unpredictable. */
    EXCLUSIVE_SIZE,
    /** A3.4.3: the monitor is open after a switch of threads; Unicorn's stays with what ran before. */
    EXCLUSIVE_OPEN,
    /** A8.8.308: a fixed-point number is rounded to nearest whatever FPSCR says; Unicorn looks. */
    FROM_FIXED,
    /** A2.5.3: this CPU has no short vectors, their bits of FPSCR are 0; Unicorn keeps them and then refuses VFP. */
    SHORT_VECTORS,
    /** B1.9.8: what an aborted transfer of several registers has already moved is unknown. */
    PARTLY_DONE,
    /** None: once in a million times, most on a busy host, Unicorn runs past a call, and with a fresh start it does not. */
    UNSTEADY;

    static final int LENGTH_AND_STRIDE = 0x0037_0000;

    static Difference of(RandomCode.Sequence sequence, int at, Outcome ours, Outcome theirs) {
        RandomCode.Item last = sequence.at(ours.context().r[Core.PC] - at);
        if (last != null && ours.trap() instanceof Trap.Abort abort && abort.status() == 1) {
            return switch (last.instruction().unit) {
                case BLOCK, EXCLUSIVE, VFP, NEON -> ALIGNMENT;
                case MEMORY -> last.instruction().op == Op.LDRD || last.instruction().op == Op.STRD ? ALIGNMENT : null;
                default -> null;
            };
        }
        boolean seen = contains(sequence, Op.VMSR) && contains(sequence, Op.VMRS);
        if ((theirs.context().fpscr & LENGTH_AND_STRIDE) != 0 || seen) {
            return SHORT_VECTORS;
        }
        if (theirs.trap() instanceof Trap.Abort right && right.prefetch() && (computesJump(sequence)
                || ours.trap() instanceof Trap.Abort left && left.prefetch() && (left.address() ^ right.address()) >>> 2 == 0)) {
            return JUMP_TARGET;
        }
        if (strayed(sequence, at, ours.context()) || strayed(sequence, at, theirs.context())) {
            return OTHER_CODE;
        }
        if (sequence.items().stream().map(item -> item.encoding().op.name()).filter(name -> name.contains("REX"))
                .map(name -> name.substring("LDREX".length())).distinct().count() > 1) {
            return EXCLUSIVE_SIZE;
        }
        boolean otherMode = (ours.context().fpscr >>> SoftFloat.RMODE_SHIFT & 3) != SoftFloat.RN;
        if (contains(sequence, Op.VCVT_FROM_FIXED) && (otherMode || contains(sequence, Op.VMSR))) {
            return FROM_FIXED;
        }
        RandomCode.Item refused = sequence.at(theirs.context().r[Core.PC] - at);
        if (refused != null && theirs.trap() instanceof Trap.UndefinedInstruction && refused.encoding().ignored != 0) {
            return PRINTED_BITS;
        }
        if (last != null && ours.trap() instanceof Trap.Abort left && theirs.trap() instanceof Trap.Abort right
                && left.write() == right.write() && ours.context().r[Core.PC] == theirs.context().r[Core.PC]) {
            return switch (last.instruction().op) {
                case LDM, STM, LDRD, STRD, VLDM, VSTM, VLDR, VSTR, VLD, VST, VLD_LANE, VST_LANE, VLD_ALL -> PARTLY_DONE;
                default -> null;
            };
        }
        return storesFirst(sequence) ? EXCLUSIVE_OPEN : null;
    }

    private static boolean contains(RandomCode.Sequence sequence, Op op) {
        return sequence.items().stream().anyMatch(item -> item.encoding().op == op);
    }

    /** Whether arithmetic writes the program counter: what it makes may be half a word off, too. */
    private static boolean computesJump(RandomCode.Sequence sequence) {
        return !sequence.thumb() && sequence.items().stream().map(RandomCode.Item::instruction)
                .anyMatch(i -> i.unit == Op.Unit.DATA && i.rd == Core.PC);
    }

    /** Whether there is a store-exclusive without a load-exclusive that certainly came before. */
    private static boolean storesFirst(RandomCode.Sequence sequence) {
        for (RandomCode.Item item : sequence.items()) {
            String name = item.encoding().op.name();
            if (name.startsWith("LDREX") && item.instruction().cond == Instruction.AL) {
                return false;
            }
            if (name.startsWith("STREX")) {
                return true;
            }
        }
        return false;
    }

    /** Whether execution ended in code, but not in the sequence's. */
    private static boolean strayed(RandomCode.Sequence sequence, int at, ThreadContext context) {
        int pc = context.r[ThreadContext.PC];
        boolean outside = Integer.compareUnsigned(pc - at, sequence.bytes().length) >= 0;
        return context.thumb() != sequence.thumb() || outside && Integer.compareUnsigned(pc - Board.CODE, Board.CODE_BYTES) < 0;
    }
}
