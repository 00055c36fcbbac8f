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
     * @param wires      to the world outside
     */
    record Fitted(List<Device> devices, InterruptController interrupts, Wires wires) {}

    /** What comes from outside, and what goes there. */
    interface Wires {

        /**
         * Something has come for a device. Machine thread.
         *
         * @param device its name
         * @param bytes  what came, in the device's own form; see {@link Machine#deliver}
         * @throws MachineException when the device takes none of it
         */
        void receive(String device, byte[] bytes);

        /** Waits while much of what devices have sent is still to be read by those who listen. For machines in deterministic mode. */
        void awaitRoom();
    }

    /**
     * Builds the devices, as they are at power-on, for a machine; those of an earlier machine are no longer anybody's. Any
     * thread.
     *
     * @param machine gives the time and what deterministic mode offers; its other methods are not called before power-on
     * @param raised  to be run, on the machine thread, whenever a line that is not masked has gone up
     * @param console takes a byte that {@code uart0} sends while nobody listens to it through {@link Panel}; false when
     *                there is no room now. Machine thread
     */
    Fitted fit(Machine machine, Runnable raised, IntPredicate console);
}
