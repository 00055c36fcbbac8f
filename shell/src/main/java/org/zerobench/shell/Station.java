package org.zerobench.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.MachineException;

/**
 * Where the person sits: the process's three streams and, if there is one, the terminal behind them. Commands read from it,
 * programs in the foreground are attached to it.
 *
 * <p>The terminal library is loaded when it is first needed: running one program in a pipe never needs it.
 */
final class Station implements Consoles.Terminal, AutoCloseable {

    /** The session variable that holds it. */
    static final String KEY = ".zb.station";

    private static final int POLL_MILLIS = 5;
    /** Ctrl-D. */
    private static final int END_OF_INPUT = 4;
    /** What switches a control character off (_POSIX_VDISABLE). */
    private static final int DISABLED = System.getProperty("os.name").startsWith("Linux") ? 0 : 0xFF;

    private final Set<Integer> terminals;
    private final OutputStream out;
    private final OutputStream err;
    private final InputStream keys;
    private final SharedInput piped;
    private Terminal terminal;
    private Attributes original;
    private boolean keysByTerminal;
    private volatile boolean raw;
    /** What Ctrl-C means now, null for nothing. */
    private volatile Runnable interrupt;

    /** @param terminals which of the streams 0, 1, 2 are terminals */
    Station(Set<Integer> terminals) {
        this(terminals, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    Station(Set<Integer> terminals, InputStream in, OutputStream out, OutputStream err) {
        this.terminals = Set.copyOf(terminals);
        this.out = out;
        this.err = err;
        keys = in;
        piped = new SharedInput(in, terminals.contains(0));
    }

    /** Reads what the launcher found out, like {@code 0,1,2}. */
    static Set<Integer> terminals(String list) {
        Set<Integer> found = new HashSet<>();
        for (String word : (list == null ? "" : list).split("[^0-2]+")) {
            if (!word.isEmpty()) {
                found.add(Integer.parseInt(word));
            }
        }
        return found;
    }

    Set<Integer> terminals() {
        return terminals;
    }

    /** True when a person types and reads here. */
    boolean interactive() {
        return terminals.contains(0) && terminals.contains(1);
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** The terminal, opened; a dumb one where there is none. */
    synchronized Terminal terminal() {
        if (terminal == null) {
            // The library looks for its ways to the terminal with the thread's class loader.
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(TerminalBuilder.class.getClassLoader());
            try {
                terminal = TerminalBuilder.builder().name("zerobench").system(true).dumb(true).nativeSignals(keysByTerminal).build();
            } catch (IOException | IllegalStateException e) {
                throw new MachineException("the terminal cannot be used (" + e.getMessage() + "): try with TERM=dumb or input from a pipe", e);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
            original = terminal.getAttributes();
            if (hasTerminal() && terminal.getWidth() <= 0) {
                terminal.setSize(new Size(ShownConverter.DEFAULT_COLUMNS, Consoles.Terminal.super.rows())); // nobody told it
            }
        }
        return terminal;
    }

    /** Keys and signals of the terminal come through the terminal library. To be called before {@link #terminal()}. */
    synchronized void keysByTerminal() {
        keysByTerminal = true;
    }

    /** Input for one reader. Closing it ends a read that waits; the station's own input stays open. */
    synchronized InputStream input() {
        return keysByTerminal ? new Keys() : piped.lease();
    }

    @Override
    public int columns() {
        int width = hasTerminal() ? terminal().getWidth() : 0;
        return width > 0 ? width : ShownConverter.DEFAULT_COLUMNS;
    }

    @Override
    public int rows() {
        int height = hasTerminal() ? terminal().getHeight() : 0;
        return height > 0 ? height : Consoles.Terminal.super.rows();
    }

    private boolean hasTerminal() {
        return terminals.contains(0) || terminals.contains(1);
    }

    /** In raw mode every key goes to the program, Ctrl-C too: the guest's line discipline makes signals of them. */
    @Override
    public synchronized void lineMode(boolean on) {
        if (!terminals.contains(0) || on && terminal == null) {
            return;
        }
        terminal().setAttributes(on ? lines() : keys());
        raw = !on;
    }

    /** The terminal as it was found; Ctrl-D arrives as a character where programs take turns with the prompt. */
    private Attributes lines() {
        Attributes modes = new Attributes(original);
        if (keysByTerminal) {
            modes.setControlChar(Attributes.ControlChar.VEOF, DISABLED);
            modes.setControlChar(Attributes.ControlChar.VEOL, END_OF_INPUT);
        }
        return modes;
    }

    /** Key by key, nothing echoed or translated. */
    private Attributes keys() {
        Attributes modes = new Attributes(original);
        for (Attributes.LocalFlag flag : new Attributes.LocalFlag[] {
            Attributes.LocalFlag.ICANON, Attributes.LocalFlag.ECHO, Attributes.LocalFlag.ISIG, Attributes.LocalFlag.IEXTEN
        }) {
            modes.setLocalFlag(flag, false);
        }
        modes.setInputFlag(Attributes.InputFlag.ICRNL, false);
        modes.setInputFlag(Attributes.InputFlag.IXON, false);
        modes.setControlChar(Attributes.ControlChar.VMIN, 1);
        modes.setControlChar(Attributes.ControlChar.VTIME, 0);
        return modes;
    }

    /** A program in the foreground has ended: the terminal is the prompt's again. */
    synchronized void restore() {
        if (terminal != null) {
            terminal.setAttributes(original);
            raw = false;
        }
    }

    /** Sets what Ctrl-C does; null for nothing. */
    void onInterrupt(Runnable action) {
        interrupt = action;
    }

    /** Ctrl-C was pressed. @return false when nobody wanted to know */
    boolean interrupted() {
        Runnable action = interrupt;
        if (action != null) {
            action.run();
        }
        return action != null;
    }

    /** Gives the terminal back as it was found. */
    @Override
    public synchronized void close() {
        if (terminal != null) {
            try {
                terminal.setAttributes(original);
                terminal.close();
            } catch (IOException e) {
                // It is gone already: nothing to give back.
            }
        }
    }

    /**
     * Keys for a program between two prompts. Nobody may sit in a blocking read when the program has ended: it would take
     * the first line typed at the prompt. So this looks for input before it reads. The end of input (Ctrl-D) cannot be seen
     * that way; {@link #lines} makes a character of it.
     */
    private final class Keys extends InputStream {

        private volatile boolean closed;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                while (!closed && keys.available() == 0) {
                    Thread.sleep(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            int count = closed ? -1 : keys.read(target, offset, length);
            if (count > 0 && !raw && target[offset + count - 1] == END_OF_INPUT) {
                eraseEcho();
                return count == 1 ? -1 : count - 1;
            }
            return count;
        }

        /** As a character Ctrl-D was echoed, which the end of input is not. */
        private void eraseEcho() throws IOException {
            if (original.getLocalFlag(Attributes.LocalFlag.ECHO) && original.getLocalFlag(Attributes.LocalFlag.ECHOCTL)) {
                out.write("\b\b  \b\b".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
