package org.zerobench.posix.process;

import java.security.SecureRandom;
import org.zerobench.api.machine.Machine;

/** Random numbers for programs: the host's, or in deterministic mode those that every run repeats. */
public final class RandomBytes {
    private final Machine machine;
    private SecureRandom host;

    public RandomBytes(Machine machine) {
        this.machine = machine;
    }

    /** Fills with random bytes. */
    public void fill(byte[] target) {
        machine.chronicle().ifPresentOrElse(chronicle -> chronicle.random(target), () -> host().nextBytes(target));
    }

    /** Made when it is first needed: that takes the host a while. */
    private SecureRandom host() {
        if (host == null) {
            host = new SecureRandom();
        }
        return host;
    }
}
