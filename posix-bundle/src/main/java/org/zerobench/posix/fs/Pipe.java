package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.Blob;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** Bytes on their way from writers to readers (POSIX pipe, one direction of a socket pair, a named pipe while open). */
final class Pipe {
    /** Writes up to this many bytes are not mixed with others (PIPE_BUF). */
    static final int ATOMIC = 4096;
    static final int CAPACITY = 65536;
    static final int MOST_CAPACITY = 1 << 20;

    final long number;
    final WaitQueue readable;
    final WaitQueue writable;
    /** Openers of a named pipe that wait for the other side. */
    final WaitQueue readersComing;
    final WaitQueue writersComing;
    int readers;
    int writers;
    /** Waiting openers that were let in and have not come back for it yet: they count already. */
    int readersDue;
    int writersDue;
    private byte[] ring;
    private int capacity;
    private int start;
    private int count;

    Pipe(long number, WaitQueue.Waker waker) {
        this(number, CAPACITY, waker);
    }

    private Pipe(long number, int capacity, WaitQueue.Waker waker) {
        this.number = number;
        this.capacity = capacity;
        // grows with use: most pipes carry little
        this.ring = new byte[Math.min(capacity, ATOMIC)];
        readable = new WaitQueue(waker);
        writable = new WaitQueue(waker);
        readersComing = new WaitQueue(waker);
        writersComing = new WaitQueue(waker);
    }

    boolean hasReaders() {
        return readers + readersDue > 0;
    }

    boolean hasWriters() {
        return writers + writersDue > 0;
    }

    /** Bytes waiting. */
    int available() {
        return count;
    }

    int capacity() {
        return capacity;
    }

    /** Room for a write that may be split. */
    int room() {
        return capacity - count;
    }

    /** @return 0, or -EBUSY when more bytes wait than that */
    int resize(int bytes) {
        if (bytes < count) {
            return -Errors.EBUSY;
        }
        relocate(Math.min(bytes, Math.max(count, ATOMIC)));
        capacity = bytes;
        writable.wakeAll();
        return 0;
    }

    private void relocate(int length) {
        ring = bytes(length);
        start = 0;
    }

    private byte[] bytes(int length) {
        byte[] copy = new byte[length];
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, copy, 0, first);
        System.arraycopy(ring, 0, copy, first, count - first);
        return copy;
    }

    /** @return bytes, 0 when no writer is left, -EAGAIN when it is empty */
    int read(byte[] target, int at, int length) {
        if (length == 0) {
            return 0;
        }
        if (count == 0) {
            return hasWriters() ? -Errors.EAGAIN : 0;
        }
        int n = peek(target, at, length);
        start = (start + n) % ring.length;
        count -= n;
        if (count == 0) {
            start = 0;
        }
        writable.wakeAll();
        return n;
    }

    /** Like read, but the bytes stay. */
    int peek(byte[] target, int at, int length) {
        int n = Math.min(length, count);
        int first = Math.min(n, ring.length - start);
        System.arraycopy(ring, start, target, at, first);
        System.arraycopy(ring, 0, target, at + first, n - first);
        return n;
    }

    /**
     * @param whole true when the write must not be split (it began at its first byte and is no longer than {@link #ATOMIC})
     * @return bytes taken, -EAGAIN when there is no room, -EPIPE when no reader is left
     */
    int write(byte[] source, int at, int length, boolean whole) {
        if (!hasReaders()) {
            return -Errors.EPIPE;
        }
        int n = Math.min(length, room());
        if (n == 0 && length > 0 || whole && n < length) {
            return -Errors.EAGAIN;
        }
        if (count + n > ring.length) {
            relocate(Math.min(capacity, Math.max(ring.length * 4, count + n)));
        }
        int end = (start + count) % ring.length;
        int first = Math.min(n, ring.length - end);
        System.arraycopy(source, at, ring, end, first);
        System.arraycopy(source, at + first, ring, 0, n - first);
        count += n;
        if (n > 0) {
            readable.wakeAll();
        }
        return n;
    }

    void addReader() {
        readers++;
        readersCame();
    }

    void addWriter() {
        writers++;
        writersCame();
    }

    /** Openers for writing that wait may go on: they count from now. */
    private void readersCame() {
        writersDue += writersComing.size();
        writersComing.wakeAll();
        writable.wakeAll();
    }

    private void writersCame() {
        readersDue += readersComing.size();
        readersComing.wakeAll();
    }

    void removeReader() {
        readers--;
        if (!hasReaders()) {
            writable.wakeAll();
        }
    }

    void removeWriter() {
        writers--;
        if (!hasWriters()) {
            readable.wakeAll();
        }
    }

    /** @return true when nobody has it or comes for it */
    boolean idle() {
        return !hasReaders() && !hasWriters() && readersComing.isEmpty() && writersComing.isEmpty();
    }

    FsState.Pipe save() {
        return new FsState.Pipe(number, capacity, Blob.of(bytes(count)), readers, writers, readersDue, writersDue);
    }

    static Pipe restore(FsState.Pipe state, WaitQueue.Waker waker) {
        Pipe pipe = new Pipe(state.number(), state.capacity(), waker);
        byte[] contents = state.contents().bytes();
        pipe.ring = java.util.Arrays.copyOf(contents, Math.max(contents.length, ATOMIC));
        pipe.count = contents.length;
        pipe.readers = state.readers();
        pipe.writers = state.writers();
        pipe.readersDue = state.readersDue();
        pipe.writersDue = state.writersDue();
        return pipe;
    }
}
