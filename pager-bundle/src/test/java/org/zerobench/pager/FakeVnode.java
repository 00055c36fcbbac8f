package org.zerobench.pager;

import static org.zerobench.api.kernel.Errors.EIO;

import java.util.Arrays;
import org.zerobench.api.posix.Vnode;

/** A file in an array. */
final class FakeVnode implements Vnode {
    private final long id;
    private byte[] bytes = new byte[0];
    boolean broken;
    int reads;

    FakeVnode(long id) {
        this.id = id;
    }

    byte[] bytes() {
        return bytes;
    }

    void resize(int size) {
        bytes = Arrays.copyOf(bytes, size);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        reads++;
        if (broken) {
            return -EIO;
        }
        int n = (int) Math.max(0, Math.min(length, bytes.length - offset));
        if (n > 0) {
            System.arraycopy(bytes, (int) offset, target, at, n);
        }
        return n;
    }

    @Override
    public int write(long offset, byte[] source, int at, int length) {
        if (broken) {
            return -EIO;
        }
        if (offset + length > bytes.length) {
            resize((int) offset + length);
        }
        System.arraycopy(source, at, bytes, (int) offset, length);
        return length;
    }

    @Override
    public String name() {
        return "file" + id;
    }
}
