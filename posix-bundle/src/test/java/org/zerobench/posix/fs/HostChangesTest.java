package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host replaces, moves and removes files while guests look at them. */
class HostChangesTest {

    private static final int TEXTS = 4;
    private static final int FILES = 200;

    @TempDir
    Path folder;

    private Guest.Actor actor(boolean writable) {
        Guest guest = writable ? new Guest("root", folder.toString(), "writable", "true") : new Guest("root", folder.toString());
        return guest.process(1);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void replace(String name, String text) throws IOException {
        Files.move(write(name + ".new", text), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens the file f and reads its first letter. @return the descriptor */
    private static int half(Guest.Actor actor) {
        int fd = actor.open("/f", 0, 0);
        assertEquals("o", actor.read(fd, 1));
        return fd;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsReplacedIsTheNewOneAndWhoHasTheOldOneKeepsIt(boolean writable) throws IOException {
        write("f", "one");
        Guest.Actor actor = actor(writable);
        int old = half(actor);
        replace("f", "two");
        assertEquals("two", actor.text("/f"));
        assertEquals("ne", actor.read(old, 2));
        replace("f", "three");
        assertEquals("three", actor.text("/f"));
        assertEquals(0, actor.close(old));
        assertEquals("three", actor.text("/f"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsRemovedCanBeReadByWhoHasItOpen(boolean writable) throws IOException {
        Path file = write("f", "one");
        Guest.Actor actor = actor(writable);
        int old = half(actor);
        Files.delete(file);
        assertEquals("!2", actor.text("/f"));
        assertEquals("ne", actor.read(old, 2));
        write("f", "another");
        assertEquals("another", actor.text("/f"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsRenamedIsRead(boolean writable) throws IOException {
        Path file = write("f", "one");
        Guest.Actor actor = actor(writable);
        assertEquals("one", actor.text("/f"));
        Files.move(file, folder.resolve("g"));
        write("f", "another");
        assertEquals("one", actor.text("/g"));
        assertEquals("another", actor.text("/f"));
        assertEquals("one", actor.text("/g"));
    }

    /** A guest in whose folder a file is called f and g. */
    private Guest.Actor withTwoNames(boolean writable) throws IOException {
        Files.createLink(folder.resolve("g"), write("f", "one"));
        return actor(writable);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneOfTwoNamesCanLeadElsewhere(boolean writable) throws IOException {
        Guest.Actor actor = withTwoNames(writable);
        assertEquals("one", actor.text("/f"));
        assertEquals("one", actor.text("/g"));
        replace("f", "two");
        assertEquals("two", actor.text("/f"));
        assertEquals("one", actor.text("/g"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasWrittenUnderOneNameIsReadUnderAnother(boolean writable) throws IOException {
        Guest.Actor actor = withTwoNames(writable);
        int fd = actor.open("/f", OpenFlags.WRITE_ONLY, 0);
        assertEquals(7, actor.write(fd, "changed"));
        assertEquals(0, actor.close(fd));
        assertEquals("changed", actor.text("/g"));
        assertEquals("changed", actor.text("/f"));
    }

    /** Whose number is a new file's again, as with most hosts when nobody has the old one open. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewFileIsNotTakenForOneThatHasGone(boolean writable) throws IOException {
        Guest.Actor actor = actor(writable);
        for (int n = 0; n < FILES; n++) {
            Path file = write("f" + n, "text " + n % TEXTS);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * n));
            assertEquals("text " + n % TEXTS, actor.text("/f" + n));
            Files.delete(file);
        }
    }
}
