package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Does what {@code docs/write-an-allocator.md} says, as a person would: puts the API into the local Maven repository,
 * builds the template, drops the jar into the workbench's folder and swaps it in and out under a running program.
 */
public class OwnAllocatorIT {
    private static final int OPERATIONS = 400_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void thePageWorks() throws Exception {
        Path root = Path.of("..").toRealPath();
        Path jar = Template.build(root, "my-allocator", folder.newFolder("my-allocator").toPath());

        Path deploy = folder.newFolder("deploy").toPath().toRealPath();
        Process workbench = new ProcessBuilder(root.resolve("workbench").toString(), "-Dzb.deploy=" + deploy).directory(jar.getParent().toFile())
                .redirectErrorStream(true).start();
        try (BufferedWriter keyboard = workbench.outputWriter(); BufferedReader screen = workbench.inputReader()) {
            Person person = new Person(keyboard, screen);
            person.types("run -b /bin/heap-stress " + OPERATIONS);
            person.types("use malloc best-fit");
            person.sees(line -> line.contains("malloc first-fit -> best-fit"));
            Files.copy(jar, deploy.resolve("my-allocator-1.0.0.jar"));
            person.typesUntil("use", line -> line.contains("next-fit"));
            person.types("use malloc next-fit");
            person.sees(line -> line.contains("malloc best-fit -> next-fit"));
            Files.delete(deploy.resolve("my-allocator-1.0.0.jar"));
            person.typesUntil("swaps", line -> line.matches(".*malloc +next-fit +first-fit .*done.*"));
            person.types("wait");
            person.types("echo over");
            person.sees(line -> line.equals("over"));
            assertTrue(person.log(), person.seen.stream().anyMatch(line -> line.contains("heap-stress: done, checksum")));
            keyboard.close();
            assertTrue("the workbench does not end", workbench.waitFor(Template.LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(person.log(), 0, workbench.exitValue());
        } finally {
            workbench.destroyForcibly();
        }
    }
}
