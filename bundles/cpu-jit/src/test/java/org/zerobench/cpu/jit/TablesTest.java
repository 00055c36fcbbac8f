package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoding tables as such: every line can be reached, the decoder's buckets lose none, nothing makes it fail. */
class TablesTest {

    private static final int TRIES = 20_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Decoder decoder = new Decoder();

    static Stream<List<Encoding>> tables() {
        return Stream.of(A32Table.CORE + A32Table.MEDIA + A32Table.MEMORY, T16Table.LINES, T32Table.CORE + T32Table.MEMORY,
                NeonTable.LINES)
                .map(Encoding::table);
    }

    /** A line that earlier ones hide completely would be a slip. */
    @ParameterizedTest
    @MethodSource("tables")
    void everyLineIsReached(List<Encoding> table) {
        for (Encoding line : table) {
            boolean reached = false;
            for (int i = 0; i < TRIES && !reached; i++) {
                int word = wordOf(line);
                reached = table.stream().filter(other -> other.matches(word) && !isOutside(other, word)).findFirst().orElse(null) == line;
            }
            assertEquals(true, reached, () -> line.section + " " + line.op + " is hidden; seed " + seed);
        }
    }

    /** Lines with a condition do not see words without one. */
    private static boolean isOutside(Encoding line, int word) {
        return line.bits == 32 && line.has('c') && line.mask >>> 28 == 0 && word >>> 28 == 15;
    }

    private int wordOf(Encoding line) {
        int noise = random.nextInt();
        return line.value | noise & ~line.mask & (line.bits == 16 ? 0xFFFF : -1);
    }

    @Test
    void anyWordIsDecoded() {
        for (int i = 0; i < 1_000_000; i++) {
            int word = random.nextInt();
            check(decoder.arm(word));
            int half = word >>> 16;
            check(Decoder.wide(half) ? decoder.thumb32(word) : decoder.thumb16(half, (word & 1) != 0));
        }
    }

    private void check(Instruction i) {
        assertEquals(i.op.unit, i.unit, () -> "unit of " + i.op + "; seed " + seed);
        assertFalse((i.rd | i.rn | i.rm | i.rs | i.ra) >>> 5 != 0, () -> "registers of " + Integer.toHexString(i.raw) + "; seed " + seed);
        if (i.unit == Op.Unit.DATA) {
            assertNotEquals(true, i.setFlags && i.rd == Core.PC, "an exception return is not for users; seed " + seed);
        }
    }

    @Test
    void sixteenBitsInAnItBlockLeaveTheFlags() {
        assertEquals(true, decoder.thumb16(0x1840, false).setFlags); // adds r0,r0,r1
        assertEquals(false, decoder.thumb16(0x1840, true).setFlags); // add r0,r0,r1
        assertEquals(true, decoder.thumb16(0x2800, true).setFlags); // cmp r0,#0
    }
}
