package org.zerobench.itests;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Every container of {@code guest/container} under {@code ./workbench container} prints its page of expected output. */
public class ContainerCommandIT {
    private static final Path CONTAINERS = Path.of("../guest/container");

    /** Those that end by themselves: that page, not a byte more, and exit status 0. */
    @Test
    public void everyContainerPrintsItsPage() throws Exception {
        for (String name : new String[] {"ipc", "threads", "mutex", "capability", "rights", "exregs", "memory", "pager", "cache",
            "info", "suite", "irq", "isolation"}) {
            check(name, "");
        }
    }

    /** What comes on the input goes to the serial line, whenever the program looks for it. */
    @Test
    public void inputReachesTheConsole() throws Exception {
        check("console", "abc.");
    }

    /** A main that returns leaves its pager looping (ABI 13): the page is there, and somebody has to end it. */
    @Test
    public void oneThatNeverEndsPrintsItsPage() throws Exception {
        String expected = Files.readString(CONTAINERS.resolve("hello/hello.expected"));
        Process process = start("hello", "");
        try (InputStream output = process.getInputStream()) {
            assertEquals(expected, new String(output.readNBytes(expected.length()), StandardCharsets.ISO_8859_1));
        } finally {
            end(process);
        }
    }

    private static void check(String name, String input) throws Exception {
        Process process = start(name, input);
        try (InputStream output = process.getInputStream()) {
            var printed = new ByteArrayOutputStream();
            output.transferTo(printed);
            assertEquals(name, Files.readString(CONTAINERS.resolve(name + "/" + name + ".expected")),
                    printed.toString(StandardCharsets.ISO_8859_1));
            assertEquals(name, 0, process.waitFor());
        } finally {
            end(process);
        }
    }

    /** Starts one that is killed, and so seen to have printed too little, when it takes too long. */
    private static Process start(String name, String input) throws IOException {
        Process process = Workbench.start(List.of("container", CONTAINERS.resolve(name + "/" + name + ".yaml").toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture.delayedExecutor(Workbench.LIMIT_SECONDS, TimeUnit.SECONDS).execute(() -> end(process));
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.ISO_8859_1));
        }
        return process;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
