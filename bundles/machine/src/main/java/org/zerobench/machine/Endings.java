package org.zerobench.machine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.zerobench.api.machine.MachineException;

/** Who waits for which program's or container's end. Any thread. */
final class Endings {
    private final Map<Integer, CompletableFuture<Integer>> programs = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Void>> containers = new ConcurrentHashMap<>();

    CompletableFuture<Integer> ofProgram(int pid) {
        return programs.computeIfAbsent(pid, p -> new CompletableFuture<>());
    }

    /** The number is a new program's: numbers come again after 32,766 others. */
    void programStarted(int pid) {
        programs.remove(pid);
    }

    void programEnded(int pid, int waitStatus) {
        ofProgram(pid).complete(waitStatus);
    }

    CompletableFuture<Void> ofContainer(int id, boolean lives) {
        return lives ? containers.computeIfAbsent(id, i -> new CompletableFuture<>()) : CompletableFuture.completedFuture(null);
    }

    void containerEnded(int id) {
        CompletableFuture<Void> end = containers.remove(id);
        if (end != null) {
            end.complete(null);
        }
    }

    /** The machine will not go on. */
    void lost(String why) {
        programs.values().forEach(end -> end.completeExceptionally(new MachineException(why)));
        containers.values().forEach(end -> end.completeExceptionally(new MachineException(why)));
    }
}
