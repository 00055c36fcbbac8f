package org.zerobench.cpu.tck;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * What single instructions of A32 and T32 do, those on vectors among them, and short sequences of loads, stores and branches, as
 * tables: code, registers and flags before and after. The values were taken from another emulator of the Cortex-A15.
 */
public abstract class InstructionContract extends CpuContract {

    /** Where r1 points to in the sequences: into the middle of a pattern. */
    private static final int DATA = 0x20000000;
    private static final int PATTERN_BYTES = 128;
    /** What r1 has where elements of vectors are made from it. */
    private static final int VECTOR_ELEMENT = 0x9A17F3F1;
    /** NZCVQ and GE. */
    private static final int APSR = 0xF80F_0000;
    private static final String SUPERVISOR_CALL = "000000ef";
    private static final String SUPERVISOR_CALL_THUMB = "00df";

    private int data;

    @BeforeEach
    void openData() {
        data = space.fresh(DATA, Bench.USER_RW | Bench.XN);
    }

    @ParameterizedTest
    @MethodSource("states")
    void instructions(String state) {
        for (String[] row : table("instructions.tsv", state)) {
            check(row, state, code(row[1], state));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void vectors(String state) {
        Map<String, long[]> numbers = table("neon.tsv", "numbers").stream().collect(Collectors.toMap(row -> row[1],
                row -> Arrays.stream(row[2].split(" ")).mapToLong(word -> Long.parseUnsignedLong(word, 16)).toArray()));
        List<String[]> rows = table("neon.tsv", state);
        assertFalse(rows.isEmpty());
        for (String[] row : rows) {
            long[] before = numbers.get(row[2]);
            ThreadContext thread = thread(code(row[1], state), state);
            thread.r[1] = VECTOR_ELEMENT;
            thread.vfpUsed = true;
            System.arraycopy(before, 0, thread.d, 0, before.length);
            String what = state + " " + row[5] + " of " + row[2];
            assertEquals(Trap.SupervisorCall.INSTANCE, bench.runToTrap(thread), what);
            assertEquals(row[3], changed(before, thread.d), what);
            assertEquals(row[4], Integer.toHexString(thread.fpscr), what + ": FPSCR");
        }
    }

    /** The registers that are not as they were. */
    private static String changed(long[] before, long[] after) {
        String text = IntStream.range(0, after.length).filter(k -> after[k] != (k < before.length ? before[k] : 0))
                .mapToObj(k -> "d" + k + "=" + Long.toHexString(after[k])).collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }

    private static String code(String encoding, String state) {
        int word = Integer.parseUnsignedInt(encoding, 16);
        return !state.equals("thumb") ? hex(Integer.reverseBytes(word), 8)
                : encoding.length() > 4 ? hex(swap(word >>> 16), 4) + hex(swap(word), 4) : hex(swap(word), 4);
    }

    @ParameterizedTest
    @MethodSource("states")
    void sequences(String state) {
        for (String[] row : table("sequences.tsv", state)) {
            for (int i = 0; i < PATTERN_BYTES; i++) {
                bench.ram().set(JAVA_BYTE, data + i, (byte) (i * 37 + 11));
            }
            check(row, state, row[1]);
            int hash = 0;
            for (int i = 0; i < PATTERN_BYTES; i++) {
                hash = hash * 31 + (bench.word(data + i) & 0xFF);
            }
            assertEquals(row[12], hex(hash, 0), () -> "memory after " + row[13]);
        }
    }

    static List<String> states() {
        return List.of("arm", "thumb");
    }

    /** A thread at code that a supervisor call ends. */
    private ThreadContext thread(String code, String state) {
        boolean thumb = state.equals("thumb");
        byte[] bytes = HexFormat.of().parseHex(code + (thumb ? SUPERVISOR_CALL_THUMB : SUPERVISOR_CALL));
        for (int i = 0; i < bytes.length; i++) {
            bench.ram().set(JAVA_BYTE, text + i, bytes[i]);
        }
        bench.cpu.invalidateCode(text, 4096);
        return bench.thread(space, thumb ? TEXT | 1 : TEXT);
    }

    private void check(String[] row, String state, String code) {
        ThreadContext thread = thread(code, state);
        int end = TEXT + (code + (state.equals("thumb") ? SUPERVISOR_CALL_THUMB : SUPERVISOR_CALL)).length() / 2;
        thread.r[ThreadContext.SP] = DATA + 0x800; // beyond the pattern
        for (int i = 0; i < 4; i++) {
            thread.r[i] = Integer.parseUnsignedInt(row[2 + i], 16);
        }
        thread.cpsr |= Integer.parseUnsignedInt(row[6], 16);
        Trap trap = bench.runToTrap(thread);
        String what = state + " " + row[row.length - 1];
        assertEquals(Trap.SupervisorCall.INSTANCE, trap, what);
        assertEquals(end, thread.r[ThreadContext.PC], what);
        for (int i = 0; i < 4; i++) {
            assertEquals(row[7 + i], hex(thread.r[i], 0), what + ": r" + i);
        }
        assertEquals(row[11], hex(thread.cpsr & APSR, 0), what + ": flags");
    }

    private static int swap(int half) {
        return Short.toUnsignedInt(Short.reverseBytes((short) half));
    }

    private static String hex(int value, int digits) {
        String text = Integer.toHexString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static List<String[]> table(String name, String state) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(InstructionContract.class.getResourceAsStream(name), StandardCharsets.UTF_8));
                Stream<String> lines = reader.lines()) {
            return lines.filter(line -> line.startsWith(state + "\t")).map(line -> line.split("\t")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
