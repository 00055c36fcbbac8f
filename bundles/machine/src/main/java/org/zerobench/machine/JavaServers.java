package org.zerobench.machine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zerobench.api.kernel.Server;

/** Further Java servers: OSGi services that become kernel threads while they are registered. */
final class JavaServers {
    private record Attached(String name, Server server) {}

    private final Board board;
    private final Map<Server, String> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, Attached> attached = new ConcurrentHashMap<>();

    JavaServers(Board board) {
        this.board = board;
    }

    void add(Server server, String name) {
        waiting.put(server, name);
        if (board.powered()) {
            board.post(this::attachAll);
            settle();
        }
    }

    /** Waits until what was posted is done; while a part is missing it will be done when that comes. */
    private void settle() {
        if (board.complete()) {
            board.call(() -> null);
        }
    }

    /** Machine thread. */
    void attachAll() {
        waiting.forEach((server, name) -> attached.put(board.kernel().createServer(name), new Attached(name, server)));
        waiting.clear();
    }

    void remove(Server server) {
        waiting.remove(server);
        attached.forEach((tid, entry) -> {
            if (entry.server == server) {
                board.post(() -> board.kernel().removeServer(tid));
                settle();
                attached.remove(tid);
            }
        });
    }

    Optional<Server> find(int tid) {
        return Optional.ofNullable(attached.get(tid)).map(Attached::server);
    }

    String name(int tid) {
        Attached entry = attached.get(tid);
        return entry == null ? Integer.toHexString(tid) : entry.name;
    }
}
