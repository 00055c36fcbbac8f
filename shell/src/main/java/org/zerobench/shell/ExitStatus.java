package org.zerobench.shell;

/**
 * How a program ended.
 *
 * @param pid  its process id
 * @param status its wait status, POSIX encoding: code &lt;&lt; 8, or the signal (with 0x80: core dumped)
 */
record ExitStatus(int pid, int status) {

    private static final int KILLED = 128;

    /** The status as a shell gives it: the code, or 128 + signal. */
    int code() {
        return signal() == 0 ? status >> 8 & 0xFF : KILLED + signal();
    }

    /** The signal that ended it, 0 when it ended by itself. */
    int signal() {
        return status & 0x7F;
    }

    /** What there is to say, empty for success. */
    String complaint() {
        return signal() != 0 ? "killed by " + GuestSignals.name(signal()) : code() != 0 ? "exit status " + code() : "";
    }
}
