package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EBUSY;
import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.ContainerPlan.Right;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.machine.Device;

/** Containers made from a plan (ABI 10): birth and death. What happens in between is their threads' business. */
final class Containers {
    /** The highest id; those above are the machine's own. */
    static final int LAST = 0x7D;

    /** A container that has a thread. */
    record Container(int id, String name, int pager, int resting) {}

    private final Parts parts;
    private final TreeMap<Integer, Container> containers = new TreeMap<>();

    Containers(Parts parts) {
        this.parts = parts;
    }

    Iterable<Container> all() {
        return containers.values();
    }

    boolean exists(int id) {
        return containers.containsKey(id);
    }

    /** A container of a predecessor; false when its id is in use or out of range. */
    boolean adopt(Container container) {
        int resting = container.resting();
        return container.id() >= 0 && container.id() <= LAST && containers.putIfAbsent(container.id(), container) == null
                && (resting == 0 || resting >>> KernelThread.CONTAINER_SHIFT == container.id() && parts.threads.takeId(resting));
    }

    /** @return the pager's tid or a negated error number; see Kernel.createContainer */
    int create(ContainerPlan plan) {
        if (plan.id() < 0 || plan.id() > LAST || !inside(plan)) {
            return -EINVAL;
        }
        if (containers.containsKey(plan.id())) {
            return -EEXIST;
        }
        for (List<Right> rights : List.of(plan.pager(), plan.shared())) {
            for (Right right : rights) {
                if (kind(right) == Capability.PHYSMEM && !free(right.start(), right.end())) {
                    return -EBUSY;
                }
            }
        }
        Space space = parts.spaces.create(plan.id(), parts.systemPages);
        int tid = space == null ? -1 : parts.threads.newId(plan.id());
        if (tid < 0) {
            if (space != null) {
                parts.spaces.destroy(space);
            }
            return -ENOMEM;
        }
        KernelThread pager = new KernelThread(tid, space, false);
        pager.pager = tid;
        pager.name = plan.name();
        pager.priority = Scheduler.NORMAL;
        pager.sliceNanos = Scheduler.slice(pager);
        space.pager = tid;
        space.threads++;
        parts.threads.add(pager);
        containers.put(plan.id(), new Container(plan.id(), plan.name(), tid, 0));
        plan.pager().forEach(right -> add(right, space.capabilities, Holder.SPACE, space.spid, pager).owner = tid);
        plan.shared().forEach(right -> add(right, parts.capabilities.ofContainer(plan.id()), Holder.CONTAINER, plan.id(), pager));
        pager.threadPool = unit(pager, Capability.THREADPOOL);
        space.spacePool = unit(pager, Capability.SPACEPOOL);
        Capability mapPool = parts.capabilities.pool(pager, Capability.MAPPOOL, 0);
        space.mapPool = mapPool == null ? 0 : mapPool.capid;
        for (Piece piece : plan.image()) {
            if (parts.tables.map(space, piece.physical(), piece.virtual(), piece.pages(), piece.flags()) != 0) {
                destroy(plan.id());
                return -ENOMEM;
            }
        }
        pager.context.jump(plan.entry());
        return tid;
    }

    int start(int id) {
        Container container = containers.get(id);
        KernelThread pager = container == null ? null : parts.threads.get(container.pager());
        if (pager == null) {
            return -ESRCH;
        }
        parts.lives.run(pager);
        return 0;
    }

    int destroy(int id) {
        if (!containers.containsKey(id)) {
            return -ESRCH;
        }
        List<KernelThread> threads = new ArrayList<>();
        parts.threads.forEach(thread -> {
            if (thread.container() == id) {
                threads.add(thread);
            }
        });
        threads.forEach(parts.lives::end);
        return 0;
    }

    /**
     * A thread has ended: its number may be given out again when the next one of its container has. Programs never saw one
     * again at once (ABI 7.5).
     */
    void rest(int tid) {
        Container container = containers.get(tid >>> KernelThread.CONTAINER_SHIFT);
        int free = container == null ? tid : container.resting();
        if (free != 0) {
            parts.threads.releaseId(free);
        }
        if (container != null) {
            containers.put(container.id(), new Container(container.id(), container.name(), container.pager(), tid));
        }
    }

    /** A thread has gone: a container without any goes too. */
    void threadGone(int id) {
        if (!containers.containsKey(id) || parts.threads.any(id)) {
            return;
        }
        int resting = containers.remove(id).resting();
        if (resting != 0) {
            parts.threads.releaseId(resting);
        }
        parts.capabilities.drop(parts.capabilities.ofContainer(id));
        withdraw();
        parts.machine.containerEnded(id);
    }

    /** Frames that nobody has a right to any more vanish from the spaces that they were mapped into. */
    private void withdraw() {
        List<Capability> memory = parts.capabilities.everywhere(Capability.PHYSMEM);
        for (Space space : parts.spaces.all()) {
            if (!UserMemory.pagedByJava(space)) {
                parts.tables.forEachPage(space, page -> {
                    int frame = Entry.frame(parts.tables.entry(space, page)) >>> Ram.PAGE_SHIFT;
                    if (memory.stream().noneMatch(right -> right.covers(frame, 1))) {
                        parts.tables.unmap(space, page, 1);
                    }
                });
            }
        }
    }

    /** The image lies in RAM that the plan gives, in pages that a program may have. */
    private static boolean inside(ContainerPlan plan) {
        for (Piece piece : plan.image()) {
            int frame = piece.physical() >>> Ram.PAGE_SHIFT;
            boolean aligned = ((piece.physical() | piece.virtual()) & Ram.PAGE - 1) == 0;
            if (!aligned || piece.pages() <= 0 || !Entry.known(piece.flags())
                    || !covered(plan, Capability.PHYSMEM, frame, piece.pages())
                    || !covered(plan, Capability.VIRTMEM, piece.virtual() >>> Ram.PAGE_SHIFT, piece.pages())) {
                return false;
            }
        }
        for (Right right : plan.pager()) {
            boolean range = kind(right) == Capability.PHYSMEM || kind(right) == Capability.VIRTMEM;
            if (range && (right.start() <= 0 || right.end() <= right.start()) || right.size() < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean covered(ContainerPlan plan, int kind, int frame, int pages) {
        return plan.pager().stream().anyMatch(
                right -> kind(right) == kind && frame >= right.start() && (long) frame + pages <= right.end());
    }

    private static int kind(Right right) {
        return right.type() & 0xFFFF;
    }

    /** Free RAM that is not the kernel's, or registers of one device; in page frames. */
    private boolean free(int start, int end) {
        boolean ram = start >= SystemPages.RESERVED_BYTES >>> Ram.PAGE_SHIFT && end <= parts.pool.start() >>> Ram.PAGE_SHIFT;
        if (!ram && parts.machine.devices().stream().noneMatch(device -> registers(device, start, end))) {
            return false;
        }
        return parts.capabilities.everywhere(Capability.PHYSMEM).stream()
                .noneMatch(other -> start < other.end && other.start < end);
    }

    private static boolean registers(Device device, int start, int end) {
        return start >= device.base() >>> Ram.PAGE_SHIFT && end <= device.base() + device.sizeBytes() >>> Ram.PAGE_SHIFT;
    }

    private Capability add(Right right, List<Capability> list, Holder holder, int holderId, KernelThread pager) {
        int resid = switch (right.type() & ~0xFFFF) {
            case Capability.CONTAINER -> pager.container();
            case Capability.SPACE -> pager.spid();
            case Capability.THREAD -> pager.tid;
            default -> Capability.ANY_RESOURCE;
        };
        Capability capability = parts.capabilities.add(list, holder, holderId, right.type(), resid, right.access());
        capability.start = right.start();
        capability.end = right.end();
        capability.size = right.size();
        return capability;
    }

    /** The pager itself counts (ABI 9.6). @return the pool's number, 0 when there is none */
    private int unit(KernelThread pager, int pool) {
        Capability capability = parts.capabilities.pool(pager, pool, 1);
        if (capability == null) {
            return 0;
        }
        capability.used++;
        return capability.capid;
    }
}
