package org.zerobench.cpu.jit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A line of {@link SyntaxTable}. A condition is one of
 * <ul>
 *   <li>{@code LETTER=VALUE}: that field of the encoding has this value;
 *   <li>a section of the ARM ARM, or a {@link Form}: the encoding is of it;
 *   <li>{@code bits=}, {@code shift=}, {@code operand=}, {@code amount=}: length, {@link Instruction#shift} and so on;
 *   <li>{@code odd=1}: a list of double registers has half a one more; {@code alike=1}: both operands are one register.
 * </ul>
 * In the text, what stands in angle brackets is replaced: see {@link Operands}.
 */
final class Syntax {

    private static final List<String> SHIFTS = List.of("LSL", "LSR", "ASR", "ROR", "RRX");

    private final List<Predicate<Instruction>> conditions = new ArrayList<>();
    private final List<Operands.Piece> pieces = new ArrayList<>();

    private Syntax(String[] words, String text, Op op) {
        for (int i = 1; i < words.length; i++) {
            conditions.add(condition(words[i]));
        }
        String[] parts = text.split("[<>]");
        for (int i = 0; i < parts.length; i++) {
            pieces.add(i % 2 == 0 ? constant(parts[i]) : Operands.named(parts[i], op));
        }
    }

    private static Operands.Piece constant(String text) {
        return (i, place) -> text;
    }

    /** The lines of a table by operation. */
    static Map<Op, List<Syntax>> table(String table) {
        Map<Op, List<Syntax>> lines = new EnumMap<>(Op.class);
        for (String line : table.split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(" : ");
                String[] words = line.substring(0, colon).split(" ");
                for (String name : words[0].split(",")) {
                    Op op = Op.valueOf(name);
                    lines.computeIfAbsent(op, key -> new ArrayList<>()).add(new Syntax(words, line.substring(colon + 3), op));
                }
            }
        }
        return lines;
    }

    private static Predicate<Instruction> condition(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            boolean section = word.indexOf('.') >= 0;
            return i -> i.encoding != null && word.equals(section ? i.encoding.section : i.encoding.form.name());
        }
        String value = word.substring(equals + 1);
        return switch (word.substring(0, equals)) {
            case "bits" -> i -> 8 * i.length == Integer.parseInt(value);
            case "shift" -> i -> i.operand == Instruction.Operand.SHIFTED && i.shift == SHIFTS.indexOf(value);
            case "operand" -> i -> i.operand == Instruction.Operand.valueOf(value);
            case "amount" -> i -> i.amount == Integer.parseInt(value);
            case "alike" -> i -> i.rn == i.rm;
            case "odd" -> i -> i.format == Format.DOUBLE && (i.imm & 4) != 0;
            default -> i -> i.encoding != null && i.encoding.field(word.charAt(0), i.raw) == Integer.parseInt(value);
        };
    }

    boolean isUnconditional() {
        return conditions.isEmpty();
    }

    boolean fits(Instruction i) {
        return conditions.stream().allMatch(condition -> condition.test(i));
    }

    String text(Instruction i, Operands.Place place) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text(i, place)));
        return text.toString();
    }

    /** The mnemonic's name for a kind of shift. */
    static String shift(int kind) {
        return SHIFTS.get(kind).toLowerCase(Locale.ROOT);
    }
}
