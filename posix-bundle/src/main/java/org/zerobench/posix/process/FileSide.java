package org.zerobench.posix.process;

import java.util.List;
import java.util.Optional;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.posix.PosixServer.DescriptorInfo;
import org.zerobench.api.posix.Vnode;
import org.zerobench.posix.fs.Files;

/** What the process half of the server asks of the file half. Results are negated error numbers where they can fail. */
public interface FileSide {

    /** Adds the file calls. */
    void register(CallTable table);

    /** First start: mounts the root file system as the machine's options say. */
    void boot();

    /** A descriptor table whose 0, 1, 2 are a console, in a directory ("/" when there is no such directory). Counted once. */
    Files standard(int console, String directory);

    /**
     * A descriptor table with nothing open, in an empty root of its own that holds one executable file. The root goes with the
     * last table that has it. Counted once.
     */
    Files alone(String name, byte[] contents);

    /**
     * Finds a program file for execve: follows links, wants a regular file with an execute bit.
     *
     * @param files  whose current directory and root
     * @param dirfd  descriptor of the directory where a relative path starts, -100 (AT_FDCWD) for the current one
     * @param path   path; empty with AT_EMPTY_PATH in {@code flags} for the descriptor itself
     * @param flags  AT_EMPTY_PATH 0x1000, AT_SYMLINK_NOFOLLOW 0x100
     */
    ExecFile open(Files files, int dirfd, String path, int flags);

    /** What mmap of a descriptor maps; checks access mode against protection and sharing. */
    Mapped mapped(Files files, int fd, int protection, int flags);

    /** Finds a file by number, also one without a name that is still open or mapped. */
    Optional<Vnode> vnode(long id);

    /** The pager says that no area maps a file any more: without names and openers it goes. */
    void unmapped(long id);

    /** A console has input, room for output, or was closed. */
    void consoleReady(int console);

    /** The foreground process group of a console's terminal, 0 for none. */
    int foreground(int console);

    /** Open descriptors, by number. */
    List<DescriptorInfo> descriptors(Files files);

    /** The file half's world. Descriptor tables are part of it, named by {@link Files#id()}. */
    FsState save();

    /** Takes a world over; wakes nobody. */
    void restore(FsState state);

    /** Another instance has taken over, or this one was refused: lets go of the host's files. */
    void retire();

    /** A descriptor table after {@link #restore}. */
    Files files(int id);

    /**
     * @param error 0, or a negated error number (-ENOENT, -ENOTDIR, -EACCES, -ELOOP, …); then the rest is empty
     * @param vnode the file
     * @param mode  st_mode
     * @param uid   owner
     * @param gid   group
     * @param path  absolute path without links, as /proc/self/exe shows it
     */
    record ExecFile(int error, Vnode vnode, int mode, int uid, int gid, String path) {}

    /**
     * @param error 0, or -EBADF, -EACCES, -ENODEV
     * @param vnode the file; null with error 0 for a device that is anonymous memory (/dev/zero)
     */
    record Mapped(int error, Vnode vnode) {}
}
