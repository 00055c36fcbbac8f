package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row of the ABI has its test, and docs/abi-coverage.md says which. Rows stand in abi-rows.tsv: id, section, text, and
 * {@code done}, or why it is {@code kept}, {@code differs} or is not applicable ({@code n/a}). A test says what it shows in a
 * comment with the ids after {@code abi:}. {@code -Dabi.coverage=write} writes the page anew.
 */
class CoverageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/abi-coverage.md");
    private static final Pattern JAVA_MARKER = Pattern.compile("/{2} abi: ([^\\n]*)");
    private static final Pattern GUEST_MARKER = Pattern.compile("/\\* abi: (.*?)\\*/", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("\\n    (?:public )?void (\\w+)\\(");
    private static final Map<String, String> TITLES = titles();

    private record Row(String id, String section, String text, String kind) {
        boolean needsTest() {
            return kind.equals("done") || kind.startsWith("differs: ");
        }

        String group() {
            return id.startsWith("note.") ? id.substring(0, id.indexOf('.', 5)) : id.substring(0, id.indexOf('.'));
        }
    }

    @Test
    void everyRowHasItsTestAndThePageSaysSo() throws IOException {
        List<Row> rows = rows();
        SortedMap<String, TreeSet<String>> shown = markers();
        List<String> wrong = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>();
        for (Row row : rows) {
            if (!ids.add(row.id())) {
                wrong.add(row.id() + " is there twice");
            }
            if (!row.kind().equals("done") && !row.kind().matches("(kept|differs|n/a): .+")) {
                wrong.add(row.id() + " is neither done nor says why not");
            }
            if (row.needsTest() && !shown.containsKey(row.id())) {
                wrong.add(row.id() + " has no test");
            }
        }
        shown.forEach((id, tests) -> {
            if (!ids.contains(id)) {
                wrong.add(id + ", shown by " + tests + ", is no row of abi-rows.tsv");
            }
        });
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        String page = page(rows, shown);
        if ("write".equals(System.getProperty("abi.coverage"))) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "docs/abi-coverage.md is old: -Dabi.coverage=write writes it anew");
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/abi-rows.tsv"))) {
            String[] fields = line.split("\t", -1);
            assertEquals(4, fields.length, line);
            rows.add(new Row(fields[0], fields[1], fields[2], fields[3]));
        }
        return rows;
    }

    /** Ids and the tests that show them. */
    private static SortedMap<String, TreeSet<String>> markers() throws IOException {
        SortedMap<String, TreeSet<String>> shown = new TreeMap<>();
        List<Path> sources;
        try (Stream<Path> all = Files.walk(ROOT)) {
            sources = all.filter(path -> path.toString().contains("/src/test/java/") && path.toString().endsWith(".java")
                    || path.startsWith(ROOT.resolve("guest")) && path.toString().matches(".*\\.[chS]")).sorted().toList();
        }
        for (Path source : sources) {
            String text = Files.readString(source);
            boolean java = source.toString().endsWith(".java");
            Matcher marker = (java ? JAVA_MARKER : GUEST_MARKER).matcher(text);
            while (marker.find()) {
                String test = java ? javaTest(source, text, marker.start()) : ROOT.relativize(source).toString().replace('\\', '/');
                for (String id : marker.group(1).split("[,\\s]+")) {
                    shown.computeIfAbsent(id, any -> new TreeSet<>()).add(test);
                }
            }
        }
        return shown;
    }

    /** A comment in a method belongs to it, one before a method to the next. */
    private static String javaTest(Path source, String text, int at) {
        String name = source.getFileName().toString().replace(".java", "");
        boolean inside = text.startsWith("        ", text.lastIndexOf('\n', at) + 1);
        Matcher method = METHOD.matcher(text);
        String found = null;
        while (method.find()) {
            if (method.start() < at) {
                found = inside ? method.group(1) : null;
            } else {
                found = found == null ? method.group(1) : found;
                break;
            }
        }
        return name + "." + found;
    }

    private static String page(List<Row> rows, SortedMap<String, TreeSet<String>> shown) {
        StringBuilder page = new StringBuilder("""
                # What of the ABI is there, and which test shows it

                This page is made from `kernel-bundle/src/test/resources/abi-rows.tsv` and the comments `abi:` in tests and guest
                programs; a test of the kernel fails where a row has no test, or this page is old.

                | Answer | Meaning |
                |---|---|
                | done | as the ABI says, or better where its notes ask for it |
                | differs | deliberately different, and shown by a test |
                | kept | deliberately as it was, or deliberately not done |
                | n/a | there is nothing here that it could be about |

                """);
        page.append(rows.size()).append(" rows: ");
        for (String kind : List.of("done", "differs", "kept", "n/a")) {
            long count = rows.stream().filter(row -> row.kind().startsWith(kind)).count();
            page.append(count).append(' ').append(kind).append(kind.equals("n/a") ? ".\n" : ", ");
        }
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(row.group(), any -> new ArrayList<>()).add(row));
        groups.forEach((group, members) -> {
            page.append("\n## ").append(TITLES.getOrDefault(group, group)).append("\n\n| Row | Section | What | Answer | Shown by |\n|---|---|---|---|---|\n");
            for (Row row : members) {
                String tests = String.join(", ", shown.getOrDefault(row.id(), new TreeSet<>()));
                page.append("| ").append(row.id()).append(" | ").append(row.section()).append(" | ").append(row.text()).append(" | ")
                        .append(row.kind()).append(" | ").append(tests.isEmpty() ? "–" : tests).append(" |\n");
            }
        });
        return page.toString();
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("boot", "The way in, and the start");
        titles.put("kip", "Kernel interface page");
        titles.put("space", "Address spaces");
        titles.put("utcb", "UTCB");
        titles.put("thread", "Threads");
        titles.put("sched", "Scheduling");
        titles.put("cap", "Capabilities");
        titles.put("fault", "Faults");
        titles.put("container", "Containers");
        titles.put("device", "Devices");
        titles.put("posix", "The POSIX container");
        titles.put("note.1", "Notes 1: faults and pagers");
        titles.put("note.2", "Notes 2: threads");
        titles.put("note.3", "Notes 3: IPC");
        titles.put("note.4", "Notes 4: memory");
        titles.put("note.5", "Notes 5: capabilities");
        titles.put("note.6", "Notes 6: interrupts, time, start-up");
        titles.put("note.7", "Notes 7: where manual and kernel differ");
        titles.put("note.8", "Notes 8: the POSIX server");
        return titles;
    }
}
