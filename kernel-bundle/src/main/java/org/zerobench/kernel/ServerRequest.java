package org.zerobench.kernel;

import java.nio.charset.StandardCharsets;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** The message that a Java server is handling: a view of the sender, valid while the server's code runs. Reused. */
final class ServerRequest implements Request {
    private final ServerCalls calls;
    private KernelThread client;
    private int receiver;

    ServerRequest(ServerCalls calls) {
        this.calls = calls;
    }

    void begin(KernelThread sender) {
        client = sender;
        receiver = sender.partner;
    }

    void end() {
        client = null;
    }

    KernelThread client() {
        return client;
    }

    @Override
    public Kind kind() {
        return switch (sender0().purpose) {
            case CALL -> Kind.MESSAGE;
            case FAULT, PAGE_IN -> Kind.PAGE_FAULT;
            case EXCEPTION -> Kind.EXCEPTION;
        };
    }

    @Override
    public int sender() {
        return sender0().tid;
    }

    @Override
    public int space() {
        return sender0().spid();
    }

    @Override
    public int receiver() {
        sender0();
        return receiver;
    }

    @Override
    public int word(int index) {
        KernelThread thread = sender0();
        if (index < Ipc.SHORT_WORDS) {
            return thread.context.r[3 + index];
        }
        return full() && index < Ipc.FULL_WORDS ? calls.utcbWord(thread, index) : 0;
    }

    @Override
    public int tag() {
        return word(0) & 0xFFF;
    }

    @Override
    public boolean full() {
        KernelThread thread = sender0();
        return thread.purpose == Purpose.CALL && (thread.flags & Ipc.TYPE_MASK) == Ipc.FULL;
    }

    @Override
    public String text() {
        if (!full()) {
            return null;
        }
        byte[] bytes = calls.utcbBytes(client);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return new String(bytes, 0, i, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    @Override
    public void setWord(int index, int value) {
        calls.setWord(sender0(), index, value);
    }

    @Override
    public void reply(int word0) {
        calls.reply(sender0(), receiver, word0);
    }

    @Override
    public Fault fault() {
        return sender0().fault;
    }

    @Override
    public Trap trap() {
        return sender0().trap;
    }

    @Override
    public int error() {
        return sender0().error;
    }

    @Override
    public ThreadContext context() {
        return sender0().context;
    }

    private KernelThread sender0() {
        if (client == null) {
            throw new IllegalStateException("a request is valid only inside handle: keep the sender's id to answer later");
        }
        return client;
    }
}
