package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls on descriptors: closing, doubling, flags, locks. */
final class DescriptorCalls extends FileHandlers {
    private static final int CLOSE_RANGE_UNSHARE = 2;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int READ_LOCK = 0;
    private static final int WRITE_LOCK = 1;
    private static final int UNLOCK = 2;

    DescriptorCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(6, "close", this::close);
        add(436, "close_range", this::closeRange);
        add(41, "dup", call -> files(call).install(files(call).file(call.arg(0)), false));
        add(63, "dup2", this::dup2);
        add(358, "dup3", this::dup3);
        add(55, "fcntl", call -> control(call, false));
        add(221, "fcntl64", call -> control(call, true));
        add(143, "flock", this::lockFile);
    }

    private int close(Call call) {
        files(call).close(call.arg(0));
        return 0;
    }

    private int closeRange(Call call) {
        int flags = call.arg(2);
        if (Integer.compareUnsigned(call.arg(0), call.arg(1)) > 0 || (flags & ~(CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE)) != 0) {
            return -Errors.EINVAL;
        }
        Files files = files(call);
        long last = Math.min(call.arg(1) & 0xFFFF_FFFFL, files.length() - 1);
        for (long fd = call.arg(0) & 0xFFFF_FFFFL; fd <= last; fd++) {
            if (files.find((int) fd) == null) {
                continue;
            }
            if ((flags & CLOSE_RANGE_CLOEXEC) != 0) {
                files.closeOnExec((int) fd, true);
            } else {
                files.close((int) fd);
            }
        }
        return 0;
    }

    private int dup2(Call call) {
        Files files = files(call);
        OpenFile file = files.file(call.arg(0));
        if (call.arg(0) != call.arg(1)) {
            files.put(call.arg(1), file, false);
        }
        return call.arg(1);
    }

    private int dup3(Call call) {
        if (call.arg(0) == call.arg(1) || (call.arg(2) & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            return -Errors.EINVAL;
        }
        files(call).put(call.arg(1), files(call).file(call.arg(0)), call.arg(2) != 0);
        return call.arg(1);
    }

    private int control(Call call, boolean wide) {
        Files files = files(call);
        int fd = call.arg(0);
        OpenFile file = files.file(fd);
        int argument = call.arg(2);
        return switch (call.arg(1)) {
            case 0 -> duplicate(files, file, argument, false);
            case 1030 -> duplicate(files, file, argument, true);
            case 1 -> files.closesOnExec(fd) ? 1 : 0;
            case 2 -> {
                files.closeOnExec(fd, (argument & 1) != 0);
                yield 0;
            }
            case 3 -> file.flags() | OpenFlags.LARGE_FILE;
            case 4 -> {
                file.status(argument);
                yield 0;
            }
            case 5 -> getLock(call, file, argument, false);
            case 6 -> setLock(call, file, argument, false, false);
            case 7 -> setLock(call, file, argument, false, true);
            case 12 -> wide ? getLock(call, file, argument, true) : -Errors.EINVAL;
            case 13 -> wide ? setLock(call, file, argument, true, false) : -Errors.EINVAL;
            case 14 -> wide ? setLock(call, file, argument, true, true) : -Errors.EINVAL;
            // owner and signal of asynchronous input: taken, and nothing comes of it
            case 8, 10 -> 0;
            case 9, 11 -> 0;
            case 1031 -> resizePipe(file, argument);
            case 1032 -> file instanceof PipeEnd end && !end.isSocket() ? pipe(end).capacity() : -Errors.EBADF;
            default -> -Errors.EINVAL;
        };
    }

    private static int duplicate(Files files, OpenFile file, int from, boolean close) {
        if (from < 0 || from >= Files.MOST) {
            return -Errors.EINVAL;
        }
        int fd = files.free(from);
        files.put(fd, file, close);
        return fd;
    }

    private static Pipe pipe(PipeEnd end) {
        return end.reads != null ? end.reads : end.writes;
    }

    private static int resizePipe(OpenFile file, int bytes) {
        if (!(file instanceof PipeEnd end) || end.isSocket()) {
            return -Errors.EBADF;
        }
        if (bytes < 0) {
            return -Errors.EINVAL;
        }
        if (bytes > Pipe.MOST_CAPACITY) {
            return -Errors.EPERM;
        }
        int capacity = Math.max(Pipe.ATOMIC, Integer.highestOneBit(Math.max(bytes - 1, 1)) * 2);
        int result = pipe(end).resize(capacity);
        return result < 0 ? result : capacity;
    }

    /** A struct flock, its range made absolute. */
    private record Range(int type, long start, long end) {}

    private static Range range(Call call, OpenFile file, int address, boolean wide) {
        int head = call.word(address);
        long start = wide ? call.doubleWord(address + 8) : call.word(address + 4);
        long length = wide ? call.doubleWord(address + 16) : call.word(address + 8);
        start += switch (head >>> 16) {
            case 0 -> 0;
            case 1 -> file.position();
            case 2 -> file.inode().sizeBytes();
            default -> throw Refused.with(Errors.EINVAL);
        };
        long end = length == 0 ? Long.MAX_VALUE : length > 0 ? start + length - 1 : start - 1;
        start = length < 0 ? start + length : start;
        if (start < 0 || end < start) {
            throw Refused.with(Errors.EINVAL);
        }
        return new Range(head & 0xFFFF, start, end);
    }

    private int getLock(Call call, OpenFile file, int address, boolean wide) {
        Range range = range(call, file, address, wide);
        if (range.type != READ_LOCK && range.type != WRITE_LOCK) {
            return -Errors.EINVAL;
        }
        FsState.Lock lock = system.locks.conflict(file.inode().number, files(call).id(), range.start, range.end, range.type == WRITE_LOCK);
        if (lock == null) {
            call.putWord(address, call.word(address) & 0xFFFF_0000 | UNLOCK);
            return 0;
        }
        long length = lock.end() == Long.MAX_VALUE ? 0 : lock.end() - lock.start() + 1;
        call.putWord(address, lock.exclusive() ? WRITE_LOCK : READ_LOCK);
        if (wide) {
            call.putDoubleWord(address + 8, lock.start());
            call.putDoubleWord(address + 16, length);
            call.putWord(address + 24, lock.pid());
        } else {
            call.putWord(address + 4, (int) lock.start());
            call.putWord(address + 8, (int) length);
            call.putWord(address + 12, lock.pid());
        }
        return 0;
    }

    private int setLock(Call call, OpenFile file, int address, boolean wide, boolean patient) {
        Range range = range(call, file, address, wide);
        long node = file.inode().number;
        int owner = files(call).id();
        switch (range.type) {
            case UNLOCK -> {
                system.locks.unlock(node, owner, range.start, range.end);
                return 0;
            }
            case READ_LOCK -> {
                if (!file.reads()) {
                    return -Errors.EBADF;
                }
            }
            case WRITE_LOCK -> {
                if (!file.writes()) {
                    return -Errors.EBADF;
                }
            }
            default -> {
                return -Errors.EINVAL;
            }
        }
        if (system.locks.conflict(node, owner, range.start, range.end, range.type == WRITE_LOCK) != null) {
            return patient ? call.block(system.locks.released) : -Errors.EAGAIN;
        }
        return system.locks.set(new FsState.Lock(node, owner, call.process().pid(), range.start, range.end, range.type == WRITE_LOCK));
    }

    private int lockFile(Call call) {
        OpenFile file = file(call, 0);
        int operation = call.arg(1);
        int wanted = switch (operation & ~4) {
            case 1 -> 1;
            case 2 -> 2;
            case 8 -> 0;
            default -> throw Refused.with(Errors.EINVAL);
        };
        for (OpenFile other : system.opens.all()) {
            if (wanted != 0 && other != file && other.inode == file.inode && other.lock != 0 && (wanted == 2 || other.lock == 2)) {
                return (operation & 4) != 0 ? -Errors.EAGAIN : call.block(system.locks.released);
            }
        }
        boolean weaker = wanted < file.lock;
        file.lock = wanted;
        if (weaker) {
            system.locks.released.wakeAll();
        }
        return 0;
    }
}
