package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls on the length of files and on their way to storage. */
final class SizeCalls extends FileHandlers {
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;

    SizeCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(92, "truncate", call -> truncate(call, call.arg(1)));
        add(93, "ftruncate", call -> truncateOpen(call, call.arg(1)));
        add(193, "truncate64", call -> truncate(call, call.longArg(2)));
        add(194, "ftruncate64", call -> truncateOpen(call, call.longArg(2)));
        add(352, "fallocate", this::allocate);
        add(36, "sync", call -> 0);
        add(373, "syncfs", call -> files(call).file(call.arg(0)).isPlace() ? -Errors.EBADF : 0);
        add(118, "fsync", this::sync);
        add(148, "fdatasync", this::sync);
        add(341, "sync_file_range2", this::sync);
        add(270, "arm_fadvise64_64", call -> seekable(call));
        add(225, "readahead", call -> seekable(call));
    }

    /** Sets a file's length; mappings learn of it. @return 0 or a negated error number */
    static int resize(FileSystem system, FileNode file, long length) {
        if (file.sizeBytes() == length && length == 0) {
            file.touched(system.tree.now());
            return 0;
        }
        int result = file.resize(length);
        if (result == 0) {
            system.pager().truncated(file, length);
            file.touched(system.tree.now());
        }
        return result;
    }

    private int truncate(Call call, long length) {
        if (length < 0) {
            return -Errors.EINVAL;
        }
        Inode inode = place(call, FileSystem.CURRENT, call.arg(0), true).existing();
        if (inode.isDirectory()) {
            return -Errors.EISDIR;
        }
        if (!(inode instanceof FileNode file)) {
            return -Errors.EINVAL;
        }
        return file.allows(who(call), Mode.WRITE) ? resize(system, file, length) : -Errors.EACCES;
    }

    private int truncateOpen(Call call, long length) {
        if (length < 0 || !(file(call, 0) instanceof RegularFile open) || !open.writes()) {
            return -Errors.EINVAL;
        }
        return resize(system, open.file(), length);
    }

    private int allocate(Call call) {
        long offset = call.longArg(2);
        long length = call.longArg(4);
        int mode = call.arg(1);
        if (offset < 0 || length <= 0) {
            return -Errors.EINVAL;
        }
        OpenFile opened = file(call, 0);
        if (!(opened instanceof RegularFile open)) {
            return opened instanceof PipeEnd ? -Errors.ESPIPE : -Errors.ENODEV;
        }
        if (!open.writes()) {
            return -Errors.EBADF;
        }
        if ((mode & ~(KEEP_SIZE | PUNCH_HOLE | ZERO_RANGE)) != 0) {
            return -Errors.EOPNOTSUPP;
        }
        FileNode file = open.file();
        if ((mode & (PUNCH_HOLE | ZERO_RANGE)) != 0) {
            byte[] zeros = new byte[FileNode.CHUNK];
            long end = Math.min(file.sizeBytes(), offset + length);
            for (long at = offset; at < end; ) {
                int n = open.write(at, zeros, 0, (int) Math.min(zeros.length, end - at));
                if (n <= 0) {
                    return n;
                }
                at += n;
            }
        }
        boolean grows = (mode & KEEP_SIZE) == 0 && offset + length > file.sizeBytes();
        return grows ? resize(system, file, offset + length) : 0;
    }

    private int sync(Call call) {
        if (!(file(call, 0) instanceof RegularFile open)) {
            return file(call, 0) instanceof OpenDirectory ? 0 : -Errors.EINVAL;
        }
        FileNode file = open.file();
        int result = system.pager().flush(file);
        return result < 0 ? result : file.written() ? ((WritableFolder) file.host.folder()).sync(file.host.path()) : 0;
    }

    private int seekable(Call call) {
        return file(call, 0) instanceof PipeEnd ? -Errors.ESPIPE : 0;
    }
}
