package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.Blob;
import org.zerobench.api.posix.FsState;

/** An open file of /proc: its text as it was when it was opened. */
final class OpenText extends OpenFile {
    private final byte[] text;
    private long position;

    OpenText(int number, int flags, Inode inode, String path, byte[] text, long position) {
        super(number, flags, inode, path);
        this.text = text;
        this.position = position;
    }

    @Override
    public String kind() {
        return "proc";
    }

    @Override
    public int read(byte[] target, int at, int length) {
        int n = read(position, target, at, length);
        position += Math.max(n, 0);
        return n;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        if (offset < 0) {
            return -Errors.EINVAL;
        }
        int n = (int) Math.clamp(text.length - offset, 0, length);
        if (n > 0) {
            System.arraycopy(text, (int) offset, target, at, n);
        }
        return n;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        // settings under /proc/sys take what is written and stay as they are
        return length;
    }

    @Override
    public long seek(long offset, int whence) {
        long target = whence == 0 ? offset : whence == 1 ? position + offset : whence == 2 ? text.length + offset : -1;
        if (target < 0) {
            return -Errors.EINVAL;
        }
        position = target;
        return target;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenText(number, flags, inode.number, position, path, Blob.of(text));
    }
}
