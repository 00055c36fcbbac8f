package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.EPERM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.ThreadContext;

/** The system call thread_control (ABI 5.3). */
final class ThreadControl {
    private static final int CREATE = 0;
    private static final int RUN = 1;
    private static final int SUSPEND = 2;
    private static final int DESTROY = 3;
    private static final int RECYCLE = 4;
    private static final int WAIT = 5;
    /** The new thread has the creator's pager; one of the bits that the ABI leaves free. */
    static final int SHARE_PAGER = 0x00800000;
    /** The new thread is its own pager; another free bit. */
    static final int AS_PAGER = 0x08000000;
    private static final int SHARE_CAPS = 0x00100000;
    private static final int SHARE_UTCB = 0x00200000;
    private static final int SHARE_GROUP = 0x00400000;
    private static final int SHARE_SPACE = 0x01000000;
    private static final int COPY_SPACE = 0x02000000;
    private static final int NEW_SPACE = 0x04000000;
    private static final int SPACE_FLAGS = 0x07000000;
    private static final int EXIT_CODE = 0xFFFF;
    private static final int IDS = 3;

    private final Parts parts;

    ThreadControl(Parts parts) {
        this.parts = parts;
    }

    /** @param ids address of tid, spid, tgid */
    int call(KernelThread self, int flags, int ids, boolean again) {
        int ready = parts.calls.prepare(self, CallTable.THREAD_CONTROL, ids, IDS * 4, true, again);
        int[] record = new int[IDS];
        if (ready == 0) {
            ready = Words.read(parts.memory, self.space, ids, record);
        }
        if (ready != 0) {
            return ready;
        }
        int action = flags >>> 28;
        if (action == CREATE) {
            // A right to create in the one space that the thread is to share is enough (better than ABI 5.3).
            int space = (flags & SPACE_FLAGS) == SHARE_SPACE ? record[1] : 0;
            if (parts.capabilities.find(self, Capability.TCTRL, Rights.CREATE, 0, space, self.container()) == null) {
                return -ENOCAP;
            }
            int result = create(self, flags, record);
            return result < 0 ? result : Words.write(parts.memory, self.space, ids, record);
        }
        KernelThread target = parts.threads.get(record[0]);
        if (target == null || target.java) {
            return -ESRCH;
        }
        KernelThread pager = parts.threads.get(self.pager);
        if (pager == null || pager.space != self.space) {
            return -EPERM;
        }
        int right = right(action);
        if (right == 0 || !parts.capabilities.over(self, Capability.TCTRL, right, target)) {
            return -ENOCAP;
        }
        return switch (action) {
            case RUN -> run(target);
            case SUSPEND -> suspend(self, target);
            case DESTROY -> destroy(self, target, flags & EXIT_CODE);
            case RECYCLE -> recycle(self, target);
            default -> await(self, target);
        };
    }

    /** Threads that wait for one that is inactive now get its exit code, and it ends. */
    void becameInactive(KernelThread thread) {
        List<KernelThread> waiters = waiters(thread);
        if (waiters.isEmpty()) {
            return;
        }
        int code = thread.exitCode;
        for (KernelThread waiter : waiters) {
            parts.lives.wake(waiter, code);
        }
        parts.lives.destroy(thread);
    }

    /** Threads that wait for one that was destroyed by another. */
    void gone(KernelThread thread) {
        for (KernelThread waiter : waiters(thread)) {
            parts.lives.wake(waiter, -ESRCH);
        }
    }

    private List<KernelThread> waiters(KernelThread thread) {
        List<KernelThread> waiters = new ArrayList<>(0);
        parts.threads.forEach(waiter -> {
            if (waiter.status == Status.WAITING && waiter.partner == thread.tid) {
                waiters.add(waiter);
            }
        });
        return waiters;
    }

    private static int right(int action) {
        return switch (action) {
            case RUN -> Rights.RUN;
            case SUSPEND -> Rights.SUSPEND;
            case DESTROY -> Rights.DESTROY;
            case RECYCLE -> Rights.RECYCLE;
            case WAIT -> Rights.WAIT;
            default -> 0;
        };
    }

    private int create(KernelThread self, int flags, int[] ids) {
        int kind = flags & SPACE_FLAGS;
        boolean pagers = (flags & SHARE_PAGER) != 0 && (flags & AS_PAGER) != 0;
        if (Integer.bitCount(kind) != 1 || (flags & (SHARE_UTCB | SHARE_GROUP)) != 0 && kind != SHARE_SPACE || pagers) {
            return -EINVAL;
        }
        if (parts.capabilities.pool(self, Capability.THREADPOOL, 1) == null) {
            return -ENOMEM;
        }
        KernelThread original = null;
        Space source = null;
        if (kind != NEW_SPACE) {
            source = parts.spaces.get(ids[1]);
            if (source == null || source.container != self.container()) {
                return -ESRCH;
            }
            original = parts.threads.get(ids[0]);
            if (original == null || original.container() != self.container()) {
                return -EINVAL;
            }
        }
        Space space = kind == SHARE_SPACE ? source : newSpace(self, kind == COPY_SPACE ? source : null);
        KernelThread thread = space == null ? null : parts.lives.createThread(self, space, self.tid);
        if (thread == null) {
            if (space != null && space.threads == 0) {
                parts.lives.destroySpace(space);
            }
            return -ENOMEM;
        }
        if ((flags & SHARE_CAPS) != 0 && kind != SHARE_SPACE && !parts.calls.sharing().inherit(self, thread)) {
            parts.lives.end(thread);
            return -ENOMEM;
        }
        if (original != null) {
            copyRegisters(original, thread);
        }
        describe(self, original, thread, flags);
        ids[0] = thread.tid;
        ids[1] = space.spid;
        ids[2] = thread.group;
        return 0;
    }

    /** A new space, empty or a copy; null when there is no room for it. */
    private Space newSpace(KernelThread self, Space source) {
        int spid = parts.lives.createSpace(self, self.container());
        Space space = spid < 0 ? null : parts.spaces.get(spid);
        if (space != null && source != null && !parts.tables.copy(source, space)) {
            parts.lives.destroySpace(space);
            return null;
        }
        return space;
    }

    private static void describe(KernelThread self, KernelThread original, KernelThread thread, int flags) {
        thread.name = self.name;
        if ((flags & SHARE_GROUP) != 0) {
            thread.group = original.group;
        }
        if ((flags & SHARE_UTCB) != 0) {
            thread.utcb = original.utcb;
        }
        if ((flags & AS_PAGER) != 0) {
            thread.pager = thread.tid;
        }
        if ((flags & SHARE_PAGER) != 0) {
            thread.pager = self.pager;
        }
    }

    /** The copy returns from the call that the original is in, with the registers as they now stand. */
    private void copyRegisters(KernelThread original, KernelThread copy) {
        copy.context.copyRegistersFrom(parts.servers.context(original));
        copy.context.r[ThreadContext.LR] = 0;
    }

    private int run(KernelThread target) {
        if (target.status != Status.EXITED) {
            parts.lives.run(target);
        }
        return 0;
    }

    private int suspend(KernelThread self, KernelThread target) {
        if (target == self) {
            self.context.r[0] = -EINTR;
            parts.lives.suspend(self);
            return CallTable.DONE;
        }
        stop(target);
        return 0;
    }

    private int destroy(KernelThread self, KernelThread target, int code) {
        if (target != self) {
            parts.faults.interrupted(target);
            parts.lives.destroy(target);
            return parts.threads.get(self.tid) == self ? 0 : CallTable.DONE;
        }
        if (self.pager == self.tid) {
            parts.lives.destroy(self);
            return CallTable.DONE;
        }
        parts.interrupts.forget(self);
        self.exitCode = code;
        self.suspended = true;
        self.status = Status.EXITED;
        parts.lives.becameInactive(self);
        return CallTable.DONE;
    }

    private int recycle(KernelThread self, KernelThread target) {
        if (target == self) {
            return -EINVAL;
        }
        stop(target);
        parts.ipc.interruptSenders(target);
        target.context.clear();
        parts.tables.clear(target.space);
        parts.machine.cpu().invalidateSpace(target.space.ttbr0);
        return 0;
    }

    private int await(KernelThread self, KernelThread target) {
        if (target == self) {
            return -EINVAL;
        }
        if (target.inactive()) {
            int code = target.exitCode;
            parts.lives.destroy(target);
            return code;
        }
        self.status = Status.WAITING;
        self.partner = target.tid;
        return CallTable.DONE;
    }

    /** Makes a thread inactive: the call it sleeps in is interrupted. */
    void stop(KernelThread target) {
        if (target.status != Status.READY && target.status != Status.EXITED) {
            target.suspended = true;
            if (target.purpose == Purpose.CALL || target.status == Status.IN_SERVER) {
                parts.lives.interrupt(target);
            } else {
                parts.ipc.cancel(target, -EINTR);
            }
        }
        parts.lives.suspend(target);
    }
}
