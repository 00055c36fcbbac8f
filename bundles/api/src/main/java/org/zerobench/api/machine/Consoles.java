package org.zerobench.api.machine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Opens consoles between programs and host streams. An OSGi service; any thread but the machine thread. */
@ProviderType
public interface Consoles {

    /**
     * Opens a console. Input is read from {@code in} only while a program asks for some, by a thread of its own.
     *
     * @param in        what programs read
     * @param out       where stream 1 goes; an {@link java.io.IOException} from it means that nobody reads any more
     * @param err       where stream 2 goes
     * @param terminals which of the streams 0, 1, 2 are terminals
     * @param terminal  the person's terminal; {@link Terminal#NONE} without one
     * @return the console's number
     */
    int open(InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Terminal terminal);

    /** Waits until all output has been written, then closes the console; the streams stay open. */
    void close(int id);

    /** What a console asks of the terminal behind it. Called on any thread; must not block. */
    @ConsumerType
    interface Terminal {
        /** Eighty columns, twenty-four rows, no modes. */
        Terminal NONE = new Terminal() {};

        /** Width in columns. */
        default int columns() {
            return 80;
        }

        /** Height in rows. */
        default int rows() {
            return 24;
        }

        /** Line mode with echo (true) or raw mode (false). */
        default void lineMode(boolean on) {}
    }
}
