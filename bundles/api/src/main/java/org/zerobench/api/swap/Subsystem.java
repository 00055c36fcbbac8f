package org.zerobench.api.swap;

import java.util.Locale;

/** The replaceable parts of the machine. */
public enum Subsystem {
    /** {@link org.zerobench.api.machine.Cpu}. */
    CPU,
    /** {@link org.zerobench.api.kernel.Kernel}. */
    KERNEL,
    /** {@link org.zerobench.api.pager.Pager}. */
    PAGER,
    /** {@link org.zerobench.api.malloc.Allocator}. */
    MALLOC,
    /** {@link org.zerobench.api.posix.PosixServer}. */
    POSIX;

    /** The name people type: {@code cpu}, {@code kernel}, {@code pager}, {@code malloc}, {@code posix}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
