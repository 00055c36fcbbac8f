package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.kernel.Errors;

/** No path leads out of the root folder. */
class PathEscapeTest {
    private static final String SECRET = "outside";

    @TempDir
    Path folder;

    private Path root;
    private Path outside;

    @BeforeEach
    void folders() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.createDirectory(root.resolve("d"));
        Files.writeString(root.resolve("d").resolve("inside"), "inside");
    }

    private Guest guest(boolean writable) {
        return writable ? new Guest("root", root.toString(), "writable", "true") : new Guest("root", root.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dotsStopAtTheRoot(boolean writable) {
        Guest.Actor actor = guest(writable).process(1);
        assertEquals("inside", actor.text("/../../d/../d/inside"));
        assertEquals("!2", actor.text("/../outside/secret"));
        assertEquals(0, actor.call(12, "/d"));
        assertEquals("!2", actor.text("../../../outside/secret"));
        assertEquals("!2", actor.text("/d/../../outside/secret"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void absoluteLinksMeanTheGuestsRoot(boolean writable) throws IOException {
        Files.createSymbolicLink(root.resolve("absolute"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside/secret"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("passwd"), Path.of("/etc/passwd"));
        Guest.Actor actor = guest(writable).process(1);
        assertEquals("!2", actor.text("/absolute"));
        assertEquals("!2", actor.text("/relative"));
        assertEquals("!2", actor.text("/folder/secret"));
        assertEquals("!2", actor.text("/passwd"));
        assertTrue(actor.create("/folder/new", "x") < 0);
        assertTrue(actor.create("/relative", "x") < 0);
        assertEquals(SECRET, Files.readString(outside.resolve("secret")));
        assertFalse(Files.exists(outside.resolve("new")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDirectoryThatBecomesALinkBehindOurBackIsRefused(boolean writable) throws IOException {
        Guest guest = guest(writable);
        Guest.Actor actor = guest.process(1);
        assertEquals("inside", actor.text("/d/inside"));
        assertEquals(0, actor.call(12, "/d"));
        Files.writeString(outside.resolve("inside"), SECRET);
        Files.delete(root.resolve("d").resolve("inside"));
        Files.delete(root.resolve("d"));
        Files.createSymbolicLink(root.resolve("d"), outside);
        // by name the link leads to a place that is not in the root; from the old directory its contents must not show
        assertEquals("!2", actor.text("/d/inside"));
        assertNotEquals(SECRET, actor.text("inside"));
        assertNotEquals(SECRET, actor.text("secret"));
        assertTrue(actor.create("planted", "x") < 0 || !Files.exists(outside.resolve("planted")));
        assertTrue(actor.call(10, "secret") < 0 || Files.exists(outside.resolve("secret")));
        assertEquals(SECRET, Files.readString(outside.resolve("secret")));
    }

    @Test
    void linkLoopsEnd() throws IOException {
        Files.createSymbolicLink(root.resolve("x"), Path.of("y"));
        Files.createSymbolicLink(root.resolve("y"), Path.of("x"));
        Guest.Actor actor = guest(false).process(1);
        assertEquals("!" + Errors.ELOOP, actor.text("/x"));
        assertEquals("!" + Errors.ELOOP, actor.text("/x/y/z"));
        for (int i = 0; i < 41; i++) {
            assertEquals(0, actor.call(83, i == 0 ? "/d/inside" : "/link" + (i - 1), "/link" + i));
        }
        assertEquals("inside", actor.text("/link39"));
        assertEquals("!" + Errors.ELOOP, actor.text("/link40"));
    }

    @Test
    void hostileNamesAreRefusedOrHarmless() {
        Guest.Actor actor = guest(true).process(1);
        assertEquals(-Errors.ENOENT, actor.open("", 0, 0));
        assertEquals(-Errors.ENAMETOOLONG, actor.open("/" + "n".repeat(256), OpenFlags.CREATE, 0644));
        assertEquals(-Errors.ENAMETOOLONG, actor.open("/" + "n/".repeat(3000), 0, 0));
        assertTrue(actor.open("/\u00FF\u00FE", OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0644) < 0, "a name the host cannot have");
        assertEquals(-Errors.EFAULT, actor.call(5, 0, 0, 0));
        assertEquals(-Errors.EFAULT, actor.call(5, -1, 0, 0));
    }

    @Test
    void anOverlayTakesNamesTheHostCannotHave() {
        Guest.Actor actor = guest(false).process(1);
        assertEquals(2, actor.create("/\u00FF\u00FE", "ok"));
        assertEquals("ok", actor.text("/\u00FF\u00FE"));
    }

    @Test
    void whatCanBeMetAgainIsForgotten() throws IOException {
        for (int i = 0; i < 20; i++) {
            Path sub = Files.createDirectories(root.resolve("many/" + i));
            for (int j = 0; j < 20; j++) {
                Files.writeString(sub.resolve("f" + j), "file " + i + " " + j);
            }
        }
        Files.createLink(root.resolve("many/twin"), root.resolve("many/3/f3"));
        Guest guest = guest(false);
        Guest.Actor actor = guest.process(1);
        assertEquals(7, actor.create("/many/5/f5", "changed"));
        int fd = actor.open("/many/7/f7", 0, 0);
        assertEquals(0, actor.call(12, "/many/9"));
        for (int i = 0; i < 20; i++) {
            assertEquals(20, actor.names("/many/" + i).size());
        }
        assertEquals("file 3 3", actor.text("/many/twin"));
        guest.half.system.tree.trimAt = 0;
        assertEquals("file 9 1", actor.text("f1"));
        assertTrue(guest.half.save().nodes().size() < 60, () -> guest.half.save().nodes().size() + " inodes are left");
        guest.swap();
        actor = guest.again(actor);
        assertEquals("changed", actor.text("/many/5/f5"));
        assertEquals("file 7 7", actor.read(fd, 100));
        assertEquals("file 9 2", actor.text("f2"));
        assertEquals("file 3 3", actor.text("/many/twin"));
    }

    @Test
    void theHostStaysAsItWas() throws IOException {
        Guest.Actor actor = guest(false).process(1);
        assertEquals(7, actor.create("/d/inside", "changed"));
        assertEquals("changed", actor.text("/d/inside"));
        assertEquals("inside", Files.readString(root.resolve("d").resolve("inside")));
        assertEquals(0, actor.call(10, "/d/inside"));
        assertEquals("!2", actor.text("/d/inside"));
        assertEquals(0, actor.call(40, "/d"));
        assertTrue(Files.exists(root.resolve("d").resolve("inside")));
    }
}
