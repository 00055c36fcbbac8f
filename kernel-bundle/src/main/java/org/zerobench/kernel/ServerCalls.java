package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * IPC to threads whose code is Java: a direct call. Before the call the client's state says that it waits for the server;
 * so whatever the server does – answer at once, later, never, throw, hang – the kernel's state is consistent.
 */
final class ServerCalls {
    private final Parts parts;
    private final Machine machine;
    private final ServerRequest shared = new ServerRequest(this);
    /** The request being handled, the innermost one; null outside server code. */
    private ServerRequest open;
    /** Server whose code runs, 0 for none. */
    private int serving;
    /** Clients whose server is not there: called when it comes. */
    private final List<KernelThread> parked = new ArrayList<>();
    /** Faults refused while a server's code runs: reported to the exception handler when it has returned. */
    private final List<KernelThread> refused = new ArrayList<>();

    ServerCalls(Parts parts) {
        this.parts = parts;
        this.machine = parts.machine;
    }

    /** A thread's own message; its registers hold it. */
    void message(KernelThread client, int server, int flags, boolean replyWanted) {
        client.purpose = Purpose.CALL;
        client.flags = flags;
        client.replyWanted = replyWanted;
        begin(client, server);
    }

    /** A trap of a foreign thread, for its space's handler. {@code error}: the pager's refusal of an abort, else 0. */
    void exception(KernelThread client, Trap trap, int error) {
        parts.counters.exceptions++;
        client.purpose = Purpose.EXCEPTION;
        client.trap = trap;
        client.error = error;
        begin(client, client.space.handler);
    }

    /** A page fault, for a Java pager. */
    void pageFault(KernelThread client, int pager, Trap trap, Fault fault) {
        client.purpose = Purpose.FAULT;
        client.trap = trap;
        client.fault = fault;
        client.error = 0;
        begin(client, pager);
    }

    /** Calls servers that have come since their clients asked. At safe points. */
    void deliverParked() {
        if (parked.isEmpty()) {
            return;
        }
        List<KernelThread> waiting = new ArrayList<>(parked);
        parked.clear();
        for (KernelThread client : waiting) {
            if (client.status == Status.IN_SERVER && !client.delivered) {
                deliver(client);
            }
        }
    }

    /** A client that a predecessor had parked. */
    void park(KernelThread client) {
        parked.add(client);
    }

    /** The thread is going: nobody will call a server for it. */
    void forget(KernelThread client) {
        parked.remove(client);
        refused.remove(client);
    }

    /** A server answers. @return 0, or -ESRCH when that thread does not wait for it */
    int reply(KernelThread client, int server, int word0) {
        if (client.status != Status.IN_SERVER || client.partner != server || !client.delivered) {
            return -ESRCH;
        }
        switch (client.purpose) {
            case CALL -> {
                client.context.r[0] = 0;
                if (client.replyWanted) {
                    client.context.r[3] = word0;
                }
                resume(client);
            }
            case FAULT, PAGE_IN -> {
                if (word0 >= 0) {
                    parts.faults.mended(client);
                } else if (open == null) {
                    parts.faults.refused(client, word0);
                } else {
                    client.error = word0;
                    refused.add(client);
                }
            }
            case EXCEPTION -> resume(client);
        }
        return 0;
    }

    /** Sets word 1 to 59 of the coming reply; words that the client cannot take are dropped. */
    int setWord(KernelThread client, int index, int value) {
        if (index < 1 || index >= Ipc.FULL_WORDS) {
            return -EINVAL;
        }
        if (index < Ipc.SHORT_WORDS) {
            if (client.replyWanted || client.status == Status.RECEIVING) {
                client.context.r[3 + index] = value;
            }
            return 0;
        }
        int physical = parts.memory.physical(client.space, client.utcb + Transfer.utcbOffset(index), true);
        if ((client.flags & Ipc.TYPE_MASK) != Ipc.FULL || physical < 0) {
            return -EFAULT;
        }
        parts.ram.word(physical, value);
        return 0;
    }

    int utcbWord(KernelThread client, int index) {
        int physical = parts.memory.physical(client.space, client.utcb + Transfer.utcbOffset(index), false);
        return physical < 0 ? 0 : parts.ram.word(physical);
    }

    byte[] utcbBytes(KernelThread client) {
        byte[] bytes = new byte[(Ipc.FULL_WORDS - Ipc.SHORT_WORDS) * 4];
        parts.memory.read(client.space, client.utcb + Transfer.utcbOffset(Ipc.SHORT_WORDS), bytes, 0, bytes.length);
        return bytes;
    }

    /** Asks the Java pager for a page on behalf of kernel or server. @return 0 or a negated error number */
    int touch(Space space, int virtual, boolean write) {
        int outer = enter(Servers.PAGER);
        int result;
        try {
            result = machine.pager().touch(space.spid, virtual, write);
        } catch (RuntimeException | StackOverflowError thrown) {
            result = -EIO;
            reportThrown(Servers.PAGER, thrown);
        }
        machine.assertMachineThread();
        leave(outer);
        return result;
    }

    /** The watchdog gave the running server up: its client gets an error. */
    void abandoned() {
        ServerRequest request = open;
        open = null;
        serving = 0;
        if (request != null) {
            KernelThread client = request.client();
            request.end();
            if (client != null && client.status == Status.IN_SERVER && client.delivered) {
                fail(client);
            }
        }
        drainRefused();
    }

    /** A server's thread ends: whoever waits for it gets an error. */
    void serverGone(KernelThread server) {
        parts.threads.forEach(client -> {
            if (client.status == Status.IN_SERVER && client.partner == server.tid) {
                forget(client);
                if (client.purpose == Purpose.CALL) {
                    client.context.r[0] = -ESRCH;
                    resume(client);
                } else {
                    fail(client);
                }
            }
        });
    }

    /** The client goes on: with its next instruction, or when its turn comes. */
    void resume(KernelThread client) {
        client.clearMessage();
        client.status = Status.READY;
        if (client.suspended) {
            parts.lives.becameInactive(client);
        } else {
            parts.scheduler.ready(client, true);
        }
    }

    private void begin(KernelThread client, int server) {
        client.status = Status.IN_SERVER;
        client.partner = server;
        client.delivered = false;
        deliver(client);
    }

    private void deliver(KernelThread client) {
        int tid = client.partner;
        Server code = machine.server(tid).orElse(null);
        if (code == null) {
            parked.add(client);
            return;
        }
        parts.counters.serverCalls++;
        client.delivered = true;
        ServerRequest request = open == null ? shared : new ServerRequest(this);
        ServerRequest outerRequest = open;
        request.begin(client);
        open = request;
        int outer = enter(tid);
        Throwable thrown = null;
        try {
            code.handle(request);
        } catch (Throwable any) {
            thrown = any;
        }
        // A thread that the watchdog has abandoned ends here: the kernel is another thread's by now.
        machine.assertMachineThread();
        request.end();
        open = outerRequest;
        leave(outer);
        if (thrown != null) {
            reportThrown(tid, thrown);
            if (client.status == Status.IN_SERVER && client.partner == tid && client.error == 0) {
                fail(client);
            }
        } else if (client.status == Status.IN_SERVER && client.purpose == Purpose.CALL && !client.replyWanted) {
            client.context.r[0] = 0;
            resume(client);
        }
        if (open == null && !refused.isEmpty()) {
            drainRefused();
        }
    }

    private void drainRefused() {
        while (!refused.isEmpty()) {
            KernelThread client = refused.removeFirst();
            parts.faults.refused(client, client.error);
        }
    }

    /** The server will not answer any more: EIO for its client. */
    private void fail(KernelThread client) {
        switch (client.purpose) {
            case CALL -> {
                client.context.r[0] = -EIO;
                resume(client);
            }
            case FAULT, PAGE_IN -> parts.faults.refused(client, -EIO);
            case EXCEPTION -> {
                if (client.trap instanceof Trap.SupervisorCall) {
                    client.context.r[0] = -EIO;
                    resume(client);
                } else {
                    parts.faults.stop(client, "its exception handler failed");
                }
            }
        }
    }

    private int enter(int tid) {
        int outer = serving;
        serving = tid;
        machine.inServer(tid);
        return outer;
    }

    private void leave(int outer) {
        serving = outer;
        machine.inServer(outer);
    }

    private void reportThrown(int tid, Throwable thrown) {
        KernelThread server = parts.threads.get(tid);
        StackTraceElement[] trace = thrown.getStackTrace();
        machine.report("server " + (server == null ? Integer.toHexString(tid) : server.name) + " threw " + thrown
                + (trace.length > 0 ? " at " + trace[0] : "") + "; its client gets EIO; replace the server with 'use'");
    }

    /** Registers of a thread as a server may read them: the VFP ones may still be in the CPU. */
    ThreadContext context(KernelThread thread) {
        if (thread == parts.scheduler.current() && thread.context.vfpUsed) {
            machine.cpu().syncVfp(thread.context, false);
        }
        return thread.context;
    }
}
