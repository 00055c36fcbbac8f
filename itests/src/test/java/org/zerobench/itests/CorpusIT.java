package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Shell scripts under an unmodified ARM busybox: output, errors and exit status byte for byte what the same busybox gives
 * on Linux. {@code ZB_BUSYBOX} names the ARM one; {@code ZB_CORPUS} another record than {@code corpus.expected}, for another
 * version of it.
 */
public class CorpusIT {
    private static final Path TESTS = Path.of("src/test");
    /** These take three quarters of the time, and the Java CPU is slow with what it has not seen yet. */
    private static final Set<String> LONG = Set.of("pipes.sh", "while.sh", "mixed-files.sh", "awk-lang.sh");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void everyScriptDoesWhatItDoesOnLinux() throws Exception {
        compare("unicorn", Set.of());
    }

    @Test
    public void underTheJavaCpuToo() throws Exception {
        compare("jit", LONG);
    }

    private void compare(String cpu, Set<String> without) throws Exception {
        String busybox = System.getenv("ZB_BUSYBOX");
        assumeTrue("ZB_BUSYBOX names no ARM busybox", busybox != null);
        Path root = root(Path.of(busybox), without);
        var result = Workbench.run(folder.getRoot().toPath(), List.of("exec", "--cpu", cpu, "--root", root.toString(), "--",
                "/bin/busybox", "sh", "/corpus.sh", "/bin/busybox", "/corpus", "/tmp"));
        assertEquals("errors of the machine itself", "", result.err());
        assertEquals(0, result.status());
        String record = System.getenv("ZB_CORPUS");
        Path expected = record != null ? Path.of(record) : TESTS.resolve("corpus.expected");
        Map<String, String> wanted = sections(Files.readString(expected, StandardCharsets.ISO_8859_1));
        Map<String, String> got = sections(result.out());
        assertTrue("a corpus of " + wanted.size(), wanted.size() > 60);
        assertTrue("there is no more " + without, wanted.keySet().containsAll(without));
        wanted.keySet().removeAll(without);
        wanted.forEach((script, text) -> assertEquals(script, text, got.get(script)));
        assertEquals(wanted.keySet(), got.keySet());
    }

    private Path root(Path busybox, Set<String> without) throws IOException {
        Path root = folder.newFolder("root").toPath();
        Path bin = Files.createDirectory(root.resolve("bin"));
        Files.createDirectory(root.resolve("tmp"));
        Files.copy(busybox, bin.resolve("busybox"));
        // popen(3) and system(3) want it there.
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
        Files.copy(TESTS.resolve("corpus.sh"), root.resolve("corpus.sh"));
        Path corpus = Files.createDirectory(root.resolve("corpus"));
        try (Stream<Path> scripts = Files.list(TESTS.resolve("corpus"))) {
            for (Path script : scripts.filter(script -> !without.contains(script.getFileName().toString())).toList()) {
                Files.copy(script, corpus.resolve(script.getFileName()));
            }
        }
        return root;
    }

    /** What stands under each {@code === script}; the version of busybox under the empty name. */
    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : text.split("(?m)^=== ")) {
            int end = section.indexOf('\n');
            boolean named = !sections.isEmpty();
            sections.put(named ? section.substring(0, end) : "", named ? section.substring(end + 1) : section);
        }
        return sections;
    }
}
