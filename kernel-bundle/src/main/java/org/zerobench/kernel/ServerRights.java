package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ESRCH;

/** Who calls, about whom, and with what right: what every call of a Java server begins with. */
final class ServerRights {
    private final Parts parts;

    ServerRights(Parts parts) {
        this.parts = parts;
    }

    /** A thread by id for the caller's own entry: asserts the machine thread on the way. */
    KernelThread thread(int tid) {
        parts.machine.assertMachineThread();
        return parts.threads.get(tid);
    }

    /** A thread that has registers and a space, or null. */
    KernelThread guest(int tid) {
        KernelThread thread = thread(tid);
        return thread == null || thread.java ? null : thread;
    }

    boolean over(KernelThread caller, int type, int rights, Space space) {
        return caller != null && parts.capabilities.over(caller, type, rights, space);
    }

    int error(int self, int type, int rights, KernelThread target) {
        KernelThread caller = thread(self);
        if (target == null) {
            return -ESRCH;
        }
        return caller != null && parts.capabilities.over(caller, type, rights, target) ? 0 : -ENOCAP;
    }

    int errorInRange(KernelThread caller, Space space, int rights, int virtual, int pages) {
        if (caller == null || space == null) {
            return -ESRCH;
        }
        return parts.capabilities.covers(caller, Capability.VIRTMEM, rights, virtual >>> Ram.PAGE_SHIFT, pages, 0, space.spid,
                space.container) ? 0 : -ENOCAP;
    }

    /** Copies by a server go where user code could go, so the server needs a right to memory of the space, not to the range. */
    int errorInCopy(KernelThread caller, Space space, int rights, int virtual, int bytes) {
        if (caller == null || space == null) {
            return -ESRCH;
        }
        return bytes >= 0 && parts.capabilities.find(caller, Capability.VIRTMEM, rights, 0, space.spid, space.container) != null
                ? 0 : -ENOCAP;
    }

    /** The container whose spaces a server may make, -1 for none. */
    int creates(KernelThread caller) {
        if (caller != null) {
            for (Capability capability : parts.capabilities.all(caller)) {
                if (capability.type == (Capability.TCTRL | Capability.CONTAINER) && (capability.access & Rights.CREATE) != 0) {
                    return capability.resid;
                }
            }
        }
        return -1;
    }
}
