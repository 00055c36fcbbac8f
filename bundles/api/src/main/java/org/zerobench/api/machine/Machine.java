package org.zerobench.api.machine;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;

/**
 * The board that every part is plugged into, as an OSGi service. Never swapped.
 *
 * <p>The accessors {@link #cpu()} to {@link #posix()} give the part that is active <em>now</em>. Read one once per
 * operation and never keep it in a field: at the next safe point another may stand in its place. They are for the machine
 * thread.
 */
@ProviderType
public interface Machine {

    /** Physical memory: byte 0 is physical address 0. Its size is {@link #ramBytes()}. */
    MemorySegment ram();

    /** Size of RAM in bytes; a multiple of 1 MiB from 4 MiB to 256 MiB. */
    int ramBytes();

    /** The devices, by ascending address, all inside physical 0x10000000 to 0x10200000. Fixed while the machine lives. */
    List<Device> devices();

    /** The interrupt controllers that the devices are wired to. */
    InterruptController interrupts();

    /** The active CPU. */
    Cpu cpu();

    /** The active kernel. */
    Kernel kernel();

    /** The active pager. */
    Pager pager();

    /** The server of heaps, around the active allocator. */
    HeapServer heaps();

    /** The active POSIX server. */
    PosixServer posix();

    /** The code behind a Java server's thread, if it is there now. */
    Optional<Server> server(int tid);

    /**
     * The kernel marks the time that it is inside a Java server's code, so that the watchdog sees one that hangs.
     *
     * @param tid the server being called, 0 when the call has returned
     */
    void inServer(int tid);

    /** Machine time in nanoseconds since power-on; never goes back. Any thread. */
    long nanos();

    /** Wall-clock time in nanoseconds since 1970-01-01 UTC. Any thread. */
    long wallNanos();

    /**
     * Runs {@code work} on the machine thread at the next safe point and waits for it. From the machine thread it runs at
     * once. For looking: what changes the machine goes through {@link #change}.
     *
     * @throws MachineException when the work throws (its cause) or the machine is off
     */
    <T> T call(Callable<T> work);

    /**
     * As {@link #call}, for work that changes what programs see: in deterministic mode it has its place in the machine's
     * history, and a replay does it there again.
     *
     * @param what what is done, in one line; the same in every run
     */
    default <T> T change(String what, Callable<T> work) {
        return call(work);
    }

    /** Runs {@code work} on the machine thread at the next safe point; does not wait. For looking, as {@link #call} is. Any thread. */
    void post(Runnable work);

    /**
     * The person at a console has pressed a key that stands for a signal: the terminal's foreground group gets it, or the
     * program itself where there is none. SIGTSTP a program without a guest's shell does not get: nobody would let it go on.
     * Does not wait. Any thread.
     *
     * @param console the console's number
     * @param pid     the program that was started on it
     * @param signal  its number
     * @param unheard run, on the machine thread, when nobody got it
     */
    default void press(int console, int pid, int signal, Runnable unheard) {
        throw new UnsupportedOperationException("this machine has no keys");
    }

    /**
     * Gives a device of the board something from outside, in the form that its {@link Peripherals.Wires} know, and waits until it
     * is there. In deterministic mode it is part of the machine's history; a replay takes it from the log, and this does nothing.
     *
     * @param device its name
     * @throws MachineException when the device takes none of it, or the machine is off
     */
    default void deliver(String device, byte[] bytes) {
        throw new UnsupportedOperationException("this machine's devices have no wires");
    }

    /** What a machine in deterministic mode offers besides; empty in any other. */
    default Optional<Chronicle> chronicle() {
        return Optional.empty();
    }

    /** @return true on the machine thread; an abandoned former machine thread gets false. */
    boolean onMachineThread();

    /** @throws IllegalStateException when the caller is not the machine thread: every kernel entry asserts this */
    default void assertMachineThread() {
        if (!onMachineThread()) {
            throw new IllegalStateException("only the machine thread may do this: use Machine.call");
        }
    }

    /** The console with that number, if it is still open. */
    Optional<Console> console(int id);

    /** The exit of the latest program with that number, completed with its wait status (POSIX: code &lt;&lt; 8, or signal). Any thread. */
    CompletableFuture<Integer> exitOf(int pid);

    /** Told by the POSIX server when it has started a process with no parent, whose number may have been another's. Machine thread. */
    default void programStarted(int pid) {
        // not of interest to a machine whose exitOf nobody asks
    }

    /** Told by the POSIX server when a process with no parent has ended, with its wait status. */
    void programEnded(int pid, int waitStatus);

    /** Completed when the container that has this id now ends; at once when there is none. Machine thread. */
    CompletableFuture<Void> endOfContainer(int id);

    /** Told by the kernel when a container's last thread has gone. */
    void containerEnded(int id);

    /** Tells the person one thing, in one line: cause and remedy. Any thread. */
    void report(String line);

    /** A boot option, like {@code root} or {@code ram}; see the options' names in the launcher's documentation. */
    Optional<String> option(String name);
}
