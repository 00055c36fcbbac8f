package org.zerobench.shell;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A list of values that is a table for people. Scripts and pipes get the values.
 *
 * @param <R> the values
 */
public final class Rows<R> extends AbstractList<R> implements Shown {

    /** The last column may be cut: to this width before spare columns go, to the other one after. */
    private static final int COMFORTABLE_LAST = 24;
    private static final int MIN_LAST = 8;

    /** One column: heading, numbers to the right, whether a narrow terminal does without it, and its text. */
    private record Column<R>(String name, boolean right, boolean spare, Function<R, String> text) {}

    private final List<R> rows;
    private final List<Column<R>> columns = new ArrayList<>();
    private String note = "";

    private Rows(List<R> rows) {
        this.rows = List.copyOf(rows);
    }

    /** A table without columns yet. */
    static <R> Rows<R> of(List<R> rows) {
        return new Rows<>(rows);
    }

    /** Adds a column of words. */
    Rows<R> text(String name, Function<R, ?> value) {
        return add(name, false, false, value);
    }

    /** Adds a column of numbers. */
    Rows<R> number(String name, Function<R, ?> value) {
        return add(name, true, false, value);
    }

    /** Adds a column of words that a narrow terminal does without; those added last go first. */
    Rows<R> spareText(String name, Function<R, ?> value) {
        return add(name, false, true, value);
    }

    /** Adds a column of numbers that a narrow terminal does without. */
    Rows<R> spareNumber(String name, Function<R, ?> value) {
        return add(name, true, true, value);
    }

    /** A line below the table. */
    Rows<R> note(String line) {
        note = line;
        return this;
    }

    private Rows<R> add(String name, boolean right, boolean spare, Function<R, ?> value) {
        columns.add(new Column<>(name, right, spare, row -> String.valueOf(value.apply(row))));
        return this;
    }

    @Override
    public R get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String show(int width) {
        List<Column<R>> chosen = new ArrayList<>(columns);
        List<int[]> widths = new ArrayList<>();
        for (Column<R> column : columns) {
            int max = column.name().length();
            for (R row : rows) {
                max = Math.max(max, column.text().apply(row).length());
            }
            widths.add(new int[] {max});
        }
        int natural = widths.getLast()[0];
        widths.getLast()[0] = Math.min(COMFORTABLE_LAST, natural);
        for (int i = chosen.size() - 2; i >= 0 && total(widths) > width; i--) {
            if (chosen.get(i).spare()) {
                chosen.remove(i);
                widths.remove(i);
            }
        }
        int[] last = widths.getLast();
        last[0] = Math.min(natural, Math.max(MIN_LAST, last[0] + width - total(widths)));
        StringBuilder text = new StringBuilder();
        line(text, chosen, widths, Column::name);
        for (R row : rows) {
            line(text, chosen, widths, column -> column.text().apply(row));
        }
        text.append(note);
        return text.toString().stripTrailing();
    }

    private static int total(List<int[]> widths) {
        int sum = 2 * (widths.size() - 1);
        for (int[] width : widths) {
            sum += width[0];
        }
        return sum;
    }

    private static <R> void line(StringBuilder text, List<Column<R>> columns, List<int[]> widths, Function<Column<R>, String> cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String value = cell.apply(columns.get(i));
            int width = widths.get(i)[0];
            if (value.length() > width) {
                value = value.substring(0, width - 1) + "~";
            }
            String pad = " ".repeat(width - value.length());
            line.append(i == 0 ? "" : "  ").append(columns.get(i).right() ? pad + value : value + pad);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
