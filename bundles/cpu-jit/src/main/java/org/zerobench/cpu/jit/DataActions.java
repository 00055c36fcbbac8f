package org.zerobench.cpu.jit;

/** The most frequent forms of arithmetic, logic and moves; {@link AddPc} alone has to do with the program counter. */
final class DataActions {

    private DataActions() {}

    /** rd = rn op a constant. */
    private abstract static class Immediate extends Action {
        final int rd;
        final int rn;
        final int imm;

        Immediate(Instruction i, int offset, int imm) {
            super(i, offset);
            rd = i.rd;
            rn = i.rn;
            this.imm = imm;
        }
    }

    /** rd = rn op rm, which may be shifted by a constant. */
    private abstract static class Register extends Action {
        final int rd;
        final int rn;
        final int rm;

        Register(Instruction i, int offset) {
            super(i, offset);
            rd = i.rd;
            rn = i.rn;
            rm = i.rm;
        }

        final int shifted(Core core) {
            return DataProcessing.shift(i.shift, core.r[rm], i.amount);
        }
    }

    static final class MovImmediate extends Immediate {
        MovImmediate(Instruction i, int offset, int imm) {
            super(i, offset, imm);
        }

        @Override
        Action execute(Core core) {
            core.r[rd] = imm;
            return next;
        }
    }

    static final class AddImmediate extends Immediate {
        AddImmediate(Instruction i, int offset, int imm) {
            super(i, offset, imm);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = r[rn] + imm;
            return next;
        }
    }

    static final class AndImmediate extends Immediate {
        AndImmediate(Instruction i, int offset, int imm) {
            super(i, offset, imm);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = r[rn] & imm;
            return next;
        }
    }

    static final class MovRegister extends Register {
        MovRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = r[rm];
            return next;
        }
    }

    static final class AddRegister extends Register {
        AddRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = r[rn] + r[rm];
            return next;
        }
    }

    /** The program counter plus a register. */
    static final class AddPc extends Immediate {
        AddPc(Instruction i, int offset) {
            super(i, offset, offset + i.bias);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = core.base + imm + r[rn];
            return next;
        }
    }

    static final class SubRegister extends Register {
        SubRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = r[rn] - r[rm];
            return next;
        }
    }

    static final class MovShifted extends Register {
        MovShifted(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            core.r[rd] = shifted(core);
            return next;
        }
    }

    static final class AddShifted extends Register {
        AddShifted(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            core.r[rd] = core.r[rn] + shifted(core);
            return next;
        }
    }

    static final class OrrShifted extends Register {
        OrrShifted(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            core.r[rd] = core.r[rn] | shifted(core);
            return next;
        }
    }

    // With flags; of logic without a rotated immediate, which leaves the carry as it is.

    static final class CmpImmediate extends Immediate {
        CmpImmediate(Instruction i, int offset) {
            super(i, offset, i.imm);
        }

        @Override
        Action execute(Core core) {
            DataProcessing.subtract(core, core.r[rn], imm);
            return branched(core);
        }
    }

    static final class SubsImmediate extends Immediate {
        SubsImmediate(Instruction i, int offset) {
            super(i, offset, i.imm);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = DataProcessing.subtract(core, r[rn], imm);
            return branched(core);
        }
    }

    static final class AddsImmediate extends Immediate {
        AddsImmediate(Instruction i, int offset) {
            super(i, offset, i.imm);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = DataProcessing.add(core, r[rn], imm, 0);
            return branched(core);
        }
    }

    static final class MovsImmediate extends Immediate {
        MovsImmediate(Instruction i, int offset) {
            super(i, offset, i.imm);
        }

        @Override
        Action execute(Core core) {
            core.n = imm;
            core.z = imm;
            core.r[rd] = imm;
            return branched(core);
        }
    }

    static final class TstImmediate extends Immediate {
        TstImmediate(Instruction i, int offset) {
            super(i, offset, i.imm);
        }

        @Override
        Action execute(Core core) {
            int result = core.r[rn] & imm;
            core.n = result;
            core.z = result;
            return branched(core);
        }
    }

    static final class CmpRegister extends Register {
        CmpRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            DataProcessing.subtract(core, core.r[rn], core.r[rm]);
            return branched(core);
        }
    }

    static final class SubsRegister extends Register {
        SubsRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = DataProcessing.subtract(core, r[rn], r[rm]);
            return branched(core);
        }
    }

    static final class AddsRegister extends Register {
        AddsRegister(Instruction i, int offset) {
            super(i, offset);
        }

        @Override
        Action execute(Core core) {
            int[] r = core.r;
            r[rd] = DataProcessing.add(core, r[rn], r[rm], 0);
            return branched(core);
        }
    }
}
