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
import org.zerobench.api.machine.Consoles.Terminal;

/** The consoles that are open, by number. Any thread. */
final class OpenConsoles {
    private final Map<Integer, HostConsole> consoles = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final IntConsumer ready;

    /** @param ready told the number of a console that has input, or room for output, again */
    OpenConsoles(IntConsumer ready) {
        this.ready = ready;
    }

    Optional<Console> find(int id) {
        return Optional.ofNullable(consoles.get(id));
    }

    int open(InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Terminal terminal) {
        int id = next.incrementAndGet();
        consoles.put(id, new HostConsole(id, in, out, err, terminals, terminal, () -> ready.accept(id)));
        return id;
    }

    void close(int id) {
        HostConsole console = consoles.get(id);
        if (console != null) {
            console.close();
            consoles.remove(id);
        }
    }

    /** What the first serial line sends goes to the newest console, or to the JVM's output while there is none. @return false for no room */
    boolean print(int value) {
        int newest = consoles.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        HostConsole console = consoles.get(newest);
        if (console == null) {
            System.out.write(value);
            System.out.flush();
            return true;
        }
        return console.write(1, new byte[] {(byte) value}, 0, 1) != 0;
    }
}
