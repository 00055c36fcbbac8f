package org.zerobench.machine;

import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.ThreadContext;

/** What drives the machine's loop: the host's clock, or the count of executed instructions. Machine thread but for the clocks. */
interface Rhythm {

    /** Machine time in nanoseconds since power-on. Any thread. */
    long nanos();

    /** Wall-clock time in nanoseconds since 1970. Any thread. */
    long wallNanos();

    /** True where the host's clock ends runs, and what comes from outside does so at once. */
    boolean hostTime();

    /** A pass of the loop begins: waits until the machine may go on, and lets in what has come from outside. */
    void turn();

    /** Lets one thing in that has come from outside. @return false when there is none */
    boolean letIn();

    /** Runs threads, {@code next} first, until the loop has something to do. */
    void run(Cpu cpu, ThreadContext next, Kernel kernel);

    /** No thread can run: waits for {@code deadline} (machine time, {@link Long#MAX_VALUE} for none) or for something from outside. */
    void rest(long deadline);

    /** True while something from outside is to end the next run before it begins. */
    boolean interrupted();

    /** The machine goes off. The last thing that the machine thread does. */
    void end();
}
