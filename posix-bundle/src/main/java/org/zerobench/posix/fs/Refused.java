package org.zerobench.posix.fs;

/**
 * A file operation's refusal on its way from a path's depth to the call, where it becomes a negated error number. It has no
 * stack trace: a missing file is nothing exceptional.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Refused[] ALL = new Refused[140];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new Refused(i);
        }
    }

    /** The error number, positive. */
    public final int error;

    private Refused(int error) {
        super("error " + error, null, false, false);
        this.error = error;
    }

    /** @param error error number, positive */
    public static Refused with(int error) {
        return ALL[error];
    }

    /** @param result a result or a negated error number @return the result @throws Refused when it is an error number */
    public static int check(int result) {
        if (result < 0) {
            throw ALL[-result];
        }
        return result;
    }
}
