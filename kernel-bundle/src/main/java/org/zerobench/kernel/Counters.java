package org.zerobench.kernel;

import java.util.List;
import org.zerobench.api.kernel.KernelView.Counter;

/** What the kernel counts since power-on. */
final class Counters {
    long calls;
    long exceptions;
    long ipcs;
    long serverCalls;
    long faults;
    long repairs;
    long switches;
    long preemptions;

    List<Counter> list() {
        return List.of(new Counter("system calls", calls), new Counter("exceptions", exceptions), new Counter("ipcs", ipcs),
                new Counter("server calls", serverCalls), new Counter("faults", faults), new Counter("repairs", repairs),
                new Counter("switches", switches), new Counter("preemptions", preemptions));
    }

    /** Takes values over by name; unknown ones are dropped, missing ones stay 0. */
    void take(List<Counter> values) {
        for (Counter counter : values) {
            switch (counter.name()) {
                case "system calls" -> calls = counter.value();
                case "exceptions" -> exceptions = counter.value();
                case "ipcs" -> ipcs = counter.value();
                case "server calls" -> serverCalls = counter.value();
                case "faults" -> faults = counter.value();
                case "repairs" -> repairs = counter.value();
                case "switches" -> switches = counter.value();
                case "preemptions" -> preemptions = counter.value();
                default -> { }
            }
        }
    }
}
