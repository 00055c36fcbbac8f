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
