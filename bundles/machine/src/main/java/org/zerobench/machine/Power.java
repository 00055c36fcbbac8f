package org.zerobench.machine;

import java.util.Optional;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.State;
import org.zerobench.api.swap.Swappable;

/** First start: plugs the preferred part into every slot and boots it, CPU and kernel first. Machine thread. */
final class Power {
    private final Board board;

    Power(Board board) {
        this.board = board;
    }

    /** @throws MachineException when some slot's candidates all fail; says which and why */
    void on() {
        plug(board.cpuSlot(), cpu -> {
            Deterministic.requireCounting(board, cpu);
            cpu.open(board);
        });
        plug(board.kernelSlot(), kernel -> kernel.boot());
        plug(board.mallocSlot(), heaps -> { });
        plug(board.pagerSlot(), pager -> pager.boot());
        plug(board.posixSlot(), posix -> posix.boot());
    }

    private interface Boot<P> {
        void boot(P part);
    }

    private <P extends Swappable<S>, S extends State> void plug(Slot<P, S> slot, Boot<P> boot) {
        Plug<P> plug = slot.preferred().orElseThrow(() -> new MachineException("no " + slot.subsystem().label() + " is plugged in"));
        Optional<String> chosen = Optional.ofNullable(slot.chosen());
        if (chosen.isPresent() && !chosen.get().equals(plug.policy())) {
            throw new MachineException("there is no " + slot.subsystem().label() + " '" + chosen.get() + "'; there are: "
                    + String.join(", ", slot.plugs().stream().map(Plug::policy).distinct().sorted().toList()));
        }
        Plug.Made<P> made = plug.make();
        board.activate(slot, new Slot.Active<>(plug, made.part(), made.release()));
        boot.boot(made.part());
    }
}
