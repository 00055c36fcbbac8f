package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;

/**
 * An open directory. The listing is taken when reading begins, so names that go or come meanwhile do not shift it; going
 * back to the start takes it anew.
 */
final class OpenDirectory extends OpenFile {
    final Directory directory;
    long position;
    private List<FsState.Listed> listing = List.of();
    private boolean listed;

    OpenDirectory(int number, int flags, Directory directory, String path) {
        super(number, flags, directory, path);
        this.directory = directory;
    }

    @Override
    public String kind() {
        return "directory";
    }

    @Override
    public String name() {
        return directory.path();
    }

    /** Entries from "." on, as they were when reading began. */
    List<FsState.Listed> listing() {
        if (!listed) {
            List<FsState.Listed> list = new ArrayList<>();
            list.add(new FsState.Listed(".", directory.number, 4));
            list.add(new FsState.Listed("..", directory.parent().number, 4));
            if (!directory.gone()) {
                for (String name : directory.names()) {
                    Inode inode = directory.lookup(name);
                    if (inode != null) {
                        list.add(new FsState.Listed(name, inode.number, Mode.entryType(inode.mode)));
                    }
                }
            }
            listing = List.copyOf(list);
            listed = true;
        }
        return listing;
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return -Errors.EISDIR;
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        return -Errors.EBADF;
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) {
        return -Errors.EISDIR;
    }

    @Override
    public long seek(long offset, int whence) {
        long target = whence == 0 ? offset : whence == 1 ? position + offset : -Errors.EINVAL;
        if (target < 0) {
            return -Errors.EINVAL;
        }
        position = target;
        if (target == 0) {
            listed = false;
            listing = List.of();
        }
        return target;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenDirectory(number, flags, directory.number, position, path, listing, listed);
    }

    void restore(FsState.OpenDirectory state) {
        position = state.offset();
        listing = state.listing();
        listed = state.listed();
    }
}
