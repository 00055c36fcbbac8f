package org.zerobench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * One host stream that several read in turn: the shell its commands, a program its input. It is read only while somebody
 * waits for input; what arrives for a reader who has gone is the next one's.
 *
 * <p>Guarded by its own monitor; the host stream is read without it, so that a reader can leave.
 */
final class SharedInput {

    private static final int CHUNK = 1 << 13;

    private final InputStream source;
    /** On a terminal the end of input (Ctrl-D) ends one read, not all that follow. */
    private final boolean terminal;
    private byte[] buffer = new byte[0];
    private int at;
    private boolean wanted;
    private boolean ended;
    private Thread reader;

    SharedInput(InputStream source, boolean terminal) {
        this.source = source;
        this.terminal = terminal;
    }

    /** A stream on the shared input; closing it ends its own reads only. */
    InputStream lease() {
        return new Lease();
    }

    private void readLoop() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            do {
                synchronized (this) {
                    while (!wanted) {
                        wait();
                    }
                }
                count = readSource(chunk);
                synchronized (this) {
                    wanted = false;
                    ended = count < 0;
                    if (count > 0) {
                        // Only wanted when empty, so nothing is overwritten.
                        buffer = Arrays.copyOf(chunk, count);
                        at = 0;
                    }
                    notifyAll();
                }
            } while (count >= 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int readSource(byte[] chunk) {
        try {
            return source.read(chunk);
        } catch (IOException e) {
            return -1; // a host stream that fails is at its end
        }
    }

    private void want() {
        if (at == buffer.length && !ended && !wanted) {
            wanted = true;
            if (reader == null) {
                reader = Thread.ofPlatform().daemon().name("host-input").start(this::readLoop);
            }
            notifyAll();
        }
    }

    private final class Lease extends InputStream {

        private boolean closed;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            synchronized (SharedInput.this) {
                try {
                    while (!closed && at == buffer.length && !ended) {
                        want();
                        SharedInput.this.wait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return -1;
                }
                if (closed || at == buffer.length) {
                    if (ended && terminal && !closed) {
                        ended = false;
                        reader = null;
                    }
                    return -1;
                }
                int count = Math.min(length, buffer.length - at);
                System.arraycopy(buffer, at, target, offset, count);
                at += count;
                return count;
            }
        }

        @Override
        public int available() {
            synchronized (SharedInput.this) {
                return buffer.length - at;
            }
        }

        @Override
        public void close() {
            synchronized (SharedInput.this) {
                closed = true;
                SharedInput.this.notifyAll();
            }
        }
    }
}
