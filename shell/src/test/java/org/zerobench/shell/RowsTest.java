package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    private record Item(int number, String name, String where, String what) {}

    private static final Rows<Item> ROWS = Rows.of(List.of(new Item(1, "one", "here", "a short one"),
                    new Item(200, "two", "there", "one with a text that is rather long for its column")))
            .number("NO", Item::number).text("NAME", Item::name).spareText("WHERE", Item::where).text("WHAT", Item::what);

    @Test
    void columnsAreAlignedAndNothingTrails() {
        assertEquals("""
                 NO  NAME  WHERE  WHAT
                  1  one   here   a short one
                200  two   there  one with a text that is rather long for its column""", ROWS.show(100));
    }

    @Test
    void aNarrowTerminalDoesWithoutSpareColumnsThenCutsTheLast() {
        assertEquals("""
                 NO  NAME  WHAT
                  1  one   a short one
                200  two   one with a text~""", ROWS.show(27));
    }

    @Test
    void linesFitWhateverTheWidth() {
        for (int width = 20; width < 120; width++) {
            int limit = width;
            assertTrue(ROWS.show(width).lines().allMatch(line -> line.length() <= limit), "width " + width);
        }
    }

    @Test
    void anEmptyTableHasItsHeadings() {
        assertEquals("NO", Rows.of(List.<Item>of()).number("NO", Item::number).show(80));
    }

    @Test
    void itIsAListOfTheValues() {
        assertEquals("two", ROWS.get(1).name());
        assertEquals(2, ROWS.size());
    }
}
