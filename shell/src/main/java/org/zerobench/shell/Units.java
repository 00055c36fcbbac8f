package org.zerobench.shell;

import java.util.Locale;

/** Numbers as people read them. */
final class Units {

    private Units() {}

    /** An address, like {@code 0x40001000}. */
    static String hex(int address) {
        return String.format("0x%08x", address);
    }

    /** A length in bytes, like {@code 12}, {@code 4.0K}, {@code 1.5M}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return Long.toString(bytes);
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 3) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 100 ? "%.1f%c" : "%.0f%c", value, "KMGT".charAt(unit));
    }

    /** A length of time in nanoseconds, like {@code 350 ns}, {@code 12.3 us}, {@code 4.56 ms}, {@code 1.20 s}. */
    static String time(long nanos) {
        if (nanos < 1000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1_000_000_000 ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6) : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    /** A part of a whole in percent, like {@code 12.5 %}. */
    static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    /** Breaks lines that are longer than {@code columns} at blanks; what follows is indented as the line was. */
    static String wrap(String text, int columns) {
        StringBuilder wrapped = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String indent = line.substring(0, line.length() - line.stripLeading().length());
            int length = 0;
            wrapped.append(wrapped.isEmpty() ? "" : "\n").append(indent);
            for (String word : line.substring(indent.length()).split(" ", -1)) {
                boolean breaks = length > 0 && indent.length() + length + 1 + word.length() > columns;
                wrapped.append(length == 0 ? "" : breaks ? "\n" + indent : " ").append(word);
                length = breaks || length == 0 ? word.length() : length + 1 + word.length();
            }
        }
        return wrapped.toString();
    }
}
