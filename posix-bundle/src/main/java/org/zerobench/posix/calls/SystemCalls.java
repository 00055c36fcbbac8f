package org.zerobench.posix.calls;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.pager.Pager;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SignalInfo;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.SystemName;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.World;

/** The machine as programs see it: names, limits, usage, scheduling, and ARM's own calls. */
public final class SystemCalls {
    private static final int UTS_FIELD = 65;
    private static final int PAGE = 4096;
    private static final int MOST_RANDOM = 256;
    private static final int RLIMIT_NOFILE = 7;
    private static final int NEWEST_FILES = 1024;

    private final World world;

    public SystemCalls(World world) {
        this.world = world;
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(122, "uname", this::uname)
                .add(116, "sysinfo", this::sysinfo)
                .add(384, "getrandom", this::random)
                .add(74, "sethostname", call -> -Errors.EPERM)
                .add(75, "setrlimit", call -> setLimit(call, call.process(), call.arg(0), call.arg(1), false))
                .add(76, "getrlimit", call -> getLimit(call, call.process(), call.arg(0), call.arg(1), false))
                .add(191, "ugetrlimit", call -> getLimit(call, call.process(), call.arg(0), call.arg(1), false))
                .add(369, "prlimit64", this::limits)
                .add(77, "getrusage", this::usage)
                .add(96, "getpriority", call -> 20)
                .add(97, "setpriority", call -> 0)
                .add(34, "nice", call -> 0)
                .add(136, "personality", call -> 0)
                .add(172, "prctl", this::control)
                .add(345, "getcpu", this::processor)
                .add(389, "membarrier", call -> call.arg(0) == 0 ? 0 : -Errors.EINVAL);
        table.add(154, "sched_setparam", this::scheduled)
                .add(155, "sched_getparam", this::parameter)
                .add(156, "sched_setscheduler", this::scheduled)
                .add(157, "sched_getscheduler", call -> known(call) ? 0 : -Errors.ESRCH)
                .add(158, "sched_yield", this::yield)
                .add(159, "sched_get_priority_max", call -> priorityBound(call, 99))
                .add(160, "sched_get_priority_min", call -> priorityBound(call, 1))
                .add(161, "sched_rr_get_interval", call -> interval(call, 4))
                .add(241, "sched_setaffinity", call -> known(call) ? 0 : -Errors.ESRCH)
                .add(242, "sched_getaffinity", this::affinity)
                .add(423, "sched_rr_get_interval_time64", call -> interval(call, 8));
        table.add(0xF0001, "breakpoint", this::breakpoint)
                .add(0xF0002, "cacheflush", this::cacheFlush)
                .add(0xF0003, "usr26", call -> -Errors.EINVAL)
                .add(0xF0004, "usr32", call -> 0)
                .add(0xF0005, "set_tls", this::setTls)
                .add(0xF0006, "get_tls", call -> call.registers().tpidruro);
    }

    private int uname(Call call) {
        byte[] bytes = new byte[SystemName.FIELDS.size() * UTS_FIELD];
        for (int i = 0; i < SystemName.FIELDS.size(); i++) {
            byte[] text = SystemName.FIELDS.get(i).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, bytes, i * UTS_FIELD, text.length);
        }
        call.out(call.arg(0), bytes, 0, bytes.length);
        return 0;
    }

    private int sysinfo(Call call) {
        Pager.FrameUse use = call.machine().pager().frameUse();
        ByteBuffer b = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, (int) (call.nanos() / 1_000_000_000L));
        b.putInt(16, use.total() * PAGE).putInt(20, use.free() * PAGE).putInt(28, use.file() * PAGE);
        b.putShort(40, (short) call.processes().all().size());
        b.putInt(52, 1);
        call.out(call.arg(0), b.array(), 0, 64);
        return 0;
    }

    private int random(Call call) {
        if ((call.arg(2) & ~7) != 0) {
            return -Errors.EINVAL;
        }
        int count = call.arg(1);
        if (count < 0) {
            count = Integer.MAX_VALUE & -PAGE;
        }
        byte[] bytes = new byte[Math.min(count, MOST_RANDOM)];
        for (int done = 0; done < count; done += bytes.length) {
            world.clocks.random(bytes);
            call.out(call.arg(0) + done, bytes, 0, Math.min(bytes.length, count - done));
        }
        return count;
    }

    // Limits: -1 in the table means none; the old calls say so with 0xFFFFFFFF, which is the same word.

    private static int getLimit(Call call, Process process, int which, int address, boolean wide) {
        if (which < 0 || which >= Process.LIMITS) {
            return -Errors.EINVAL;
        }
        if (wide) {
            call.putDoubleWord(address, process.limit(which));
            call.putDoubleWord(address + 8, process.hardLimit(which));
        } else {
            call.putWord(address, narrow(process.limit(which)));
            call.putWord(address + 4, narrow(process.hardLimit(which)));
        }
        return 0;
    }

    private static int narrow(long limit) {
        return limit < 0 || limit > 0xFFFF_FFFFL ? -1 : (int) limit;
    }

    private static long widen(int limit) {
        return limit == -1 ? -1 : limit & 0xFFFF_FFFFL;
    }

    private static int setLimit(Call call, Process process, int which, int address, boolean wide) {
        if (which < 0 || which >= Process.LIMITS) {
            return -Errors.EINVAL;
        }
        long soft = wide ? call.doubleWord(address) : widen(call.word(address));
        long hard = wide ? call.doubleWord(address + 8) : widen(call.word(address + 4));
        if (Long.compareUnsigned(soft, hard) > 0) {
            return -Errors.EINVAL;
        }
        boolean raises = Long.compareUnsigned(hard, process.hardLimit(which)) > 0;
        if (raises && !process.credentials().root() || which == RLIMIT_NOFILE && Long.compareUnsigned(hard, NEWEST_FILES) > 0) {
            return -Errors.EPERM;
        }
        process.limit(which, soft, hard);
        if (which == RLIMIT_NOFILE && process.files() != null) {
            process.files().limit((int) soft);
        }
        return 0;
    }

    private int limits(Call call) {
        Process process = call.arg(0) == 0 ? call.process() : world.processes.find(call.arg(0));
        if (process == null || !call.process().reaches(process)) {
            return -Errors.ESRCH;
        }
        if (call.arg(3) != 0) {
            int result = getLimit(call, process, call.arg(1), call.arg(3), true);
            if (result < 0) {
                return result;
            }
        }
        return call.arg(2) != 0 ? setLimit(call, process, call.arg(1), call.arg(2), true)
                : call.arg(1) < 0 || call.arg(1) >= Process.LIMITS ? -Errors.EINVAL : 0;
    }

    private int usage(Call call) {
        long nanos = switch (call.arg(0)) {
            case 0 -> call.process().cpuNanos();
            case -1 -> call.process().childrenNanos();
            case 1 -> world.kernel().cpuNanos(call.task().thread());
            default -> -1;
        };
        if (nanos < 0) {
            return -Errors.EINVAL;
        }
        byte[] bytes = usage(nanos, call.arg(0) == -1 ? 0 : call.process().residentPages() * 4);
        call.out(call.arg(1), bytes, 0, bytes.length);
        return 0;
    }

    private static byte[] usage(long nanos, int residentKib) {
        ByteBuffer b = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, (int) (nanos / 1_000_000_000L)).putInt(4, (int) (nanos % 1_000_000_000L / 1000)).putInt(16, residentKib);
        return b.array();
    }

    private int control(Call call) {
        Task task = call.task();
        switch (call.arg(0)) {
            case 15 -> { // PR_SET_NAME
                byte[] name = call.in(call.arg(1), 16);
                int end = 0;
                while (end < 15 && name[end] != 0) {
                    end++;
                }
                String text = new String(name, 0, end, StandardCharsets.ISO_8859_1);
                task.shortName(text);
                if (task.tid() == call.process().pid()) {
                    call.process().shortName(text);
                }
                return 0;
            }
            case 16 -> { // PR_GET_NAME
                byte[] name = new byte[16];
                byte[] text = task.shortName().getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(text, 0, name, 0, Math.min(15, text.length));
                call.out(call.arg(1), name, 0, 16);
                return 0;
            }
            case 3 -> { // PR_GET_DUMPABLE
                return 1;
            }
            case 1, 4, 8, 22, 29, 36, 38 -> { // SET_PDEATHSIG, SET_DUMPABLE, SET_KEEPCAPS, timer slack, child subreaper, no new privs
                return 0;
            }
            case 7, 30, 39 -> {
                return 0;
            }
            default -> {
                return -Errors.EINVAL;
            }
        }
    }

    private int processor(Call call) {
        for (int i = 0; i < 2; i++) {
            if (call.arg(i) != 0) {
                call.putWord(call.arg(i), 0);
            }
        }
        return 0;
    }

    // Scheduling: one class, SCHED_OTHER.

    private boolean known(Call call) {
        return call.arg(0) == 0 || world.processes.task(call.arg(0)) != null;
    }

    private int scheduled(Call call) {
        return !known(call) ? -Errors.ESRCH : call.word(call.arg(call.number() == 154 ? 1 : 2)) == 0 ? 0 : -Errors.EPERM;
    }

    private int parameter(Call call) {
        if (!known(call)) {
            return -Errors.ESRCH;
        }
        call.putWord(call.arg(1), 0);
        return 0;
    }

    private int yield(Call call) {
        world.kernel().yield(World.SELF, call.task().thread());
        return 0;
    }

    private static int priorityBound(Call call, int realTime) {
        return switch (call.arg(0)) {
            case 0, 3, 5 -> 0;
            case 1, 2 -> realTime;
            default -> -Errors.EINVAL;
        };
    }

    private int interval(Call call, int width) {
        if (!known(call)) {
            return -Errors.ESRCH;
        }
        byte[] bytes = new byte[2 * width];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(width, 10_000_000);
        call.out(call.arg(1), bytes, 0, bytes.length);
        return 0;
    }

    private int affinity(Call call) {
        if (!known(call)) {
            return -Errors.ESRCH;
        }
        if (call.arg(1) < 4 || (call.arg(1) & 3) != 0) {
            return -Errors.EINVAL;
        }
        call.putWord(call.arg(2), 1);
        return 4;
    }

    // ARM's own (arch/arm/kernel/traps.c, arm_syscall).

    private int breakpoint(Call call) {
        int pc = call.registers().r[15];
        world.signals.force(call.task(), new SignalInfo(SignalNumbers.SIGTRAP, SignalNumbers.TRAP_BRKPT, pc, 0, 0), pc, call.registers());
        return Call.ANSWERED;
    }

    private int cacheFlush(Call call) {
        int bytes = call.arg(1) - call.arg(0);
        if (call.arg(2) != 0 || bytes < 0) {
            return -Errors.EINVAL;
        }
        world.kernel().codeChanged(World.SELF, call.process().spid(), call.arg(0), bytes);
        return 0;
    }

    private int setTls(Call call) {
        call.registers().tpidruro = call.arg(0);
        return 0;
    }
}
