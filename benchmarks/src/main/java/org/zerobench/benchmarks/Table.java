package org.zerobench.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables as {@code docs/performance.md} has them. */
final class Table {

    private Table() {}

    static void heading(String title, String... columns) {
        System.out.printf("%n## %s%n%n", title);
        row(columns);
        row(Arrays.stream(columns).map(column -> "---").toArray(String[]::new));
    }

    static void row(String... cells) {
        System.out.println(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
    }

    static String time(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%.3g ns", nanos);
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.3g µs", nanos / 1_000);
        }
        return nanos < 1e9 ? String.format(Locale.ROOT, "%.3g ms", nanos / 1e6) : String.format(Locale.ROOT, "%.3g s", nanos / 1e9);
    }

    /** @param median of some times, in nanoseconds @param least of them */
    record Summary(double median, double least) {

        static Summary of(double... values) {
            double[] sorted = Arrays.stream(values).sorted().toArray();
            return new Summary(sorted[sorted.length / 2], sorted[0]);
        }

        Summary over(int operations) {
            return new Summary(median / operations, least / operations);
        }

        String text() {
            return time(median) + " (" + time(least) + ")";
        }
    }
}
