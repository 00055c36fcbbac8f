package org.zerobench.api.posix;

import java.util.List;
import java.util.Optional;
import org.zerobench.api.swap.State;

/**
 * The file half of the POSIX server's world. Names are byte strings: each char is one byte. Lists are ordered by number or
 * name, except where a comment says that order counts.
 *
 * @param nextNumber  next free number of inodes and pipes
 * @param nextOpen    next free number of open files
 * @param nextFiles   next free number of what processes hold
 * @param root        inode of the root directory
 * @param nodes       inodes by number
 * @param opens       open files by number
 * @param pipes       pipes by number
 * @param terminals   terminals by console
 * @param files       what processes hold, by number
 * @param locks       record locks, by inode, owner and start
 */
public record FsState(long nextNumber, int nextOpen, int nextFiles, long root, List<Node> nodes, List<Open> opens, List<Pipe> pipes,
        List<Terminal> terminals, List<Files> files, List<Lock> locks) implements State {

    /** A world with nothing in it. */
    public static final FsState EMPTY = new FsState(1, 1, 1, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return nodes.size() + opens.size() + pipes.size();
    }

    /** An inode. */
    public sealed interface Node {
        /** What all kinds have. */
        Attributes attributes();

        /** Where it lies on the host, if it does. */
        Optional<Host> host();
    }

    /**
     * @param number   inode number, 1 to 2^31 - 1
     * @param mode     st_mode, type and permission bits
     * @param uid      owner
     * @param gid      group
     * @param links    number of names
     * @param accessed last access, ns since 1970
     * @param modified last change of contents
     * @param changed  last change of anything
     * @param own      true when attributes here count and no longer the host's
     * @param mapped   true when it has ever been handed out for mapping
     * @param extended extended attributes by name
     */
    public record Attributes(long number, int mode, int uid, int gid, int links, long accessed, long modified, long changed,
            boolean own, boolean mapped, List<Extended> extended) {}

    /** @param name attribute's name @param value its value */
    public record Extended(String name, Blob value) {}

    /**
     * @param folder 0 the root folder, 1 the folder of guest programs
     * @param path   path inside it, empty for the folder itself
     * @param key    what tells that it is still the same host file
     */
    public record Host(int folder, String path, String key) {}

    /**
     * A regular file.
     *
     * @param sizeBytes length
     * @param hostBytes how far the host's contents show through where there is no chunk
     * @param chunks    contents of our own, by index
     */
    public record Regular(Attributes attributes, Optional<Host> host, long sizeBytes, long hostBytes, List<Chunk> chunks) implements Node {}

    /** @param index number of the 4096-byte piece @param contents its bytes, 4096 */
    public record Chunk(int index, Blob contents) {}

    /**
     * A directory.
     *
     * @param parent  inode of the directory above
     * @param under   inode of a directory whose names are found where there is no other; 0 for none
     * @param entries names of its own, in the order they came
     * @param known   names that were met on the host, by name
     * @param hidden  host names that are not to be seen, by name
     */
    public record Directory(Attributes attributes, Optional<Host> host, long parent, long under, List<Entry> entries, List<Entry> known,
            List<String> hidden) implements Node {}

    /** @param name a name @param node its inode; for names under /proc and the like a number outside {@code nodes} */
    public record Entry(String name, long node) {}

    /** @param target where a symbolic link leads */
    public record Link(Attributes attributes, Optional<Host> host, String target) implements Node {}

    /**
     * A device, a named pipe or a socket's name.
     *
     * @param device major and minor number as stat shows them
     * @param pipe   pipe behind a named pipe that is open
     */
    public record Special(Attributes attributes, Optional<Host> host, int device, long pipe) implements Node {}

    /** An open file: what descriptors lead to. */
    public sealed interface Open {
        /** Its number. */
        int number();

        /** Access mode and status flags (O_APPEND, O_NONBLOCK). */
        int flags();

        /** Its inode. */
        long node();
    }

    /** @param node inode @param offset position in bytes @param path path it was opened by @param lock 0, or 1 shared, 2 exclusive (flock) */
    public record OpenRegular(int number, int flags, long node, long offset, String path, int lock) implements Open {}

    /** @param listing names as they were when reading began; empty when it has not; order counts */
    public record OpenDirectory(int number, int flags, long node, long offset, String path, List<Listed> listing, boolean listed) implements Open {}

    /** @param name name @param node inode @param type type as in struct dirent */
    public record Listed(String name, long node, int type) {}

    /** A file under /proc or the like, its text taken when it was opened. */
    public record OpenText(int number, int flags, long node, long offset, String path, Blob text) implements Open {}

    /** Opened with O_PATH: a place, not contents. */
    public record OpenPlace(int number, int flags, long node, String path) implements Open {}

    /** @param reads pipe to read from @param writes pipe to write to; 0 for none; both for a socket */
    public record OpenPipe(int number, int flags, long node, long reads, long writes, String path) implements Open {}

    /** @param node the device's inode: its number says which device */
    public record OpenDevice(int number, int flags, long node, String path) implements Open {}

    /** @param console console it leads to @param stream 0, 1, 2 */
    public record OpenConsole(int number, int flags, long node, int console, int stream, String path) implements Open {}

    /** @param count the counter @param semaphore true when reads take one */
    public record OpenEvent(int number, int flags, long node, long count, boolean semaphore) implements Open {}

    /** @param watches what is watched, by descriptor */
    public record OpenPoll(int number, int flags, long node, List<Watch> watches) implements Open {}

    /** @param fd descriptor @param open open file @param events wanted @param data the program's own word @param disabled true after a one-shot report */
    public record Watch(int fd, int open, int events, long data, boolean disabled) {}

    /**
     * @param number   its number
     * @param capacity bytes it takes
     * @param contents bytes in it, oldest first
     * @param readers  open read ends
     * @param writers  open write ends
     * @param readersDue openers of a named pipe that were let in as readers and have not come back for it yet
     * @param writersDue the same for writers
     */
    public record Pipe(long number, int capacity, Blob contents, int readers, int writers, int readersDue, int writersDue) {}

    /**
     * @param console   console behind it
     * @param modes     termios: input, output, control, local flags
     * @param control   control characters
     * @param group     foreground process group, 0 for none
     * @param session   session it belongs to, 0 for none
     * @param pending   input taken from the console and not yet read
     */
    public record Terminal(int console, List<Integer> modes, Blob control, int group, int session, Blob pending) {}

    /**
     * What a process, or several that share it, holds.
     *
     * @param number    its number
     * @param users     how many share it
     * @param limit     new descriptors stay below this number
     * @param directory inode of the current directory
     * @param root      inode of the root directory
     * @param umask     file mode mask
     * @param slots     descriptors in use, by number
     */
    public record Files(int number, int users, int limit, long directory, long root, int umask, List<Slot> slots) {}

    /** @param fd descriptor @param open open file @param closeOnExec FD_CLOEXEC */
    public record Slot(int fd, int open, boolean closeOnExec) {}

    /** @param node inode @param owner what a process holds (number in {@code files}) @param pid who set it @param start first byte @param end last byte @param exclusive write lock */
    public record Lock(long node, int owner, int pid, long start, long end, boolean exclusive) {}
}
