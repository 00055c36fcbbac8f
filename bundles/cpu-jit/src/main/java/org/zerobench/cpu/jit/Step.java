package org.zerobench.cpu.jit;

/** An instruction at its place in a {@link Region}. */
final class Step {

    /** Bytes of bytecode that have the interpreter execute one. */
    private static final int PERFORMED = 80;

    final Instruction i;
    /** Virtual address. */
    final int pc;
    /** ITSTATE before it, 0 outside IT blocks. */
    final int it;
    /** Steps before it in its block. */
    final int before;
    /** Its place in the region. */
    final int number;
    /** For a load from a literal pool that the region rests on: its address, else 0. */
    int literal;
    /** The literal. */
    int value;

    Step(Instruction i, int pc, int it, int before, int number) {
        this.i = i;
        this.pc = pc;
        this.it = it;
        this.before = before;
        this.number = number;
    }

    boolean thumb() {
        return i.thumb();
    }

    /** Condition, {@link Instruction#AL} or above for always. */
    int cond() {
        return it != 0 ? it >>> 4 : i.cond;
    }

    boolean conditional() {
        return cond() < Instruction.AL;
    }

    /** ITSTATE after it (ARM ARM A2.5.2). */
    int itAfter() {
        return i.op == Op.IT ? i.imm : (it & 7) == 0 ? 0 : it & 0xE0 | it << 1 & 0x1F;
    }

    /** What the program counter reads as. */
    int pcValue() {
        return pc + i.bias;
    }

    /** Key of the instruction behind it. */
    int next() {
        return pc + i.length | (thumb() ? 1 : 0);
    }

    /** Bytes of bytecode that it becomes, about. */
    int bytes() {
        int bytes = switch (i.unit) {
            case DATA -> i.setFlags ? 20 : 10;
            case MULTIPLY, MEDIA -> DataEmitter.performed(i) ? PERFORMED : 25;
            case MEMORY -> literal != 0 ? 5 : i.op == Op.LDRD || i.op == Op.STRD ? 115 : 85;
            case BLOCK -> 75 + 20 * Integer.bitCount(i.imm);
            case BRANCH -> 25 + 8 * i.targets().length;
            case VFP -> i.op == Op.VLDM || i.op == Op.VSTM ? 75 + 30 * i.amount : 90;
            default -> PERFORMED;
        };
        return bytes + (conditional() ? 10 : 0);
    }

    boolean touches(int virtual, int bytes) {
        return virtual < pc + i.length && pc < virtual + bytes
                || literal != 0 && virtual < literal + 4 && literal < virtual + bytes;
    }
}
