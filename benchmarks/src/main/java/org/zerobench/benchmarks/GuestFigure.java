package org.zerobench.benchmarks;

import java.util.Map;

/** What guests measure: one bench of one program each, and what is aimed at. */
public enum GuestFigure {
    NULL_CALL("null system call", 200, "syscall-bench", "null call", 50_000),
    SERVER("guest to Java server and back", 400, "ipc-server-bench", "POSIX server, getpid", 50_000),
    ONE_SPACE("guest to guest and back, one space", 1_500, "ipc-bench", "round trip in one space", 20_000),
    TWO_SPACES("guest to guest and back, two spaces", 5_000, "ipc-bench", "round trip in two spaces", 10_000),
    FIRST_WRITE("page fault: first write", 2_000, "fault-bench", "first touch, write", 1_000),
    FIRST_READ("page fault: first read", 2_000, "fault-bench", "first touch, read", 1_000),
    COPY("page fault: copy after fork", 2_000, "fault-bench", "copy after fork", 1_000),
    FILE("page fault: file in the cache", 2_000, "fault-bench", "file, first touch, read", 1_000),
    FORK("fork, exit, wait", 200_000, "fork-bench", "fork, exit, wait", 300),
    EXEC("fork, exec, exit, wait", 2_000_000, "fork-bench", "fork, exec, exit, wait", 200),
    BUSYBOX("fork, exec of busybox true, wait", 2_000_000, "fork-bench", "fork, exec of busybox true, wait", 100),
    MALLOC("malloc and free", 0, "ipc-server-bench", "heap server, malloc and free", 30_000),
    EMPTY_LOOP("turn of an empty loop", 0, "syscall-bench", "empty loop", 5_000_000),
    LOAD("turn of a loop with a load", 0, "syscall-bench", "load", 5_000_000),
    STORE("turn of a loop with a store", 0, "syscall-bench", "store", 1_000_000);

    private final String title;
    private final long aimNanos;
    private final String program;
    private final String bench;
    private final int operations;

    GuestFigure(String title, long aimNanos, String program, String bench, int operations) {
        this.title = title;
        this.aimNanos = aimNanos;
        this.program = program;
        this.bench = bench;
        this.operations = operations;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    /** What one operation should take at most, in nanoseconds; 0 where nothing is aimed at. */
    long aimNanos() {
        return aimNanos;
    }

    /** The program's file. */
    String program() {
        return "/bin/" + program;
    }

    /** The name of the bench in that program. */
    String bench() {
        return bench;
    }

    /** How many operations make a round. */
    int operations() {
        return operations;
    }

    /** What the machine needs for it. */
    Map<String, String> options() {
        return this == BUSYBOX ? Map.of("zb.root", Busybox.root()) : Map.of();
    }
}
