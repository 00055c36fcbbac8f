package org.zerobench.api.machine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a machine in deterministic mode offers besides: its time is the number of instructions executed, and all that comes
 * from outside is part of its trace, written to a log, or taken from one that is replayed.
 *
 * <p>It runs only while somebody wants something to happen ({@link #runUntil}, {@link #advance}); else it stands still, and
 * what is done to it then is done at a place in its history that does not depend on the host.
 */
@ProviderType
public interface Chronicle {

    /** Instructions executed since power-on. Any thread; while the machine runs, another than its own gets an earlier value. */
    long instructions();

    /**
     * The trace so far in 16 hexadecimal digits: a hash over every trap with its registers, over the order of threads, and
     * over everything that came from outside. Any thread.
     */
    String hash();

    /** Lets the machine run until {@code event}, which its own thread completes, has happened. Returns at once. Not on the machine thread. */
    void runUntil(CompletableFuture<?> event);

    /**
     * Nobody wants the machine to run any more: {@link #runUntil}'s events are completed with null, at an instruction that the log has.
     * In a replay it does nothing. Any thread.
     */
    void halt();

    /**
     * Lets the machine execute so many instructions, exactly, or fewer when all its threads wait for something outside. Waits
     * for that. Not on the machine thread.
     *
     * @return how many were executed
     */
    long advance(long instructions);

    /**
     * Something that only the host knows. Machine thread.
     *
     * @param question what is asked for, in one line; the same at the same place in every run
     * @param host     asks the host; not called in a replay
     * @return the host's answer, in a replay the one in the log; empty when the log has none, and the machine is about to stop
     */
    byte[] ask(String question, Supplier<byte[]> host);

    /** Fills with numbers that are the same in every run with the same {@code seed} option. Machine thread. */
    void random(byte[] target);

    /** Notes a command that a person gave, so that a replay can give it again. Not on the machine thread. */
    void command(String line);

    /** In a replay, the commands that the log has in order; null otherwise. */
    List<String> commands();
}
