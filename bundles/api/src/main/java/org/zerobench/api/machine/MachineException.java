package org.zerobench.api.machine;

/** An operator's error: one line that names the cause and the remedy. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the cause and the remedy, one line */
    public MachineException(String message) {
        super(message);
    }

    /** @param message the cause and the remedy, one line */
    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
