package org.zerobench.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.MachineException;

/** What a machine's history has of files is what they were, when they are there no more as well. */
class HostFilesTest {
    private static final int MOST = 4;

    @TempDir
    Path folder;
    private final Map<String, byte[]> log = new HashMap<>();
    private final HostFiles recorded = HostFiles.recorded((Chronicle) Proxy.newProxyInstance(Chronicle.class.getClassLoader(),
            new Class<?>[] {Chronicle.class}, (self, method, arguments) -> answer((String) arguments[0], (Supplier<?>) arguments[1])));

    private byte[] answer(String question, Supplier<?> host) {
        return log.computeIfAbsent(question, asked -> (byte[]) host.get());
    }

    private String refusal(String name) {
        return assertThrows(MachineException.class, () -> recorded.read(folder.resolve(name), MOST)).getMessage();
    }

    @Test
    void contentsAndReasonsAreRemembered() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {0, 1, -1, 0});
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.write(folder.resolve("large"), new byte[MOST + 1]);
        for (int time = 0; time < 2; time++) {
            assertArrayEquals(new byte[] {0, 1, -1, 0}, recorded.read(file, MOST));
            assertArrayEquals(new byte[0], recorded.read(empty, MOST));
            assertEquals("it is longer than 4 bytes", refusal("large"));
            assertEquals("there is no such file", refusal("none"));
            Files.deleteIfExists(file);
            Files.deleteIfExists(empty);
            Files.deleteIfExists(large);
            Files.write(folder.resolve("none"), new byte[1]);
        }
    }

    @Test
    void aFolderIsNoFile() {
        assertEquals("it is a folder", assertThrows(MachineException.class, () -> HostFiles.now(folder, Long.MAX_VALUE)).getMessage());
    }
}
