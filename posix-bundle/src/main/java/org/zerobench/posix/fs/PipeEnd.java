package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** An end of a pipe; with both directions, of a named pipe opened for both or of a socket pair. */
final class PipeEnd extends OpenFile {
    /** Pipe to read from, null when not for reading. */
    Pipe reads;
    /** Pipe to write to, null when not for writing. */
    Pipe writes;
    private final FileSystem system;

    PipeEnd(int number, int flags, Inode inode, String path, Pipe reads, Pipe writes, FileSystem system) {
        super(number, flags, inode, path);
        this.reads = reads;
        this.writes = writes;
        this.system = system;
    }

    boolean isSocket() {
        return (inode.mode & Mode.TYPE) == Mode.SOCKET;
    }

    @Override
    public String kind() {
        return isSocket() ? "socket" : "pipe";
    }

    @Override
    public String name() {
        return path.isEmpty() ? kind() + ":[" + inode.number + "]" : path;
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return reads == null ? isSocket() ? 0 : -Errors.EBADF : reads.read(target, at, length);
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        if (writes == null) {
            return isSocket() ? -Errors.EPIPE : -Errors.EBADF;
        }
        return writes.write(source, at, length, first && length <= Pipe.ATOMIC);
    }

    @Override
    public int ready() {
        int events = 0;
        if (reads != null) {
            events |= reads.available() > 0 ? IN : 0;
            if (!reads.hasWriters()) {
                events |= isSocket() ? IN | READ_HANG_UP | (writes == null || !writes.hasReaders() ? HANG_UP : 0) : HANG_UP;
            }
        }
        if (writes != null) {
            if (!writes.hasReaders()) {
                events |= isSocket() ? OUT : OUT | ERROR;
            } else if (writes.room() >= Math.min(Pipe.ATOMIC, writes.capacity())) {
                events |= OUT;
            }
        }
        return events;
    }

    @Override
    public WaitQueue[] queues() {
        if (reads == null) {
            return writes == null ? NOTHING : new WaitQueue[] {writes.writable};
        }
        return writes == null ? new WaitQueue[] {reads.readable} : new WaitQueue[] {reads.readable, writes.writable};
    }

    /** shutdown(2) of a socket. @param how 0 reading, 1 writing, 2 both */
    void shutDown(int how) {
        if (how != 1 && reads != null) {
            reads.removeReader();
            system.pipes.dropIfIdle(reads);
            reads = null;
        }
        if (how != 0 && writes != null) {
            writes.removeWriter();
            system.pipes.dropIfIdle(writes);
            writes = null;
        }
    }

    @Override
    void closed() {
        shutDown(2);
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenPipe(number, flags, inode.number, reads == null ? 0 : reads.number, writes == null ? 0 : writes.number, path);
    }
}
