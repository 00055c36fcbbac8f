package org.zerobench.posix.calls;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Clocks;
import org.zerobench.posix.process.Futexes;
import org.zerobench.posix.process.World;

/** futex(2): waiting at a word of memory. Priority inheritance is not there. */
public final class FutexCalls {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int REQUEUE = 3;
    private static final int CMP_REQUEUE = 4;
    private static final int WAKE_OP = 5;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;
    private static final int PRIVATE = 128;
    private static final int CLOCK_REALTIME = 256;
    private static final int ALL = -1;

    private final World world;

    public FutexCalls(World world) {
        this.world = world;
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(240, "futex", call -> futex(call, false)).add(422, "futex_time64", call -> futex(call, true));
    }

    private int futex(Call call, boolean wide) {
        int address = call.arg(0);
        int command = call.arg(1) & ~(PRIVATE | CLOCK_REALTIME);
        boolean secret = (call.arg(1) & PRIVATE) != 0;
        int value = call.arg(2);
        int spid = call.process().spid();
        if ((address & 3) != 0) {
            return -Errors.EINVAL;
        }
        return switch (command) {
            case WAIT -> await(call, secret, ALL, wide, false);
            case WAIT_BITSET -> call.arg(5) == 0 ? -Errors.EINVAL : await(call, secret, call.arg(5), wide, true);
            case WAKE -> world.futexes.wake(spid, address, secret, Math.max(1, value), ALL);
            case WAKE_BITSET -> call.arg(5) == 0 ? -Errors.EINVAL : world.futexes.wake(spid, address, secret, Math.max(1, value), call.arg(5));
            case REQUEUE -> requeue(call, secret, false);
            case CMP_REQUEUE -> requeue(call, secret, true);
            case WAKE_OP -> wakeOperation(call, secret);
            default -> -Errors.ENOSYS;
        };
    }

    private int await(Call call, boolean secret, int bits, boolean wide, boolean absolute) {
        if (call.progress() == Futexes.WOKEN) {
            return 0;
        }
        if (call.timedOut()) {
            return -Errors.ETIMEDOUT;
        }
        if (call.word(call.arg(0)) != call.arg(2)) {
            // A repeated call whose word has changed was woken, or is woken now: either way it has nothing to wait for.
            return call.again() ? 0 : -Errors.EAGAIN;
        }
        long deadline = Long.MAX_VALUE;
        if (call.arg(3) != 0 && !call.again()) {
            long nanos = TimeCalls.time(call, call.arg(3), wide);
            if (nanos < 0) {
                return -Errors.EINVAL;
            }
            int clock = (call.arg(1) & CLOCK_REALTIME) != 0 ? Clocks.REALTIME : Clocks.MONOTONIC;
            deadline = absolute ? world.clocks.toMachine(clock, nanos) : Clocks.add(call.nanos(), nanos);
        }
        world.futexes.add(call.task(), call.arg(0), secret, bits);
        return call.blockUntil(deadline);
    }

    private int requeue(Call call, boolean secret, boolean compare) {
        if (call.arg(2) < 0 || call.arg(3) < 0) {
            return -Errors.EINVAL;
        }
        if (compare && call.word(call.arg(0)) != call.arg(5)) {
            return -Errors.EAGAIN;
        }
        return world.futexes.requeue(call.process().spid(), call.arg(0), call.arg(4), secret, call.arg(2), call.arg(3), compare);
    }

    /** FUTEX_WAKE_OP: changes the second word, wakes at the first, and at the second when its old value compares. */
    private int wakeOperation(Call call, boolean secret) {
        int spid = call.process().spid();
        int code = call.arg(5);
        int second = call.arg(4);
        int operand = code << 8 >> 20;
        int comparand = code << 20 >> 20;
        int operation = code >>> 28;
        if ((operation & 8) != 0) {
            operand = 1 << (operand & 31);
        }
        int old = call.word(second);
        int next = switch (operation & 7) {
            case 0 -> operand;
            case 1 -> old + operand;
            case 2 -> old | operand;
            case 3 -> old & ~operand;
            case 4 -> old ^ operand;
            default -> old;
        };
        if ((operation & 7) > 4) {
            return -Errors.ENOSYS;
        }
        call.putWord(second, next);
        boolean holds = switch (code >>> 24 & 15) {
            case 0 -> old == comparand;
            case 1 -> old != comparand;
            case 2 -> old < comparand;
            case 3 -> old <= comparand;
            case 4 -> old > comparand;
            case 5 -> old >= comparand;
            default -> false;
        };
        int woken = world.futexes.wake(spid, call.arg(0), secret, Math.max(1, call.arg(2)), ALL);
        return holds ? woken + world.futexes.wake(spid, second, secret, Math.max(1, call.arg(3)), ALL) : woken;
    }
}
