package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.swap.StateException;
import org.zerobench.posix.process.WaitQueue;

/** All open files by number, and how an inode is opened. */
final class OpenFiles {
    /** Open files of a machine. */
    private static final int MOST = 65536;

    private final TreeMap<Integer, OpenFile> opens = new TreeMap<>();
    private final FileSystem system;
    private int next = 1;

    OpenFiles(FileSystem system) {
        this.system = system;
    }

    OpenFile find(int number) {
        return opens.get(number);
    }

    Iterable<OpenFile> all() {
        return opens.values();
    }

    int next() {
        return next;
    }

    int number() {
        if (opens.size() >= MOST) {
            throw Refused.with(Errors.ENFILE);
        }
        return next++;
    }

    <T extends OpenFile> T add(T file) {
        opens.put(file.number, file);
        return file;
    }

    /** An inode without a name, for what has none: pipes, sockets, consoles, epoll. */
    SpecialNode nameless(int mode, int device) {
        SpecialNode node = system.tree.fresh(new SpecialNode(system.tree.number(), mode, device), Who.ROOT);
        node.links = 0;
        return node;
    }

    /** A descriptor let go: the last one closes the file. */
    void release(OpenFile file) {
        if (--file.users == 0) {
            releaseUnused(file);
        }
    }

    /** Closes a file that no descriptor leads to. */
    void releaseUnused(OpenFile file) {
        if (file.users > 0) {
            return;
        }
        opens.remove(file.number);
        file.closed();
        if (file.lock != 0) {
            system.locks.released.wakeAll();
        }
        system.leave(file.inode);
    }

    /**
     * Opens what a path led to; permissions are checked already. FIFOs are opened by {@link #fifo}.
     *
     * @param flags open flags, without those that concern the way there
     */
    OpenFile open(Inode inode, String path, int flags) {
        int kept = flags & ~(OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.TRUNCATE | OpenFlags.NO_TERMINAL | OpenFlags.CLOSE_ON_EXEC | OpenFlags.DIRECTORY);
        if ((flags & OpenFlags.PATH) != 0) {
            return add(inode instanceof Directory directory ? new OpenDirectory(number(), OpenFlags.PATH, directory, path)
                    : new PlaceFile(number(), OpenFlags.PATH, inode, path));
        }
        return switch (inode) {
            case FileNode file -> add(new RegularFile(number(), kept, file, path, system));
            case Directory directory -> add(new OpenDirectory(number(), kept, directory, path));
            case Proc.Text text -> add(new OpenText(number(), kept, text, path, text.bytes(), 0));
            case SpecialNode special -> special(special, path, kept);
            default -> throw Refused.with(Errors.ELOOP);
        };
    }

    private OpenFile special(SpecialNode node, String path, int flags) {
        if ((node.mode & Mode.TYPE) != Mode.CHARACTER) {
            throw Refused.with(Errors.ENXIO);
        }
        if (OpenDevice.serves(node.device())) {
            return add(new OpenDevice(number(), flags, node, path, system.random));
        }
        if (node.device() == OpenDevice.TTY || node.device() == OpenDevice.CONSOLE) {
            ConsoleFile same = system.consoleOfCaller(node.device() == OpenDevice.TTY);
            return add(new ConsoleFile(number(), flags, node, path, same.terminal, same.stream, system));
        }
        throw Refused.with(Errors.ENXIO);
    }

    /** Opens once more what a descriptor of /proc/pid/fd leads to. */
    OpenFile again(OpenFile file, int flags) {
        int kept = flags & (OpenFlags.ACCESS | OpenFlags.SETTABLE);
        return switch (file) {
            case ConsoleFile console -> add(new ConsoleFile(number(), kept, console.inode, console.path, console.terminal,
                    console.isTerminal() ? console.stream : OpenFlags.writes(kept) ? Math.max(1, console.stream) : 0, system));
            case PipeEnd end when !end.isSocket() -> pipe((SpecialNode) end.inode, end.path, kept, end.reads != null ? end.reads : end.writes);
            default -> throw Refused.with(Errors.ENXIO);
        };
    }

    PipeEnd pipe(SpecialNode node, String path, int flags, Pipe pipe) {
        boolean reads = OpenFlags.reads(flags);
        boolean writes = OpenFlags.writes(flags);
        PipeEnd end = add(new PipeEnd(number(), flags, node, path, reads ? pipe : null, writes ? pipe : null, system));
        if (reads) {
            pipe.addReader();
        }
        if (writes) {
            pipe.addWriter();
        }
        return end;
    }

    /** A pipe's two ends: reading, writing. */
    PipeEnd[] pipe(int flags) {
        SpecialNode node = nameless(Mode.FIFO | 0600, 0);
        Pipe pipe = system.pipes.create(system.tree.number());
        return new PipeEnd[] {pipe(node, "", flags | OpenFlags.READ_ONLY, pipe), pipe(node, "", flags | OpenFlags.WRITE_ONLY, pipe)};
    }

    /** Two connected stream sockets. */
    PipeEnd[] socketPair(int flags) {
        Pipe there = system.pipes.create(system.tree.number());
        Pipe back = system.pipes.create(system.tree.number());
        return new PipeEnd[] {socket(flags, there, back), socket(flags, back, there)};
    }

    private PipeEnd socket(int flags, Pipe reads, Pipe writes) {
        SpecialNode node = nameless(Mode.SOCKET | 0777, 0);
        PipeEnd end = add(new PipeEnd(number(), flags | OpenFlags.READ_WRITE, node, "", reads, writes, system));
        reads.addReader();
        writes.addWriter();
        return end;
    }

    /** The pipe behind a named pipe. */
    Pipe behind(SpecialNode node) {
        Pipe pipe = node.pipe == 0 ? null : system.pipes.find(node.pipe);
        if (pipe == null) {
            pipe = system.pipes.create(system.tree.number());
            node.pipe = pipe.number;
            node.dirty();
        }
        return pipe;
    }

    /**
     * Opens a named pipe (POSIX open(2) on a FIFO).
     *
     * @param waited the caller has been told to wait before
     * @return the file, or null when the caller must wait for the other side on {@code readersComing} or {@code writersComing}
     */
    PipeEnd fifo(SpecialNode node, String path, int flags, boolean waited) {
        Pipe pipe = behind(node);
        boolean reads = OpenFlags.reads(flags);
        boolean writes = OpenFlags.writes(flags);
        boolean patient = (flags & OpenFlags.NONBLOCK) == 0;
        if (reads && writes) {
            return pipe(node, path, flags, pipe);
        }
        if (waited && (reads ? pipe.readersDue : pipe.writersDue) > 0) {
            pipe.readersDue -= reads ? 1 : 0;
            pipe.writersDue -= reads ? 0 : 1;
            return pipe(node, path, flags, pipe);
        }
        if (reads) {
            return patient && !pipe.hasWriters() && pipe.writersComing.isEmpty() ? null : pipe(node, path, flags, pipe);
        }
        if (!pipe.hasReaders() && pipe.readersComing.isEmpty()) {
            if (!patient) {
                system.pipes.dropIfIdle(pipe);
                throw Refused.with(Errors.ENXIO);
            }
            return null;
        }
        return pipe(node, path, flags, pipe);
    }

    List<FsState.Open> save() {
        List<FsState.Open> list = new ArrayList<>(opens.size());
        opens.values().forEach(file -> list.add(file.save()));
        return List.copyOf(list);
    }

    void restore(FsState state) {
        next = state.nextOpen();
        for (FsState.Open open : state.opens()) {
            Inode inode = system.inode(open.node());
            if (inode == null) {
                throw new StateException("open file " + open.number() + " leads to inode " + open.node() + ", which is not there");
            }
            add(restored(open, inode));
        }
        for (FsState.Open open : state.opens()) {
            if (open instanceof FsState.OpenPoll poll) {
                for (FsState.Watch watch : poll.watches()) {
                    OpenFile watched = find(watch.open());
                    if (watched != null) {
                        ((PollFile) find(poll.number())).restore(watch, watched);
                    }
                }
            }
        }
    }

    private OpenFile restored(FsState.Open open, Inode inode) {
        WaitQueue.Waker waker = system.processes;
        return switch (open) {
            case FsState.OpenRegular it -> {
                RegularFile file = new RegularFile(it.number(), it.flags(), (FileNode) inode, it.path(), system);
                file.position = it.offset();
                file.lock = it.lock();
                yield file;
            }
            case FsState.OpenDirectory it -> {
                OpenDirectory file = new OpenDirectory(it.number(), it.flags(), (Directory) inode, it.path());
                file.restore(it);
                yield file;
            }
            case FsState.OpenText it -> new OpenText(it.number(), it.flags(), inode, it.path(), it.text().bytes(), it.offset());
            case FsState.OpenPlace it -> new PlaceFile(it.number(), it.flags(), inode, it.path());
            case FsState.OpenPipe it -> new PipeEnd(it.number(), it.flags(), inode, it.path(), pipe(it.reads()), pipe(it.writes()), system);
            case FsState.OpenDevice it -> new OpenDevice(it.number(), it.flags(), inode, it.path(), system.random);
            case FsState.OpenConsole it -> new ConsoleFile(it.number(), it.flags(), inode, it.path(), system.terminals.of(it.console()), it.stream(), system);
            case FsState.OpenEvent it -> new EventFile(it.number(), it.flags(), inode, it.count(), it.semaphore(), waker);
            case FsState.OpenPoll it -> new PollFile(it.number(), it.flags(), inode, waker);
        };
    }

    private Pipe pipe(long number) {
        if (number == 0) {
            return null;
        }
        Pipe pipe = system.pipes.find(number);
        if (pipe == null) {
            throw new StateException("an open file leads to pipe " + number + ", which is not there");
        }
        return pipe;
    }
}
