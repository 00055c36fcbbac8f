package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Debian's dynamically linked programs give the same output under both CPUs. {@code -Dzb.debian=DIR} names a folder with bash,
 * coreutils, lua5.4, sqlite3 and python3.11 for armhf and what they load; without it nothing is tested.
 */
public class DebianIT {
    private static final Path SCRIPTS = Path.of("src/test/debian");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(new java.io.File("target"));

    @Test
    public void bashAndCoreutils() throws Exception {
        compare("bash.sh", 150, "/bin/bash", "-c");
    }

    @Test
    public void lua() throws Exception {
        compare("lua.lua", 35, "/usr/bin/lua5.4", "-e");
    }

    @Test
    public void sqlite() throws Exception {
        compare("sqlite.sql", 60, "/usr/bin/sqlite3", "-header", ":memory:");
    }

    @Test
    public void python() throws Exception {
        compare("python.py", 25, "/usr/bin/python3.11", "-S", "-c");
    }

    private void compare(String script, int lines, String... words) throws Exception {
        String root = System.getProperty("zb.debian");
        assumeTrue("zb.debian names no folder with Debian's programs", root != null);
        // The line end keeps a leading comment of Lua from being taken for an option.
        String text = "\n" + Files.readString(SCRIPTS.resolve(script));
        String unicorn = output("unicorn", root, words, text);
        assertTrue(unicorn, unicorn.lines().count() >= lines);
        assertEquals(unicorn, output("jit", root, words, text));
    }

    private String output(String cpu, String root, String[] words, String script) throws Exception {
        List<String> command = Stream.of(Stream.of("exec", "--cpu", cpu, "--root", root, "--"), Stream.of(words), Stream.of(script))
                .flatMap(part -> part).toList();
        var result = Workbench.run(folder.getRoot().toPath(), command);
        assertEquals(cpu, "", result.err());
        assertEquals(cpu + result.out(), 0, result.status());
        return result.out();
    }
}
