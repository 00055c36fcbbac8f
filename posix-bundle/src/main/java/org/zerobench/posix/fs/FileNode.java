package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.Blob;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.posix.Vnode;

/**
 * A regular file: pieces of 4096 bytes in memory over, maybe, a file of the host that shows through where there is no
 * piece. In a writable folder there are no pieces; everything goes to the host.
 *
 * <p>A saved record shares the pieces' arrays; a piece older than the last save is copied before it is written.
 */
final class FileNode extends Inode implements Vnode {
    static final int CHUNK = 4096;

    private final Tree tree;
    private byte[][] chunks = new byte[0][];
    /** For each piece, the save generation in which it was made. */
    private int[] made = new int[0];
    private long size;
    private long hostLimit;
    /** Name it was last found by, for people. */
    String label = "";

    FileNode(long number, int mode, Tree tree) {
        super(number, mode);
        this.tree = tree;
    }

    /** Lets the host's contents show through. */
    void hosted(HostPlace place, long sizeBytes) {
        host = place;
        size = sizeBytes;
        hostLimit = sizeBytes;
        dirty();
    }

    /** @return true when contents are written to the host */
    boolean written() {
        return host != null && host.folder().writable();
    }

    @Override
    public long id() {
        return number;
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public String name() {
        return label;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        if (offset >= size || offset < 0) {
            return 0;
        }
        int count = (int) Math.min(length, size - offset);
        int done = 0;
        while (done < count) {
            int n = readPiece(offset + done, target, at + done, count - done);
            if (n <= 0) {
                return done > 0 ? done : n;
            }
            done += n;
        }
        return done;
    }

    private int readPiece(long offset, byte[] target, int at, int length) {
        int index = (int) (offset / CHUNK);
        int inside = (int) (offset % CHUNK);
        byte[] chunk = index < chunks.length ? chunks[index] : null;
        if (chunk != null) {
            int n = Math.min(length, CHUNK - inside);
            System.arraycopy(chunk, inside, target, at, n);
            return n;
        }
        // one host read for all pieces that are not ours
        long end = (long) (index + 1) * CHUNK;
        while (end < offset + length && (end / CHUNK >= chunks.length || chunks[(int) (end / CHUNK)] == null)) {
            end += CHUNK;
        }
        int n = (int) Math.min(length, end - offset);
        int fromHost = (int) Math.clamp(hostLimit - offset, 0, n);
        if (fromHost > 0 && host != null) {
            int got = host.folder().read(host.path(), offset, target, at, fromHost);
            if (got < 0) {
                return got;
            }
            // a host file that was cut behind our back reads as zeros
            Arrays.fill(target, at + got, at + n, (byte) 0);
        } else {
            Arrays.fill(target, at, at + n, (byte) 0);
        }
        return n;
    }

    @Override
    public int write(long offset, byte[] source, int at, int length) {
        if (offset < 0 || offset + length > tree.fileLimit()) {
            return -Errors.EFBIG;
        }
        if (written()) {
            int n = ((WritableFolder) host.folder()).write(host.path(), offset, source, at, length);
            if (n > 0 && offset + n > size) {
                size = offset + n;
                hostLimit = size;
            }
            dirty();
            return n;
        }
        int room = reserve(offset, length);
        if (room < 0) {
            return room;
        }
        int done = 0;
        while (done < length) {
            int inside = (int) ((offset + done) % CHUNK);
            int n = Math.min(length - done, CHUNK - inside);
            byte[] chunk = own((int) ((offset + done) / CHUNK));
            System.arraycopy(source, at + done, chunk, inside, n);
            done += n;
        }
        size = Math.max(size, offset + length);
        return length;
    }

    private int reserve(long offset, int length) {
        detach();
        if (length == 0) {
            return 0;
        }
        int last = (int) ((offset + length - 1) / CHUNK);
        for (int i = (int) (offset / CHUNK); i <= last; i++) {
            if (i >= chunks.length || chunks[i] == null) {
                int error = fresh(i);
                if (error != 0) {
                    return error;
                }
            }
        }
        return 0;
    }

    /** Makes a piece that is not there, with what shows through. */
    private int fresh(int index) {
        if (!tree.take(CHUNK)) {
            return -Errors.ENOSPC;
        }
        byte[] chunk = new byte[CHUNK];
        long offset = (long) index * CHUNK;
        if (offset < hostLimit) {
            int n = readPiece(offset, chunk, 0, (int) Math.min(CHUNK, hostLimit - offset));
            if (n < 0) {
                tree.give(CHUNK);
                return n;
            }
        }
        if (index >= chunks.length) {
            int length = Math.max(index + 1, Math.min(chunks.length * 2, (int) (tree.fileLimit() / CHUNK) + 1));
            chunks = Arrays.copyOf(chunks, length);
            made = Arrays.copyOf(made, length);
        }
        chunks[index] = chunk;
        made[index] = tree.generation();
        return 0;
    }

    /** A piece that may be written. */
    private byte[] own(int index) {
        if (made[index] != tree.generation()) {
            chunks[index] = chunks[index].clone();
            made[index] = tree.generation();
        }
        return chunks[index];
    }

    /** Sets the length. @return 0 or a negated error number */
    int resize(long length) {
        if (length < 0 || length > tree.fileLimit()) {
            return -Errors.EFBIG;
        }
        if (written()) {
            int result = ((WritableFolder) host.folder()).resize(host.path(), length);
            if (result == 0) {
                size = length;
                hostLimit = length;
                dirty();
            }
            return result;
        }
        detach();
        if (length < size) {
            int keep = (int) ((length + CHUNK - 1) / CHUNK);
            for (int i = keep; i < chunks.length; i++) {
                drop(i);
            }
            int inside = (int) (length % CHUNK);
            if (inside != 0 && keep <= chunks.length && chunks[keep - 1] != null) {
                Arrays.fill(own(keep - 1), inside, CHUNK, (byte) 0);
            }
            if (chunks.length > keep) {
                chunks = Arrays.copyOf(chunks, keep);
                made = Arrays.copyOf(made, keep);
            }
            hostLimit = Math.min(hostLimit, length);
        }
        size = length;
        return 0;
    }

    private void drop(int index) {
        if (chunks[index] != null) {
            chunks[index] = null;
            tree.give(CHUNK);
        }
    }

    /** Takes the whole contents into memory: the host's file is going. @return 0 or a negated error number */
    int detachContents() {
        HostPlace from = host;
        byte[] buffer = new byte[CHUNK];
        long end = Math.min(hostLimit, size);
        host = null;
        for (long at = 0; at < end; at += CHUNK) {
            int n = from.folder().read(from.path(), at, buffer, 0, (int) Math.min(CHUNK, end - at));
            int result = n <= 0 ? n : write(at, buffer, 0, n);
            if (result < 0) {
                host = from;
                return result;
            }
        }
        hostLimit = 0;
        detach();
        return 0;
    }

    /** The file is gone for good: gives its memory back. */
    void discard() {
        for (int i = 0; i < chunks.length; i++) {
            drop(i);
        }
        chunks = new byte[0][];
        made = new int[0];
        size = 0;
        hostLimit = 0;
    }

    @Override
    long storedBytes() {
        if (host != null && !own) {
            return super.storedBytes();
        }
        long bytes = (hostLimit + 4095) & -4096;
        for (int i = (int) (bytes / CHUNK); i < chunks.length; i++) {
            bytes += chunks[i] == null ? 0 : CHUNK;
        }
        return bytes;
    }

    @Override
    FsState.Node record(FsState.Attributes attributes) {
        List<FsState.Chunk> list = new ArrayList<>();
        for (int i = 0; i < chunks.length; i++) {
            if (chunks[i] != null) {
                list.add(new FsState.Chunk(i, Blob.of(chunks[i])));
            }
        }
        return new FsState.Regular(attributes, HostPlace.record(host), size, hostLimit, List.copyOf(list));
    }

    void restore(FsState.Regular state) {
        size = state.sizeBytes();
        hostLimit = state.hostBytes();
        int length = state.chunks().isEmpty() ? 0 : state.chunks().getLast().index() + 1;
        chunks = new byte[length][];
        made = new int[length];
        Arrays.fill(made, -1);
        for (FsState.Chunk chunk : state.chunks()) {
            chunks[chunk.index()] = chunk.contents().bytes();
            tree.take(CHUNK);
        }
    }
}
