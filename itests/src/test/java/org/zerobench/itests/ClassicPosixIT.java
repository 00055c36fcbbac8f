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

/** A task of the classic POSIX system, linked and built as for that system, under {@code ./workbench exec} (ABI 12). */
public class ClassicPosixIT {
    private static final Path PAGE = Path.of("../guest/classic/classic-test/classic-test.expected");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void everyCallDoesWhatTheClassicSystemsDoes() throws Exception {
        var result = Workbench.run(folder.getRoot().toPath(), List.of("exec", "--", "/bin/classic-test"));
        assertEquals(Files.readString(PAGE, StandardCharsets.ISO_8859_1), result.out());
        assertEquals(0, result.status());
        List<String> told = result.err().lines().toList();
        assertEquals(6, told.size());
        assertTrue(told.toString(), told.subList(0, 5).stream().allMatch(line -> line.contains("ended by SIGSEGV: address 0x")));
        assertTrue(told.getLast(), told.getLast().contains("native tag 39 (-39), which is not there"));
    }
}
