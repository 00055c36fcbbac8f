package org.zerobench.api.kernel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kernel thread whose code is Java. IPC to it is a direct call on the machine thread.
 *
 * <p>It must answer each request, at once with {@link Request#reply} or later with {@link KernelCalls#reply}: its client
 * sleeps until then. One that throws gets its client -EIO; one that does not return within the machine's limit is
 * abandoned and its client gets -EIO.
 */
@ConsumerType
public interface Server {

    /** Service property of further Java servers ({@link Servers} names the built-in ones): a name for people. */
    String NAME = "name";

    /** Handles one message. The request object is valid only until this returns. */
    void handle(Request request);

    /** Machine time in nanoseconds at which {@link #expire} wants to be called; {@link Long#MAX_VALUE} for never. */
    default long deadline() {
        return Long.MAX_VALUE;
    }

    /** Called at a safe point when {@link #deadline} has passed. @param now machine time in nanoseconds */
    default void expire(long now) {}
}
