package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A task of the classic POSIX system, linked and built as for that system, wherever such a task may run (ABI 12). */
public class ClassicPosixIT {
    private static final Path TEST = Path.of("../guest/classic/classic-test").toAbsolutePath().normalize();
    private static final Path PAGER = Path.of("../guest/container/posix").toAbsolutePath().normalize();

    private static final int ROUNDS = 20;

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

    /** A fresh server, kernel and pager again and again, and the program sees nothing of it. */
    @Test
    public void itGoesOnWhileEverythingIsReplaced() throws Exception {
        Path script = folder.newFile("classic.zb").toPath().toRealPath();
        String round = List.of("posix posix", "kernel l4", "pager clock", "pager fifo").stream().map(what -> "x = (use " + what + ")\n")
                .collect(Collectors.joining());
        Files.writeString(script, "run -b /bin/classic-test\n" + round.repeat(ROUNDS) + "wait\nswaps -s\n");
        var result = Workbench.run(folder.getRoot().toPath(), List.of("script", script.toString()));
        assertEquals(result.err(), 0, result.status());
        String page = page(TEST.resolve("classic-test.expected"));
        // The shell says which process it is, wherever the program's output has got to.
        String out = result.out().replaceFirst("\\[\\d+] /bin/classic-test\n", "");
        assertEquals(page, out.substring(0, Math.min(page.length(), out.length())));
        assertTrue(result.out(), result.out().matches("(?s).*posix +" + ROUNDS + " +0 .*"));
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
