package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.swap.StateException;

/** A process's view of the file system: its descriptors, current directory, root and umask. May be shared (CLONE_FILES). */
public final class Files {
    /** Descriptors of a process. */
    public static final int MOST = 1024;

    private final int id;
    private final FileSystem system;
    private OpenFile[] slots = new OpenFile[16];
    private boolean[] closeOnExec = new boolean[16];
    private int users = 1;
    private int limit = MOST;
    private Directory directory;
    private Directory root;
    int umask = 022;

    Files(int id, FileSystem system, Directory directory, Directory root) {
        this.id = id;
        this.system = system;
        this.directory = directory;
        this.root = root;
        directory.openers++;
        root.openers++;
    }

    /** Number in the state record. */
    public int id() {
        return id;
    }

    /** A copy for a child (fork): same open files, descriptors of its own. Counted once. */
    public Files copy() {
        Files copy = system.newFiles(directory, root);
        copy.umask = umask;
        copy.limit = limit;
        copy.slots = slots.clone();
        copy.closeOnExec = closeOnExec.clone();
        for (OpenFile file : slots) {
            if (file != null) {
                file.users++;
            }
        }
        return copy;
    }

    /** The same table for one process more (CLONE_FILES). */
    public Files share() {
        users++;
        return this;
    }

    /** execve: closes the descriptors marked so; a shared table is copied first. @return the table to go on with */
    public Files executed() {
        Files mine = this;
        if (users > 1) {
            mine = copy();
            users--;
        }
        for (int fd = 0; fd < mine.slots.length; fd++) {
            if (mine.slots[fd] != null && mine.closeOnExec[fd]) {
                mine.close(fd);
            }
        }
        return mine;
    }

    /** One process less has this table; the last one closes everything. */
    public void release() {
        if (--users > 0) {
            return;
        }
        for (int fd = 0; fd < slots.length; fd++) {
            if (slots[fd] != null) {
                close(fd);
            }
        }
        system.leave(directory);
        system.leave(root);
        system.forget(this);
    }

    /** Absolute path of the current directory, for /proc. */
    public String directory() {
        return directory.path();
    }

    /** Sets the limit of descriptors (RLIMIT_NOFILE): new ones stay below it. @param most 0 to {@link #MOST} */
    public void limit(int most) {
        limit = Math.clamp(most, 0, MOST);
    }

    Directory here() {
        return directory;
    }

    Directory root() {
        return root;
    }

    void here(Directory next) {
        next.openers++;
        system.leave(directory);
        directory = next;
    }

    void root(Directory next) {
        next.openers++;
        system.leave(root);
        root = next;
    }

    /** @return the open file @throws Refused EBADF */
    OpenFile file(int fd) {
        if (fd < 0 || fd >= slots.length || slots[fd] == null) {
            throw Refused.with(Errors.EBADF);
        }
        return slots[fd];
    }

    /** @return the open file, or null */
    OpenFile find(int fd) {
        return fd < 0 || fd >= slots.length ? null : slots[fd];
    }

    /** @return lowest free descriptor at or above {@code from} @throws Refused EMFILE */
    int free(int from) {
        for (int fd = from; fd < limit; fd++) {
            if (fd >= slots.length || slots[fd] == null) {
                return fd;
            }
        }
        throw Refused.with(Errors.EMFILE);
    }

    /** Installs an open file at the lowest free descriptor. @return the descriptor; without one the file is released */
    int install(OpenFile file, boolean close) {
        try {
            int fd = free(0);
            put(fd, file, close);
            return fd;
        } catch (Refused e) {
            system.opens.releaseUnused(file);
            throw e;
        }
    }

    /** Puts an open file at a descriptor; what was there is closed. */
    void put(int fd, OpenFile file, boolean close) {
        if (fd < 0 || fd >= limit) {
            throw Refused.with(Errors.EBADF);
        }
        if (fd >= slots.length) {
            int length = Math.min(MOST, Math.max(fd + 1, slots.length * 2));
            slots = Arrays.copyOf(slots, length);
            closeOnExec = Arrays.copyOf(closeOnExec, length);
        }
        file.users++;
        OpenFile before = slots[fd];
        slots[fd] = file;
        closeOnExec[fd] = close;
        if (before != null) {
            system.closed(this, before);
        }
    }

    void close(int fd) {
        OpenFile file = file(fd);
        slots[fd] = null;
        closeOnExec[fd] = false;
        system.closed(this, file);
    }

    boolean closesOnExec(int fd) {
        file(fd);
        return closeOnExec[fd];
    }

    void closeOnExec(int fd, boolean close) {
        file(fd);
        closeOnExec[fd] = close;
    }

    /** Length of the table: descriptors are below it. */
    int length() {
        return slots.length;
    }

    FsState.Files save() {
        List<FsState.Slot> list = new ArrayList<>();
        for (int fd = 0; fd < slots.length; fd++) {
            if (slots[fd] != null) {
                list.add(new FsState.Slot(fd, slots[fd].number, closeOnExec[fd]));
            }
        }
        return new FsState.Files(id, users, limit, directory.number, root.number, umask, List.copyOf(list));
    }

    void restore(FsState.Files state) {
        users = state.users();
        limit = state.limit();
        umask = state.umask();
        for (FsState.Slot slot : state.slots()) {
            OpenFile file = system.opens.find(slot.open());
            if (file == null || slot.fd() < 0 || slot.fd() >= MOST) {
                throw new StateException("descriptor " + slot.fd() + " of table " + id + " leads to open file " + slot.open() + ", which is not there");
            }
            int before = limit;
            limit = MOST;
            put(slot.fd(), file, slot.closeOnExec());
            limit = before;
        }
    }
}
