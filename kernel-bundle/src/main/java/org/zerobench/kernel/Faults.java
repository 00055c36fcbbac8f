package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINTR;

import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** Aborts, undefined instructions, breakpoints: what becomes a message to a pager or an exception handler (ABI 8). */
final class Faults {
    /** A pager that lets one fault come this often without mapping anything will not do so the next time either. */
    static final int REPEAT_LIMIT = 1000;
    private static final int TAG_PAGE_FAULT = 0;
    private static final int TAG_UNDEFINED = 1;
    private static final int PREFETCH = 0x100;
    private static final int KERNEL_AREA = 0xF0000000;
    private static final int KERNEL_AREA_END = 0xF8000000;
    private static final int PAGE_PERMISSION = 15;
    /** Low bits of the classic entry of a page that only the kernel may touch. */
    private static final int KERNEL_ENTRY = 0x55E;

    private final Parts parts;
    /** Hint: the last fault that came again, to count repeats. */
    private int lastPc;
    private int lastAddress;

    Faults(Parts parts) {
        this.parts = parts;
    }

    /** A data or prefetch abort of a thread. */
    void abort(KernelThread thread, Trap.Abort abort) {
        parts.counters.faults++;
        Space space = thread.space;
        int address = abort.address();
        boolean paging = isPaging(abort.status());
        if (paging) {
            int slot = parts.tables.slot(space, address);
            int entry = slot < 0 ? 0 : parts.ram.word(slot);
            if (Entry.present(entry) && !Entry.valid(entry)) {
                parts.ram.word(slot, Entry.revive(entry));
                parts.counters.repairs++;
                return;
            }
            if (abort.prefetch() && entry != 0 && !Entry.executable(entry) && classic(thread)
                    && parts.ram.contains(Entry.frame(entry))) {
                // The ABI's processor executes whatever it can read (ABI 1.5); only a page that is executed is made so.
                parts.tables.makeExecutable(space, address);
                parts.machine.cpu().invalidatePage(space.ttbr0, address & -Ram.PAGE);
                parts.counters.repairs++;
                return;
            }
            if (Entry.allows(entry, abort.write(), abort.prefetch())) {
                stale(thread, abort);
                return;
            }
        } else if (space.handler != 0) {
            parts.servers.exception(thread, abort, 0);
            return;
        }
        report(thread, abort);
    }

    /** An instruction that the CPU does not know, or a breakpoint. */
    void instruction(KernelThread thread, Trap trap) {
        if (thread.space.handler != 0) {
            parts.servers.exception(thread, trap, 0);
            return;
        }
        int pc = thread.context.r[ThreadContext.PC];
        int after = pc + (thread.context.thumb() ? 2 : 4);
        KernelThread pager = parts.threads.get(thread.pager);
        if (pager == thread) {
            thread.context.r[ThreadContext.PC] = after;
            faultedOnItself(thread, 0, after);
            return;
        }
        if (pager == null || pager.java) {
            stop(thread, "undefined instruction at 0x" + Integer.toHexString(pc));
            return;
        }
        thread.context.r[ThreadContext.PC] = after;
        send(thread, pager, trap, TAG_UNDEFINED, after, 0, after, entry(thread, after), Purpose.FAULT);
    }

    /** The pager says that it has mended the fault: the instruction is executed again. */
    void mended(KernelThread thread) {
        if (thread.purpose == Purpose.FAULT && thread.trap instanceof Trap.Abort abort) {
            int entry = parts.tables.entry(thread.space, abort.address());
            if (!Entry.allows(entry, abort.write(), abort.prefetch()) && tooOften(thread, abort)) {
                parts.machine.report(describe(thread) + ": its pager answered " + REPEAT_LIMIT + " times without mapping 0x"
                        + Integer.toHexString(abort.address()));
                refused(thread, -EFAULT);
                return;
            }
        }
        parts.servers.resume(thread);
    }

    /** The pager will not mend the fault. */
    void refused(KernelThread thread, int error) {
        Trap trap = thread.trap;
        thread.clearMessage();
        thread.status = Status.READY;
        if (thread.space.handler != 0 && trap != null) {
            parts.servers.exception(thread, trap, error);
        } else if (trap instanceof Trap.Abort abort) {
            stop(thread, (abort.prefetch() ? "jump to" : abort.write() ? "write to" : "read of") + " 0x"
                    + Integer.toHexString(abort.address()) + " refused by its pager (" + error + ")");
        } else {
            stop(thread, "refused by its pager (" + error + ")");
        }
    }

    /** Suspends a thread that cannot go on; its pager may repair it and run it, or destroy it. */
    void stop(KernelThread thread, String why) {
        halt(thread);
        parts.machine.report(describe(thread) + " stopped at 0x" + Integer.toHexString(thread.context.r[ThreadContext.PC]) + ": " + why
                + "; 'kill' removes it");
    }

    private void halt(KernelThread thread) {
        thread.clearMessage();
        thread.status = Status.READY;
        thread.suspended = true;
        parts.scheduler.remove(thread);
        parts.lives.becameInactive(thread);
    }

    /** Says that a thread which waits for its guest pager's help is about to be stopped or ended (ABI 7.7). */
    void interrupted(KernelThread thread) {
        if ((thread.purpose == Purpose.FAULT || thread.purpose == Purpose.PAGE_IN)
                && (thread.status == Status.SENDING || thread.status == Status.RECEIVING)) {
            print(thread, "Thread (" + thread.tid + ") page-faulted and got interrupted by its pager.");
        }
    }

    /** A line that programs' output contains in containers; elsewhere it is for the person. */
    private void print(KernelThread thread, String line) {
        if (classic(thread)) {
            parts.console.line(line);
        } else {
            parts.machine.report(line);
        }
    }

    /** Threads of containers see the faults of an ARMv5: what is mapped can be executed, the kernel's area is mapped. */
    private static boolean classic(KernelThread thread) {
        return thread.container() < Servers.POSIX_CONTAINER;
    }

    /** A guest pager's answer to a fault or page-in message, or an error of the message itself. */
    void answered(KernelThread thread, int result) {
        int answer = result < 0 ? result : thread.words[0];
        if (result == -EINTR) {
            interrupted(thread);
        } else if (result < 0) {
            print(thread, "Thread (" + thread.tid + ") faulted in kernel and an error occured during page-fault ipc. err="
                    + result + ". Suspending task.");
        }
        if (thread.purpose == Purpose.PAGE_IN) {
            parts.calls.pagedIn(thread, answer);
        } else if (result < 0) {
            halt(thread);
        } else if (answer < 0) {
            refused(thread, answer);
        } else {
            mended(thread);
        }
    }

    /** Asks a guest pager for a page that a system call needs (ABI 8.6). */
    void pageIn(KernelThread thread, KernelThread pager, int page) {
        send(thread, pager, null, TAG_PAGE_FAULT, 0, 0, page, entry(thread, page), Purpose.PAGE_IN);
    }

    static boolean isPaging(int status) {
        return status == 5 || status == 7 || status == 13 || status == 15;
    }

    private void report(KernelThread thread, Trap.Abort abort) {
        KernelThread pager = parts.threads.get(thread.pager);
        if (pager == null) {
            thread.trap = abort;
            refused(thread, -EFAULT);
        } else if (pager.java) {
            int pc = thread.context.r[ThreadContext.PC];
            int entry = Entry.classic(parts.tables.entry(thread.space, abort.address()));
            parts.servers.pageFault(thread, pager.tid, abort,
                    new Fault(abort.address(), pc, abort.write(), abort.prefetch(), abort.status(), entry));
        } else if (pager == thread) {
            faultedOnItself(thread, status(abort), abort.address());
        } else {
            send(thread, pager, abort, TAG_PAGE_FAULT, thread.context.r[ThreadContext.PC], status(abort), abort.address(),
                    entry(thread, abort.address()), Purpose.FAULT);
        }
    }

    /** The status word as a pager sees it (ABI 8.2). */
    private static int status(Trap.Abort abort) {
        return (kernelArea(abort.address()) ? PAGE_PERMISSION : abort.status()) | (abort.prefetch() ? PREFETCH : 0);
    }

    /** The page table entry as a pager sees it (ABI 1.5): the kernel's area is one that only the kernel may touch. */
    private int entry(KernelThread thread, int address) {
        return kernelArea(address) ? (address - KERNEL_AREA & -Ram.PAGE) | KERNEL_ENTRY
                : Entry.classic(parts.tables.entry(thread.space, address));
    }

    private static boolean kernelArea(int address) {
        return Integer.compareUnsigned(address, KERNEL_AREA) >= 0 && Integer.compareUnsigned(address, KERNEL_AREA_END) < 0;
    }

    private void send(KernelThread thread, KernelThread pager, Trap trap, int tag, int pc, int status, int address, int entry,
            Purpose purpose) {
        thread.purpose = purpose;
        thread.deadline = KernelState.NEVER;
        thread.trap = trap;
        thread.words = new int[] {tag, thread.tid, pc, status, address, entry};
        parts.ipc.kernelCall(thread, pager);
    }

    /** Nobody can help a pager that needs itself (ABI 7.6). */
    private void faultedOnItself(KernelThread thread, int status, int address) {
        print(thread, "Pager (" + thread.tid + ") faulted on itself. FSR: 0x" + Integer.toHexString(status) + ", FAR: 0x"
                + Integer.toHexString(address) + ", PC: 0x" + Integer.toHexString(thread.context.r[ThreadContext.PC]) + " pte: 0x"
                + Integer.toHexString(entry(thread, address)) + " CPU0 Exiting.");
        parts.lives.destroy(thread);
    }

    /** The tables allow what the CPU refused: it remembers something old. */
    private void stale(KernelThread thread, Trap.Abort abort) {
        parts.machine.cpu().invalidatePage(thread.space.ttbr0, abort.address() & -Ram.PAGE);
        if (tooOften(thread, abort)) {
            thread.trap = abort;
            refused(thread, -EFAULT);
        }
    }

    private boolean tooOften(KernelThread thread, Trap.Abort abort) {
        int pc = thread.context.r[ThreadContext.PC];
        if (pc != lastPc || abort.address() != lastAddress) {
            lastPc = pc;
            lastAddress = abort.address();
            thread.repeats = 0;
        }
        return ++thread.repeats > REPEAT_LIMIT;
    }

    static String describe(KernelThread thread) {
        return "thread 0x" + Integer.toHexString(thread.tid) + (thread.name.isEmpty() ? "" : " (" + thread.name + ")");
    }
}
