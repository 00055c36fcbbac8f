package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EACTIVE;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ESRCH;

import org.zerobench.api.machine.ThreadContext;

/** The system call exchange_registers (ABI 5.4): always on the user registers, whatever the thread is doing. */
final class ExchangeRegisters {
    private static final int WORDS = 20;
    private static final int VALID = 16;
    private static final int FLAGS = 17;
    private static final int PAGER = 18;
    private static final int UTCB = 19;
    private static final int SET_PAGER = 1;
    private static final int SET_UTCB = 2;
    private static final int READ = 4;
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
        int rights = ((valid & GENERAL) != 0 ? Rights.REGS : 0) | ((valid & SP) != 0 ? Rights.REGS_SP : 0)
                | ((valid & PC) != 0 ? Rights.REGS_PC : 0) | ((flags & SET_PAGER) != 0 ? Rights.REGS_PAGER : 0)
                | ((flags & SET_UTCB) != 0 ? Rights.REGS_UTCB : 0);
        if (!parts.capabilities.over(self, Capability.EXREGS, rights, target)) {
            return -ENOCAP;
        }
        if ((flags & READ) != 0) {
            read(target, record, valid, flags);
            return Words.write(parts.memory, self.space, address, record);
        }
        return write(self, target, record, valid, flags);
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

    private int write(KernelThread self, KernelThread target, int[] record, int valid, int flags) {
        // Callers set registers with a record whose other fields are garbage: only a call for the UTCB alone is told off.
        boolean aligned = (record[UTCB] & 0xFF) == 0;
        if ((flags & SET_UTCB) != 0 && !aligned && valid == 0) {
            return -EINVAL;
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
        if ((flags & SET_PAGER) != 0 && parts.threads.get(record[PAGER]) != null) {
            target.pager = record[PAGER];
        }
        if ((flags & SET_UTCB) != 0 && aligned) {
            target.utcb = record[UTCB];
            if (target == parts.scheduler.current()) {
                parts.systemPages.utcb(target.utcb);
            }
        }
        return 0;
    }
}
