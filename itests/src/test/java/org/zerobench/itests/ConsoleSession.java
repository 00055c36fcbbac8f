package org.zerobench.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows of a session at a console: its blocks of kind {@code console}, one after the other. A line after {@code
 * $ } is a command for the host's shell, one after {@code zb> } for the workbench that was started last; what follows is what
 * it answers.
 *
 * <p>An answer may differ in blanks (columns are as wide as their contents) and in what a clock or a measurement says
 * ({@code 1.25 ms}); {@code …} in a line stands for any text, a line of {@code …} alone for any lines.
 *
 * @param steps commands and their answers, in order
 */
record ConsoleSession(List<Step> steps) {

    static final String ANYTHING = "…";
    private static final String HOST = "$ ";
    private static final String WORKBENCH = "zb> ";
    private static final Pattern TIME = Pattern.compile("\\d+(\\.\\d+)? (ns|us|ms|s)\\b");

    /**
     * One command.
     *
     * @param place    page and line, for people
     * @param host     true for the host's shell
     * @param command  what is typed
     * @param expected lines that follow in the page
     */
    record Step(String place, boolean host, String command, List<String> expected) {

        /** True when the answer is what the page shows. */
        boolean agrees(List<String> answer) {
            return agrees(expected, answer);
        }

        private static boolean agrees(List<String> wanted, List<String> lines) {
            if (wanted.isEmpty()) {
                return lines.isEmpty();
            }
            List<String> rest = wanted.subList(1, wanted.size());
            if (wanted.getFirst().equals(ANYTHING)) {
                for (int i = 0; i <= lines.size(); i++) {
                    if (agrees(rest, lines.subList(i, lines.size()))) {
                        return true;
                    }
                }
                return false;
            }
            return !lines.isEmpty() && pattern(wanted.getFirst()).matcher(lines.getFirst().strip()).matches() && agrees(rest, lines.subList(1, lines.size()));
        }

        private static Pattern pattern(String line) {
            StringBuilder pattern = new StringBuilder();
            for (String part : line.strip().split("(?=" + ANYTHING + ")|(?<=" + ANYTHING + ")")) {
                pattern.append(part.equals(ANYTHING) ? ".*" : measured(part));
            }
            return Pattern.compile(pattern.toString());
        }

        /** Literal text in which times are any times. */
        private static String measured(String text) {
            StringBuilder pattern = new StringBuilder();
            Matcher time = TIME.matcher(text);
            int at = 0;
            while (time.find()) {
                pattern.append(blanks(text.substring(at, time.start()))).append("\\s*\\d+(\\.\\d+)? (ns|us|ms|s)");
                at = time.end();
            }
            return pattern.append(blanks(text.substring(at))).toString();
        }

        private static String blanks(String text) {
            StringBuilder pattern = new StringBuilder();
            for (String word : text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)")) {
                pattern.append(word.isBlank() ? word.isEmpty() ? "" : "\\s+" : Pattern.quote(word));
            }
            return pattern.toString();
        }
    }

    /** The session that a page shows, empty where there is none. */
    static ConsoleSession of(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        boolean fresh = false;
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!inside) {
                inside = line.equals("```console");
                fresh = true;
            } else if (line.equals("```")) {
                inside = false;
            } else if (line.startsWith(HOST) || line.startsWith(WORKBENCH)) {
                boolean host = line.startsWith(HOST);
                steps.add(new Step(page.getFileName() + ":" + (i + 1), host, line.substring(host ? HOST.length() : WORKBENCH.length()), new ArrayList<>()));
                fresh = false;
            } else if (fresh) {
                throw new IOException(page + ":" + (i + 1) + ": an answer without a command");
            } else {
                steps.getLast().expected().add(line);
            }
        }
        if (inside) {
            throw new IOException(page + ": a block does not end");
        }
        return new ConsoleSession(List.copyOf(steps));
    }
}
