package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.UserFault;

/** Calls that move bytes: read, write and their kin, and positions. */
final class TransferCalls extends FileHandlers {
    private static final int BUFFER = 65536;
    private static final int SIGPIPE = 13;

    private final byte[] buffer = new byte[BUFFER];
    private final UserBuffers user = new UserBuffers();
    private final TerminalAccess access = new TerminalAccess();

    TransferCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(3, "read", call -> read(call, file(call, 0), user.one(call.arg(1), call.arg(2))));
        add(4, "write", call -> write(call, file(call, 0), user.one(call.arg(1), call.arg(2))));
        add(145, "readv", call -> read(call, file(call, 0), user.vector(call, call.arg(1), call.arg(2))));
        add(146, "writev", call -> write(call, file(call, 0), user.vector(call, call.arg(1), call.arg(2))));
        add(180, "pread64", call -> readAt(call, file(call, 0), user.one(call.arg(1), call.arg(2)), call.longArg(4)));
        add(181, "pwrite64", call -> writeAt(call, file(call, 0), user.one(call.arg(1), call.arg(2)), call.longArg(4)));
        add(361, "preadv", call -> readAt(call, file(call, 0), user.vector(call, call.arg(1), call.arg(2)), call.longArg(3)));
        add(362, "pwritev", call -> writeAt(call, file(call, 0), user.vector(call, call.arg(1), call.arg(2)), call.longArg(3)));
        add(392, "preadv2", this::readv2);
        add(393, "pwritev2", this::writev2);
        add(289, "send", call -> send(call, call.arg(3)));
        add(290, "sendto", call -> send(call, call.arg(3)));
        add(291, "recv", call -> receive(call, call.arg(3)));
        add(292, "recvfrom", call -> receive(call, call.arg(3)));
        add(296, "sendmsg", this::sendMessage);
        add(297, "recvmsg", this::receiveMessage);
        add(19, "lseek", this::seek);
        add(140, "_llseek", this::longSeek);
        add(187, "sendfile", call -> sendFile(call, false));
        add(239, "sendfile64", call -> sendFile(call, true));
        add(391, "copy_file_range", this::copyRange);
    }

    /** @return true when a transfer goes on until everything is done or the end is met */
    private static boolean bulk(OpenFile file) {
        return file instanceof RegularFile || file instanceof OpenDevice;
    }

    int read(Call call, OpenFile file, UserBuffers target) {
        if (!file.reads()) {
            return -Errors.EBADF;
        }
        if (file instanceof ConsoleFile console) {
            int refusal = access.mayRead(call, console);
            if (refusal != 0) {
                return refusal;
            }
        }
        int done = 0;
        do {
            int piece = Math.min(target.total() - done, BUFFER);
            long before = file.position();
            int n = file.read(buffer, 0, piece);
            if (n == -Errors.EAGAIN && done == 0 && !file.nonBlocking()) {
                return access.waitForInput(call, file);
            }
            if (n <= 0) {
                return done > 0 ? done : n;
            }
            try {
                target.out(call, done, buffer, n);
            } catch (UserFault fault) {
                file.seek(before, 0);
                return done > 0 ? done : -fault.error;
            }
            done += n;
            if (n < piece) {
                break;
            }
        } while (bulk(file) && done < target.total());
        return done;
    }

    int write(Call call, OpenFile file, UserBuffers source) {
        if (!file.writes()) {
            return -Errors.EBADF;
        }
        if (file instanceof ConsoleFile console) {
            int refusal = access.mayWrite(call, console);
            if (refusal != 0) {
                return refusal;
            }
        }
        int total = source.total();
        int done = (int) call.progress();
        while (done < total) {
            int piece = Math.min(total - done, BUFFER);
            try {
                source.in(call, done, buffer, piece);
            } catch (UserFault fault) {
                return done > 0 ? done : -fault.error;
            }
            int n = file.write(buffer, 0, piece, done == 0 && piece == total);
            if (n == -Errors.EAGAIN && !file.nonBlocking()) {
                call.progress(done);
                return call.block(file.queues());
            }
            if (n == -Errors.EPIPE && !(file instanceof PipeEnd end && end.isSocket() && noSignal)) {
                call.raise(SIGPIPE);
            }
            if (n < 0) {
                return done > 0 ? done : n;
            }
            done += n;
            if (file instanceof EventFile) {
                break;
            }
        }
        return done;
    }

    private int readAt(Call call, OpenFile file, UserBuffers target, long offset) {
        if (!file.reads()) {
            return -Errors.EBADF;
        }
        if (offset < 0) {
            return -Errors.EINVAL;
        }
        int done = 0;
        while (done < target.total()) {
            int n = file.read(offset + done, buffer, 0, Math.min(target.total() - done, BUFFER));
            if (n <= 0) {
                return done > 0 ? done : n;
            }
            target.out(call, done, buffer, n);
            done += n;
        }
        return done;
    }

    private int writeAt(Call call, OpenFile file, UserBuffers source, long offset) {
        if (!file.writes()) {
            return -Errors.EBADF;
        }
        if (offset < 0) {
            return -Errors.EINVAL;
        }
        int done = 0;
        while (done < source.total()) {
            int piece = Math.min(source.total() - done, BUFFER);
            source.in(call, done, buffer, piece);
            int n = file.write(offset + done, buffer, 0, piece);
            if (n <= 0) {
                return done > 0 ? done : n;
            }
            done += n;
        }
        return done;
    }

    private int readv2(Call call) {
        UserBuffers target = user.vector(call, call.arg(1), call.arg(2));
        long offset = call.longArg(3);
        return offset == -1 ? read(call, file(call, 0), target) : readAt(call, file(call, 0), target, offset);
    }

    private int writev2(Call call) {
        UserBuffers source = user.vector(call, call.arg(1), call.arg(2));
        long offset = call.longArg(3);
        return offset == -1 ? write(call, file(call, 0), source) : writeAt(call, file(call, 0), source, offset);
    }

    private static final int DONT_WAIT = 0x40;
    private static final int PEEK = 2;
    private static final int NO_SIGNAL = 0x4000;
    /** MSG_NOSIGNAL of the call in progress. */
    private boolean noSignal;

    private static PipeEnd socket(Call call) {
        if (file(call, 0) instanceof PipeEnd end && end.isSocket()) {
            return end;
        }
        throw Refused.with(Errors.ENOTSOCK);
    }

    private int send(Call call, int flags) {
        return send(call, user.one(call.arg(1), call.arg(2)), flags);
    }

    private int send(Call call, UserBuffers source, int flags) {
        PipeEnd end = socket(call);
        noSignal = (flags & NO_SIGNAL) != 0;
        try {
            if ((flags & DONT_WAIT) != 0 && end.writes != null && end.writes.hasReaders() && end.writes.room() == 0) {
                return -Errors.EAGAIN;
            }
            return write(call, end, source);
        } finally {
            noSignal = false;
        }
    }

    private int receive(Call call, int flags) {
        return receive(call, user.one(call.arg(1), call.arg(2)), flags);
    }

    private int receive(Call call, UserBuffers target, int flags) {
        PipeEnd end = socket(call);
        boolean empty = end.reads != null && end.reads.available() == 0 && end.reads.hasWriters();
        if (empty && (flags & DONT_WAIT) != 0) {
            return -Errors.EAGAIN;
        }
        if (!empty && (flags & PEEK) != 0 && end.reads != null) {
            int n = end.reads.peek(buffer, 0, Math.min(BUFFER, target.total()));
            target.out(call, 0, buffer, n);
            return n;
        }
        return read(call, end, target);
    }

    private int sendMessage(Call call) {
        int header = call.arg(1);
        return send(call, user.vector(call, call.word(header + 8), call.word(header + 12)), call.arg(2));
    }

    private int receiveMessage(Call call) {
        int header = call.arg(1);
        int n = receive(call, user.vector(call, call.word(header + 8), call.word(header + 12)), call.arg(2));
        if (n >= 0) {
            // no name, no control data, no flags
            call.putWord(header + 4, 0);
            call.putWord(header + 20, 0);
            call.putWord(header + 24, 0);
        }
        return n;
    }

    private int seek(Call call) {
        OpenFile file = file(call, 0);
        long before = file.position();
        long position = file.seek(call.arg(1), call.arg(2));
        if (position > Integer.MAX_VALUE) {
            file.seek(before, 0);
            return -Errors.EOVERFLOW;
        }
        return (int) position;
    }

    private int longSeek(Call call) {
        long offset = ((long) call.arg(1) << 32) | (call.arg(2) & 0xFFFF_FFFFL);
        long position = file(call, 0).seek(offset, call.arg(4));
        if (position < 0) {
            return (int) position;
        }
        call.putDoubleWord(call.arg(3), position);
        return 0;
    }

    private int sendFile(Call call, boolean wide) {
        OpenFile to = file(call, 0);
        OpenFile from = file(call, 1);
        int offsetAddress = call.arg(2);
        int count = Math.min(call.arg(3), 0x7FFF_F000);
        if (!from.reads() || !to.writes()) {
            return -Errors.EBADF;
        }
        if (count < 0 || !(from instanceof RegularFile || from instanceof OpenText || from instanceof OpenDevice)) {
            return -Errors.EINVAL;
        }
        boolean positioned = offsetAddress != 0;
        long start = !positioned ? from.position() : wide ? call.doubleWord(offsetAddress) : call.word(offsetAddress);
        int done = (int) call.progress();
        // what was moved before a block has been counted in the position already
        long base = positioned ? start : start - done;
        while (done < count) {
            int n = from.read(base + done, buffer, 0, Math.min(BUFFER, count - done));
            if (n <= 0) {
                break;
            }
            int put = to.write(buffer, 0, n, false);
            if (put == -Errors.EAGAIN && !to.nonBlocking()) {
                call.progress(done);
                return call.block(to.queues());
            }
            if (put < 0) {
                if (put == -Errors.EPIPE) {
                    call.raise(SIGPIPE);
                }
                if (done == 0) {
                    return put;
                }
                break;
            }
            done += put;
            if (!positioned) {
                from.seek(base + done, 0);
            }
        }
        if (positioned && wide) {
            call.putDoubleWord(offsetAddress, base + done);
        } else if (positioned) {
            call.putWord(offsetAddress, (int) (base + done));
        }
        return done;
    }

    private int copyRange(Call call) {
        if (!(file(call, 0) instanceof RegularFile from) || !(file(call, 2) instanceof RegularFile to)) {
            return -Errors.EINVAL;
        }
        if (!from.reads() || !to.writes() || (to.flags() & OpenFlags.APPEND) != 0) {
            return -Errors.EBADF;
        }
        int fromAddress = call.arg(1);
        int toAddress = call.arg(3);
        int count = call.arg(4) < 0 ? Integer.MAX_VALUE : call.arg(4);
        long read = fromAddress == 0 ? from.position() : call.doubleWord(fromAddress);
        long write = toAddress == 0 ? to.position() : call.doubleWord(toAddress);
        if (from.inode() == to.inode() && Math.abs(read - write) < count) {
            return -Errors.EINVAL;
        }
        int done = 0;
        while (done < count) {
            int n = from.read(read + done, buffer, 0, Math.min(BUFFER, count - done));
            int put = n <= 0 ? n : to.write(write + done, buffer, 0, n);
            if (put <= 0) {
                if (done == 0 && put < 0) {
                    return put;
                }
                break;
            }
            done += put;
        }
        settle(call, from, fromAddress, read + done);
        settle(call, to, toAddress, write + done);
        return done;
    }

    private static void settle(Call call, OpenFile file, int address, long position) {
        if (address == 0) {
            file.seek(position, 0);
        } else {
            call.putDoubleWord(address, position);
        }
    }
}
