package org.zerobench.benchmarks;

import org.zerobench.api.swap.Subsystem;

/** Which swaps are measured, and what is aimed at. */
public enum SwapFigure {
    MALLOC_SMALL("swap of the allocator, 1,000 live blocks", 1_000_000, Subsystem.MALLOC, 1_000),
    MALLOC_LARGE("swap of the allocator, 100,000 live blocks", 20_000_000, Subsystem.MALLOC, 100_000),
    PAGER("swap of the pager", 0, Subsystem.PAGER, 100_000),
    KERNEL("swap of the kernel", 0, Subsystem.KERNEL, 1_000),
    CPU("swap of the CPU", 0, Subsystem.CPU, 1_000),
    POSIX("swap of the POSIX server", 0, Subsystem.POSIX, 1_000);

    private final String title;
    private final long aimNanos;
    private final Subsystem subsystem;
    private final int blocks;

    SwapFigure(String title, long aimNanos, Subsystem subsystem, int blocks) {
        this.title = title;
        this.aimNanos = aimNanos;
        this.subsystem = subsystem;
        this.blocks = blocks;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    /** How long the pause should be at most, in nanoseconds; 0 where nothing is aimed at. */
    long aimNanos() {
        return aimNanos;
    }

    Subsystem subsystem() {
        return subsystem;
    }

    /** Live blocks in the program's heap. */
    int blocks() {
        return blocks;
    }
}
