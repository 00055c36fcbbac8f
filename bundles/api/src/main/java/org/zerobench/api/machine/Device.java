package org.zerobench.api.machine;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A memory-mapped device. Called on the machine thread, from inside the engine: must be short and must not throw. */
@ConsumerType
public interface Device {

    /** Name, like {@code uart0}. */
    String name();

    /** Physical address of the first register; page aligned, inside the device window. */
    int base();

    /** Size of the register window in bytes; a multiple of 4096. */
    int sizeBytes();

    /**
     * @param offset byte offset from {@link #base()}
     * @param bytes  1, 2 or 4
     * @return the register's value
     */
    int read(int offset, int bytes);

    /**
     * @param offset byte offset from {@link #base()}
     * @param bytes  1, 2 or 4
     * @param value  what the guest stored
     */
    void write(int offset, int bytes, int value);

    /** The interrupt lines that the device drives, for people. */
    default List<LineInfo> lines() {
        return List.of();
    }

    /** What the registers hold, by ascending offset, for people: looking changes nothing. */
    default List<RegisterInfo> registers() {
        return List.of();
    }

    /** An interrupt line. @param irq its number, see {@link InterruptController} @param up whether service is asked for */
    record LineInfo(int irq, boolean up) {}

    /**
     * A register.
     *
     * @param offset in bytes from the device's first register
     * @param name   as in the device's manual
     * @param value  what a guest would read now; 0 for one that can only be written
     */
    record RegisterInfo(int offset, String name, int value) {}

    /** Machine time in nanoseconds of the device's next own event, {@link Long#MAX_VALUE} for none. */
    default long deadline() {
        return Long.MAX_VALUE;
    }

    /** Does what is due. At a safe point, when {@link #deadline} has passed. @param now machine time in nanoseconds */
    default void expire(long now) {}
}
