package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls that make open files: open, pipes, sockets, and files without names. */
final class OpenCalls extends FileHandlers {
    private static final int AF_UNIX = 1;
    private static final int STREAM = 1;
    private static final int SOCKET_TYPE = 0xF;

    OpenCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(5, "open", call -> open(call, FileSystem.CURRENT, call.arg(0), call.arg(1), call.arg(2)));
        add(322, "openat", call -> open(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3)));
        add(8, "creat", call -> open(call, FileSystem.CURRENT, call.arg(0), OpenFlags.CREATE | OpenFlags.WRITE_ONLY | OpenFlags.TRUNCATE, call.arg(1)));
        add(42, "pipe", call -> pipe(call, 0));
        add(359, "pipe2", call -> pipe(call, call.arg(1)));
        add(281, "socket", call -> -Errors.EAFNOSUPPORT);
        add(288, "socketpair", this::socketPair);
        add(293, "shutdown", this::shutDown);
        for (int number : new int[] {282, 283, 284, 285, 286, 287, 294, 295, 366}) {
            add(number, name(number), call -> noSocket(call));
        }
        add(351, "eventfd", call -> event(call, 0));
        add(356, "eventfd2", call -> event(call, call.arg(1)));
        add(385, "memfd_create", this::memoryFile);
    }

    private static String name(int number) {
        return switch (number) {
            case 282 -> "bind";
            case 283 -> "connect";
            case 284 -> "listen";
            case 285 -> "accept";
            case 286 -> "getsockname";
            case 287 -> "getpeername";
            case 294 -> "setsockopt";
            case 295 -> "getsockopt";
            default -> "accept4";
        };
    }

    private int noSocket(Call call) {
        return file(call, 0) instanceof PipeEnd end && end.isSocket() ? -Errors.EOPNOTSUPP : -Errors.ENOTSOCK;
    }

    private int open(Call call, int directory, int pathAddress, int flags, int permissions) {
        String path = call.path(pathAddress);
        Files files = files(call);
        files.free(0);
        boolean close = (flags & OpenFlags.CLOSE_ON_EXEC) != 0;
        if ((flags & OpenFlags.TEMPORARY) != 0 && OpenFlags.writes(flags)) {
            return temporary(call, directory, path, flags, permissions);
        }
        boolean exclusive = (flags & (OpenFlags.CREATE | OpenFlags.EXCLUSIVE)) == (OpenFlags.CREATE | OpenFlags.EXCLUSIVE);
        boolean follow = (flags & OpenFlags.NO_FOLLOW) == 0 && !exclusive;
        Who who = who(call);
        PathWalk.Place place = system.walk(files, directory, path, follow, who);
        if (place.inode() == null) {
            if ((flags & OpenFlags.CREATE) == 0) {
                return -Errors.ENOENT;
            }
            if (place.slash()) {
                return -Errors.EISDIR;
            }
            writable(call, place.parent());
            FileNode made = system.changes.file(place.parent(), place.name(), permissions & ~files.umask & Mode.PERMISSIONS, who);
            return files.install(system.opens.open(made, place.path(), flags), close);
        }
        if (exclusive) {
            return -Errors.EEXIST;
        }
        if ((flags & OpenFlags.PATH) != 0) {
            return files.install(system.opens.open(place.inode(), place.path(), flags), close);
        }
        return existing(call, place, flags, close);
    }

    private int existing(Call call, PathWalk.Place place, int flags, boolean close) {
        Inode inode = place.inode();
        check(call, inode, flags);
        OpenFile behind = system.proc.descriptor(place.parent(), place.name());
        if (behind instanceof ConsoleFile || behind instanceof PipeEnd) {
            return files(call).install(system.opens.again(behind, flags), close);
        }
        if ((inode.mode & Mode.TYPE) == Mode.FIFO && inode instanceof SpecialNode node) {
            PipeEnd end = system.opens.fifo(node, place.path(), flags, call.progress() != 0);
            if (end == null) {
                call.progress(1);
                Pipe pipe = system.opens.behind(node);
                return call.block(OpenFlags.reads(flags) ? pipe.readersComing : pipe.writersComing);
            }
            return files(call).install(end, close);
        }
        OpenFile opened = system.opens.open(inode, place.path(), flags);
        if ((flags & OpenFlags.TRUNCATE) != 0 && inode instanceof FileNode file && opened.writes()) {
            int result = SizeCalls.resize(system, file, 0);
            if (result < 0) {
                system.opens.releaseUnused(opened);
                return result;
            }
        }
        return files(call).install(opened, close);
    }

    private static void check(Call call, Inode inode, int flags) {
        if ((flags & OpenFlags.DIRECTORY) != 0 && !inode.isDirectory()) {
            throw Refused.with(Errors.ENOTDIR);
        }
        if (inode instanceof SymbolicLink) {
            throw Refused.with(Errors.ELOOP);
        }
        if (inode.isDirectory() && (OpenFlags.writes(flags) || (flags & (OpenFlags.CREATE | OpenFlags.TRUNCATE)) != 0)) {
            throw Refused.with(Errors.EISDIR);
        }
        int wanted = (OpenFlags.reads(flags) ? Mode.READ : 0) | (OpenFlags.writes(flags) || (flags & OpenFlags.TRUNCATE) != 0 ? Mode.WRITE : 0);
        if (!inode.allows(who(call), wanted)) {
            throw Refused.with(Errors.EACCES);
        }
    }

    private int temporary(Call call, int directory, String path, int flags, int permissions) {
        PathWalk.Place place = system.walk(files(call), directory, path, true, who(call));
        if (!(place.existing() instanceof Directory folder)) {
            return -Errors.ENOTDIR;
        }
        writable(call, folder);
        FileNode file = system.changes.nameless("tmpfile", permissions & ~files(call).umask & Mode.PERMISSIONS, who(call));
        int kept = flags & ~(OpenFlags.TEMPORARY | OpenFlags.DIRECTORY);
        return files(call).install(system.opens.open(file, folder.path("#" + file.number), kept), (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }

    private int pipe(Call call, int flags) {
        if ((flags & ~(OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCK | OpenFlags.DIRECT)) != 0) {
            return -Errors.EINVAL;
        }
        return both(call, system.opens.pipe(flags & OpenFlags.NONBLOCK), (flags & OpenFlags.CLOSE_ON_EXEC) != 0, call.arg(0));
    }

    /** Installs two ends and tells their descriptors: in memory, or in the reply of a native call. */
    private int both(Call call, PipeEnd[] ends, boolean close, int address) {
        Files files = files(call);
        int first = -1;
        int second = -1;
        try {
            first = files.install(ends[0], close);
            second = files.install(ends[1], close);
            if (call.isNative()) {
                call.result(2, first);
                call.result(3, second);
            } else {
                call.putWord(address, first);
                call.putWord(address + 4, second);
            }
            return 0;
        } catch (RuntimeException refused) {
            // nothing of the pair may be left; what install refused it has released itself
            if (first < 0) {
                system.opens.releaseUnused(ends[1]);
            } else {
                files.close(first);
            }
            if (second >= 0) {
                files.close(second);
            }
            throw refused;
        }
    }

    private int socketPair(Call call) {
        if (call.arg(0) != AF_UNIX) {
            return -Errors.EAFNOSUPPORT;
        }
        if ((call.arg(1) & SOCKET_TYPE) != STREAM) {
            return -Errors.EOPNOTSUPP;
        }
        boolean close = (call.arg(1) & OpenFlags.CLOSE_ON_EXEC) != 0;
        return both(call, system.opens.socketPair(call.arg(1) & OpenFlags.NONBLOCK), close, call.arg(3));
    }

    private int shutDown(Call call) {
        if (!(file(call, 0) instanceof PipeEnd end) || !end.isSocket()) {
            return -Errors.ENOTSOCK;
        }
        if (call.arg(1) < 0 || call.arg(1) > 2) {
            return -Errors.EINVAL;
        }
        end.shutDown(call.arg(1));
        return 0;
    }

    private int event(Call call, int flags) {
        if ((flags & ~(1 | OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCK)) != 0) {
            return -Errors.EINVAL;
        }
        EventFile file = system.opens.add(new EventFile(system.opens.number(), OpenFlags.READ_WRITE | flags & OpenFlags.NONBLOCK,
                system.opens.nameless(0600, 0), call.arg(0) & 0xFFFF_FFFFL, (flags & 1) != 0, system.processes));
        return files(call).install(file, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }

    private int memoryFile(Call call) {
        String name = call.string(call.arg(0), 249);
        FileNode file = system.changes.nameless("memfd:" + name, 0777, who(call));
        return files(call).install(system.opens.open(file, "/memfd:" + name, OpenFlags.READ_WRITE), (call.arg(1) & 1) != 0);
    }
}
