package org.zerobench.posix.process;

import org.zerobench.api.kernel.Errors;

/** A guest's pointer leads nowhere or its string has no end: the call in progress ends with an error number. */
public final class UserFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Unreadable or unwritable memory. */
    public static final UserFault MEMORY = new UserFault(Errors.EFAULT);
    /** A path without an end. */
    public static final UserFault TOO_LONG = new UserFault(Errors.ENAMETOOLONG);

    /** The error number, positive. */
    public final int error;

    private UserFault(int error) {
        super("error " + error, null, false, false);
        this.error = error;
    }
}
