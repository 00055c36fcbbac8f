package org.zerobench.launcher;

/** A command line that says nothing runnable; the message is one line for the person. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
