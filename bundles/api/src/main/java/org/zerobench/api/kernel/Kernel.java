package org.zerobench.api.kernel;

import org.osgi.annotation.versioning.ConsumerType;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.TrapHandler;
import org.zerobench.api.swap.Swappable;

/** The microkernel, as the machine's loop drives it. A prototype-scoped service with the property {@value #POLICY}. */
@ConsumerType
public interface Kernel extends KernelCalls, KernelView, TrapHandler, Swappable<KernelState> {

    /** Service property: the name a person chooses this kernel by. */
    String POLICY = "policy";

    /**
     * First start on cleared RAM: makes the system pages, the threads of the Java servers ({@link Servers}) and their
     * capabilities. The kernel keeps frames for its tables; the pager's physical memory capability names the frames that
     * it may use.
     */
    void boot();

    /**
     * Chooses the next thread, charging the time since the last choice to the one that ran.
     *
     * @return null when nothing is ready: the machine idles until a request or {@link #deadline}
     */
    ThreadContext schedule();

    /** Machine time in nanoseconds of the kernel's next own event (a time-out), {@link Long#MAX_VALUE} for none. */
    long deadline();

    /** Does what is due at {@code now}. */
    void expire(long now);

    /** An interrupt line is up and not masked. Called at safe points while {@code machine.interrupts().pending()} names one. */
    void interrupt();

    /**
     * Makes a container: its space, its pager's thread, its capabilities, the mappings of its image. Its
     * memory holds what it held: the contents come before the start. Nothing is left of it when it cannot be made.
     *
     * @return the pager's tid, inactive until {@link #startContainer}; -EEXIST when the id is in use, -EBUSY when a physical
     *         range is neither free RAM nor a device's, -EINVAL for a plan that makes no sense, -ENOMEM
     */
    int createContainer(ContainerPlan plan);

    /** Runs the pager of a new container. @return 0 or -ESRCH */
    int startContainer(int id);

    /** Ends a container with all its threads and spaces; its physical memory is free again. A container whose last thread ends goes by itself. @return 0 or -ESRCH */
    int destroyContainer(int id);

    /** Makes a thread for a further Java server. @return its tid */
    int createServer(String name);

    /** Ends the thread of a Java server; its clients get -ESRCH. */
    void removeServer(int tid);

    /** Physical ranges in bytes that the thread's capabilities let it map, ascending: how a pager learns its memory. */
    java.util.List<PhysicalRange> physicalMemory(int tid);

    /** A server's call was abandoned by the watchdog: its client gets -EIO; the kernel goes on. @param tid the server */
    void abandoned(int tid);

    /** @param start first byte @param bytes length */
    record PhysicalRange(int start, int bytes) {}
}
