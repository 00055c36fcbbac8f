package org.zerobench.kernel;

import org.zerobench.api.machine.Machine;

/** The nouns and verbs of one kernel instance, wired together. Verbs find each other here when they are called. */
final class Parts {
    final Machine machine;
    final Ram ram;
    final Counters counters = new Counters();
    final Capabilities capabilities = new Capabilities();
    final TablePool pool;
    final Code code;
    final PageTables tables;
    final SystemPages systemPages;
    final Spaces spaces;
    final Threads threads = new Threads();
    final Scheduler scheduler;
    final UserMemory memory;
    final ServerCalls servers;
    final Faults faults;
    final Ipc ipc;
    final Mutexes mutexes;
    final Interrupts interrupts;
    final KernelConsole console;
    final Timeouts timeouts;
    final Lives lives;
    final Containers containers;
    final CallTable calls;

    Parts(Machine machine) {
        this.machine = machine;
        ram = new Ram(machine.ram(), machine.ramBytes());
        int start = TablePool.startIn(ram.sizeBytes());
        pool = new TablePool(start, ram.sizeBytes() - start);
        code = new Code(machine, ram.frames());
        tables = new PageTables(machine, ram, pool, code, capabilities);
        systemPages = new SystemPages(ram);
        spaces = new Spaces(machine, ram, pool, tables, capabilities);
        scheduler = new Scheduler(machine, systemPages, counters);
        memory = new UserMemory(this);
        servers = new ServerCalls(this);
        faults = new Faults(this);
        ipc = new Ipc(this);
        mutexes = new Mutexes(this);
        interrupts = new Interrupts(this);
        timeouts = new Timeouts(this);
        console = new KernelConsole(machine);
        lives = new Lives(this);
        containers = new Containers(this);
        calls = new CallTable(this);
    }
}
