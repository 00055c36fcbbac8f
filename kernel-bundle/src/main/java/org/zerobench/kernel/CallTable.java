package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.ENOSYS;

import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * System calls: which SVC is which call (ABI 3), and the calls that need no class of their own.
 *
 * <p>A call is recognised by the address of its SVC and returns to the address in LR, so the program counter is set on
 * entry: whatever happens to the thread while it sleeps in the call, its registers are those of the return.
 *
 * <p>A call whose buffer has to be fetched by a guest pager is given up, and made again from the start when the pages are
 * there: its arguments are still in the registers.
 */
final class CallTable {
    /** Result of a call that has put its result, if it has one yet, where it belongs. */
    static final int DONE = Integer.MIN_VALUE;

    static final int IPC = 0;
    static final int THREAD_SWITCH = 1;
    static final int THREAD_CONTROL = 2;
    static final int EXCHANGE_REGISTERS = 3;
    static final int SCHEDULE = 4;
    static final int UNMAP = 5;
    static final int IRQ_CONTROL = 6;
    static final int IPC_CONTROL = 7;
    static final int MAP = 8;
    static final int GETID = 9;
    static final int CAPABILITY_CONTROL = 10;
    static final int CONTAINER_CONTROL = 11;
    static final int TIME = 12;
    static final int MUTEX_CONTROL = 13;
    static final int CACHE_CONTROL = 14;

    /** Beyond the calls that threads make: a message goes on after one of its pages had to be fetched at the rendezvous. */
    static final int RECEIVE_AGAIN = 15;
    static final int SEND_AGAIN = 16;

    private final Parts parts;
    private final ThreadControl threadControl;
    private final ExchangeRegisters exchangeRegisters;
    private final MemoryCalls memoryCalls;
    private final CapabilityCalls capabilityCalls;
    private final Extensions extensions;

    CallTable(Parts parts) {
        this.parts = parts;
        this.threadControl = new ThreadControl(parts);
        this.exchangeRegisters = new ExchangeRegisters(parts);
        this.memoryCalls = new MemoryCalls(parts);
        this.extensions = new Extensions(parts);
        this.capabilityCalls = new CapabilityCalls(parts);
    }

    ThreadControl threadControl() {
        return threadControl;
    }

    CapabilitySharing sharing() {
        return capabilityCalls.sharing();
    }

    /** An SVC instruction. */
    void supervisorCall(KernelThread self) {
        ThreadContext context = self.context;
        int at = context.r[ThreadContext.PC] - 4;
        if ((at & -Ram.PAGE) == SystemPages.CALL_PAGE && !context.thumb()) {
            parts.counters.calls++;
            context.jump(context.r[ThreadContext.LR]);
            int result = call(self, (at & Ram.PAGE - 1) >>> 2, false);
            if (result != DONE) {
                context.r[0] = result;
            }
        } else if (self.space.handler != 0) {
            parts.servers.exception(self, Trap.SupervisorCall.INSTANCE, 0);
        } else {
            context.r[0] = -ENOSYS;
            context.jump(context.r[ThreadContext.LR]);
        }
    }

    /**
     * Sees to it that a call's buffer can be reached.
     *
     * @param number the call, to make it again after a page-in
     * @param again  true when it is already made again: what is missing now will not come
     * @return 0; -EFAULT; {@link #DONE} when the pager has been asked and the call is to be given up for now
     */
    int prepare(KernelThread self, int number, int virtual, int bytes, boolean write, boolean again) {
        if (parts.memory.reachable(self.space, virtual, bytes, write)) {
            return 0;
        }
        int first = virtual & -Ram.PAGE;
        long last = Integer.toUnsignedLong(virtual) + Math.max(bytes, 1) - 1 & -Ram.PAGE;
        if (last > 0xFFFFFFFFL) {
            return -EFAULT;
        }
        if (UserMemory.pagedByJava(self.space)) {
            for (int page = first; ; page += Ram.PAGE) {
                if (parts.memory.physical(self.space, page, write) < 0) {
                    return -EFAULT;
                }
                if (page == (int) last) {
                    return 0;
                }
            }
        }
        if (again) {
            return -EFAULT;
        }
        self.call = number;
        self.next = first;
        self.end = (int) last + Ram.PAGE;
        return pageInNext(self);
    }

    /** The pager has answered a page-in: the next page, or the call again. */
    void pagedIn(KernelThread self, int answer) {
        self.status = Status.READY;
        int result;
        if (answer < 0) {
            result = answer == -EINTR ? -EINTR : -EFAULT;
        } else {
            self.next += Ram.PAGE;
            result = pageInNext(self);
        }
        if (result == DONE) {
            return;
        }
        if (result == 0) {
            int number = self.call;
            self.clearMessage();
            result = call(self, number, true);
        }
        if (result != DONE) {
            self.context.r[0] = result;
            parts.servers.resume(self);
        }
    }

    /** @return DONE when a page was asked for, 0 when none is missing any more, -EFAULT when nobody can be asked */
    private int pageInNext(KernelThread self) {
        boolean write = self.call != SEND_AGAIN && (self.call != IPC || parts.ipc.writesBuffer(self));
        while (self.next != self.end && parts.memory.present(self.space, self.next, write) >= 0) {
            self.next += Ram.PAGE;
        }
        if (self.next == self.end) {
            return 0;
        }
        KernelThread pager = parts.threads.get(self.pager);
        if (pager == null || pager.java || pager == self) {
            return -EFAULT;
        }
        parts.faults.pageIn(self, pager, self.next);
        return DONE;
    }

    private int call(KernelThread self, int number, boolean again) {
        int[] r = self.context.r;
        return switch (number) {
            case IPC -> finished(self, parts.ipc.call(self, again));
            case RECEIVE_AGAIN -> again ? finished(self, parts.ipc.receiveAgain(self)) : -ENOSYS;
            case SEND_AGAIN -> again ? finished(self, parts.ipc.sendAgain(self)) : -ENOSYS;
            case THREAD_SWITCH -> {
                parts.scheduler.yieldTo(self, parts.threads.get(r[0]));
                yield 0;
            }
            case THREAD_CONTROL -> threadControl.call(self, r[0], r[1], again);
            case EXCHANGE_REGISTERS -> exchangeRegisters.call(self, r[0], r[1], again);
            case SCHEDULE -> extensions.schedule(self, r[0], r[1], r[2], r[3]);
            case CONTAINER_CONTROL -> extensions.container(self, r[0], r[1], r[2], again);
            case UNMAP -> memoryCalls.unmap(self, r[0], r[1], r[2]);
            case IRQ_CONTROL -> parts.interrupts.call(self, r[0], r[1], r[2], again);
            case MAP -> memoryCalls.map(self, r[0], r[1], r[2], r[3], r[4]);
            case GETID -> getid(self, r[0], again);
            case CAPABILITY_CONTROL -> capabilityCalls.call(self, r[0], r[1], r[2], again);
            case TIME -> time(self, r[0], r[1], again);
            case MUTEX_CONTROL -> parts.mutexes.call(self, r[0], r[1]);
            case CACHE_CONTROL -> memoryCalls.cacheControl(self, r[0], r[1], r[2]);
            default -> -ENOSYS;
        };
    }

    /** A message that has ended at once leaves nothing behind. */
    private static int finished(KernelThread self, int result) {
        if (result != DONE) {
            self.clearMessage();
        }
        return result;
    }

    private int getid(KernelThread self, int record, boolean again) {
        int physical = wordsInOnePage(self, record, 3);
        if (physical >= 0) {
            parts.ram.word(physical, self.tid);
            parts.ram.word(physical + 4, self.spid());
            parts.ram.word(physical + 8, self.group);
            return 0;
        }
        return write(self, GETID, record, again, self.tid, self.spid(), self.group);
    }

    private int time(KernelThread self, int record, int set, boolean again) {
        if (set != 0) {
            return set == Extensions.WALL_CLOCK ? extensions.wallClock(self, record, again) : -ENOSYS;
        }
        long ticks = parts.machine.nanos() / 1_000_000;
        return write(self, TIME, record, again, (int) (ticks / 1000), (int) (ticks % 1000 * 1000));
    }

    /** The quick way to a small record: physical address if it is present and writable inside one page, else -1. */
    private int wordsInOnePage(KernelThread self, int virtual, int words) {
        return (virtual & Ram.PAGE - 1) <= Ram.PAGE - words * 4 ? parts.memory.present(self.space, virtual, true) : -1;
    }

    /** Writes a record of words to the caller's memory. */
    int write(KernelThread self, int number, int virtual, boolean again, int... words) {
        int ready = prepare(self, number, virtual, words.length * 4, true, again);
        return ready != 0 ? ready : Words.write(parts.memory, self.space, virtual, words);
    }
}
