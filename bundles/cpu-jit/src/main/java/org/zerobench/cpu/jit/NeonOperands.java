package org.zerobench.cpu.jit;

/** What the NEON forms of {@link Form} make of an encoding's fields. */
final class NeonOperands {

    private NeonOperands() {}

    /**
     * Registers and the size of elements. Letters: {@code d n m} registers; {@code q} all of them are pairs, which must begin
     * at an even one, or {@code w}: those are, 1 for d, 2 for n, 4 for m; {@code z} size of elements as a power of two, {@code
     * A} a bit for each size that there is (all without it); {@code u} unsigned; {@code i} immediate.
     */
    static void registers(Encoding e, int word, Instruction i) {
        i.rn = Form.vfpFirst(i.rn, true);
        i.size = e.field('z', word);
        i.quad = e.field('q', word) != 0;
        i.unsigned = e.field('u', word) != 0;
        i.imm = e.field('i', word);
        int pairs = i.quad ? 7 : e.field('w', word);
        boolean odd = (pairs & i.rd | pairs >>> 1 & i.rn | pairs >>> 2 & i.rm) % 2 != 0;
        Form.refuse(i, odd || !sizeExists(e, i.size));
    }

    private static boolean sizeExists(Encoding e, int size) {
        int allowed = e.field('A', 0);
        return allowed == 0 || (allowed >>> size & 1) != 0;
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
