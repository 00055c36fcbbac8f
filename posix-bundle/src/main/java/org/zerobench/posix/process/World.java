package org.zerobench.posix.process;

import java.util.function.BiFunction;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;

/** The parts of the process half, put together once for each server. */
public final class World {
    /** The server's own kernel thread: all kernel calls are made under its capabilities. */
    public static final int SELF = Servers.POSIX;

    public final Machine machine;
    public final ProcessTable processes;
    public final FileSide files;
    public final Timers timers = new Timers();
    public final UserMemory memory;
    public final Signals signals;
    public final Futexes futexes;
    public final Births births;
    public final Endings endings;
    public final Programs programs;
    public final Clocks clocks;
    public final Sleeping sleeping;

    /** @param fileSide makes the file half */
    public World(Machine machine, BiFunction<Machine, Processes, FileSide> fileSide) {
        this.machine = machine;
        processes = new ProcessTable(this);
        memory = new UserMemory(machine);
        sleeping = new Sleeping(this);
        signals = new Signals(this);
        futexes = new Futexes(this);
        endings = new Endings(this);
        births = new Births(this);
        programs = new Programs(this);
        clocks = new Clocks(this);
        files = fileSide.apply(machine, processes);
    }

    /** The active kernel: read once per operation. */
    public Kernel kernel() {
        return machine.kernel();
    }

    /** The live registers of a task, or null when its thread has gone. */
    public ThreadContext context(Task task) {
        return machine.kernel().context(SELF, task.thread());
    }

    /** After a restore, at the first safe point: timers run again. */
    public void resume() {
        processes.all().forEach(clocks::resume);
    }

    /** A number from the machine's options. */
    public int option(String name, int otherwise) {
        try {
            return machine.option(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
