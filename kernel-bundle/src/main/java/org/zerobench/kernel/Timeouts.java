package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.ETIMEDOUT;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;

/** Messages that wait for a partner only until a certain time. */
final class Timeouts {
    private final Parts parts;
    /** Threads that wait with a deadline, and some that did until a moment ago. */
    private final Set<KernelThread> timed = new LinkedHashSet<>();

    Timeouts(Parts parts) {
        this.parts = parts;
    }

    /** Takes note of a thread whose deadline is set. */
    void add(KernelThread thread) {
        timed.add(thread);
    }

    /** Machine time of the next deadline in nanoseconds, {@link KernelState#NEVER} for none. */
    long next() {
        long next = KernelState.NEVER;
        if (!timed.isEmpty()) {
            timed.removeIf(thread -> thread.deadline == KernelState.NEVER);
            for (KernelThread thread : timed) {
                next = Math.min(next, thread.deadline);
            }
        }
        return next;
    }

    /** Ends what has waited too long with -ETIMEDOUT. */
    void expire(long now) {
        List<KernelThread> due = new ArrayList<>(timed);
        for (KernelThread thread : due) {
            boolean waits = thread.purpose == Purpose.CALL
                    && (thread.status == Status.SENDING || thread.status == Status.RECEIVING);
            if (thread.deadline <= now && waits) {
                parts.ipc.cancel(thread, -ETIMEDOUT);
            }
        }
    }
}
