package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;

/** An open regular file. Contents go through the pager's page cache, so that mappings and reads agree. */
final class RegularFile extends OpenFile {
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private final FileNode file;
    private final FileSystem system;
    long position;

    RegularFile(int number, int flags, FileNode file, String path, FileSystem system) {
        super(number, flags, file, path);
        this.file = file;
        this.system = system;
    }

    FileNode file() {
        return file;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String name() {
        return file.links == 0 ? path + " (deleted)" : path;
    }

    @Override
    public int read(byte[] target, int at, int length) {
        int n = read(position, target, at, length);
        if (n > 0) {
            position += n;
        }
        return n;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        if (offset < 0) {
            return -Errors.EINVAL;
        }
        return offset >= file.sizeBytes() || length == 0 ? 0 : system.pager().read(file, offset, target, at, length);
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        if ((flags & OpenFlags.APPEND) != 0) {
            position = file.sizeBytes();
        }
        int n = put(position, source, at, length);
        if (n > 0) {
            position += n;
        }
        return n;
    }

    @Override
    public int write(long offset, byte[] source, int at, int length) {
        // Linux: O_APPEND appends even here
        return put((flags & OpenFlags.APPEND) != 0 ? file.sizeBytes() : offset, source, at, length);
    }

    private int put(long offset, byte[] source, int at, int length) {
        if (offset < 0) {
            return -Errors.EINVAL;
        }
        if (length == 0) {
            return 0;
        }
        long room = system.tree.fileLimit() - offset;
        if (room <= 0) {
            return -Errors.EFBIG;
        }
        int wanted = (int) Math.min(length, room);
        int n = system.pager().write(file, offset, source, at, wanted);
        if (n > 0) {
            file.mode &= ~(Mode.SET_UID | ((file.mode & 010) != 0 ? Mode.SET_GID : 0));
            file.touched(system.tree.now());
        }
        return n;
    }

    @Override
    public long seek(long offset, int whence) {
        long size = file.sizeBytes();
        long target = switch (whence) {
            case 0 -> offset;
            case 1 -> position + offset;
            case 2 -> size + offset;
            // contents are all data up to the end, where the one hole begins
            case SEEK_DATA -> offset < 0 || offset >= size ? -Errors.ENXIO : offset;
            case SEEK_HOLE -> offset < 0 || offset >= size ? -Errors.ENXIO : size;
            default -> -Errors.EINVAL;
        };
        if (target < 0) {
            return target >= -4095 && whence > 2 ? target : -Errors.EINVAL;
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
        return new FsState.OpenRegular(number, flags, file.number, position, path, lock);
    }
}
