package org.zerobench.shell;

import java.util.List;

/**
 * How a command is typed and what it does, out of one line: {@code name [-x] WORD: what it does; -x: what that changes}.
 *
 * @param line that line
 */
record Usage(String line) implements Shown {

    private static final int NAMES = 10;

    String name() {
        return words().split(" ", 2)[0];
    }

    /** Name, options and words. */
    String words() {
        return line.substring(0, line.indexOf(": "));
    }

    private List<String> parts() {
        return List.of(line.substring(line.indexOf(": ") + 2).split("; "));
    }

    /** A line of a list of commands. */
    String entry() {
        return "  " + name() + " ".repeat(Math.max(1, NAMES - name().length())) + parts().getFirst();
    }

    @Override
    public String show(int columns) {
        StringBuilder text = new StringBuilder("usage: " + words());
        parts().forEach(part -> text.append("\n  ").append(part));
        return Units.wrap(text.toString(), columns);
    }
}
