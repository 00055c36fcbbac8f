package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A task of the classic POSIX system, linked and built as for that system, wherever such a task may run (ABI 12). */
public class ClassicPosixIT {
    private static final Path TEST = Path.of("../guest/classic/classic-test").toAbsolutePath().normalize();
    private static final Path PAGER = Path.of("../guest/container/posix").toAbsolutePath().normalize();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void everyCallDoesWhatTheClassicSystemsDoes() throws Exception {
        everythingPasses("/bin/classic-test", "exec", "--", "/bin/classic-test");
    }

    @Test
    public void itIsTheFirstProgramOfAContainerWithoutPager() throws Exception {
        everythingPasses("/test0", "container", TEST.resolve("classic-test.yaml").toString(), "--seconds", "120");
    }

    /** ABI 12.10: the pager is a guest program, as far as it goes without files. */
    @Test
    public void itIsServedByAPagerInItsContainer() throws Exception {
        var result = Workbench.run(folder.getRoot().toPath(), List.of("container", PAGER.resolve("posix.yaml").toString(), "--seconds", "120"));
        assertEquals(page(PAGER.resolve("posix.expected")), result.out());
        assertEquals(0, result.status());
        assertTrue(result.err(), result.clean());
    }

    private void everythingPasses(String program, String... arguments) throws Exception {
        var result = Workbench.run(folder.getRoot().toPath(), List.of(arguments));
        assertEquals(page(TEST.resolve("classic-test.expected")), result.out());
        assertEquals(0, result.status());
        List<String> told = result.err().lines().toList();
        assertEquals(told.toString(), 6, told.size());
        assertEquals(5, told.stream().filter(line -> line.contains(program + " (pid ") && line.contains("ended by SIGSEGV: address 0x")).count());
        assertEquals(1, told.stream().filter(line -> line.contains("native tag 39 (-39), which is not there")).count());
    }

    private static String page(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
