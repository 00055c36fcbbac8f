package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.ENOIPC;
import static org.zerobench.api.kernel.Errors.ENOUTCB;
import static org.zerobench.api.kernel.KernelState.ANY;

import org.zerobench.api.kernel.KernelState.Purpose;

/** What is copied at a rendezvous (ABI 4.4 to 4.6), and the pages of either side that it needs. */
final class Transfer {
    static final int UTCB_BYTES = 256;
    private static final int UTCB_WORDS_OFFSET = 40;
    private static final int FULL_BYTES = (Ipc.FULL_WORDS - Ipc.SHORT_WORDS) * 4;
    /** In the result of a receive with {@link Ipc#DETAILS}: the message is the kernel's, about its sender's fault. */
    private static final int KERNEL_MESSAGE = 0x10000;

    private final Parts parts;

    Transfer(Parts parts) {
        this.parts = parts;
    }

    /** Offset in a UTCB of a word from 6 on. */
    static int utcbOffset(int index) {
        return UTCB_WORDS_OFFSET + (index - Ipc.SHORT_WORDS) * 4;
    }

    /** Copies a message. @return 0 or what both sides get: -ENOIPC, -ENOUTCB, -EFAULT */
    int copy(KernelThread sender, KernelThread receiver) {
        int sends = sender.flags & Ipc.TYPE_MASK;
        int receives = receiver.flags & Ipc.TYPE_MASK;
        if ((sends == Ipc.EXTENDED) != (receives == Ipc.EXTENDED)) {
            return -ENOIPC;
        }
        if (receiver.purpose != Purpose.CALL) {
            receiver.words[0] = sender.word(0);
            return 0;
        }
        int[] r = receiver.context.r;
        for (int i = 0; i < Ipc.SHORT_WORDS; i++) {
            r[3 + i] = sender.word(i);
        }
        r[4] = sender.tid; // better than ABI 4.5: no receiver can be deceived; one that named its sender knows it
        if (sends == Ipc.EXTENDED) {
            return parts.memory.write(receiver.space, receiver.buffer, sender.data, 0, Math.min(sender.data.length, size(receiver)));
        }
        return full(sender, receiver) ? copyUtcb(sender, receiver) : 0;
    }

    /** What a receiver's call returns after a copy: 0, or with {@link Ipc#DETAILS} the bytes of an extended message and whose it is. */
    int outcome(KernelThread sender, KernelThread receiver) {
        if ((receiver.flags & Ipc.DETAILS) == 0 || receiver.purpose != Purpose.CALL) {
            return 0;
        }
        int bytes = sender.data == null ? 0 : Math.min(sender.data.length, size(receiver));
        return bytes | (sender.purpose == Purpose.CALL ? 0 : KERNEL_MESSAGE);
    }

    /** Copies what a Java server sends. @param data null for a short message @return what the receiver's call returns */
    int deliver(int sender, KernelThread target, int word0, byte[] data) {
        boolean extended = (target.flags & Ipc.TYPE_MASK) == Ipc.EXTENDED;
        if (extended != (data != null)) {
            return -ENOIPC;
        }
        target.context.r[3] = word0;
        if (target.partner == ANY || (target.flags & Ipc.DETAILS) != 0) {
            target.context.r[4] = sender;
        }
        int bytes = extended ? Math.min(data.length, size(target)) : 0;
        int result = extended ? parts.memory.write(target.space, target.buffer, data, 0, bytes) : 0;
        return result == 0 && (target.flags & Ipc.DETAILS) != 0 ? bytes : result;
    }

    /**
     * Asks a sender's guest pager for its UTCB where a full copy needs it and it is not in memory: not yet, because the sender
     * sends short, or not any more.
     *
     * @return true when the sender waits for its pager now, and will send again after that
     */
    boolean fetchesForSending(KernelThread sender, KernelThread receiver) {
        return full(sender, receiver) && sender.utcb != 0 && fetches(sender, CallTable.SEND_AGAIN,
                sender.utcb + UTCB_WORDS_OFFSET, FULL_BYTES, false);
    }

    /** As {@link #fetchesForSending} for a receiver's buffer or UTCB; the receiver will receive again. */
    boolean fetchesForReceiving(KernelThread sender, KernelThread receiver) {
        if (receiver.purpose != Purpose.CALL || receiver.pager == sender.tid) {
            return false; // a pager that sends cannot serve the request
        }
        if ((receiver.flags & Ipc.TYPE_MASK) == Ipc.EXTENDED && (sender.flags & Ipc.TYPE_MASK) == Ipc.EXTENDED) {
            return fetches(receiver, CallTable.RECEIVE_AGAIN, receiver.buffer, Math.min(sender.data.length, size(receiver)), true);
        }
        return full(sender, receiver) && receiver.utcb != 0
                && fetches(receiver, CallTable.RECEIVE_AGAIN, receiver.utcb + UTCB_WORDS_OFFSET, FULL_BYTES, true);
    }

    /** Sees to it that a thread's own UTCB can be reached; see {@link CallTable#prepare}. */
    int prepareUtcb(KernelThread self, boolean again) {
        return self.utcb == 0 ? -ENOUTCB : parts.calls.prepare(self, CallTable.IPC, self.utcb, UTCB_BYTES, true, again);
    }

    static int size(KernelThread thread) {
        return thread.flags >>> 16 & 0xFFF;
    }

    private boolean fetches(KernelThread thread, int call, int address, int bytes, boolean write) {
        return bytes > 0 && !UserMemory.pagedByJava(thread.space) && !parts.memory.reachable(thread.space, address, bytes, write)
                && parts.calls.prepare(thread, call, address, bytes, write, false) == CallTable.DONE;
    }

    /** Whether the words beyond the registers are copied: both are threads' own messages, and one is full. */
    private static boolean full(KernelThread sender, KernelThread receiver) {
        int sends = sender.flags & Ipc.TYPE_MASK;
        int receives = receiver.flags & Ipc.TYPE_MASK;
        return sender.purpose == Purpose.CALL && receiver.purpose == Purpose.CALL && sends != Ipc.EXTENDED
                && receives != Ipc.EXTENDED && (sends == Ipc.FULL || receives == Ipc.FULL);
    }

    private int copyUtcb(KernelThread sender, KernelThread receiver) {
        if (sender.utcb == 0 || receiver.utcb == 0) {
            return -ENOUTCB;
        }
        int from = sender.utcb + UTCB_WORDS_OFFSET;
        int source = parts.memory.physical(sender.space, from, false);
        int target = parts.memory.physical(receiver.space, receiver.utcb + UTCB_WORDS_OFFSET, true);
        // Fetching the second page may have evicted the first.
        if (source < 0 || target < 0 || source != parts.memory.present(sender.space, from, false)) {
            return -EFAULT;
        }
        parts.ram.copy(source, target, FULL_BYTES);
        return 0;
    }
}
