package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.Ignore;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Does what {@code docs/write-an-allocator.md} says, as a person would: puts the API into the local Maven repository,
 * builds the template, drops the jar into the workbench's folder and swaps it in and out under a running program.
 */
public class OwnAllocatorIT {

    private static final int OPERATIONS = 400_000;
    private static final long LIMIT_SECONDS = 240;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Ignore("heap-stress does not end with ok at present")
    @Test
    public void thePageWorks() throws Exception {
        Path root = Path.of("..").toRealPath();
        Path home = Path.of(System.getProperty("zb.home")).toRealPath();
        Path mine = folder.newFolder("my-allocator").toPath();
        copy(root.resolve("docs/templates/my-allocator"), mine);
        build(root, "mvn", "-q", "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + home.resolve("bundles/zerobench-api.jar"),
                "-DgroupId=org.zerobench", "-DartifactId=zerobench-api", "-Dversion=0.1.0-SNAPSHOT", "-Dpackaging=jar");
        build(mine, "mvn", "-q", "package");

        Path deploy = folder.newFolder("deploy").toPath();
        Process workbench = new ProcessBuilder(root.resolve("workbench").toString(), "-Dzb.deploy=" + deploy).directory(mine.toFile())
                .redirectErrorStream(true).start();
        try (BufferedWriter keyboard = workbench.outputWriter(); BufferedReader screen = workbench.inputReader()) {
            Person person = new Person(keyboard, screen);
            person.types("run -b /bin/heap-stress " + OPERATIONS);
            person.types("use malloc best-fit");
            person.sees(line -> line.contains("malloc first-fit -> best-fit"));
            Files.copy(mine.resolve("target/my-allocator-1.0.0.jar"), deploy.resolve("my-allocator-1.0.0.jar"));
            person.typesUntil("use", line -> line.contains("next-fit"));
            person.types("use malloc next-fit");
            person.sees(line -> line.contains("malloc best-fit -> next-fit"));
            Files.delete(deploy.resolve("my-allocator-1.0.0.jar"));
            person.typesUntil("swaps", line -> line.matches(".*malloc +next-fit +first-fit .*done.*"));
            person.types("wait 1");
            person.types("echo over");
            person.sees(line -> line.equals("over"));
            assertTrue(person.log(), person.seen.stream().anyMatch(line -> line.contains("heap-stress") && line.contains("ok")));
            keyboard.close();
            assertTrue("the workbench does not end", workbench.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(person.log(), 0, workbench.exitValue());
        } finally {
            workbench.destroyForcibly();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void build(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(String.join(" ", command) + "\n" + output, 0, process.waitFor());
    }

    /** Someone who types commands and reads what comes. */
    private static final class Person {
        private final BufferedWriter keyboard;
        private final BufferedReader screen;
        final List<String> seen = new ArrayList<>();

        Person(BufferedWriter keyboard, BufferedReader screen) {
            this.keyboard = keyboard;
            this.screen = screen;
        }

        void types(String line) throws IOException {
            keyboard.write(line + "\n");
            keyboard.flush();
        }

        void sees(Predicate<String> wanted) throws IOException {
            String line;
            while ((line = screen.readLine()) != null) {
                seen.add(line);
                if (wanted.test(line)) {
                    return;
                }
            }
            throw new AssertionError("never seen; but:\n" + log());
        }

        /** Types a line again and again until the answer has what is wanted; the next line's answer marks the end of one. */
        void typesUntil(String line, Predicate<String> wanted) throws IOException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            boolean[] found = new boolean[1];
            while (!found[0] && System.nanoTime() < end) {
                types(line);
                types("echo asked");
                sees(each -> {
                    found[0] |= wanted.test(each);
                    return each.equals("asked");
                });
            }
            assertTrue("never seen after '" + line + "':\n" + log(), found[0]);
        }

        String log() {
            return String.join("\n", seen);
        }
    }
}
