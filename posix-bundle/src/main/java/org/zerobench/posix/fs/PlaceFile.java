package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;

/** A file opened with O_PATH: it stands for a place and cannot be read or written. */
final class PlaceFile extends OpenFile {

    PlaceFile(int number, int flags, Inode inode, String path) {
        super(number, flags, inode, path);
    }

    @Override
    public String kind() {
        return "place";
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return -Errors.EBADF;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        return -Errors.EBADF;
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenPlace(number, flags, inode.number, path);
    }
}
