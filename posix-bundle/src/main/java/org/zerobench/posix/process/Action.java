package org.zerobench.posix.process;

/**
 * What a process does at a signal.
 *
 * @param handler  {@link SignalNumbers#SIG_DFL}, {@link SignalNumbers#SIG_IGN} or an address (bit 0: Thumb)
 * @param flags    SA_ bits
 * @param restorer address the handler returns to, when SA_RESTORER is set or {@code ours} is true
 * @param mask     signals blocked while the handler runs
 * @param ours     true when it was set by native IPC: the handler gets the small frame of the native protocol
 */
public record Action(int handler, int flags, int restorer, long mask, boolean ours) {
    /** The default action of every signal. */
    public static final Action DEFAULT = new Action(SignalNumbers.SIG_DFL, 0, 0, 0, false);

    /** @return true when a flag is set */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** @return true when a handler is to be called */
    public boolean caught() {
        return handler != SignalNumbers.SIG_DFL && handler != SignalNumbers.SIG_IGN;
    }

    /** @return true when a signal with this action is thrown away */
    public boolean ignores(int signal) {
        return handler == SignalNumbers.SIG_IGN
                || handler == SignalNumbers.SIG_DFL && (SignalNumbers.HARMLESS & SignalNumbers.bit(signal)) != 0;
    }
}
