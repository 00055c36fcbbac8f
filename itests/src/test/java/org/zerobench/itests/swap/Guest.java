package org.zerobench.itests.swap;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.PosixServer;

/**
 * A program that runs in the machine, with no input and its output kept.
 *
 * @param command its words
 * @param pid     its process id
 * @param output  what it has written so far to its standard output
 * @param ended   its wait status; completed when all output is there
 */
record Guest(List<String> command, int pid, ByteArrayOutputStream output, CompletableFuture<Integer> ended) {
    private static final long LIMIT_SECONDS = 90;

    static Guest run(Machine machine, Consoles consoles, String... words) {
        List<String> command = List.of(words);
        var output = new ByteArrayOutputStream();
        int console = consoles.open(InputStream.nullInputStream(), output, System.err, Set.of(), Consoles.Terminal.NONE);
        int pid = machine.call(() -> machine.posix().spawn(new PosixServer.Program(words[0], command, List.of("PATH=/bin"), "/", console)));
        return new Guest(command, pid, output, machine.exitOf(pid).thenApplyAsync(status -> {
            consoles.close(console);
            return status;
        }));
    }

    String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    boolean running() {
        return !ended.isDone();
    }

    /** Waits for the end. @return all output @throws AssertionError when it ends otherwise than with status 0, or not at all */
    String result(Machine machine) throws InterruptedException {
        try {
            int status = ended.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (status != 0) {
                throw new AssertionError(command + " ended with wait status 0x" + Integer.toHexString(status) + " after:\n" + text());
            }
            return text();
        } catch (ExecutionException e) {
            throw new AssertionError(command + " was lost: " + e.getCause());
        } catch (TimeoutException e) {
            String processes = machine.call(() -> machine.posix().processes() + "\n" + machine.kernel().threads());
            throw new AssertionError(command + " does not end; it wrote:\n" + text() + "\nthere are " + processes);
        }
    }
}
