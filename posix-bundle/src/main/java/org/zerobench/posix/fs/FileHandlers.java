package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Handler;

/** What the families of file calls share: their registration and the way from arguments to files and places. */
abstract class FileHandlers {
    /** The path may be empty: the descriptor itself is meant. */
    static final int EMPTY_PATH = 0x1000;
    /** A link as last component is not followed. */
    static final int NO_FOLLOW = 0x100;
    /** A link as last component is followed (linkat). */
    static final int FOLLOW = 0x400;

    final FileSystem system;
    private final CallTable table;

    FileHandlers(FileSystem system, CallTable table) {
        this.system = system;
        this.table = table;
    }

    /** Declares a call; refusals become error numbers. */
    final void add(int number, String name, Handler handler) {
        table.add(number, name, call -> {
            system.serving(call.process());
            try {
                return handler.handle(call);
            } catch (Refused refused) {
                return -refused.error;
            }
        });
    }

    static Files files(Call call) {
        return call.process().files();
    }

    static Who who(Call call) {
        return FileSystem.who(call.process());
    }

    /** The open file of a descriptor argument; not one opened with O_PATH. */
    static OpenFile file(Call call, int index) {
        OpenFile file = files(call).file(call.arg(index));
        if (file.isPlace()) {
            throw Refused.with(Errors.EBADF);
        }
        return file;
    }

    /** The place that a directory descriptor and a path lead to. */
    final PathWalk.Place place(Call call, int directory, int pathAddress, boolean follow) {
        return system.walk(files(call), directory, call.path(pathAddress), follow, who(call));
    }

    /** The existing inode that a directory descriptor and a path lead to; with EMPTY_PATH the descriptor's own. */
    final Inode inode(Call call, int directory, int pathAddress, int flags) {
        String path = call.path(pathAddress);
        if (path.isEmpty() && (flags & EMPTY_PATH) != 0) {
            return directory == FileSystem.CURRENT ? files(call).here() : files(call).file(directory).inode;
        }
        return system.walk(files(call), directory, path, (flags & NO_FOLLOW) == 0, who(call)).existing();
    }

    /** Refuses unless the caller may write into a directory. */
    static void writable(Call call, Directory directory) {
        if (!directory.allows(who(call), Mode.WRITE | Mode.EXECUTE)) {
            throw Refused.with(Errors.EACCES);
        }
    }

    /** Refuses unless the caller owns an inode or is the superuser. */
    static void owner(Call call, Inode inode) {
        int user = call.process().effectiveUser();
        if (user != 0 && user != inode.uid) {
            throw Refused.with(Errors.EPERM);
        }
    }

    /** Refuses unless the caller may remove an entry of a directory (sticky bit). */
    static void removable(Call call, Directory directory, Inode inode) {
        writable(call, directory);
        int user = call.process().effectiveUser();
        if ((directory.mode & Mode.STICKY) != 0 && user != 0 && user != inode.uid && user != directory.uid) {
            throw Refused.with(Errors.EPERM);
        }
    }

    /** Reads a struct timespec with 32-bit fields. @return nanoseconds @throws Refused EINVAL */
    static long timespec(Call call, int address) {
        return nanos(call.word(address), call.word(address + 4));
    }

    /** Reads a struct timespec with 64-bit fields. */
    static long timespec64(Call call, int address) {
        return nanos(call.doubleWord(address), call.word(address + 8));
    }

    private static long nanos(long seconds, int nanos) {
        if (seconds < 0 || nanos < 0 || nanos >= 1_000_000_000) {
            throw Refused.with(Errors.EINVAL);
        }
        return seconds > Integer.MAX_VALUE ? Long.MAX_VALUE : seconds * 1_000_000_000L + nanos;
    }

    /** The machine time that lies {@code nanos} ahead; never is never. */
    static long deadline(Call call, long nanos) {
        long now = call.nanos();
        return nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
    }
}
