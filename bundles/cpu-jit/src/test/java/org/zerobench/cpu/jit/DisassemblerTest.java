package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.Disassembler.Line;
import org.zerobench.api.machine.ThreadContext;

/** The disassembler against GNU objdump: {@code disassembly.py} makes {@code disassembly.txt} out of objdump's answers. */
class DisassemblerTest {

    private static final int THUMB = ThreadContext.CPSR_USER | ThreadContext.CPSR_THUMB;
    /** How an expectation begins whose text objdump does not know. */
    private static final String UNKNOWN = "-";

    private final ArmDisassembler disassembler = new ArmDisassembler();
    private final Decoder decoder = new Decoder();
    private final List<Expected> expected = new ArrayList<>();

    /** A line of the file. */
    private record Expected(boolean thumb, int address, int word, boolean wide, String text) {

        static Expected of(String line) {
            String[] columns = line.split(" ", 4);
            return new Expected(columns[0].equals("T"), Integer.parseInt(columns[1], 16),
                    Integer.parseUnsignedInt(columns[2], 16), columns[2].length() == 8, columns[3]);
        }

        /** As the word lies in memory. */
        int inMemory() {
            return thumb && wide ? Integer.rotateLeft(word, 16) : word;
        }
    }

    @BeforeEach
    void read() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                DisassemblerTest.class.getResourceAsStream("disassembly.txt"), StandardCharsets.US_ASCII))) {
            file.lines().map(Expected::of).forEach(expected::add);
        }
    }

    @Test
    void textsAreAsExpected() {
        List<String> wrong = new ArrayList<>();
        int cpsr = ThreadContext.CPSR_USER;
        for (Expected line : expected) {
            if (line.thumb != ((cpsr & ThreadContext.CPSR_THUMB) != 0)) {
                cpsr = THUMB;
            }
            Line actual = disassembler.disassemble(line.inMemory(), line.address, cpsr);
            cpsr = actual.cpsr();
            assertEquals(line.wide ? 4 : 2, actual.bytes());
            if (!line.text.equals(UNKNOWN) && !line.text.equals(actual.text())) {
                wrong.add("%08x expected: %s, but: %s".formatted(line.word, line.text, actual.text()));
            }
        }
        assertTrue(expected.size() > 4000, () -> "only " + expected.size());
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " differ:\n" + String.join("\n", wrong));
    }

    @Test
    void everyOperationOccurs() {
        Set<Op> missing = EnumSet.allOf(Op.class);
        for (Expected line : expected) {
            missing.remove(decoded(line).op);
        }
        assertEquals(Set.of(), missing);
    }

    private Instruction decoded(Expected line) {
        if (!line.thumb) {
            return decoder.arm(line.word);
        }
        return line.wide ? decoder.thumb32(line.word) : decoder.thumb16(line.word, false);
    }

    @Test
    void whatIsUndefinedIsAnInst() {
        assertEquals(".inst 0xe7e00011", disassembler.disassemble(0xE7E0_0011, 0, ThreadContext.CPSR_USER).text());
        assertEquals(".inst.w 0xf7f08000", disassembler.disassemble(0x8000_F7F0, 0, THUMB).text());
        assertEquals(".inst.n 0xb801", disassembler.disassemble(0x1234_B801, 0, THUMB).text());
    }

    @Test
    void anItBlockNamesConditionsAndSparesFlags() {
        int[] halves = {0xBF1C, 0x1840, 0x1840, 0x1840}; // itt ne, three additions
        List<String> texts = new ArrayList<>();
        int cpsr = THUMB;
        for (int half : halves) {
            Line line = disassembler.disassemble(half, 0x8000, cpsr);
            cpsr = line.cpsr();
            texts.add(line.text());
        }
        assertEquals(List.of("itt ne", "addne r0, r0, r1", "addne r0, r0, r1", "adds r0, r0, r1"), texts);
        assertEquals(THUMB, cpsr);
    }

    @Test
    void addressesAreResolved() {
        assertEquals("b 0x8010", disassembler.disassemble(0xEA00_0002, 0x8000, ThreadContext.CPSR_USER).text());
        assertEquals("ldr r0, [pc, #8] @ 0x8010", disassembler.disassemble(0xE59F_0008, 0x8000, ThreadContext.CPSR_USER).text());
        assertEquals("adr r0, 0x8008", disassembler.disassemble(0xA001, 0x8002, THUMB).text());
        assertEquals("bl 0x7ffe", disassembler.disassemble(0xFFFC_F7FF, 0x8002, THUMB).text());
    }

    @Test
    void everyOperationHasALineForAllThatIsLeft() {
        var table = Syntax.table(SyntaxTable.LINES + VectorSyntax.LINES);
        assertEquals(EnumSet.allOf(Op.class), EnumSet.copyOf(table.keySet()));
        EnumSet.allOf(Op.class).forEach(op ->
                assertTrue(table.get(op).getLast().isUnconditional(), () -> "the last line of " + op));
    }
}
