package org.zerobench.api.kernel;

import org.osgi.annotation.versioning.ProviderType;
import org.zerobench.api.machine.ThreadContext;

/**
 * What Java servers ask of the kernel. {@code self} is the server's own thread id: the call is made under that thread's
 * capabilities, exactly as a guest thread's system call, and answers -ENOCAP where they do not suffice.
 *
 * <p>Addresses and physical addresses are bytes, unsigned; page counts are 4096-byte pages.
 */
@ProviderType
public interface KernelCalls {

    /** Makes an empty space with the system pages (KIP, call page, kuser page) mapped. @return its spid or -ENOMEM, -ENOCAP */
    int createSpace(int self);

    /** Ends a space without threads; its tables are returned. @return 0, -ESRCH, -EBUSY while threads live in it */
    int destroySpace(int self, int spid);

    /**
     * Makes an inactive thread in a space; its registers are zero in user mode.
     *
     * @param pager thread id of its pager
     * @return its tid or -ENOMEM, -ESRCH, -ENOCAP
     */
    int createThread(int self, int spid, int pager);

    /** Ends a thread whatever it is doing and frees its id; partners wake with -EINTR. @return 0, -ESRCH, -ENOCAP */
    int destroyThread(int self, int tid);

    /** Makes an inactive thread runnable, or resumes a suspended one. @return 0, -ESRCH, -ENOCAP */
    int run(int self, int tid);

    /** Stops a thread at its next user instruction (at once: all are outside the engine when a server runs but the caller). A message it is in goes on. @return 0, -ESRCH, -ENOCAP */
    int suspend(int self, int tid);

    /**
     * Live registers of a thread that is not running user code now (inactive, suspended, sleeping or ready). VFP registers
     * are up to date for reading; after writing those of the thread whose request is being handled call {@link
     * org.zerobench.api.machine.Cpu#syncVfp}.
     *
     * @return null when there is none or no capability
     */
    ThreadContext context(int self, int tid);

    /** Sets the UTCB address of a thread: 256-byte aligned, 0 for none. */
    int setUtcb(int self, int tid, int utcb);

    /** Makes a space foreign: SVC outside the call page, undefined instructions, breakpoints and refused faults of its threads become EXCEPTION messages to {@code handler}; 0 ends that. */
    int setForeign(int self, int spid, int handler);

    /**
     * Takes a sleeping or ready foreign thread out of what it does so that its handler can change its registers: a pending
     * native IPC ends with -EINTR. Used to deliver signals.
     */
    int interrupt(int self, int tid);

    /** Maps frames into a space, replacing what is there. @param flags of {@link MapFlags} @return 0, -ENOCAP, -EINVAL, -ENOMEM (nothing mapped), -ESRCH */
    int map(int self, int spid, int physical, int virtual, int pages, int flags);

    /** Removes mappings. @return 0, -ENOMAP when some page was not mapped (the others are removed), -ENOCAP, -ESRCH */
    int unmap(int self, int spid, int virtual, int pages);

    /** Changes the rights of those pages of a range that are mapped; skips the others. */
    int protect(int self, int spid, int virtual, int pages, int flags);

    /**
     * Whether a mapped page was touched since the last clearing (kept by access-flag faults handled in the kernel).
     *
     * @param clear true to clear the bit
     * @return 1 touched, 0 not, -ENOMAP when it is not mapped
     */
    int referenced(int self, int spid, int virtual, boolean clear);

    /** Must be called before Java writes new contents into a frame: translated code of it is dropped where there may be some. */
    void newContents(int self, int physical);

    /** A guest asked for coherent instructions (cacheflush): drops translated code of a virtual range. */
    void codeChanged(int self, int spid, int virtual, int bytes);

    /** Copies from a space's memory, paging in as needed, with user rights. @return 0 or -EFAULT (some bytes may have been copied) */
    int copyIn(int self, int spid, int virtual, byte[] target, int offset, int length);

    /** Copies to a space's memory, paging in as needed, with user rights. @return 0 or -EFAULT */
    int copyOut(int self, int spid, int virtual, byte[] source, int offset, int length);

    /**
     * The physical address behind a user address, paged in with the wanted right: for fast access through RAM. Valid until
     * the next call that may evict or unmap.
     *
     * @return physical address, or -1 when it cannot be had
     */
    int resolve(int self, int spid, int virtual, boolean write);

    /** Answers a sender that a server left waiting; see {@link Request#reply}. @return 0 or -ESRCH when it no longer waits */
    int reply(int self, int tid, int word0);

    /** Sets a register of the coming reply to a waiting sender, 1 to 59. */
    int setWord(int self, int tid, int index, int value);

    /**
     * Sends a message to a thread that receives from {@code self} or from anybody. When it does not receive yet, the message
     * waits for it: one at a time.
     *
     * @param word0 MR0; MR1 becomes {@code self} in an open receive, the other registers stay
     * @param data  bytes for an extended receive, at most 2048 (the receiver's own limit cuts them); null for a short message
     * @return 0, -ESRCH, -ENOCAP, -EINVAL (too long), -EBUSY when a message already waits, -ENOIPC when the receiver's
     *         type does not fit (it gets -ENOIPC too), -EFAULT when its buffer cannot be written
     */
    int send(int self, int tid, int word0, byte[] data);

    /** Gives a thread's space a capability to send to a thread (for heap, POSIX, pager and peers). @return 0 or an error */
    int allowIpc(int self, int spid, int targetTid);

    /** The scheduling priority, 0 (lowest) to 15. */
    int setPriority(int self, int tid, int priority);

    /** The space of a thread, or -ESRCH. */
    int spaceOf(int tid);

    /** CPU time of a thread so far in nanoseconds; 0 when there is no such thread. */
    long cpuNanos(int tid);

    /** Gives a thread the rest of its turn up: another ready thread runs next. */
    void yield(int self, int tid);
}
