package org.zerobench.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Set;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Consoles;

/**
 * A console on host streams. One thread reads, only while somebody wants input; one writes, so that a slow host never
 * stops the machine. Output of both streams is written in the order it was produced.
 *
 * <p>Guarded by its own monitor; {@code ready} is called without it.
 */
class HostConsole implements Console {
    static final int CAPACITY = 1 << 16;
    private static final int CHUNK = 1 << 12;

    private record Output(int stream, byte[] bytes) {}

    private final int id;
    private final InputStream in;
    private final OutputStream[] out;
    private final Set<Integer> terminals;
    private final Consoles.Terminal terminal;
    private final Runnable ready;

    private byte[] input = new byte[0];
    private int inputAt;
    private boolean inputWanted;
    /** Somebody reads, or what was read is on its way. */
    private boolean inputComes;
    private boolean inputEnded;
    private Thread reader;

    private final ArrayDeque<Output> pending = new ArrayDeque<>();
    private int pendingBytes;
    private boolean writing;
    private boolean roomWanted;
    private final boolean[] broken = new boolean[3];
    private Thread writer;
    private boolean closed;

    /** @param ready called (on any thread) when input has come or there is room for output again */
    HostConsole(int id, InputStream in, OutputStream out, OutputStream err, Set<Integer> terminals, Consoles.Terminal terminal, Runnable ready) {
        this.id = id;
        this.in = in;
        this.out = new OutputStream[] {null, out, err};
        this.terminals = Set.copyOf(terminals);
        this.terminal = terminal;
        this.ready = ready;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        if (inputAt == input.length) {
            if (inputEnded) {
                if (terminals.contains(0)) {
                    // Ctrl-D ends one read: the next reader of a terminal may want more.
                    inputEnded = false;
                    reader = null;
                }
                return -1;
            }
            wantInput();
            return 0;
        }
        int count = Math.min(length, input.length - inputAt);
        System.arraycopy(input, inputAt, target, offset, count);
        inputAt += count;
        return count;
    }

    @Override
    public synchronized boolean readable() {
        if (inputAt < input.length || inputEnded) {
            return true;
        }
        wantInput();
        return false;
    }

    /** Has the host read; {@link #arrived} tells what. */
    void wantInput() {
        if (inputComes) {
            return;
        }
        if (closed) {
            inputComes = true;
            arrived(null);
            return;
        }
        inputWanted = true;
        if (reader == null) {
            reader = Thread.ofPlatform().daemon().name("console-" + id + "-in").start(this::readLoop);
        }
        notifyAll();
    }

    private void readLoop() {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            synchronized (this) {
                while (!inputWanted && !closed) {
                    if (!pause()) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                inputWanted = false;
                inputComes = true;
            }
            int count;
            try {
                count = in.read(chunk);
            } catch (IOException e) {
                count = -1; // a host stream that fails is at its end
            }
            arrived(count < 0 ? null : java.util.Arrays.copyOf(chunk, count));
            if (count < 0) {
                return;
            }
        }
    }

    /** The host has read. Any thread. @param bytes null at the end of the input */
    void arrived(byte[] bytes) {
        take(bytes);
        ready.run();
    }

    /** Lets programs have what was read. @param bytes null at the end of the input */
    final synchronized void take(byte[] bytes) {
        inputComes = false;
        if (bytes == null) {
            inputEnded = true;
        } else {
            // only asked for when empty, so nothing is overwritten
            input = bytes;
            inputAt = 0;
        }
    }

    private boolean pause() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public synchronized int write(int stream, byte[] source, int offset, int length) {
        if (broken[stream] || closed) {
            return broken[stream] ? -1 : writeClosed(length);
        }
        int count = Math.min(length, capacity() - pendingBytes);
        if (count < length) {
            roomWanted = true;
        }
        if (count <= 0) {
            return 0;
        }
        byte[] bytes = new byte[count];
        System.arraycopy(source, offset, bytes, 0, count);
        pending.add(new Output(stream, bytes));
        pendingBytes += count;
        if (writer == null) {
            writer = Thread.ofPlatform().daemon().name("console-" + id + "-out").start(this::writeLoop);
        }
        notifyAll();
        return count;
    }

    /** What a program gets that writes when the host's side is closed. */
    int writeClosed(int length) {
        return -1;
    }

    final synchronized boolean closed() {
        return closed;
    }

    /** Most bytes that wait for the host. */
    int capacity() {
        return CAPACITY;
    }

    /** Nobody reads the stream any more. Any thread. */
    void failed(int stream) {
        broken(stream);
        ready.run();
    }

    /** Lets programs see that nobody reads the stream any more. */
    final synchronized void broken(int stream) {
        broken[stream] = true;
    }

    /** Waits until no more bytes wait for the host than a console usually takes. */
    final synchronized void awaitRoom() {
        while (pendingBytes > CAPACITY && pause()) {
            // look again
        }
    }

    private void writeLoop() {
        while (true) {
            Output next;
            synchronized (this) {
                while (pending.isEmpty()) {
                    if (closed || !pause()) {
                        return;
                    }
                }
                next = pending.poll();
                writing = true;
            }
            boolean failed = false;
            try {
                out[next.stream].write(next.bytes);
                out[next.stream].flush();
            } catch (IOException e) {
                failed = true;
            }
            boolean tell;
            synchronized (this) {
                writing = false;
                pendingBytes -= next.bytes.length;
                tell = roomWanted && pendingBytes <= CAPACITY / 2;
                if (tell || failed) {
                    roomWanted = false;
                }
                notifyAll();
            }
            if (failed) {
                failed(next.stream);
            } else if (tell) {
                ready.run();
            }
        }
    }

    /** Waits until everything has been handed to the host. */
    synchronized void close() {
        while (!pending.isEmpty() || writing) {
            if (!pause()) {
                break;
            }
        }
        closed = true;
        notifyAll();
    }

    @Override
    public boolean terminal(int stream) {
        return terminals.contains(stream);
    }

    @Override
    public int columns() {
        return terminal.columns();
    }

    @Override
    public int rows() {
        return terminal.rows();
    }

    @Override
    public void lineMode(boolean on) {
        terminal.lineMode(on);
    }
}
