package org.zerobench.api.machine;

import org.osgi.annotation.versioning.ConsumerType;

/** The one callback from CPU to kernel. Called on the machine thread, possibly from inside the engine. */
@ConsumerType
public interface TrapHandler {

    /**
     * Handles a trap of the running thread.
     *
     * <p>Every register of the thread is in {@code context} (VFP registers only where {@link ThreadContext#vfpUsed};
     * d0-d31 and fpscr may be read and written by the handler only through {@link Cpu#syncVfp}).
     *
     * @param context the thread that trapped, the one {@link Cpu#run} was running
     * @param trap    why
     * @return the context to go on with: the same one, changed or not, another one (a thread switch), or null to leave
     *         {@link Cpu#run}
     */
    ThreadContext trap(ThreadContext context, Trap trap);
}
