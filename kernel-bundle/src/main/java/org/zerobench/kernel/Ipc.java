package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EBUSY;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOIPC;
import static org.zerobench.api.kernel.Errors.ENOUTCB;
import static org.zerobench.api.kernel.Errors.ESRCH;
import static org.zerobench.api.kernel.KernelState.ANY;
import static org.zerobench.api.kernel.KernelState.NONE;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.zerobench.api.kernel.KernelState.Mail;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;

/**
 * Synchronous messages between threads (ABI 4, 5.1). A rendezvous copies registers, the UTCB's words for full and a
 * buffer for extended IPC. Beyond the classic kernel: sending to one thread and receiving from another in one call, closed
 * receives that end with an error when the partner does not exist or goes, and copies that never deliver stale bytes.
 */
final class Ipc {
    static final int SHORT_WORDS = 6;
    static final int FULL_WORDS = 60;
    static final int TYPE_MASK = 0xF;
    static final int SHORT = 0;
    static final int FULL = 1;
    static final int EXTENDED = 2;
    static final int EXTENDED_MAX = 2048;
    private static final int UTCB_BYTES = 256;
    private static final int UTCB_WORDS_OFFSET = 40;
    private static final int FULL_BYTES = (FULL_WORDS - SHORT_WORDS) * 4;
    private static final int RESERVED_IDS = 0xFF000000;

    private final Parts parts;

    Ipc(Parts parts) {
        this.parts = parts;
    }

    /** Offset in a UTCB of a word from 6 on. */
    static int utcbOffset(int index) {
        return UTCB_WORDS_OFFSET + (index - SHORT_WORDS) * 4;
    }

    /** The system call: r0 to, r1 from, r2 flags. */
    int call(KernelThread self, boolean again) {
        int to = self.context.r[0];
        int from = self.context.r[1];
        int flags = self.context.r[2];
        parts.counters.ipcs++;
        if (reserved(to) || reserved(from) || to == self.tid || from == self.tid || to == NONE && from == NONE) {
            return -EINVAL;
        }
        KernelThread target = null;
        if (to != NONE) {
            target = parts.threads.get(to);
            if (target == null) {
                return -ESRCH;
            }
            if (!maySend(self, target, flags & TYPE_MASK)) {
                return -ENOCAP;
            }
        }
        if (from != NONE && from != ANY && from != to && parts.threads.get(from) == null) {
            return -ESRCH;
        }
        self.flags = flags;
        int type = flags & TYPE_MASK;
        if (type != SHORT) {
            int ready = type == FULL ? prepareUtcb(self, again) : prepareBuffer(self, again, to != NONE);
            if (ready != 0) {
                return ready;
            }
        }
        self.purpose = Purpose.CALL;
        if (target == null) {
            receive(self, from);
        } else if (target.java) {
            sendToServer(self, target, from, type);
        } else {
            send(self, target, from);
        }
        return CallTable.DONE;
    }

    /** The kernel's own send-receive on behalf of a faulting thread: its words, and an answer from its pager. */
    void kernelCall(KernelThread self, KernelThread pager) {
        self.flags = SHORT;
        send(self, pager, pager.tid);
    }

    /** A Java server's message to a thread; see KernelCalls.send. */
    int sendFromServer(KernelThread server, KernelThread target, int word0, byte[] data) {
        if (data != null && data.length > EXTENDED_MAX) {
            return -EINVAL;
        }
        if (target.status == Status.RECEIVING && target.purpose == Purpose.CALL && accepts(target, server)) {
            return deliver(server.tid, target, word0, data);
        }
        if (target.mail != null) {
            return -EBUSY;
        }
        target.mail = new Mail(server.tid, word0, data == null ? null : new String(data, StandardCharsets.ISO_8859_1));
        return 0;
    }

    /** Takes a thread out of whatever message it is in: its call returns {@code error}. */
    void cancel(KernelThread thread, int error) {
        if (thread.status == Status.SENDING) {
            KernelThread partner = parts.threads.get(thread.partner);
            if (partner != null) {
                partner.senders.remove(thread);
            }
        }
        complete(thread, error);
    }

    /** A thread goes: whoever waits for it learns that. */
    void partnerGone(KernelThread gone) {
        while (!gone.senders.isEmpty()) {
            complete(gone.senders.pollFirst(), -EINTR);
        }
        parts.threads.forEach(thread -> {
            if (thread.status == Status.RECEIVING && thread.partner == gone.tid) {
                complete(thread, -EINTR);
            }
        });
    }

    private static boolean reserved(int tid) {
        return (tid & RESERVED_IDS) == RESERVED_IDS && tid != ANY && tid != NONE;
    }

    private boolean maySend(KernelThread self, KernelThread target, int type) {
        int rights = switch (type) {
            case SHORT -> Rights.SEND | Rights.SHORT;
            case FULL -> Rights.SEND | Rights.FULL;
            case EXTENDED -> Rights.SEND | Rights.EXTENDED;
            default -> 0;
        };
        if (rights == 0) {
            return false;
        }
        int generation = parts.capabilities.generation();
        if (self.grantedTarget == target.tid && self.grantGeneration == generation
                && (self.grantedRights & rights) == rights) {
            return true;
        }
        Capability found = parts.capabilities.find(self, Capability.IPC, rights, target.tid, target.spid(), target.container());
        if (found == null) {
            return false;
        }
        self.grantedTarget = target.tid;
        self.grantedRights = found.access;
        self.grantGeneration = generation;
        return true;
    }

    private int prepareUtcb(KernelThread self, boolean again) {
        return self.utcb == 0 ? -ENOUTCB : parts.calls.prepare(self, 0, self.utcb, UTCB_BYTES, true, again);
    }

    private int prepareBuffer(KernelThread self, boolean again, boolean sending) {
        int index = self.flags >>> 4 & 0xFF;
        int size = self.flags >>> 16 & 0xFFF;
        if (index >= SHORT_WORDS || size > EXTENDED_MAX) {
            return -EINVAL;
        }
        int buffer = self.context.r[3 + index];
        boolean receiving = self.context.r[1] != NONE;
        int ready = parts.calls.prepare(self, 0, buffer, size, receiving, again);
        if (ready != 0) {
            return ready;
        }
        self.buffer = buffer;
        self.data = null;
        if (sending) {
            self.data = new byte[size];
            return parts.memory.read(self.space, buffer, self.data, 0, size);
        }
        return 0;
    }

    private void sendToServer(KernelThread self, KernelThread server, int from, int type) {
        if (type == EXTENDED) {
            complete(self, -ENOIPC);
        } else if (from == NONE) {
            parts.servers.message(self, server.tid, self.flags, false);
        } else if (from == server.tid) {
            parts.servers.message(self, server.tid, self.flags, true);
        } else {
            // A reply-and-wait whose reply goes to a server: nobody there waits for replies.
            complete(self, -EINVAL);
        }
    }

    private void send(KernelThread self, KernelThread target, int from) {
        self.receiveFrom = from;
        if (target.status == Status.RECEIVING && accepts(target, self)) {
            int result = transfer(self, target);
            complete(target, result);
            sent(self, result);
        } else {
            self.status = Status.SENDING;
            self.partner = target.tid;
            target.senders.addLast(self);
        }
    }

    /** The send phase is over. */
    private void sent(KernelThread self, int result) {
        if (result < 0 || self.receiveFrom == NONE) {
            complete(self, result);
        } else {
            receive(self, self.receiveFrom);
        }
    }

    private void receive(KernelThread self, int from) {
        self.receiveFrom = NONE;
        self.status = Status.RECEIVING;
        self.partner = from;
        Mail mail = self.mail;
        if (mail != null && self.purpose == Purpose.CALL && (from == ANY || from == mail.sender())) {
            self.mail = null;
            deliver(mail.sender(), self, mail.word0(),
                    mail.data() == null ? null : mail.data().getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        if (self.senders.isEmpty()) {
            return;
        }
        for (Iterator<KernelThread> each = self.senders.iterator(); each.hasNext(); ) {
            KernelThread sender = each.next();
            if (accepts(self, sender)) {
                each.remove();
                int result = transfer(sender, self);
                complete(self, result);
                sent(sender, result);
                parts.scheduler.handOver(self, sender);
                return;
            }
        }
    }

    private static boolean accepts(KernelThread receiver, KernelThread sender) {
        return receiver.partner == ANY || receiver.partner == sender.tid;
    }

    /** The result is there: the call returns, or the fault goes on. */
    private void complete(KernelThread thread, int result) {
        if (thread.purpose != Purpose.CALL) {
            parts.faults.answered(thread, result);
            return;
        }
        thread.context.r[0] = result;
        parts.servers.resume(thread);
    }

    private int transfer(KernelThread sender, KernelThread receiver) {
        int sends = sender.flags & TYPE_MASK;
        int receives = receiver.flags & TYPE_MASK;
        if ((sends == EXTENDED) != (receives == EXTENDED)) {
            return -ENOIPC;
        }
        boolean open = receiver.partner == ANY;
        if (receiver.purpose != Purpose.CALL) {
            receiver.words[0] = sender.word(0);
            return 0;
        }
        int[] r = receiver.context.r;
        for (int i = 0; i < SHORT_WORDS; i++) {
            r[3 + i] = sender.word(i);
        }
        if (open) {
            r[4] = sender.tid;
        }
        if (sends == EXTENDED) {
            int bytes = Math.min(sender.data.length, receiver.flags >>> 16 & 0xFFF);
            return parts.memory.write(receiver.space, receiver.buffer, sender.data, 0, bytes);
        }
        if (sender.purpose == Purpose.CALL && (sends == FULL || receives == FULL)) {
            return copyUtcb(sender, receiver);
        }
        return 0;
    }

    private int copyUtcb(KernelThread sender, KernelThread receiver) {
        if (sender.utcb == 0 || receiver.utcb == 0) {
            return -ENOUTCB;
        }
        int source = parts.memory.physical(sender.space, sender.utcb + UTCB_WORDS_OFFSET, false);
        int target = parts.memory.physical(receiver.space, receiver.utcb + UTCB_WORDS_OFFSET, true);
        // Fetching the second page may have evicted the first.
        if (source < 0 || target < 0 || source != parts.memory.present(sender.space, sender.utcb + UTCB_WORDS_OFFSET, false)) {
            return -EFAULT;
        }
        parts.ram.copy(source, target, FULL_BYTES);
        return 0;
    }

    private int deliver(int sender, KernelThread target, int word0, byte[] data) {
        boolean extended = (target.flags & TYPE_MASK) == EXTENDED;
        int result = extended == (data != null) ? 0 : -ENOIPC;
        if (result == 0) {
            target.context.r[3] = word0;
            if (target.partner == ANY) {
                target.context.r[4] = sender;
            }
            if (extended) {
                int bytes = Math.min(data.length, target.flags >>> 16 & 0xFFF);
                result = parts.memory.write(target.space, target.buffer, data, 0, bytes);
            }
        }
        complete(target, result);
        return result;
    }
}
