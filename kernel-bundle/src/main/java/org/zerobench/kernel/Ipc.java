package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EAGAIN;
import static org.zerobench.api.kernel.Errors.EBUSY;
import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOIPC;
import static org.zerobench.api.kernel.Errors.ESRCH;
import static org.zerobench.api.kernel.KernelState.ANY;
import static org.zerobench.api.kernel.KernelState.NONE;

import java.nio.charset.StandardCharsets;
import org.zerobench.api.kernel.KernelState.Mail;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;

/**
 * Synchronous messages between threads (ABI 4, 5.1). A rendezvous copies registers, the UTCB's words for full and a
 * buffer for extended IPC. Beyond the classic kernel: sending to one thread and receiving from another in one call, closed
 * receives that end with an error when the partner does not exist or goes, copies that never deliver stale bytes, and on
 * request ({@link #TIMED}, {@link #DETAILS}, {@link #ONLY_ALLOWED}: bits that the classic kernel ignores) time-outs and the length of what came.
 */
final class Ipc {
    static final int SHORT_WORDS = 6;
    static final int FULL_WORDS = 60;
    static final int TYPE_MASK = 0xF;
    static final int SHORT = 0;
    static final int FULL = 1;
    static final int EXTENDED = 2;
    static final int EXTENDED_MAX = 2048;
    /** Flag: the result of a receive says how many bytes came, and whether the message is the kernel's. */
    static final int DETAILS = 0x1000;
    /** Flag: r9 is the time in milliseconds, unsigned, after which a wait for a partner ends; 0 for none at all. */
    static final int TIMED = 0x2000;
    /** Flag: a receive takes messages only of threads that the caller has a capability to receive from. */
    static final int ONLY_ALLOWED = 0x4000;
    private static final int RESERVED_IDS = 0xFF000000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Parts parts;
    private final Transfer transfer;

    Ipc(Parts parts) {
        this.parts = parts;
        this.transfer = new Transfer(parts);
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
        if (type == FULL || type == EXTENDED) {
            int ready = type == FULL ? transfer.prepareUtcb(self, again) : prepareBuffer(self, again, to != NONE);
            if (ready != 0) {
                return ready;
            }
        }
        self.purpose = Purpose.CALL;
        setDeadline(self, target);
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

    /** Whoever waits to send to a thread does so in vain. */
    void interruptSenders(KernelThread thread) {
        while (!thread.senders.isEmpty()) {
            giveUp(thread.senders.pollFirst());
        }
    }

    /** A thread goes: whoever waits for it learns that. */
    void partnerGone(KernelThread gone) {
        interruptSenders(gone);
        parts.threads.forEach(thread -> {
            if (thread.status == Status.RECEIVING && thread.partner == gone.tid) {
                giveUp(thread);
            }
        });
    }

    /** A partner is lost: the call ends. A fault is raised again: it may be another pager's now. */
    private void giveUp(KernelThread thread) {
        if (thread.purpose == Purpose.FAULT) {
            parts.servers.resume(thread);
        } else {
            complete(thread, -EINTR);
        }
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

    /** A sender's UTCB has been fetched: the call is made again from its start. */
    int sendAgain(KernelThread self) {
        int ready = transfer.prepareUtcb(self, true);
        return ready != 0 ? ready : call(self, true);
    }

    /** What a receiver lacked has been fetched: it receives again; what it had to send has been sent. */
    int receiveAgain(KernelThread self) {
        self.flags = self.context.r[2];
        int ready = (self.flags & TYPE_MASK) == EXTENDED ? prepareBuffer(self, true, false) : transfer.prepareUtcb(self, true);
        if (ready == 0) {
            self.purpose = Purpose.CALL;
            setDeadline(self, null);
            receive(self, self.context.r[1]);
            return CallTable.DONE;
        }
        return ready;
    }

    /** A Java server has its message at once: waiting for its answer has no limit. */
    private void setDeadline(KernelThread self, KernelThread target) {
        if ((self.flags & TIMED) == 0 || target != null && target.java) {
            return;
        }
        long millis = Integer.toUnsignedLong(self.context.r[9]);
        self.deadline = millis == 0 ? 0 : parts.machine.nanos() + millis * NANOS_PER_MILLI;
        parts.timeouts.add(self);
    }

    /** A thread that may not wait at all: its call ends. @return true when it does */
    private boolean impatient(KernelThread self) {
        if (self.deadline != 0) {
            return false;
        }
        complete(self, -EAGAIN);
        return true;
    }

    /** Whether a message needs its buffer, or UTCB, to be writable: all but extended ones that are only sent. */
    boolean writesBuffer(KernelThread self) {
        return (self.context.r[2] & TYPE_MASK) != EXTENDED || self.context.r[1] != NONE;
    }

    private int prepareBuffer(KernelThread self, boolean again, boolean sending) {
        int index = self.flags >>> 4 & 0xFF;
        int size = Transfer.size(self);
        if (index >= SHORT_WORDS || size > EXTENDED_MAX) {
            return -EINVAL;
        }
        int buffer = self.context.r[3 + index];
        int ready = parts.calls.prepare(self, CallTable.IPC, buffer, size, writesBuffer(self), again);
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
        if (target.status == Status.RECEIVING && accepts(target, self) && !transfer.fetchesForReceiving(self, target)) {
            int result = transfer.copy(self, target);
            complete(target, result == 0 ? transfer.outcome(self, target) : result);
            sent(self, result);
        } else if (!impatient(self)) {
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
        if (mail != null && self.purpose == Purpose.CALL && takes(self, mail)) {
            self.mail = null;
            deliver(mail.sender(), self, mail.word0(),
                    mail.data() == null ? null : mail.data().getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        for (KernelThread sender = firstAccepted(self); sender != null; sender = firstAccepted(self)) {
            if (transfer.fetchesForReceiving(sender, self)) {
                return;
            }
            self.senders.remove(sender);
            if (!transfer.fetchesForSending(sender, self)) {
                int result = transfer.copy(sender, self);
                complete(self, result == 0 ? transfer.outcome(sender, self) : result);
                sent(sender, result);
                parts.scheduler.handOver(self, sender);
                return;
            }
            if (self.status != Status.RECEIVING) {
                // It was the sender's pager, and has just got the request for its page.
                return;
            }
        }
        impatient(self);
    }

    /** A server that has gone since it sent is nobody whom a right could be about. */
    private boolean takes(KernelThread receiver, Mail mail) {
        KernelThread sender = parts.threads.get(mail.sender());
        return sender == null ? receiver.partner == ANY && (receiver.flags & ONLY_ALLOWED) == 0 : accepts(receiver, sender);
    }

    private KernelThread firstAccepted(KernelThread receiver) {
        if (!receiver.senders.isEmpty()) {
            for (KernelThread sender : receiver.senders) {
                if (accepts(receiver, sender)) {
                    return sender;
                }
            }
        }
        return null;
    }

    private boolean accepts(KernelThread receiver, KernelThread sender) {
        return (receiver.partner == ANY || receiver.partner == sender.tid)
                && ((receiver.flags & ONLY_ALLOWED) == 0 || allowed(receiver, sender));
    }

    /** What the kernel says of a thread's fault needs no right. */
    private boolean allowed(KernelThread receiver, KernelThread sender) {
        return sender.purpose != Purpose.CALL || parts.capabilities.over(receiver, Capability.IPC, Rights.RECEIVE, sender);
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

    private int deliver(int sender, KernelThread target, int word0, byte[] data) {
        int result = transfer.deliver(sender, target, word0, data);
        complete(target, result);
        return Math.min(result, 0);
    }
}
