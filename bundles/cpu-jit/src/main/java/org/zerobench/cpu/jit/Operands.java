package org.zerobench.cpu.jit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What the names in angle brackets of {@link SyntaxTable} stand for. */
final class Operands {

    private static final List<String> REGISTERS = List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "sl", "fp",
            "ip", "sp", "lr", "pc");
    private static final List<String> CONDITIONS = List.of("eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt",
            "gt", "le", "", "");
    private static final List<String> PREFIXES = List.of("", "s", "q", "sh", "", "u", "uq", "uh");
    private static final List<String> BARRIERS = List.of("#0", "oshld", "oshst", "osh", "#4", "nshld", "nshst", "nsh", "#8",
            "ishld", "ishst", "ish", "#12", "ld", "st", "sy");
    /** Numbers from here on are for people who think in hexadecimal. */
    private static final int LARGE = 4096;

    /** Where an instruction stands. @param word as it was given @param address its own @param cond the condition it has there */
    record Place(int word, int address, int cond) {}

    /** A part of an instruction's text. */
    interface Piece {
        String text(Instruction i, Place place);
    }

    private static final Map<String, Piece> CORE = Map.ofEntries(
            Map.entry("c", (i, p) -> CONDITIONS.get(p.cond)),
            Map.entry("s", (i, p) -> i.setFlags ? "s" : ""),
            Map.entry("d", (i, p) -> REGISTERS.get(i.rd)),
            Map.entry("n", (i, p) -> REGISTERS.get(i.rn)),
            Map.entry("m", (i, p) -> REGISTERS.get(i.rm)),
            Map.entry("rs", (i, p) -> REGISTERS.get(i.rs)),
            Map.entry("a", (i, p) -> REGISTERS.get(i.ra)),
            Map.entry("i", (i, p) -> Integer.toString(i.imm)),
            Map.entry("b", (i, p) -> Integer.toString(i.encoding.field('b', i.raw))),
            Map.entry("w", (i, p) -> i.writeback ? "!" : ""),
            Map.entry("last", (i, p) -> last(i)),
            Map.entry("shift", (i, p) -> Syntax.shift(i.shift)),
            Map.entry("amount", (i, p) -> Integer.toString(i.amount)),
            Map.entry("distance", (i, p) -> i.amount == 0 ? "" : ", " + Syntax.shift(i.shift) + " #" + i.amount),
            Map.entry("rotation", (i, p) -> i.amount == 0 ? "" : ", ror #" + i.amount),
            Map.entry("address", (i, p) -> address(i, p)),
            Map.entry("list", (i, p) -> list(i.imm)),
            Map.entry("target", (i, p) -> hex(p.address + i.bias + i.imm)),
            Map.entry("near", (i, p) -> hex(aligned(i, p) + i.imm)),
            Map.entry("back", (i, p) -> hex(aligned(i, p) - i.imm)),
            Map.entry("u", (i, p) -> (i.imm & 1) != 0 ? "t" : "b"),
            Map.entry("v", (i, p) -> (i.imm & 2) != 0 ? "t" : "b"),
            Map.entry("prefix", (i, p) -> PREFIXES.get(i.imm)),
            Map.entry("thens", (i, p) -> thens(i.imm)),
            Map.entry("condition", (i, p) -> i.imm >> 4 == Instruction.AL ? "al" : CONDITIONS.get(i.imm >> 4)),
            Map.entry("fields", (i, p) -> letter(i.rs, 2, "f") + letter(i.rs, 1, "s")),
            Map.entry("aif", (i, p) -> letter(i.imm, 4, "a") + letter(i.imm, 2, "i") + letter(i.imm, 1, "f")),
            Map.entry("barrier", (i, p) -> BARRIERS.get(i.imm)),
            Map.entry("inst", (i, p) -> inst(i, p.word)));

    private static final Map<String, Piece> VFP = Map.ofEntries(
            Map.entry("f", (i, p) -> i.format == Format.DOUBLE ? "f64" : "f32"),
            Map.entry("vd", (i, p) -> vector(i) + i.rd),
            Map.entry("vn", (i, p) -> vector(i) + i.rn),
            Map.entry("vm", (i, p) -> vector(i) + i.rm),
            Map.entry("sd", (i, p) -> "s" + i.rd),
            Map.entry("sn", (i, p) -> "s" + i.rn),
            Map.entry("sm", (i, p) -> "s" + i.rm),
            Map.entry("next", (i, p) -> "s" + (i.rm + 1)),
            Map.entry("dd", (i, p) -> "d" + i.rd),
            Map.entry("dn", (i, p) -> "d" + i.rn),
            Map.entry("dm", (i, p) -> "d" + i.rm),
            Map.entry("sign", (i, p) -> i.unsigned ? "u" : "s"),
            Map.entry("float", (i, p) -> Double.toString(Double.longBitsToDouble(VfpMoves.expanded(Format.DOUBLE, i.imm)))),
            Map.entry("vlist", (i, p) -> vectors(vector(i), i.rd, i.rd + i.amount - 1)));

    private Operands() {}

    /** @param name of the table @throws IllegalArgumentException when it is none */
    static Piece named(String name, Op op) {
        if (name.equals("op")) {
            String mnemonic = op.name().replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
            return (i, place) -> mnemonic;
        }
        Piece piece = CORE.getOrDefault(name, VFP.getOrDefault(name, VectorSyntax.PIECES.get(name)));
        if (piece == null) {
            throw new IllegalArgumentException("no operand <" + name + "> of " + op);
        }
        return piece;
    }

    static String register(int number) {
        return REGISTERS.get(number);
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    /** An immediate. */
    static String number(int value) {
        return Integer.compareUnsigned(value, LARGE) < 0 ? "#" + value : "#" + hex(value);
    }

    private static String last(Instruction i) {
        return switch (i.operand) {
            case IMMEDIATE, ROTATED_IMMEDIATE -> number(i.imm);
            default -> register(i);
        };
    }

    private static String register(Instruction i) {
        String register = REGISTERS.get(i.rm);
        return switch (i.operand) {
            case SHIFTED_BY_REGISTER -> register + ", " + Syntax.shift(i.shift) + " " + REGISTERS.get(i.rs);
            case SHIFTED -> register + ", " + Syntax.shift(i.shift) + (i.shift == Instruction.RRX ? "" : " #" + i.amount);
            default -> register;
        };
    }

    private static String address(Instruction i, Place place) {
        boolean immediate = i.operand == Instruction.Operand.IMMEDIATE;
        String offset = immediate ? "#" + i.imm : (i.add ? "" : "-") + register(i);
        String base = "[" + REGISTERS.get(i.rn);
        if (!i.pre && i.writeback) {
            return base + "], " + offset;
        }
        String inside = base + (immediate && i.imm == 0 ? "]" : ", " + offset + "]") + (i.writeback ? "!" : "");
        return i.rn == Core.PC && immediate ? inside + " @ " + hex(aligned(i, place) + i.imm) : inside;
    }

    /** The program counter as base of an address (ARM ARM A4.2.1). */
    private static int aligned(Instruction i, Place place) {
        return place.address + i.bias & ~3;
    }

    private static String list(int registers) {
        StringJoiner list = new StringJoiner(", ", "{", "}");
        for (int register = 0; register < 16; register++) {
            if ((registers >>> register & 1) != 0) {
                list.add(REGISTERS.get(register));
            }
        }
        return list.toString();
    }

    /** The letters behind IT: those of the instructions from the second one on (ARM ARM A8.8.54). */
    private static String thens(int it) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 3; bit > Integer.numberOfTrailingZeros(it); bit--) {
            letters.append((it >>> bit & 1) == (it >>> 4 & 1) ? 't' : 'e');
        }
        return letters.toString();
    }

    private static String inst(Instruction i, int word) {
        return i.length == 2 ? ".inst.n 0x%04x".formatted(word) : (i.thumb() ? ".inst.w" : ".inst") + " 0x%08x".formatted(word);
    }

    private static String letter(int bits, int bit, String letter) {
        return (bits & bit) != 0 ? letter : "";
    }

    private static String vectors(String kind, int first, int last) {
        return "{" + kind + first + (first == last ? "" : "-" + kind + last) + "}";
    }

    private static String vector(Instruction i) {
        return i.format == Format.DOUBLE ? "d" : "s";
    }
}
