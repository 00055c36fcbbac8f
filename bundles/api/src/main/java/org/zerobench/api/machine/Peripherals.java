package org.zerobench.api.machine;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A board's devices and the controllers they are wired to, as one OSGi service. The machine takes it before power-on. */
@ConsumerType
public interface Peripherals {

    /** The devices, by ascending address, all inside physical 0x10000000 to 0x10200000. Always the same ones. */
    List<Device> devices();

    /** The controllers that they are wired to. */
    InterruptController interrupts();

    /**
     * Connects the devices with the machine. Once, before power-on; any thread.
     *
     * @param machine gives the time
     * @param raised  to be run, on the machine thread, whenever a line that is not masked has gone up
     */
    void connect(Machine machine, Runnable raised);
}
