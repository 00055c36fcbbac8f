package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.WaitQueue;

/** Calls that wait for several descriptors: poll, select, epoll. */
final class PollCalls extends FileHandlers {
    private static final long MILLI = 1_000_000;
    private static final int ALWAYS = OpenFile.ERROR | OpenFile.HANG_UP | OpenFile.INVALID;
    /** What select means by readable, writable, exceptional. */
    private static final int READABLE = OpenFile.IN | OpenFile.HANG_UP | OpenFile.ERROR;
    private static final int WRITABLE = OpenFile.OUT | OpenFile.ERROR;
    private static final int MOST_EVENTS = 4096;

    PollCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(168, "poll", call -> poll(call, call.arg(2) < 0 ? Long.MAX_VALUE : call.arg(2) * MILLI));
        add(336, "ppoll", call -> masked(call, call.arg(3), () -> poll(call, call.arg(2) == 0 ? Long.MAX_VALUE : timespec(call, call.arg(2)))));
        add(414, "ppoll_time64", call -> masked(call, call.arg(3), () -> poll(call, call.arg(2) == 0 ? Long.MAX_VALUE : timespec64(call, call.arg(2)))));
        add(142, "_newselect", call -> select(call, call.arg(4) == 0 ? Long.MAX_VALUE : timeval(call, call.arg(4))));
        add(335, "pselect6", call -> masked(call, packedMask(call), () -> select(call, call.arg(4) == 0 ? Long.MAX_VALUE : timespec(call, call.arg(4)))));
        add(413, "pselect6_time64", call -> masked(call, packedMask(call), () -> select(call, call.arg(4) == 0 ? Long.MAX_VALUE : timespec64(call, call.arg(4)))));
        add(250, "epoll_create", call -> call.arg(0) <= 0 ? -Errors.EINVAL : create(call, 0));
        add(357, "epoll_create1", call -> create(call, call.arg(0)));
        add(251, "epoll_ctl", this::control);
        add(252, "epoll_wait", this::await);
        add(346, "epoll_pwait", call -> masked(call, call.arg(4), () -> await(call)));
    }

    private interface Work {
        int run();
    }

    /** Runs with another signal mask until the call is over. */
    private static int masked(Call call, int maskAddress, Work work) {
        if (maskAddress == 0) {
            return work.run();
        }
        call.task().temporaryMask(call.doubleWord(maskAddress));
        int result = work.run();
        if (result != Call.BLOCKED) {
            call.task().restoreMask();
        }
        return result;
    }

    /** pselect6's last argument leads to the mask's address and size. */
    private static int packedMask(Call call) {
        return call.arg(5) == 0 ? 0 : call.word(call.arg(5));
    }

    private static long timeval(Call call, int address) {
        int seconds = call.word(address);
        int micros = call.word(address + 4);
        if (seconds < 0 || micros < 0) {
            throw Refused.with(Errors.EINVAL);
        }
        return seconds * 1_000_000_000L + micros * 1000L;
    }

    /** Nothing is ready: waits for one of the queues or the end of the time. @return 0 when the time is over */
    private static int idle(Call call, long nanos, List<WaitQueue> queues) {
        if (nanos == 0 || call.timedOut()) {
            return 0;
        }
        return call.blockUntil(deadline(call, nanos), queues.toArray(OpenFile.NOTHING));
    }

    private int poll(Call call, long nanos) {
        int address = call.arg(0);
        int count = call.arg(1);
        if (count < 0 || count > Files.MOST) {
            return -Errors.EINVAL;
        }
        byte[] set = call.in(address, count * 8);
        List<WaitQueue> queues = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < count; i++) {
            int at = i * 8;
            int fd = set[at] & 0xFF | (set[at + 1] & 0xFF) << 8 | (set[at + 2] & 0xFF) << 16 | set[at + 3] << 24;
            int wanted = set[at + 4] & 0xFF | (set[at + 5] & 0xFF) << 8;
            int events = fd < 0 ? 0 : events(call, fd, wanted, queues);
            set[at + 6] = (byte) events;
            set[at + 7] = (byte) (events >>> 8);
            found += events != 0 ? 1 : 0;
        }
        if (found == 0) {
            int result = idle(call, nanos, queues);
            if (result != 0) {
                return result;
            }
        }
        for (int i = 0; i < count; i++) {
            // only the answers: the rest may have been changed by another thread
            call.out(address + i * 8 + 6, set, i * 8 + 6, 2);
        }
        return found;
    }

    private static int events(Call call, int fd, int wanted, List<WaitQueue> queues) {
        OpenFile file = files(call).find(fd);
        if (file == null || file.isPlace()) {
            return OpenFile.INVALID;
        }
        int ready = normal(file.ready()) & (wanted | ALWAYS);
        if (ready == 0) {
            queues.addAll(List.of(file.queues()));
        }
        return ready;
    }

    /** Adds the other names of the same conditions: POLLRDNORM, POLLWRNORM. */
    private static int normal(int events) {
        return events | ((events & OpenFile.IN) != 0 ? 0x40 : 0) | ((events & OpenFile.OUT) != 0 ? 0x100 : 0);
    }

    private int select(Call call, long nanos) {
        int most = call.arg(0);
        if (most < 0) {
            return -Errors.EINVAL;
        }
        most = Math.min(most, Files.MOST);
        int words = (most + 31) / 32;
        int[][] sets = new int[3][];
        for (int i = 0; i < 3; i++) {
            sets[i] = set(call, call.arg(1 + i), words);
        }
        int[][] answer = new int[3][words];
        List<WaitQueue> queues = new ArrayList<>();
        int found = 0;
        for (int fd = 0; fd < most; fd++) {
            int bit = 1 << fd;
            int word = fd >>> 5;
            int wanted = ((sets[0][word] & bit) != 0 ? READABLE : 0) | ((sets[1][word] & bit) != 0 ? WRITABLE : 0)
                    | ((sets[2][word] & bit) != 0 ? OpenFile.PRIORITY : 0);
            if (wanted == 0) {
                continue;
            }
            OpenFile file = files(call).file(fd);
            int ready = file.ready() & wanted;
            found += mark(answer[0], sets[0], word, bit, ready & READABLE) + mark(answer[1], sets[1], word, bit, ready & WRITABLE)
                    + mark(answer[2], sets[2], word, bit, ready & OpenFile.PRIORITY);
            queues.addAll(List.of(file.queues()));
        }
        if (found == 0) {
            int result = idle(call, nanos, queues);
            if (result != 0) {
                return result;
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int word = 0; call.arg(1 + i) != 0 && word < words; word++) {
                call.putWord(call.arg(1 + i) + word * 4, answer[i][word]);
            }
        }
        return found;
    }

    private static int[] set(Call call, int address, int words) {
        int[] set = new int[words];
        for (int i = 0; address != 0 && i < words; i++) {
            set[i] = call.word(address + 4 * i);
        }
        return set;
    }

    private static int mark(int[] answer, int[] wanted, int word, int bit, int ready) {
        if (ready == 0 || (wanted[word] & bit) == 0) {
            return 0;
        }
        answer[word] |= bit;
        return 1;
    }

    private int create(Call call, int flags) {
        if ((flags & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            return -Errors.EINVAL;
        }
        PollFile file = system.opens.add(new PollFile(system.opens.number(), OpenFlags.READ_WRITE, system.opens.nameless(0600, 0), system.processes));
        return files(call).install(file, flags != 0);
    }

    private static PollFile set(Call call) {
        if (file(call, 0) instanceof PollFile set) {
            return set;
        }
        throw Refused.with(Errors.EINVAL);
    }

    private int control(Call call) {
        PollFile set = set(call);
        OpenFile file = file(call, 2);
        if (file == set) {
            return -Errors.EINVAL;
        }
        if (file instanceof RegularFile || file instanceof OpenDirectory) {
            return -Errors.EPERM;
        }
        boolean removes = call.arg(1) == 2;
        int result = set.control(call.arg(1), call.arg(2), file, removes ? 0 : call.word(call.arg(3)), removes ? 0 : call.doubleWord(call.arg(3) + 8));
        if (result == 0 && !removes) {
            // somebody may be waiting on the set already
            set.changed.wakeAll();
        }
        return result;
    }

    private int await(Call call) {
        PollFile set = set(call);
        int most = call.arg(2);
        if (most <= 0) {
            return -Errors.EINVAL;
        }
        List<PollFile.Event> events = set.take(Math.min(most, MOST_EVENTS));
        if (events.isEmpty()) {
            return idle(call, call.arg(3) < 0 ? Long.MAX_VALUE : call.arg(3) * MILLI, List.of(set.queues()));
        }
        int address = call.arg(1);
        for (PollFile.Event event : events) {
            call.putWord(address, event.events());
            call.putDoubleWord(address + 8, event.data());
            address += 16;
        }
        return events.size();
    }
}
