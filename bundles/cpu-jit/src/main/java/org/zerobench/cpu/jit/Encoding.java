package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of an encoding table: {@code PATTERN SECTION OPERATION FORM [LETTER=VALUE …]}.
 *
 * <p>The pattern has one character a bit, highest first: {@code 0} and {@code 1} must be so, {@code -} does not matter, a
 * letter is a bit of that field; {@code _} is for the eye. A field's bits need not be together, the highest comes first.
 * {@code LETTER=VALUE} gives a field that the pattern lacks. Letters with the same meaning everywhere: {@code c} condition,
 * {@code d n m s a} registers (rd, rn, rm, rs, ra), {@code S P U W} flags; the others are the form's.
 */
final class Encoding {

    /** Value of a letter that means "set flags unless in an IT block". */
    static final int UNLESS_IT = 2;

    final int bits;
    final int mask;
    final int value;
    /** Bits that do not matter: what the ARM ARM prints in parentheses. */
    final int ignored;
    /** Section of the ARM ARM (DDI 0406C). */
    final String section;
    final Op op;
    final Form form;
    private final int[] fields = new int[128];
    private final int[] constants = new int[128];

    private Encoding(String line) {
        String[] columns = line.trim().split("\\s+");
        String pattern = columns[0].replace("_", "");
        bits = pattern.length();
        int fixed = 0;
        int ones = 0;
        int dashes = 0;
        for (int i = 0; i < bits; i++) {
            char letter = pattern.charAt(i);
            int bit = 1 << bits - 1 - i;
            switch (letter) {
                case '0' -> fixed |= bit;
                case '1' -> {
                    fixed |= bit;
                    ones |= bit;
                }
                case '-' -> dashes |= bit;
                default -> fields[letter] |= bit;
            }
        }
        mask = fixed;
        value = ones;
        ignored = dashes;
        section = columns[1];
        op = Op.valueOf(columns[2]);
        form = Form.valueOf(columns[3]);
        for (int i = 4; i < columns.length; i++) {
            constants[columns[i].charAt(0)] = Integer.parseInt(columns[i].substring(2));
        }
        if (bits != 16 && bits != 32) {
            throw new IllegalArgumentException(bits + " bits: " + line);
        }
    }

    /** The lines of a table; empty ones and those that start with # are left out. */
    static List<Encoding> table(String text) {
        List<Encoding> table = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                table.add(new Encoding(line));
            }
        }
        return table;
    }

    boolean matches(int word) {
        return (word & mask) == value;
    }

    /** Whether some word whose bits under {@code known} are {@code word}'s matches. */
    boolean couldMatch(int word, int known) {
        return ((word ^ value) & mask & known) == 0;
    }

    /** Value of a field, its bits put together. */
    int field(char letter, int word) {
        return fields[letter] != 0 ? Integer.compress(word, fields[letter]) : constants[letter];
    }

    /** Number of bits of a field in the pattern. */
    int width(char letter) {
        return Integer.bitCount(fields[letter]);
    }

    boolean has(char letter) {
        return fields[letter] != 0;
    }

    /** Fills in an instruction. @param inIt in an IT block, where 16-bit data processing leaves the flags */
    Instruction decode(int word, boolean thumb, boolean inIt) {
        Instruction i = new Instruction();
        i.encoding = this;
        i.raw = word;
        i.op = op;
        i.unit = op.unit;
        i.length = bits >>> 3;
        i.bias = thumb ? 4 : 8;
        i.cond = has('c') ? field('c', word) : Instruction.AL;
        i.rd = field('d', word);
        i.rn = field('n', word);
        i.rm = field('m', word);
        i.rs = field('s', word);
        i.ra = field('a', word);
        int flags = field('S', word);
        i.setFlags = flags == UNLESS_IT ? !inIt : flags != 0;
        i.pre = field('P', word) != 0;
        i.add = field('U', word) != 0;
        i.writeback = field('W', word) != 0;
        form.operands(this, word, i);
        if (i.setFlags && i.unit == Op.Unit.DATA && i.rd == Core.PC) {
            Form.undefined(i); // would return from an exception (ARM ARM B9.3.20)
        }
        i.computes = i.op != Op.B && i.op != Op.BL && i.op != Op.BLX && i.op != Op.CBZ && i.op != Op.CBNZ
                && RegionFinder.controls(i) && !RegionFinder.returns(i);
        return i;
    }
}
