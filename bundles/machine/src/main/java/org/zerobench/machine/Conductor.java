package org.zerobench.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.ServiceReference;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.State;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;
import org.zerobench.api.swap.Swappable;
import org.zerobench.api.swap.Swaps;

/**
 * Decides when a swap happens: when a person says so, when a better candidate comes, when the active part's bundle goes.
 * One swap at a time.
 */
final class Conductor implements Swaps {
    private static final int HISTORY = 10_000;

    private final Board board;
    private final Guard guard;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ExecutorService arrivals = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("swap-arrivals").factory());
    private final ArrayDeque<SwapReport> history = new ArrayDeque<>();
    private int swaps;

    Conductor(Board board, Guard guard) {
        this.board = board;
        this.guard = guard;
    }

    @Override
    public SwapReport use(Subsystem subsystem, String policy) {
        if (board.onMachineThread()) {
            throw new IllegalStateException("a swap waits for the machine thread: start it from another");
        }
        return use(board.slot(subsystem), policy);
    }

    private <P extends Swappable<S>, S extends State> SwapReport use(Slot<P, S> slot, String policy) {
        board.awaitPower();
        Optional<Plug<P>> plug = slot.named(policy);
        if (plug.isEmpty()) {
            List<String> there = slot.plugs().stream().map(Plug::policy).distinct().sorted().toList();
            String from = slot.active() == null ? "" : slot.active().plug().policy();
            return remember(new SwapReport(nextNumber(), slot.subsystem(), from, policy, false, SwapStep.NAME,
                    "there is no " + slot.subsystem().label() + " '" + policy + "'; there are: " + String.join(", ", there), 0, 0, List.of()));
        }
        SwapReport report = swap(slot, plug.get());
        if (report.accepted()) {
            slot.choose(policy);
        }
        return report;
    }

    private <P extends Swappable<S>, S extends State> SwapReport swap(Slot<P, S> slot, Plug<P> plug) {
        oneAtATime.lock();
        try {
            return remember(new Swap<>(board, guard, slot, plug, nextNumber()).run());
        } finally {
            oneAtATime.unlock();
        }
    }

    private synchronized int nextNumber() {
        return ++swaps;
    }

    private synchronized SwapReport remember(SwapReport report) {
        history.add(report);
        if (history.size() > HISTORY) {
            history.poll();
        }
        return report;
    }

    /** A candidate has come: used at once when the slot is empty or prefers it. */
    <P extends Swappable<S>, S extends State> void arrived(Slot<P, S> slot) {
        if (board.powered()) {
            arrivals.execute(() -> settle(slot));
        }
    }

    private <P extends Swappable<S>, S extends State> void settle(Slot<P, S> slot) {
        try {
            Plug<P> wanted = slot.preferred().orElse(null);
            Slot.Active<P> now = slot.active();
            if (wanted == null || now != null && now.plug() == wanted) {
                return;
            }
            SwapReport report = swap(slot, wanted);
            tell(report);
            if (!report.accepted() && now == null) {
                moveToAny(slot);
            }
        } catch (RuntimeException e) {
            board.report("a new " + slot.subsystem().label() + " was not taken: " + e);
        }
    }

    private void tell(SwapReport report) {
        String what = report.subsystem().label() + (report.from().isEmpty() ? "" : " '" + report.from() + "'");
        String refused = "'" + report.to() + "' refused at " + report.failedStep() + ": " + report.reason();
        if (report.accepted()) {
            board.report(what + " replaced by '" + report.to() + "', pause %.3f ms".formatted(report.pauseNanos() / 1e6));
        } else if (report.from().isEmpty()) {
            board.report("still no " + what + ": " + refused + "; try again, or another, with: use " + what);
        } else {
            board.report(what + " stays: " + refused);
        }
    }

    /** A service goes away; it still works until this returns. Its world moves to the next best, or is kept. */
    <P extends Swappable<S>, S extends State> void leaving(Slot<P, S> slot, ServiceReference<?> reference) {
        Plug<P> plug = slot.remove(reference).orElse(null);
        Slot.Active<P> now = slot.active();
        if (plug == null || now == null || now.plug() != plug || !board.powered()) {
            return;
        }
        if (!moveToAny(slot)) {
            park(slot, now);
        }
    }

    /** Tries all candidates, the best first. @return true when one was taken */
    private <P extends Swappable<S>, S extends State> boolean moveToAny(Slot<P, S> slot) {
        for (Plug<P> next : slot.ranked()) {
            SwapReport report = swap(slot, next);
            tell(report);
            if (report.accepted()) {
                return true;
            }
        }
        return false;
    }

    private <P extends Swappable<S>, S extends State> void park(Slot<P, S> slot, Slot.Active<P> now) {
        oneAtATime.lock();
        try {
            board.requests().await("unplug " + slot.subsystem().label(), () -> {
                board.inServer(0);
                board.park(slot, guard.run(() -> now.part().save()));
                return null;
            });
            now.part().retire();
            now.release().run();
            board.report("the last " + slot.subsystem().label() + " has gone: the machine stands still, nothing is lost; install one and it goes on");
        } catch (MachineException e) {
            board.report("the last " + slot.subsystem().label() + " has gone and could not save its world (" + e.getMessage() + "): restart the workbench");
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public synchronized List<SwapReport> history() {
        return List.copyOf(history);
    }

    @Override
    public List<Candidate> candidates() {
        List<Candidate> all = new ArrayList<>();
        for (Subsystem subsystem : Subsystem.values()) {
            addCandidates(all, board.slot(subsystem));
        }
        return all;
    }

    private <P extends Swappable<S>, S extends State> void addCandidates(List<Candidate> all, Slot<P, S> slot) {
        Slot.Active<P> now = slot.active();
        for (Plug<P> plug : slot.plugs()) {
            all.add(new Candidate(slot.subsystem(), plug.policy(), plug.bundle(), plug.ranking(), now != null && now.plug() == plug));
        }
    }

    void close() {
        arrivals.shutdownNow();
    }
}
