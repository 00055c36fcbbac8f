package org.zerobench.machine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Consoles;

/** The consoles that are open, and one on the JVM's own output for what a serial line says while none is. */
final class OpenConsoles implements Consoles {
    private final IntConsumer ready;
    private final Map<Integer, HostConsole> open = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private volatile HostConsole host;
    /** What drives the machine where that is not the host's time, else null. */
    private volatile CountedRhythm rhythm;

    /** @param ready told, on any thread, the number of a console that has input or room again */
    OpenConsoles(IntConsumer ready) {
        this.ready = ready;
        host = new HostConsole(0, InputStream.nullInputStream(), System.out, System.err, Set.of(), Terminal.NONE, () -> { });
    }

    /** From now on what consoles have to say goes through the machine's history. */
    void counted(CountedRhythm counted) {
        rhythm = counted;
        if (counted != null) {
            host = new CountedConsole(0, InputStream.nullInputStream(), System.out, System.err, Set.of(), Terminal.NONE, counted);
        }
    }

    Optional<Console> find(int id) {
        return Optional.ofNullable(open.get(id));
    }

    @Override
    public int open(InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Terminal terminal) {
        int id = last.incrementAndGet();
        open.put(id, rhythm == null ? new HostConsole(id, in, out, err, terminals, terminal, () -> ready.accept(id))
                : new CountedConsole(id, in, out, err, terminals, terminal, rhythm));
        return id;
    }

    /** Gives input to a console's programs. @param bytes null at its end */
    void input(int id, byte[] bytes) {
        HostConsole console = open.get(id);
        rhythm.inputTaken(id);
        if (console != null) {
            console.take(bytes);
        }
    }

    /** Lets a console's programs see that nobody reads a stream of it. */
    void broken(int id, int stream) {
        HostConsole console = open.get(id);
        if (console != null) {
            console.broken(stream);
        }
    }

    /** Waits for a slow host. */
    void awaitRoom() {
        open.values().forEach(HostConsole::awaitRoom);
        host.awaitRoom();
    }

    @Override
    public void close(int id) {
        HostConsole console = open.get(id);
        if (console == null) {
            return;
        }
        console.close();
        if (rhythm == null) {
            open.remove(id); // else it stays: when it is closed is the host's affair, and programs must not see it
        }
    }

    /** Prints a byte of the console line on the newest console. @return false when that has no room now */
    boolean print(int value) {
        int newest = open.values().stream().filter(console -> !console.closed()).mapToInt(HostConsole::id).max().orElse(0);
        return open.getOrDefault(newest, host).write(1, new byte[] {(byte) value}, 0, 1) != 0;
    }

    /** Waits until the JVM's own output has all that was printed there. */
    void drain() {
        host.close();
    }
}
