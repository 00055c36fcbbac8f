package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EACTIVE;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ESRCH;

import org.zerobench.api.machine.ThreadContext;

/**
 * The system call exchange_registers (ABI 5.4): always on the user registers, whatever the thread is doing.
 *
 * <p>Records come with garbage in what their callers do not use, so a write changes the pager only where the flags say so
 * beyond doubt: SET_PAGER, and {@link #CONFIRMED} in the upper half.
 */
final class ExchangeRegisters {
    private static final int WORDS = 20;
    private static final int VALID = 16;
    private static final int FLAGS = 17;
    private static final int PAGER = 18;
    private static final int UTCB = 19;
    private static final int SET_PAGER = 1;
    private static final int SET_UTCB = 2;
    private static final int READ = 4;
    /** Upper half of the flags of a write that really means the pager. */
    static final int CONFIRMED = Extensions.REQUEST;
    private static final int CONFIRMATION = 0xFFFF0000;
    private static final int GENERAL = 0x5FFF;
    private static final int SP = 0x2000;
    private static final int PC = 0x8000;

    private final Parts parts;

    ExchangeRegisters(Parts parts) {
        this.parts = parts;
    }

    int call(KernelThread self, int address, int tid, boolean again) {
        int ready = parts.calls.prepare(self, CallTable.EXCHANGE_REGISTERS, address, WORDS * 4, true, again);
        int[] record = new int[WORDS];
        if (ready == 0) {
            ready = Words.read(parts.memory, self.space, address, record);
        }
        if (ready != 0) {
            return ready;
        }
        KernelThread target = parts.threads.get(tid);
        if (target == null || target.java) {
            return -ESRCH;
        }
        int valid = record[VALID] & 0xFFFF;
        int flags = record[FLAGS];
        if (!target.inactive() && valid != 0 && self != target && target.pager != self.tid) {
            return -EACTIVE;
        }
        boolean reads = (flags & READ) != 0;
        boolean pager = (flags & SET_PAGER) != 0 && (reads || (flags & CONFIRMATION) == CONFIRMED);
        int rights = ((valid & GENERAL) != 0 ? Rights.REGS : 0) | ((valid & SP) != 0 ? Rights.REGS_SP : 0)
                | ((valid & PC) != 0 ? Rights.REGS_PC : 0) | (pager ? Rights.REGS_PAGER : 0)
                | ((flags & SET_UTCB) != 0 ? Rights.REGS_UTCB : 0);
        if (!parts.capabilities.over(self, Capability.EXREGS, rights, target)) {
            return -ENOCAP;
        }
        if (reads) {
            read(target, record, valid, flags);
            return Words.write(parts.memory, self.space, address, record);
        }
        int error = pager ? setPager(self, target, record[PAGER]) : 0;
        return error != 0 ? error : write(self, target, record, valid, flags);
    }

    /** The new pager must be one that the caller may send to: from now on the kernel does so in the thread's name. */
    private int setPager(KernelThread self, KernelThread target, int tid) {
        KernelThread pager = parts.threads.get(tid);
        if (pager == null) {
            return -ESRCH;
        }
        if (pager != self && !parts.capabilities.over(self, Capability.IPC, Rights.SEND | Rights.SHORT, pager)) {
            return -ENOCAP;
        }
        return parts.lives.setPager(target, pager) ? 0 : -EINVAL;
    }

    private static void read(KernelThread target, int[] record, int valid, int flags) {
        for (int i = 0; i < 16; i++) {
            if ((valid >>> i & 1) != 0) {
                record[i] = target.context.r[i];
            }
        }
        if ((flags & SET_PAGER) != 0) {
            record[PAGER] = target.pager;
        }
        if ((flags & SET_UTCB) != 0) {
            record[UTCB] = target.utcb;
        }
    }

    /** A UTCB is aligned and lies where the caller has memory for UTCBs (better than ABI 5.4, which takes any address); 0 is none. */
    private int utcbError(KernelThread self, KernelThread target, int utcb) {
        if ((utcb & 0xFF) != 0) {
            return -EINVAL;
        }
        return utcb == 0 || parts.capabilities.covers(self, Capability.VIRTMEM, Rights.UTCB, utcb >>> Ram.PAGE_SHIFT, 1, target.tid,
                target.spid(), target.container()) ? 0 : -ENOCAP;
    }

    private int write(KernelThread self, KernelThread target, int[] record, int valid, int flags) {
        // Callers set registers with a record whose other fields are garbage: only a call for the UTCB alone is told off.
        int refused = (flags & SET_UTCB) == 0 ? 0 : utcbError(self, target, record[UTCB]);
        if (refused != 0 && valid == 0) {
            return refused;
        }
        for (int i = 0; i < 16; i++) {
            if ((valid >>> i & 1) != 0) {
                target.context.r[i] = record[i];
            }
        }
        if ((valid & PC) != 0) {
            // All sixteen words read back as they were written, so bit 0 is not taken for Thumb here (ABI 15.11).
            target.context.cpsr &= ~ThreadContext.CPSR_THUMB;
        }
        if ((flags & SET_UTCB) != 0 && refused == 0) {
            target.utcb = record[UTCB];
            if (target == parts.scheduler.current()) {
                parts.systemPages.utcb(target.utcb);
            }
        }
        return 0;
    }
}
