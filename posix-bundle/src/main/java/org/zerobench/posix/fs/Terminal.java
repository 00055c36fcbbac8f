package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.Blob;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/**
 * A console as guests see it. While the guest wants lines (ICANON) the host's terminal edits and echoes; when it does not,
 * the host hands over every byte and what termios asks for besides (signals, CR to NL, echo) is done here. A console that
 * is no terminal on the host is a plain pair of streams.
 */
final class Terminal {
    /** Indices into the modes: input, output, control, local. */
    static final int INPUT = 0;
    static final int LOCAL = 3;
    /** Local flags. */
    static final int SIGNALS = 1;
    static final int LINES = 2;
    static final int ECHO = 010;
    /** Input flag: CR becomes NL. */
    private static final int CR_TO_NL = 0400;
    /** Control characters. */
    static final int VINTR = 0;
    static final int VQUIT = 1;
    static final int VTIME = 5;
    static final int VMIN = 6;
    static final int VSUSP = 10;
    private static final int CONTROLS = 19;
    private static final int SIGINT = 2;
    private static final int SIGQUIT = 3;
    private static final int SIGTSTP = 20;

    final int console;
    final WaitQueue ready;
    /** As a fresh terminal of Linux has them: ICRNL IXON; OPOST ONLCR; B38400 CS8 CREAD; ISIG ICANON ECHO ECHOE ECHOK ECHOCTL ECHOKE IEXTEN. */
    final int[] modes = {CR_TO_NL | 02000, 05, 0277, 0105073};
    final byte[] control = Arrays.copyOf(new byte[] {3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22}, CONTROLS);
    /** Foreground process group; 0 until somebody asks. */
    int group;
    int session;
    private byte[] pending = new byte[0];
    private final Machine machine;

    Terminal(int console, Machine machine, WaitQueue.Waker waker) {
        this.console = console;
        this.machine = machine;
        ready = new WaitQueue(waker);
    }

    Optional<Console> host() {
        return machine.console(console);
    }

    boolean isTerminal(int stream) {
        return host().map(host -> host.terminal(stream)).orElse(false);
    }

    boolean lines() {
        return (modes[LOCAL] & LINES) != 0;
    }

    /** Tells the host which mode the guest wants. */
    void modesChanged() {
        host().ifPresent(host -> host.lineMode(lines()));
    }

    /** Sends a signal to the foreground group. */
    interface Signaller {
        void signal(int group, int signal);
    }

    /** @return bytes, 0 at the end of input, -EAGAIN when there is none yet, -EIO when the console is gone */
    int read(byte[] target, int at, int length, Signaller signaller) {
        if (length == 0) {
            return 0;
        }
        Console host = host().orElse(null);
        if (host == null) {
            return 0;
        }
        if (!host.terminal(0)) {
            int n = host.read(target, at, length);
            return n == 0 ? -Errors.EAGAIN : Math.max(n, 0);
        }
        if (pending.length == 0) {
            int n = fill(host, signaller);
            if (n <= 0) {
                return n == 0 ? -Errors.EAGAIN : 0;
            }
        }
        int n = Math.min(length, lines() ? firstLine() : pending.length);
        System.arraycopy(pending, 0, target, at, n);
        pending = Arrays.copyOfRange(pending, n, pending.length);
        return n;
    }

    private int firstLine() {
        for (int i = 0; i < pending.length; i++) {
            if (pending[i] == '\n') {
                return i + 1;
            }
        }
        return pending.length;
    }

    /** Takes what the console has; where all of it were signals it asks for more. @return bytes now pending, 0 for none, -1 at the end */
    private int fill(Console host, Signaller signaller) {
        byte[] buffer = new byte[4096];
        int kept = 0;
        while (kept == 0) {
            int n = host.read(buffer, 0, buffer.length);
            if (n <= 0) {
                return n;
            }
            kept = lines() ? n : cooked(host, buffer, n, signaller);
        }
        pending = Arrays.copyOf(buffer, kept);
        return kept;
    }

    /** Does with keys what the modes ask for. @return bytes left at the start of the buffer */
    private int cooked(Console host, byte[] buffer, int length, Signaller signaller) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            byte b = buffer[i];
            if (b == '\r' && (modes[INPUT] & CR_TO_NL) != 0) {
                b = '\n';
            }
            if (!signalled(b, signaller)) {
                buffer[kept++] = b;
            }
        }
        if ((modes[LOCAL] & ECHO) != 0) {
            host.write(1, buffer, 0, kept);
        }
        return kept;
    }

    private boolean signalled(byte b, Signaller signaller) {
        if ((modes[LOCAL] & SIGNALS) == 0 || b == 0) {
            return false;
        }
        int signal = b == control[VINTR] ? SIGINT : b == control[VQUIT] ? SIGQUIT : b == control[VSUSP] ? SIGTSTP : 0;
        if (signal != 0 && group != 0) {
            signaller.signal(group, signal);
        }
        return signal != 0;
    }

    boolean readable() {
        return pending.length > 0 || host().map(Console::readable).orElse(true);
    }

    int pendingBytes() {
        return pending.length;
    }

    /** Forgets input not yet read. */
    void flushInput() {
        pending = new byte[0];
    }

    /** @return bytes, -EAGAIN when the host is slow, -EPIPE when its side is closed */
    int write(int stream, byte[] source, int at, int length) {
        Console host = host().orElse(null);
        if (host == null) {
            return -Errors.EIO;
        }
        int n = host.write(stream == 0 ? 1 : stream, source, at, length);
        return n < 0 ? -Errors.EPIPE : n == 0 && length > 0 ? -Errors.EAGAIN : n;
    }

    FsState.Terminal save() {
        List<Integer> list = new ArrayList<>();
        for (int mode : modes) {
            list.add(mode);
        }
        return new FsState.Terminal(console, List.copyOf(list), Blob.of(control.clone()), group, session, Blob.of(pending.clone()));
    }

    static Terminal restore(FsState.Terminal state, Machine machine, WaitQueue.Waker waker) {
        Terminal terminal = new Terminal(state.console(), machine, waker);
        for (int i = 0; i < terminal.modes.length; i++) {
            terminal.modes[i] = state.modes().get(i);
        }
        System.arraycopy(state.control().bytes(), 0, terminal.control, 0, CONTROLS);
        terminal.group = state.group();
        terminal.session = state.session();
        terminal.pending = state.pending().bytes().clone();
        return terminal;
    }
}
