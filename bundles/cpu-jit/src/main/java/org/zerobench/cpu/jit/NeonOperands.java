package org.zerobench.cpu.jit;

/** What the NEON forms of {@link Form} make of an encoding's fields. */
final class NeonOperands {

    private NeonOperands() {}

    /**
     * Registers and the size of elements. Letters: {@code d n m} registers; {@code q} all of them are pairs, which must begin
     * at an even one, or {@code w}: those are, 1 for d, 2 for n, 4 for m; {@code z} size of elements as a power of two, {@code
     * A} a bit for each size that there is (all without it); {@code u} unsigned; {@code i} immediate; {@code f} a shift by
     * the whole width of an element.
     */
    static void registers(Encoding e, int word, Instruction i) {
        fields(e, word, i);
        i.amount = e.field('f', word) * Lanes.bits(i.size);
        check(e, word, i, 7);
    }

    private static void fields(Encoding e, int word, Instruction i) {
        i.rn = Form.vfpFirst(i.rn, true);
        i.size = e.field('z', word);
        i.quad = e.field('q', word) != 0;
        i.unsigned = e.field('u', word) != 0;
        i.imm = e.field('i', word);
    }

    private static void check(Encoding e, int word, Instruction i, int vectors) {
        int pairs = (i.quad ? 7 : e.field('w', word)) & vectors;
        boolean odd = ((pairs & i.rd | pairs >>> 1 & i.rn | pairs >>> 2 & i.rm) & 1) != 0;
        int allowed = e.field('A', word);
        Form.refuse(i, odd || allowed != 0 && (allowed >>> i.size & 1) == 0);
    }

    /** As {@link #registers}, but m's lowest bits are a register and the rest one of its elements (ARM ARM A7.4.3). */
    static void scalar(Encoding e, int word, Instruction i) {
        fields(e, word, i);
        int registerBits = i.size + 2;
        i.lane = i.rm >>> registerBits;
        i.rm &= (1 << registerBits) - 1;
        check(e, word, i, 3);
    }

    /**
     * As {@link #registers}, but size and distance are in {@code i} and {@code l} (ARM ARM A7.4.4): the highest bit that is set
     * tells the size, the others the distance, to the right ({@code r}) counted from the other end.
     */
    static void shift(Encoding e, int word, Instruction i) {
        fields(e, word, i);
        int field = e.field('l', word) << 6 | i.imm;
        i.size = Math.max(0, 28 - Integer.numberOfLeadingZeros(field));
        int bits = Lanes.bits(i.size);
        i.amount = e.field('r', word) != 0 ? 2 * bits - field : field - bits;
        check(e, word, i, 7);
        Form.refuse(i, field < 8);
    }

    /** A vector register of copies: of the element whose number stands above the lowest bit of {@code i} that is set. */
    static void duplicate(Encoding e, int word, Instruction i) {
        fields(e, word, i);
        if (e.has('n')) {
            int core = i.rd;
            i.rd = i.rn;
            i.rn = core;
            check(e, word, i, 1);
            Form.refuse(i, core == Core.PC);
            return;
        }
        i.size = Integer.numberOfTrailingZeros(i.imm | 8);
        i.lane = i.imm >>> i.size + 1;
        check(e, word, i, 1);
    }

    /**
     * Loads and stores of whole registers: {@code r} times a structure of {@code e} elements, their registers {@code j} apart;
     * {@code K} a bit for each value of {@code k} that there is.
     */
    static void structures(Encoding e, int word, Instruction i) {
        int alignment = e.field('k', word);
        address(e, word, i, e.field('j', word), alignment == 0 ? 1 : 4 << alignment);
        i.amount = e.field('r', word);
        int last = i.rd + i.amount - 1 + (i.elements - 1) * i.step;
        Form.refuse(i, last > 31 || (e.field('K', word) >>> alignment & 1) == 0);
    }

    /** Loads and stores of one element of each register (ARM ARM A7.7.1, and the tables of A8.8.321, 324, 327, 330). */
    static void oneStructure(Encoding e, int word, Instruction i) {
        int field = e.field('i', word);
        int size = e.field('z', word);
        boolean apart = size != 0 && (field >>> size & 1) != 0;
        int aligned = field & (size == 2 ? 3 : 1);
        int elements = e.field('e', word);
        int natural = elements << size;
        boolean exists = switch (elements) {
            case 1 -> !apart && (aligned == 0 || size == 1 || size == 2 && aligned == 3);
            case 2 -> aligned < 2;
            case 3 -> aligned == 0;
            default -> aligned < 3;
        };
        int alignment = aligned == 0 ? 1 : elements == 4 && size == 2 ? 4 << aligned : natural;
        address(e, word, i, apart ? 2 : 1, alignment);
        i.lane = field >>> size + 1;
        Form.refuse(i, !exists || i.rd + (elements - 1) * i.step > 31);
    }

    /** Loads of one structure to all lanes (ARM ARM A8.8.322, 325, 328, 331). */
    static void allLanes(Encoding e, int word, Instruction i) {
        int size = e.field('z', word);
        int elements = e.field('e', word);
        boolean aligned = e.field('k', word) != 0;
        boolean wide = size == 3;
        boolean exists = switch (elements) {
            case 1 -> !wide && !(size == 0 && aligned);
            case 2 -> !wide;
            case 3 -> !wide && !aligned;
            default -> !wide || aligned;
        };
        int alignment = !aligned ? 1 : wide ? 16 : elements == 4 && size == 2 ? 8 : elements << size;
        int second = e.field('t', word) + 1;
        address(e, word, i, second, alignment);
        i.size = Math.min(size, 2);
        i.amount = elements == 1 ? second : 1;
        Form.refuse(i, !exists || i.rd + i.amount - 1 + (elements - 1) * i.step > 31);
    }

    /** What all of them have: rm 15 leaves the base, 13 moves it behind what was accessed, others are added to it. */
    private static void address(Encoding e, int word, Instruction i, int step, int alignment) {
        fields(e, word, i);
        i.rn = e.field('n', word);
        i.elements = e.field('e', word);
        i.step = step;
        i.imm = alignment;
        i.writeback = i.rm != Core.PC;
        i.operand = i.rm == 13 ? Instruction.Operand.IMMEDIATE : Instruction.Operand.REGISTER;
        check(e, word, i, 0);
        Form.refuse(i, i.rn == Core.PC);
    }

    /** A modified immediate (AdvSIMDExpandImm, ARM ARM A7.4.6). */
    static void immediate(Encoding e, int word, Instruction i) {
        registers(e, word, i);
        int mode = word >>> 8 & 15;
        long value = i.imm;
        int shift = (mode >>> 1 & 3) * 8;
        i.vector = switch (mode >>> 1) {
            case 0, 1, 2, 3 -> (value << shift) * Lanes.ones(2);
            case 4, 5 -> (value << shift) * Lanes.ones(1);
            case 6 -> (mode == 12 ? value << 8 | 0xFF : value << 16 | 0xFFFF) * Lanes.ones(2);
            default -> mode == 15 ? VfpMoves.expanded(Format.SINGLE, i.imm) * Lanes.ones(2)
                    : (word & 1 << 5) == 0 ? value * Lanes.ones(0)
                    : Lanes.filled(Long.expand(value, Lanes.ones(0)), 0);
        };
    }
}
