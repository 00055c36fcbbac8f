package org.zerobench.benchmarks;

/** What a container's program measures ({@code guest/container/bench}), and what the ABI's own kernel needs under a system emulator. */
public enum ContainerFigure {
    GETID("getid", 1_500, 50_000),
    THREAD_SWITCH("thread_switch to another thread", 6_600, 20_000),
    SHORT_ONE("short IPC round trip, one space", 39_000, 10_000),
    FULL_ONE("full IPC round trip, one space", 75_000, 10_000),
    SHORT_TWO("short IPC round trip, two spaces", 38_000, 5_000),
    FULL_TWO("full IPC round trip, two spaces", 95_000, 5_000),
    MAP("map and unmap 1 page", 28_000, 10_000),
    MAP_MANY("map and unmap 1,024 pages", 12_500_000, 50),
    FAULT("page fault through a guest pager", 92_000, 1_000),
    CREATE("create and destroy a thread", 54_000, 10_000),
    MUTEX("lock and unlock a mutex", 140, 500_000);

    private final String title;
    private final long classicNanos;
    private final int operations;

    ContainerFigure(String title, long classicNanos, int operations) {
        this.title = title;
        this.classicNanos = classicNanos;
        this.operations = operations;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    /** What the classic kernel needs for one operation, in nanoseconds. */
    long classicNanos() {
        return classicNanos;
    }

    /** How many operations make a round. */
    int operations() {
        return operations;
    }
}
