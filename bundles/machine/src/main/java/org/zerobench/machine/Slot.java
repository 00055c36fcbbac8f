package org.zerobench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.State;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swappable;

/**
 * Where one subsystem is plugged in: the candidates, the active part, and the saved world while there is no part.
 *
 * <p>The active part is one volatile field, written only at a safe point. Candidates are guarded by the monitor.
 *
 * @param <P> the part
 * @param <S> its state
 */
final class Slot<P extends Swappable<S>, S extends State> {

    /** The part in use, where it came from, and how to give it back. */
    record Active<P>(Plug<P> plug, P part, Runnable release) {}

    private final Subsystem subsystem;
    private final List<Plug<P>> plugs = new ArrayList<>();
    private volatile Active<P> active;
    /** The world while nobody is plugged in, and since when (ns); null otherwise. */
    private S parked;
    private long parkedSince;
    /** The policy a person or the configuration chose; null: the best-ranked. */
    private volatile String chosen;

    Slot(Subsystem subsystem, String chosen) {
        this.subsystem = subsystem;
        this.chosen = chosen;
    }

    Subsystem subsystem() {
        return subsystem;
    }

    synchronized void add(Plug<P> plug) {
        plugs.add(plug);
    }

    synchronized Optional<Plug<P>> remove(ServiceReference<?> reference) {
        for (Plug<P> plug : plugs) {
            if (plug.is(reference)) {
                plugs.remove(plug);
                return Optional.of(plug);
            }
        }
        return Optional.empty();
    }

    synchronized List<Plug<P>> plugs() {
        return List.copyOf(plugs);
    }

    /** All candidates, the best-ranked first. */
    synchronized List<Plug<P>> ranked() {
        return plugs.stream().sorted((a, b) -> a.betterThan(b) ? -1 : b.betterThan(a) ? 1 : 0).toList();
    }

    synchronized Optional<Plug<P>> named(String policy) {
        return best(plugs.stream().filter(p -> p.policy().equals(policy)).toList());
    }

    /** The plug that should be active: the chosen policy's, else the best-ranked. */
    synchronized Optional<Plug<P>> preferred() {
        Optional<Plug<P>> wanted = chosen == null ? Optional.empty() : named(chosen);
        return wanted.isPresent() ? wanted : best(plugs);
    }

    /** @return true when the chosen policy is there, or none is chosen and there is any */
    boolean ready() {
        return chosen == null ? preferred().isPresent() : named(chosen).isPresent();
    }

    private Optional<Plug<P>> best(List<Plug<P>> among) {
        return among.stream().reduce((a, b) -> b.betterThan(a) ? b : a);
    }

    String chosen() {
        return chosen;
    }

    void choose(String policy) {
        chosen = policy;
    }

    Active<P> active() {
        return active;
    }

    /** The active part. @throws MachineException when none is plugged in */
    P part() {
        Active<P> now = active;
        if (now == null) {
            throw new MachineException("no " + subsystem.label() + " is plugged in: install a bundle that offers one");
        }
        return now.part;
    }

    boolean filled() {
        return active != null;
    }

    void activate(Active<P> next) {
        active = next;
        parked = null;
    }

    void park(S state, long now) {
        parked = state;
        parkedSince = now;
        active = null;
    }

    S parked() {
        return parked;
    }

    long parkedSince() {
        return parkedSince;
    }
}
