package org.zerobench.posix.fs;

import org.zerobench.api.posix.FsState;

/** A device, a named pipe, a socket's name; also the nameless inode of a pipe. */
final class SpecialNode extends Inode {
    private final int device;
    /** Number of the pipe behind a FIFO while somebody has it open, else 0. */
    long pipe;

    SpecialNode(long number, int mode, int device) {
        super(number, mode);
        this.device = device;
    }

    @Override
    int device() {
        return device;
    }

    @Override
    long storedBytes() {
        return 0;
    }

    @Override
    FsState.Node record(FsState.Attributes attributes) {
        return new FsState.Special(attributes, HostPlace.record(host), device, pipe);
    }
}
