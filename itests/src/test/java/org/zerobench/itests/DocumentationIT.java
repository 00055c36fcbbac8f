package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What the pages say is so: every console session in README and {@code docs/} is typed and its answers compared (see {@link
 * ConsoleSession}), every command of the shell is explained, and no link leads nowhere.
 */
public class DocumentationIT {

    private static final long LIMIT_SECONDS = 120;
    private static final long PATIENCE_SECONDS = 10;
    private static final Pattern LOOKS = Pattern.compile("(ps|threads|spaces|caps|maps|frames|heap|fds|x)\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    /** The first word of the first cell of a table's row. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)[ `]");

    /** The folder of an unmodified program in the pages, and who says where that program is. */
    private static final String ARM_ROOT = "armroot";
    private static final String BUSYBOX = System.getenv("ZB_BUSYBOX");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new File("target").getAbsoluteFile());

    private final Path root = Path.of("..").toAbsolutePath().normalize();
    private final List<String> wrong = new ArrayList<>();

    @Before
    public void aPlaceToType() throws IOException {
        for (String name : List.of("workbench", "guest")) {
            Files.createSymbolicLink(folder.getRoot().toPath().resolve(name), root.resolve(name));
        }
        if (BUSYBOX != null) {
            Files.copy(Path.of(BUSYBOX), folder.newFolder(ARM_ROOT, "bin").toPath().resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
        }
    }

    @Test(timeout = 240_000)
    public void whatIsShownHappens() throws Exception {
        int steps = 0;
        for (Path page : pages()) {
            ConsoleSession session = ConsoleSession.of(page);
            steps += session.steps().size();
            type(session);
        }
        assertTrue(String.join("\n\n", wrong), wrong.isEmpty());
        assertTrue("the pages show hardly anything: " + steps, steps > 40);
    }

    /** A host command that starts the workbench and nothing else is what the workbench commands after it go to. */
    private void type(ConsoleSession session) throws Exception {
        Workbench workbench = null;
        try {
            for (ConsoleSession.Step step : session.steps()) {
                if (step.command().contains(ARM_ROOT) && BUSYBOX == null) {
                    continue;
                }
                boolean starts = step.host() && step.command().matches("\\./workbench( --?[\\w.-]+([= ]\\w+)?)*");
                if (starts) {
                    leave(workbench);
                    workbench = new Workbench(step.command());
                } else if (step.host()) {
                    compare(step, onHost(step.command()));
                } else {
                    assertTrue(step.place() + ": no workbench was started on this page", workbench != null);
                    compare(step, patient(step, workbench));
                }
            }
            leave(workbench);
        } finally {
            if (workbench != null) {
                workbench.process.destroyForcibly();
            }
        }
    }

    /** Programs in the background need a moment to get where the page shows them: who only looks may look again. */
    private static List<String> patient(ConsoleSession.Step step, Workbench workbench) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> answer = workbench.answer(step.command());
        while (LOOKS.matcher(step.command()).lookingAt() && !step.agrees(answer) && System.nanoTime() < end) {
            answer = workbench.answer(step.command());
        }
        return answer;
    }

    private static void leave(Workbench workbench) throws Exception {
        if (workbench != null) {
            assertEquals("exit status of the workbench", 0, workbench.leave());
        }
    }

    private void compare(ConsoleSession.Step step, List<String> answer) {
        if (!step.agrees(answer)) {
            wrong.add(step.place() + ": " + step.command() + "\nshows\n  " + String.join("\n  ", step.expected()) + "\nbut it answers\n  " + String.join("\n  ", answer));
        }
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.getRoot()).redirectErrorStream(true);
        builder.environment().remove("COLUMNS");
        return builder.start();
    }

    private List<String> onHost(String command) throws IOException, InterruptedException {
        Process process = start(command);
        process.outputWriter().close();
        try {
            List<String> answer = process.inputReader().readAllLines();
            assertTrue(command + " does not end", process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            return answer;
        } finally {
            process.destroyForcibly();
        }
    }

    /** A workbench that is given commands one by one. */
    private final class Workbench {
        private static final String END = "this was the answer";
        final Process process;
        private final Person person;
        /** What programs in the background say begins with their names, and belongs to no answer. */
        private final Set<String> background = new TreeSet<>();

        Workbench(String command) throws IOException {
            process = start("exec " + command);
            BufferedReader screen = process.inputReader();
            person = new Person(process.outputWriter(), screen);
        }

        List<String> answer(String command) throws IOException {
            if (command.startsWith("run -b ")) {
                String program = command.split(" ")[2];
                background.add(program.substring(program.lastIndexOf('/') + 1) + ": ");
            }
            int before = person.seen.size();
            person.types(command);
            person.types("echo " + END);
            person.sees(line -> line.equals(END));
            List<String> lines = person.seen.subList(before, person.seen.size() - 1);
            return lines.stream().filter(line -> background.stream().noneMatch(line::startsWith)).toList();
        }

        int leave() throws IOException, InterruptedException {
            person.types("exit");
            assertTrue("the workbench does not end", process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            return process.exitValue();
        }
    }

    @Test
    public void everyCommandIsExplained() throws Exception {
        Set<String> there = new TreeSet<>();
        String group = "";
        for (String line : onHost("./workbench -c help")) {
            group = line.startsWith(" ") ? group : line;
            if (line.startsWith("  ") && !group.startsWith("Of the framework")) {
                there.add(line.strip().split(" ")[0]);
            }
        }
        Set<String> explained = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(root.resolve("docs/shell.md")));
        while (row.find()) {
            explained.add(row.group(1));
        }
        explained.remove("help");
        assertFalse(there.isEmpty());
        assertEquals("commands in docs/shell.md and commands that are there", there, explained);
    }

    @Test
    public void noLinkLeadsNowhere() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    wrong.add(page.getFileName() + ": " + link.group(1));
                }
            }
        }
        assertEquals("links that lead nowhere", List.of(), wrong);
    }
}
