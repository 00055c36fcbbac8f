package org.zerobench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.State;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;
import org.zerobench.api.swap.Swappable;

/**
 * One swap, in numbered steps. Anything that fails before step 6 undoes all of it: the old part was never stopped.
 *
 * <ol>
 * <li>name the candidate and make a fresh instance, while programs still run; a CPU is opened</li>
 * <li>reach a safe point: every thread's registers are in its context, no server is in the middle of a call</li>
 * <li>the old part saves its world (or the world waits, parked, since its last part went)</li>
 * <li>the new part takes it and checks its invariants</li>
 * <li>the new part saves; the two worlds must be equal</li>
 * <li>the reference is switched</li>
 * <li>the machine goes on</li>
 * <li>the swap is reported, the old part given back</li>
 * </ol>
 *
 * <p>Not guaranteed: that a candidate which passes behaves well afterwards; and the time limit of a step is wall-clock
 * time, so a host that stalls may refuse a good candidate.
 */
final class Swap<P extends Swappable<S>, S extends State> {
    private final Board board;
    private final Guard guard;
    private final Slot<P, S> slot;
    private final Plug<P> plug;
    private final int number;
    private final List<SwapReport.Phase> phases = new ArrayList<>();
    private SwapStep step = SwapStep.NAME;
    private long stepStart = System.nanoTime();
    private long pauseStart;
    private long pauseNanos;
    private int items;

    Swap(Board board, Guard guard, Slot<P, S> slot, Plug<P> plug, int number) {
        this.board = board;
        this.guard = guard;
        this.slot = slot;
        this.plug = plug;
        this.number = number;
    }

    /** Runs all steps. Not on the machine thread. */
    SwapReport run() {
        Slot.Active<P> old = slot.active();
        String from = old == null ? "" : old.plug().policy();
        if (old != null && old.plug() == plug && !plug.prototype()) {
            return report(from, false, "'" + plug.policy() + "' offers one instance only: declare its component with scope = PROTOTYPE");
        }
        Plug.Made<P> made;
        try {
            made = fresh();
        } catch (MachineException e) {
            return report(from, false, e.getMessage());
        }
        next(SwapStep.SAFE_POINT);
        boolean accepted;
        String reason = "";
        try {
            board.requests().await("use " + slot.subsystem().label() + " " + plug.policy(), () -> {
                atSafePoint(made);
                return null;
            });
            accepted = true;
        } catch (MachineException e) {
            accepted = false;
            reason = e.getMessage();
        }
        if (!accepted) {
            retire(made.part(), made.release());
            return report(from, false, reason);
        }
        if (old != null) {
            retire(old.part(), old.release());
        }
        next(SwapStep.REPORT);
        return report(from, true, "");
    }

    private Plug.Made<P> fresh() {
        Plug.Made<P> made = guard.run(plug::make);
        if (made.part() instanceof Cpu cpu) {
            try {
                guard.run(() -> {
                    Deterministic.requireCounting(board, cpu);
                    cpu.open(board);
                    return null;
                });
            } catch (MachineException e) {
                retire(made.part(), made.release());
                throw e;
            }
        }
        return made;
    }

    private void atSafePoint(Plug.Made<P> made) {
        board.inServer(0); // the steps have limits of their own
        Slot.Active<P> old = slot.active();
        pauseStart = old == null ? slot.parkedSince() : System.nanoTime();
        try {
            next(SwapStep.SAVE);
            S state = old == null ? slot.parked() : guarded(() -> old.part().save());
            if (state == null) {
                throw new MachineException("the old part saved nothing");
            }
            items = state.items();
            next(SwapStep.RESTORE);
            guarded(() -> {
                made.part().restore(state);
                return null;
            });
            next(SwapStep.REVERSE_CHECK);
            S back = guarded(() -> made.part().save());
            if (!state.equals(back)) {
                throw new MachineException("it does not hold the same world: " + Differences.first(state, back));
            }
            next(SwapStep.SWITCH);
            board.activate(slot, new Slot.Active<>(plug, made.part(), made.release()));
            next(SwapStep.RESUME);
        } finally {
            pauseNanos = System.nanoTime() - pauseStart;
        }
    }

    private <T> T guarded(Callable<T> work) {
        return guard.run(work);
    }

    private void retire(P part, Runnable release) {
        try {
            guard.run(() -> {
                part.retire();
                release.run();
                return null;
            });
        } catch (MachineException e) {
            board.report("the " + slot.subsystem().label() + " that was taken out did not let go of its resources: " + e.getMessage());
        }
    }

    private void next(SwapStep following) {
        long now = System.nanoTime();
        phases.add(new SwapReport.Phase(step, now - stepStart));
        step = following;
        stepStart = now;
    }

    private SwapReport report(String from, boolean accepted, String reason) {
        phases.add(new SwapReport.Phase(step, System.nanoTime() - stepStart));
        return new SwapReport(number, slot.subsystem(), from, plug.policy(), accepted, accepted ? null : step, reason, pauseNanos, items, phases);
    }
}
