package org.zerobench.posix.fs;

import java.util.Arrays;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.RandomBytes;

/** An open memory device: null, zero, full, random. */
final class OpenDevice extends OpenFile {
    static final int NULL = Mode.device(1, 3);
    static final int ZERO = Mode.device(1, 5);
    static final int FULL = Mode.device(1, 7);
    static final int RANDOM = Mode.device(1, 8);
    static final int URANDOM = Mode.device(1, 9);
    static final int TTY = Mode.device(5, 0);
    static final int CONSOLE = Mode.device(5, 1);

    private final int device;
    private final RandomBytes random;

    OpenDevice(int number, int flags, Inode inode, String path, RandomBytes random) {
        super(number, flags, inode, path);
        this.device = inode.device();
        this.random = random;
    }

    /** @return true for a device that this class serves */
    static boolean serves(int device) {
        return device == NULL || device == ZERO || device == FULL || device == RANDOM || device == URANDOM;
    }

    int device() {
        return device;
    }

    @Override
    public String kind() {
        return "device";
    }

    @Override
    public int read(byte[] target, int at, int length) {
        if (device == NULL) {
            return 0;
        }
        if (device == RANDOM || device == URANDOM) {
            byte[] bytes = new byte[length];
            random.fill(bytes);
            System.arraycopy(bytes, 0, target, at, length);
        } else {
            Arrays.fill(target, at, at + length, (byte) 0);
        }
        return length;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        return device == FULL ? -Errors.ENOSPC : length;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        return read(target, at, length);
    }

    @Override
    public int write(long offset, byte[] source, int at, int length) {
        return write(source, at, length, true);
    }

    @Override
    public long seek(long offset, int whence) {
        return 0;
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenDevice(number, flags, inode.number, path);
    }
}
