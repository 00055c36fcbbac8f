package org.zerobench.posix.process;

import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;

/**
 * One system call of one task, whichever way it came in (Linux supervisor call or native IPC). Valid only inside {@link
 * Handler#handle}: the object is used again for the next call.
 *
 * <p><b>Blocking</b> is retry style: a handler that cannot finish returns {@link #block} (the task sleeps), and is called
 * again from its beginning when a queue wakes the task, when the deadline has passed ({@link #timedOut}) or when the server
 * was replaced. So everything up to the block must be harmless to repeat; what may not be repeated (bytes already
 * transferred) is remembered in {@link #progress()}. Waking too often is harmless. A signal ends a blocked call with -EINTR,
 * or, when progress is not 0, with the progress; the handler is not asked.
 *
 * <p>Strings of user space are bytes: each char of a {@code String} is one byte (ISO 8859-1), so that every name survives.
 */
public interface Call {

    /** Result of a handler whose task sleeps now. Not an address and not an error number. */
    int BLOCKED = -10_000;

    /** Result of a handler that has set the task's registers itself, or ended the task. */
    int ANSWERED = -10_001;

    /** Longest path in bytes, without the NUL (PATH_MAX - 1). */
    int PATH_BYTES = 4095;

    /** The call's number in the Linux table (native calls are given the number of the alike Linux call). */
    int number();

    /** An argument. @param index 0 to 6 @return r0 to r6 of a Linux call */
    int arg(int index);

    /** A 64-bit argument in an even/odd register pair: low word in {@code arg(index)}, high word in the next (EABI). */
    default long longArg(int index) {
        return (arg(index) & 0xFFFF_FFFFL) | ((long) arg(index + 1) << 32);
    }

    /** The process of {@link #task()}. */
    Process process();

    /** Who calls. */
    Task task();

    /** All processes, and signals to them. */
    Processes processes();

    /** The machine: clocks, pager, consoles. */
    Machine machine();

    /** Machine time in nanoseconds (CLOCK_MONOTONIC). */
    default long nanos() {
        return machine().nanos();
    }

    /**
     * Copies from the caller's memory.
     *
     * @param bytes 0 or more; a negative count or one beyond 2^30 is a fault
     * @throws UserFault when it cannot be read: the call ends with -EFAULT
     */
    byte[] in(int address, int bytes);

    /** Copies from the caller's memory into a buffer. @throws UserFault when it cannot be read */
    void in(int address, byte[] target, int offset, int bytes);

    /** Copies to the caller's memory. @throws UserFault when it cannot be written */
    void out(int address, byte[] source, int offset, int bytes);

    /** Reads a word. @throws UserFault */
    int word(int address);

    /** Writes a word. @throws UserFault */
    void putWord(int address, int value);

    /** Reads a double word, low word first. @throws UserFault */
    default long doubleWord(int address) {
        return (word(address) & 0xFFFF_FFFFL) | ((long) word(address + 4) << 32);
    }

    /** Writes a double word, low word first. @throws UserFault */
    default void putDoubleWord(int address, long value) {
        putWord(address, (int) value);
        putWord(address + 4, (int) (value >>> 32));
    }

    /**
     * Reads a NUL-terminated path of at most {@link #PATH_BYTES} bytes.
     *
     * @throws UserFault when unreadable (-EFAULT) or too long (-ENAMETOOLONG)
     */
    String path(int address);

    /** Reads a NUL-terminated string. @throws UserFault when unreadable (-EFAULT) or longer than {@code most} bytes (-ENAMETOOLONG) */
    String string(int address, int most);

    /** Puts the task to sleep until one of the queues wakes it. @return {@link #BLOCKED}, to be returned by the handler */
    int block(WaitQueue... queues);

    /**
     * Like {@link #block}, but at the latest until a time. The first one of a call fixes the deadline; on re-execution it
     * stays, whatever is given.
     *
     * @param machineNanos absolute machine time in nanoseconds, {@link Long#MAX_VALUE} for none
     */
    int blockUntil(long machineNanos, WaitQueue... queues);

    /** @return true on a re-execution after the deadline has passed */
    boolean timedOut();

    /** @return true on a re-execution */
    boolean again();

    /** What was remembered of this call before it blocked, 0 at first (bytes already transferred, for instance). */
    long progress();

    /** Remembers how far the call has come; survives blocking and a swap. */
    void progress(long value);

    /** Sends a signal to the calling task itself (SIGPIPE); delivered when the call returns. */
    void raise(int signal);

    /** The caller's registers, for the few calls that change more than r0; what is set counts with {@link #ANSWERED}. */
    default ThreadContext registers() {
        throw new UnsupportedOperationException("no registers here");
    }

    /** @return true when the call came as native IPC */
    boolean isNative();

    /** A further result of a native call: word MR{@code index} of the reply, 2 to 5; nothing for a Linux call. */
    void result(int index, int value);
}
