package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EBUSY;
import static org.zerobench.api.kernel.Errors.EINTR;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.Servers;

/** Birth, suspension and death of threads and spaces, for system calls and servers alike. Rights are checked by callers. */
final class Lives {
    /** Threads of all programs together. */
    private static final int THREADS = 4096;

    private final Parts parts;

    Lives(Parts parts) {
        this.parts = parts;
    }

    /** A new space paid by the creator's pools. @return its spid, -ENOMEM, -ENOCAP */
    int createSpace(KernelThread creator, int container) {
        Capability pool = parts.capabilities.pool(creator, Capability.SPACEPOOL, 1);
        if (pool == null) {
            return -ENOMEM;
        }
        Space space = parts.spaces.create(container, parts.systemPages);
        if (space == null) {
            return -ENOMEM;
        }
        pool.used++;
        space.spacePool = pool.capid;
        Capability mapPool = parts.capabilities.pool(creator, Capability.MAPPOOL, 0);
        space.mapPool = mapPool == null ? 0 : mapPool.capid;
        return space.spid;
    }

    int destroySpace(Space space) {
        if (space.threads > 0) {
            return -EBUSY;
        }
        parts.spaces.destroy(space);
        return 0;
    }

    /** A new inactive thread paid by the creator's pool; null when there is no unit or no number left. */
    KernelThread createThread(KernelThread creator, Space space, int pager) {
        Capability pool = parts.capabilities.pool(creator, Capability.THREADPOOL, 1);
        int tid = pool == null ? -1 : parts.threads.newId(space.container);
        if (tid < 0) {
            return null;
        }
        pool.used++;
        KernelThread thread = new KernelThread(tid, space, false);
        thread.threadPool = pool.capid;
        thread.pager = pager;
        thread.priority = Scheduler.NORMAL;
        thread.sliceNanos = Scheduler.slice(thread);
        if (space.pager == 0) {
            space.pager = pager;
        }
        space.threads++;
        parts.threads.add(thread);
        return thread;
    }

    /** A thread whose code is Java; its name is for people. */
    KernelThread createServer(int tid, String name) {
        KernelThread server = new KernelThread(tid, null, true);
        server.name = name;
        server.suspended = false;
        server.pager = tid;
        parts.threads.add(server);
        return server;
    }

    /** Runs an inactive thread; one that is in the middle of a message goes on with it. */
    void run(KernelThread thread) {
        if (thread.suspended) {
            thread.suspended = false;
            parts.scheduler.ready(thread, true);
        }
    }

    /** Keeps a thread from running user code; a message it is in goes on. */
    void suspend(KernelThread thread) {
        if (!thread.suspended) {
            thread.suspended = true;
            parts.scheduler.remove(thread);
            if (thread.inactive()) {
                becameInactive(thread);
            }
        }
    }

    /** Ends the call that a thread sleeps in with -EINTR; a fault it waits for is raised again when it runs. */
    void interrupt(KernelThread thread) {
        switch (thread.status) {
            case READY, EXITED -> { }
            case SENDING, RECEIVING -> {
                if (thread.purpose == org.zerobench.api.kernel.KernelState.Purpose.CALL) {
                    parts.ipc.cancel(thread, -EINTR);
                } else {
                    leaveQueue(thread);
                    parts.servers.resume(thread);
                }
            }
            case IN_SERVER -> {
                parts.servers.forget(thread);
                if (thread.purpose == org.zerobench.api.kernel.KernelState.Purpose.CALL) {
                    thread.context.r[0] = -EINTR;
                }
                parts.servers.resume(thread);
            }
            case LOCKING, UNLOCKING -> {
                parts.mutexes.forget(thread);
                wake(thread, -EINTR);
            }
            case WAITING, INTERRUPT -> wake(thread, -EINTR);
        }
    }

    /** Ends the sleep of a system call with its result. */
    void wake(KernelThread thread, int result) {
        thread.context.r[0] = result;
        parts.servers.resume(thread);
    }

    /** Somebody may wait for a thread to be inactive or to end (thread_control SUSPEND, WAIT). */
    void becameInactive(KernelThread thread) {
        parts.calls.threadControl().becameInactive(thread);
    }

    /** Ends a thread whatever it is doing; one that is its own pager with all whose pager it is (ABI 5.3). */
    void destroy(KernelThread thread) {
        if (thread.pager == thread.tid) {
            destroyFamily(thread);
        } else {
            end(thread);
        }
    }

    /** Ends one thread. Its units are back at once (better than ABI 7.5). */
    void end(KernelThread thread) {
        parts.servers.forget(thread);
        parts.mutexes.forget(thread);
        parts.interrupts.forget(thread);
        leaveQueue(thread);
        thread.clearMessage();
        thread.status = Status.EXITED;
        thread.suspended = true;
        parts.scheduler.gone(thread);
        parts.threads.remove(thread);
        parts.containers.rest(thread.tid);
        parts.ipc.partnerGone(thread);
        parts.calls.threadControl().gone(thread);
        adoptChildren(thread);
        parts.capabilities.giveBack(thread.threadPool, 1);
        if (!thread.capabilities.isEmpty()) {
            parts.capabilities.drop(thread.capabilities);
        }
        parts.capabilities.dropGroup(thread.tid);
        parts.capabilities.forgetTarget();
        Space space = thread.space;
        if (space != null && --space.threads == 0 && space.container != Servers.POSIX_CONTAINER) {
            // The POSIX server ends its spaces itself; others go with their last thread (ABI 7.5).
            parts.spaces.destroy(space);
        }
        parts.mutexes.threadGone(thread);
        parts.containers.threadGone(thread.container());
    }

    private void destroyFamily(KernelThread pager) {
        List<KernelThread> children = new ArrayList<>();
        parts.threads.forEach(thread -> {
            if (thread.pager == pager.tid && thread != pager) {
                children.add(thread);
            }
        });
        for (KernelThread child : children) {
            parts.faults.interrupted(child);
            destroyFamily(child);
        }
        end(pager);
    }

    /** Makes another thread the pager. @return false when that one is paged by this thread, whom nobody could help then */
    boolean setPager(KernelThread thread, KernelThread pager) {
        int old = thread.pager;
        thread.pager = pager.tid;
        if (rooted(thread)) {
            return true;
        }
        thread.pager = old;
        return false;
    }

    /** Whether the line of pagers from a thread on ends, at one that is its own. */
    boolean rooted(KernelThread thread) {
        KernelThread at = thread;
        for (int i = 0; i <= parts.threads.count() && at != null; i++) {
            if (at.pager == at.tid) {
                return true;
            }
            at = parts.threads.get(at.pager);
        }
        return false;
    }

    /** Ends a Java server's thread. */
    int removeServer(int tid) {
        KernelThread server = parts.threads.get(tid);
        if (server == null || !server.java) {
            return -ESRCH;
        }
        if (tid < Servers.FIRST_FREE) {
            return -ENOCAP;
        }
        parts.threads.remove(server);
        parts.threads.releaseId(tid);
        parts.servers.serverGone(server);
        adoptChildren(server);
        parts.ipc.partnerGone(server);
        parts.capabilities.drop(server.capabilities);
        return 0;
    }

    /** First start: the machine's own servers and their rights. */
    void bootServers() {
        int posix = Servers.POSIX_CONTAINER;
        KernelThread pager = bootServer(Servers.PAGER, "pager");
        int pool = parts.pool.start();
        int first = firstPagerByte();
        addRange(pager, Capability.PHYSMEM, posix, first >>> Ram.PAGE_SHIFT, pool >>> Ram.PAGE_SHIFT);
        addUserMemory(pager);
        add(pager, Capability.IPC, posix, Rights.ALL_IPC);
        KernelThread heap = bootServer(Servers.HEAP, "heap");
        addUserMemory(heap);
        add(heap, Capability.IPC, posix, Rights.ALL_IPC);
        KernelThread server = bootServer(Servers.POSIX, "posix");
        addUserMemory(server);
        add(server, Capability.TCTRL, posix, Rights.ALL_THREAD);
        add(server, Capability.EXREGS, posix, Rights.ALL_REGS);
        add(server, Capability.IPC, posix, Rights.ALL_IPC);
        add(server, Capability.IPC, Servers.SYSTEM_CONTAINER, Rights.ALL_IPC);
        add(server, Capability.CAP, posix, Rights.GRANT | Rights.LIST);
        int units = parts.pool.freeUnits();
        addPool(server, Capability.SPACEPOOL, units / 16);
        addPool(server, Capability.THREADPOOL, THREADS);
        // Tasks contend for mutexes by themselves (ABI 12.1); a queue has a thread in it, so this is never used up.
        parts.capabilities.addPool(parts.capabilities.ofContainer(posix), Holder.CONTAINER, posix, Capability.MUTEXPOOL, THREADS).owner =
                server.tid;
        addPool(server, Capability.MAPPOOL, units);
    }

    /**
     * Physical memory below is for containers, which have exactly the ranges that their manifests name: 128 MiB, all of the
     * classic board, where RAM is large enough, less where it is smaller.
     */
    private int firstPagerByte() {
        int mib = parts.ram.sizeBytes() >>> 20;
        return mib >= 256 ? 128 << 20 : mib >= 64 ? 16 << 20 : SystemPages.RESERVED_BYTES;
    }

    private KernelThread bootServer(int tid, String name) {
        parts.threads.takeId(tid);
        return createServer(tid, name);
    }

    /** The ranges where a POSIX task may have memory: below the kernel, and the classic UTCB area (ABI 1.2). */
    private void addUserMemory(KernelThread server) {
        addRange(server, Capability.VIRTMEM, Servers.POSIX_CONTAINER, 1, 0xF0000);
        addRange(server, Capability.VIRTMEM, Servers.POSIX_CONTAINER, 0xF8000, 0xF9000);
    }

    private void add(KernelThread server, int type, int container, int rights) {
        parts.capabilities.add(server.capabilities, Holder.THREAD, server.tid, type | Capability.CONTAINER, container,
                rights | Rights.GENERIC).owner = server.tid;
    }

    private void addRange(KernelThread server, int type, int container, int start, int end) {
        parts.capabilities.addRange(server.capabilities, Holder.THREAD, server.tid, type | Capability.CONTAINER, container,
                Rights.ALL_MEMORY, start, end).owner = server.tid;
    }

    private void addPool(KernelThread server, int pool, int units) {
        parts.capabilities.addPool(server.capabilities, Holder.THREAD, server.tid, pool, units).owner = server.tid;
    }

    private void leaveQueue(KernelThread thread) {
        if (thread.status == Status.SENDING) {
            KernelThread partner = parts.threads.get(thread.partner);
            if (partner != null) {
                partner.senders.remove(thread);
            }
        }
    }

    /**
     * Threads of a dead pager go to its own pager (better than ABI 7.5: no thread is left without); those of one that had none
     * to the machine's, which refuses their faults.
     */
    private void adoptChildren(KernelThread dead) {
        int heir = dead.pager == dead.tid ? Servers.PAGER : dead.pager;
        parts.threads.forEach(thread -> {
            if (thread.pager == dead.tid && thread != dead) {
                thread.pager = heir;
            }
        });
    }
}
