package org.zerobench.api.machine;

import java.util.List;
import java.util.function.IntPredicate;
import org.osgi.annotation.versioning.ConsumerType;

/** A board's devices and the controllers they are wired to, as one OSGi service. The machine takes it before power-on. */
@ConsumerType
public interface Peripherals {

    /**
     * What a machine got.
     *
     * @param devices    by ascending address, all inside physical 0x10000000 to 0x10200000
     * @param interrupts the controllers that they are wired to
     */
    record Fitted(List<Device> devices, InterruptController interrupts) {}

    /**
     * Builds the devices, as they are at power-on, for a machine; those of an earlier machine are no longer anybody's. Any
     * thread.
     *
     * @param machine gives the time; its other methods are not called before power-on
     * @param raised  to be run, on the machine thread, whenever a line that is not masked has gone up
     * @param console takes a byte that {@code uart0} sends while nobody listens to it through {@link Panel}; false when
     *                there is no room now. Machine thread
     */
    Fitted fit(Machine machine, Runnable raised, IntPredicate console);
}
