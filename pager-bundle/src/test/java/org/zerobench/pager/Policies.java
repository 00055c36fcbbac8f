package org.zerobench.pager;

import java.util.List;
import java.util.function.Supplier;
import org.zerobench.api.pager.Replacement;
import org.zerobench.pager.aging.Aging;
import org.zerobench.pager.clock.Clock;

/** Every policy of the house. */
final class Policies {
    private Policies() {}

    static final List<String> NAMES = List.of("fifo", "clock", "aging");

    static Replacement make(String name) {
        Supplier<Replacement> maker = switch (name) {
            case "fifo" -> Fifo::new;
            case "clock" -> Clock::new;
            case "aging" -> Aging::new;
            default -> throw new IllegalArgumentException(name);
        };
        return maker.get();
    }
}
