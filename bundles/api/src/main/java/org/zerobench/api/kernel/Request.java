package org.zerobench.api.kernel;

import org.osgi.annotation.versioning.ProviderType;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** One message to a Java {@link Server}. Valid only inside {@link Server#handle}; to answer later keep the sender's id. */
@ProviderType
public interface Request {

    /** What kind of message it is. */
    enum Kind {
        /** IPC by a thread (or another server): words. */
        MESSAGE,
        /** The kernel reports a page fault of the sender to its pager: {@link Request#fault}. Reply 0 to retry, negative to refuse. */
        PAGE_FAULT,
        /** The kernel reports a trap of a thread in a foreign space to the space's exception handler: {@link Request#trap}. */
        EXCEPTION
    }

    /** The kind. */
    Kind kind();

    /** Thread id of the sender (of the faulting thread), set by the kernel. */
    int sender();

    /** Space id of the sender. */
    int space();

    /** The thread that the message is for: the server's own id. */
    int receiver();

    /**
     * A message register of a MESSAGE.
     *
     * @param index 0 to 5, and 6 to 59 in a full IPC (0 is returned in a short one)
     */
    int word(int index);

    /** The tag: bits 11:0 of word 0. */
    int tag();

    /** @return true when the sender used full IPC: words 6 to 59 are there, and go back with {@link #setWord} */
    boolean full();

    /** The bytes of words 6 to 59 up to the first NUL as text, or null when there is no NUL or the IPC is not full (abi: path names). */
    String text();

    /** Sets a register of the reply, 1 to 59, before {@link #reply}. Unset registers go back as they came. */
    void setWord(int index, int value);

    /** Answers a MESSAGE or PAGE_FAULT: {@code word0} becomes MR0 and the sender goes on. For an EXCEPTION the sender resumes with its registers as they now are ({@code word0} is ignored). */
    void reply(int word0);

    /** The fault of a PAGE_FAULT. */
    Fault fault();

    /** The trap of an EXCEPTION; an {@link Trap.Abort} here is one that the pager refused with {@link #error}. */
    Trap trap();

    /** Of an EXCEPTION by a refused fault: the pager's negative answer, like -EFAULT (no area), -EACCES, -ENOMEM, -EIO; else 0. */
    int error();

    /** The sender's registers, live: an exception handler reads and writes them before it replies. */
    ThreadContext context();
}
