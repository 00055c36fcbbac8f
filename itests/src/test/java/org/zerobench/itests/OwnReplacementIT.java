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
 * Does what {@code docs/write-a-pager.md} says, as a person would: puts the API into the local Maven repository,
 * builds the template, drops the jar into the workbench's folder and swaps it in and out under a program larger than RAM.
 */
public class OwnReplacementIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void thePageWorks() throws Exception {
        Path root = Path.of("..").toRealPath();
        Path jar = Template.build(root, "my-replacement", folder.newFolder("my-replacement").toPath());

        Path deploy = folder.newFolder("deploy").toPath().toRealPath();
        Process workbench = new ProcessBuilder(root.resolve("workbench").toString(), "-Dzb.deploy=" + deploy, "--ram", "8M").directory(jar.getParent().toFile())
                .redirectErrorStream(true).start();
        try (BufferedWriter keyboard = workbench.outputWriter(); BufferedReader screen = workbench.inputReader()) {
            Person person = new Person(keyboard, screen);
            person.types("run -b /bin/memory-stress 32 8");
            person.sees(line -> line.contains("memory-stress: 32 MiB"));
            Files.copy(jar, deploy.resolve("my-replacement-1.0.0.jar"));
            person.typesUntil("use", line -> line.contains("random"));
            person.types("use pager random");
            person.sees(line -> line.contains("pager fifo -> random"));
            person.types("use pager clock");
            person.sees(line -> line.contains("pager random -> clock"));
            person.types("use pager random");
            person.sees(line -> line.contains("pager clock -> random"));
            Files.delete(deploy.resolve("my-replacement-1.0.0.jar"));
            person.typesUntil("swaps", line -> line.matches(".*pager +random +fifo .*done.*"));
            person.types("wait");
            person.types("echo over");
            person.sees(line -> line.equals("over"));
            assertTrue(person.log(), person.seen.stream().anyMatch(line -> line.contains("memory-stress: done")));
            keyboard.close();
            assertTrue("the workbench does not end", workbench.waitFor(Template.LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(person.log(), 0, workbench.exitValue());
        } finally {
            workbench.destroyForcibly();
        }
    }
}
