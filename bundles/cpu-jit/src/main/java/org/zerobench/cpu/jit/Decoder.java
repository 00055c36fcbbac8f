package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the encoding of a word. Lines are tried in the order of their tables, so a special case stands before the general
 * one; what no line matches is undefined. Not thread-safe: the candidates of a bucket are collected when first asked for.
 *
 * <p>VFP, NEON and CP15 have one table for both states: a Thumb encoding of theirs is moved to its A32 place first (ARM ARM
 * A6.3.18, A7.4, A7.7).
 */
final class Decoder {

    private static final int A32_KEY = 0x0FF0_00F0;
    private static final int T32_KEY = 0xFFFF_0000;
    private static final int T16_KEY = 0xFFC0;

    private final Buckets arm;
    private final Buckets unconditional;
    private final Buckets thumb16;
    private final Buckets thumb32;

    Decoder() {
        List<Encoding> conditional = new ArrayList<>();
        List<Encoding> special = new ArrayList<>();
        for (String table : List.of(A32Table.CORE, A32Table.MEDIA, A32Table.MEMORY, VfpTable.LINES, NeonTable.LINES)) {
            for (Encoding encoding : Encoding.table(table)) {
                (encoding.has('c') ? conditional : special).add(encoding);
            }
        }
        arm = new Buckets(conditional, 1 << 12, A32_KEY);
        unconditional = new Buckets(special, 1 << 12, A32_KEY);
        thumb16 = new Buckets(Encoding.table(T16Table.LINES), 1 << 10, T16_KEY);
        List<Encoding> wide = new ArrayList<>(Encoding.table(T32Table.CORE));
        wide.addAll(Encoding.table(T32Table.MEMORY));
        thumb32 = new Buckets(wide, 1 << 13, T32_KEY);
    }

    /** Decodes an ARM-state instruction. */
    Instruction arm(int word) {
        Buckets buckets = word >>> 28 == 15 ? unconditional : arm;
        Encoding encoding = buckets.find(word, word >>> 16 & 0xFF0 | word >>> 4 & 0xF);
        return encoding == null ? undefined(word, 4, false) : encoding.decode(word, false, false);
    }

    /** @return true when this half word is the first of a 32-bit instruction (ARM ARM A6.1) */
    static boolean wide(int half) {
        return half >>> 11 >= 0x1D;
    }

    /** Decodes a 16-bit Thumb instruction. @param inIt inside an IT block */
    Instruction thumb16(int half, boolean inIt) {
        Encoding encoding = thumb16.find(half, half >>> 6);
        return encoding == null ? undefined(half, 2, true) : encoding.decode(half, true, inIt);
    }

    /** Decodes a 32-bit Thumb instruction. @param word first half on top */
    Instruction thumb32(int word) {
        int moved = asArm(word);
        if (moved != 0) {
            Buckets buckets = moved >>> 28 == 15 ? unconditional : arm;
            Encoding encoding = buckets.find(moved, moved >>> 16 & 0xFF0 | moved >>> 4 & 0xF);
            return encoding == null ? undefined(word, 4, true) : encoding.decode(moved, true, false);
        }
        Encoding encoding = thumb32.find(word, word >>> 16 & 0x1FFF);
        return encoding == null ? undefined(word, 4, true) : encoding.decode(word, true, false);
    }

    /** The A32 encoding of a Thumb coprocessor, VFP or NEON instruction; 0 for others. */
    private static int asArm(int word) {
        return switch (word >>> 24) {
            case 0xEC, 0xED, 0xEE, 0xFC, 0xFD, 0xFE -> word;
            case 0xEF, 0xFF -> 0xF200_0000 | word >>> 4 & 0x0100_0000 | word & 0x00FF_FFFF;
            case 0xF9 -> (word & 1 << 20) == 0 ? 0xF400_0000 | word & 0x00FF_FFFF : 0;
            default -> 0;
        };
    }

    private static Instruction undefined(int word, int length, boolean thumb) {
        Instruction i = new Instruction();
        i.raw = word;
        i.length = length;
        i.bias = thumb ? 4 : 8;
        i.cond = thumb || word >>> 28 == 15 ? Instruction.AL : word >>> 28;
        return i;
    }

    /** Encodings sorted by some bits that tell most of them apart. */
    private static final class Buckets {
        private final Encoding[] all;
        private final Encoding[][] candidates;
        private final int known;

        Buckets(List<Encoding> all, int count, int known) {
            this.all = all.toArray(Encoding[]::new);
            this.candidates = new Encoding[count][];
            this.known = known;
        }

        Encoding find(int word, int bucket) {
            Encoding[] some = candidates[bucket];
            if (some == null) {
                List<Encoding> collected = new ArrayList<>();
                for (Encoding encoding : all) {
                    if (encoding.couldMatch(word, known)) {
                        collected.add(encoding);
                    }
                }
                some = collected.toArray(Encoding[]::new);
                candidates[bucket] = some;
            }
            for (Encoding encoding : some) {
                if (encoding.matches(word)) {
                    return encoding;
                }
            }
            return null;
        }
    }
}
