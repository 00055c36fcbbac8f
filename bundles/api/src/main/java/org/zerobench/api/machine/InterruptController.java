package org.zerobench.api.machine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The interrupt controllers as the kernel drives them: {@value #LINES} lines, numbered as in ABI 11.1 (0 to 31 the primary
 * controller's, 31 + n line n of the secondary one). A line is up as long as its device asks for service. At power-on all
 * lines are masked. Machine thread.
 */
@ConsumerType
public interface InterruptController {

    /** Number of lines. */
    int LINES = 64;

    /** @return true when some device is wired to the line; false for one that does not exist */
    boolean wired(int irq);

    /** Lets a line through. */
    void unmask(int irq);

    /** Keeps a line back. */
    void mask(int irq);

    /** @return true when the line is kept back */
    boolean masked(int irq);

    /** The lowest line that is up and not masked, or -1. */
    int pending();

    /**
     * Asks the device to take its request back without its driver's help (ABI 11.4, step 2: timers clear theirs, keyboard and
     * mouse switch theirs off until the driver switches it on again).
     *
     * @return true when the line is down now; false when it stays up until the driver has served the device
     */
    boolean quiet(int irq);
}
