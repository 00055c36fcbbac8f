package org.zerobench.machine;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.IntSupplier;
import org.zerobench.api.machine.Consoles;

/**
 * A console of a counted machine: what the host has to say reaches programs through the machine's history. Output never meets
 * a limit that depends on the host's speed; the machine waits for a slow host between two runs. Programs do not see when the host
 * closes it: what they write then is lost. In a replay nothing is read, and the terminal is the log's.
 */
final class CountedConsole extends HostConsole {
    private final CountedRhythm rhythm;
    private final boolean[] told = new boolean[3];

    CountedConsole(int id, InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Consoles.Terminal terminal,
            CountedRhythm rhythm) {
        super(id, in, out, err, terminals, terminal, () -> { });
        this.rhythm = rhythm;
    }

    @Override
    void wantInput() {
        // what a person types may come at any time; a pipe or a file has it now or never
        rhythm.inputWanted(id(), !terminal(0));
        if (!rhythm.replays()) {
            super.wantInput();
        }
    }

    @Override
    int writeClosed(int length) {
        return length;
    }

    @Override
    void arrived(byte[] bytes) {
        rhythm.arrive(bytes == null ? Entry.Kind.EOF : Entry.Kind.INPUT, Integer.toString(id()), bytes == null ? new byte[0] : bytes);
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    void failed(int stream) {
        if (!rhythm.replays() && !told[stream]) {
            told[stream] = true;
            rhythm.arrive(Entry.Kind.BROKEN, id() + " " + stream, new byte[0]);
        }
    }

    @Override
    public int columns() {
        return asked("columns", super::columns);
    }

    @Override
    public int rows() {
        return asked("rows", super::rows);
    }

    private int asked(String what, IntSupplier host) {
        byte[] answer = rhythm.ask(what + " " + id(), () -> ByteBuffer.allocate(Integer.BYTES).putInt(host.getAsInt()).array());
        return answer.length == Integer.BYTES ? ByteBuffer.wrap(answer).getInt() : 0;
    }

    @Override
    public void lineMode(boolean on) {
        if (!rhythm.replays()) {
            super.lineMode(on);
        }
    }
}
