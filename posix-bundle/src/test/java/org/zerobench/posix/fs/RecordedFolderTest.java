package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.Chronicle;

/** What a recorded folder says is what the host says, and once more the same when the host says nothing. */
class RecordedFolderTest {
    @TempDir
    Path host;
    private final Queue<String> questions = new ArrayDeque<>();
    private final Queue<byte[]> answers = new ArrayDeque<>();

    /** Asks the host and keeps what it says, or, in a replay, says it again. */
    private Chronicle chronicle(boolean replay) {
        return (Chronicle) Proxy.newProxyInstance(Chronicle.class.getClassLoader(), new Class<?>[] {Chronicle.class}, (self, method, arguments) -> {
            assertEquals("ask", method.getName());
            if (replay) {
                assertEquals(questions.remove(), arguments[0]);
                return answers.remove();
            }
            byte[] answer = ((Supplier<?>) arguments[1]).get() instanceof byte[] bytes ? bytes : null;
            questions.add((String) arguments[0]);
            answers.add(answer);
            return answer;
        });
    }

    private RecordedFolder folder(boolean replay) {
        return new RecordedFolder(0, host, chronicle(replay), () -> {
            assertTrue(!replay, "the host is asked in a replay");
            try {
                return new HostFolder(0, host, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void look(HostFolder folder) {
        HostFolder.Facts facts = folder.facts(HostNames.toGuest("b ü"));
        assertEquals(0100640, facts.mode());
        assertEquals(5, facts.sizeBytes());
        assertEquals(facts.modified(), facts.accessed(), "reading leaves no mark");
        assertNull(folder.facts("none"));
        assertEquals(List.of("a", HostNames.toGuest("b ü"), "c", "link"), folder.names(""));
        assertEquals(List.of(), folder.names("c"));
        assertEquals("somewhere/else", folder.link("link"));
        assertNull(folder.link("a"));
        byte[] target = new byte[8];
        assertEquals(4, folder.read(HostNames.toGuest("b ü"), 1, target, 2, 6));
        assertArrayEquals(new byte[] {0, 0, 'e', 'l', 'l', 'o', 0, 0}, target);
        assertEquals(0, folder.read("a", 7, target, 0, 8));
        assertEquals(-Errors.ENOENT, folder.read("none", 0, target, 0, 8));
        folder.forget("a");
        folder.close();
    }

    @Test
    void aReplayNeedsNoHost() throws IOException {
        Files.createDirectory(host.resolve("c"));
        Files.writeString(host.resolve("a"), "");
        Path file = Files.writeString(host.resolve("b ü"), "hello");
        Files.setAttribute(file, "unix:mode", 0640);
        Files.createSymbolicLink(host.resolve("link"), Path.of("somewhere/else"));
        look(folder(false));
        assertTrue(questions.size() > 8);
        Files.delete(file);
        look(folder(true));
        assertTrue(questions.isEmpty());
    }
}
