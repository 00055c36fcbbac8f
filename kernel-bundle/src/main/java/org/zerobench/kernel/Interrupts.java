package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOIRQ;
import static org.zerobench.api.kernel.Errors.ENOUTCB;
import static org.zerobench.api.kernel.Errors.EPERM;

import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.InterruptController;

/**
 * Device interrupts for guest threads: the system call irq_control (ABI 5.11), and delivery (ABI 11.4).
 *
 * <p>A line whose device the controller can quiet is let through again at once; any other stays masked until its thread waits
 * for it again, which says that the device has been served. What comes while the thread's UTCB is not in memory is counted
 * here, and WAIT adds it.
 */
final class Interrupts {
    private static final int REGISTER = 0;
    private static final int RELEASE = 1;
    private static final int WAIT = 2;
    private static final int NOTIFY_OFFSET = 32;
    private static final int SLOTS = 8;
    private static final int LIMIT = 255;

    /** A line that a thread has registered. */
    static final class Line {
        final int irq;
        final KernelThread thread;
        final int slot;
        int count;

        Line(int irq, KernelThread thread, int slot, int count) {
            this.irq = irq;
            this.thread = thread;
            this.slot = slot;
            this.count = count;
        }

        KernelState.Interrupt record() {
            return new KernelState.Interrupt(irq, thread.tid, slot, count);
        }
    }

    private final Parts parts;
    private final Line[] lines = new Line[InterruptController.LINES];

    Interrupts(Parts parts) {
        this.parts = parts;
    }

    /** The registered line of that number, null if there is none. */
    Line line(int irq) {
        return irq >= 0 && irq < lines.length ? lines[irq] : null;
    }

    /** A line of a predecessor; false when its number is out of range or registered already. */
    boolean adopt(Line line) {
        if (line.irq < 0 || line.irq >= lines.length || lines[line.irq] != null || line.slot < 0 || line.slot >= SLOTS
                || line.count < 0 || line.count > LIMIT) {
            return false;
        }
        lines[line.irq] = line;
        return true;
    }

    /** The system call. */
    int call(KernelThread self, int request, int slot, int irq, boolean again) {
        if (request == RELEASE) {
            return release(self, irq);
        }
        int right = request == REGISTER ? Rights.REGISTER : request == WAIT ? Rights.WAIT_INTERRUPT : 0;
        if (right == 0 || !parts.capabilities.over(self, Capability.IRQCTRL, right, self)) {
            return -ENOCAP;
        }
        if (Integer.compareUnsigned(irq, lines.length) >= 0 || request == REGISTER && Integer.compareUnsigned(slot, SLOTS) >= 0) {
            return -EINVAL;
        }
        if (!parts.capabilities.coversInterrupt(self, right, irq)) {
            return -ENOCAP;
        }
        int ready = self.utcb == 0 ? -ENOUTCB
                : parts.calls.prepare(self, CallTable.IRQ_CONTROL, self.utcb + NOTIFY_OFFSET, SLOTS, true, again);
        if (ready != 0) {
            return ready;
        }
        return request == REGISTER ? register(self, slot, irq) : await(self, irq);
    }

    /** Takes every line that is up: masks it, quiets its device, tells the thread. A line that is nobody's stays masked. */
    void deliver() {
        InterruptController controller = parts.machine.interrupts();
        int irq = controller.pending();
        for (int i = 0; i < lines.length && irq >= 0; i++) {
            controller.mask(irq);
            boolean quiet = controller.quiet(irq);
            Line line = lines[irq];
            if (line != null) {
                if (quiet) {
                    controller.unmask(irq);
                }
                notify(line);
            }
            irq = controller.pending();
        }
    }

    /** The thread ends: its lines are nobody's. */
    void forget(KernelThread thread) {
        for (Line line : lines) {
            if (line != null && line.thread == thread) {
                drop(line);
            }
        }
    }

    private int register(KernelThread self, int slot, int irq) {
        if (!parts.machine.interrupts().wired(irq)) {
            return -ENOIRQ;
        }
        Line old = lines[irq];
        if (old != null && old.thread != self) {
            if (old.thread.container() != self.container()) {
                return -EPERM;
            }
            // Inside a container the last one has it (ABI 5.11); whoever waits for it learns that.
            if (old.thread.status == Status.INTERRUPT && old.thread.partner == irq) {
                parts.lives.wake(old.thread, -EINTR);
            }
        }
        lines[irq] = new Line(irq, self, slot, 0);
        parts.machine.interrupts().unmask(irq);
        return 0;
    }

    private int release(KernelThread self, int irq) {
        Line line = line(irq);
        if (line == null || line.thread != self) {
            return -ENOCAP;
        }
        drop(line);
        return 0;
    }

    private void drop(Line line) {
        parts.machine.interrupts().mask(line.irq);
        lines[line.irq] = null;
    }

    private int await(KernelThread self, int irq) {
        Line line = lines[irq];
        if (line == null || line.thread != self) {
            return -EPERM;
        }
        int count = take(line);
        if (count == 0) {
            self.status = Status.INTERRUPT;
            self.partner = irq;
            parts.machine.interrupts().unmask(irq);
            return CallTable.DONE;
        }
        return count;
    }

    private void notify(Line line) {
        KernelThread thread = line.thread;
        int physical = slot(line);
        if (physical < 0) {
            line.count = Math.min(LIMIT, line.count + 1);
        } else {
            parts.code.drop(physical);
            parts.ram.putByte(physical, Math.min(LIMIT, parts.ram.byteAt(physical) + 1));
        }
        if (thread.status == Status.INTERRUPT && thread.partner == line.irq) {
            parts.lives.wake(thread, take(line));
            parts.scheduler.preferred(thread);
        }
    }

    /** Reads and clears the count. */
    private int take(Line line) {
        int count = line.count;
        line.count = 0;
        int physical = slot(line);
        if (physical >= 0) {
            count += parts.ram.byteAt(physical);
            parts.code.drop(physical);
            parts.ram.putByte(physical, 0);
        }
        return Math.min(LIMIT, count);
    }

    /** Physical address of the slot's byte, -1 while it is not in memory. */
    private int slot(Line line) {
        KernelThread thread = line.thread;
        return thread.utcb == 0 ? -1 : parts.memory.present(thread.space, thread.utcb + NOTIFY_OFFSET + line.slot, true);
    }
}
