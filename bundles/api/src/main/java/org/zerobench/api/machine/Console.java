package org.zerobench.api.machine;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A byte stream in and two out, between a program and the person or the pipe that runs it. It belongs to the machine, so
 * it outlives every swap: bytes that arrive while a server is being replaced wait here.
 *
 * <p>Machine thread, except where a method says otherwise.
 */
@ProviderType
public interface Console {

    /** Number that servers keep in their state records; looked up with {@link Machine#console(int)}. */
    int id();

    /**
     * Takes input that has arrived. When nothing has, input is asked for and {@code consoleReady} of the POSIX server is
     * called on the machine thread once there is some.
     *
     * @return number of bytes put into {@code target}, 0 when none is there yet, -1 at end of input
     */
    int read(byte[] target, int offset, int length);

    /** @return true when {@link #read} would return something other than 0 (input or end of input); asks for input if not */
    boolean readable();

    /**
     * Hands output to the host. Does not block: the host side drains it.
     *
     * @param stream 1 standard output, 2 standard error
     * @return bytes accepted; fewer than {@code length} (0 too) when the host is slow: {@code consoleReady} follows when
     *         there is room; -1 when the host's side is closed (EPIPE)
     */
    int write(int stream, byte[] source, int offset, int length);

    /** @return true when stream 0, 1 or 2 is a terminal on the host */
    boolean terminal(int stream);

    /** @return terminal width in columns, 80 if unknown */
    int columns();

    /** @return terminal height in rows, 24 if unknown */
    int rows();

    /** Switches the host's terminal between line mode with echo (true) and raw mode (false); ignored without a terminal. */
    void lineMode(boolean on);
}
