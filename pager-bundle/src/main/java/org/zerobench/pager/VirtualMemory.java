package org.zerobench.pager;

import static org.zerobench.api.kernel.Errors.EBADF;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ENOSYS;
import static org.zerobench.api.kernel.Errors.EOVERFLOW;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.pager.Replacement;
import org.zerobench.api.posix.Vnode;

/** The pager: checks arguments, and lets {@link Mappings}, {@link Faults} and {@link FileCache} do the work. */
public final class VirtualMemory implements Pager {
    private final World world;
    private final FileCache cache;
    private final Eviction eviction;
    private final Mappings mappings;
    private final Faults faults;

    /**
     * @param machine    the board
     * @param policy     chooses what is evicted; this pager's own
     * @param policyName its name, for people
     */
    public VirtualMemory(Machine machine, Replacement policy, String policyName) {
        world = new World(machine);
        cache = new FileCache(world);
        eviction = new Eviction(world, cache, policy, policyName);
        mappings = new Mappings(world, cache);
        faults = new Faults(world, new Contents(world, eviction), cache, mappings);
    }

    @Override
    public void boot() {
        List<PagerState.Memory> memory = new ArrayList<>();
        for (Kernel.PhysicalRange range : world.kernel().physicalMemory(Servers.PAGER)) {
            memory.add(new PagerState.Memory(range.start(), range.bytes()));
        }
        world.frames.own(memory);
        world.zeroFrame = memory.getFirst().start() >>> World.PAGE_BITS;
        world.frames.freeTheRest(world.zeroFrame);
        world.newContents(world.zeroFrame);
        world.bytes(world.zeroFrame).fill((byte) 0);
        world.store.configure("", StoreSize.pages(world.machine));
        world.budget.limit(Snapshot.limit(world));
    }

    @Override
    public void handle(Request request) {
        if (request.kind() != Request.Kind.PAGE_FAULT) {
            request.reply(-ENOSYS);
            return;
        }
        Fault fault = request.fault();
        Space space = world.space(request.space());
        boolean ours = switch (fault.status() & 0xF) {
            // A page-in for the kernel, translation, access flag and permission; not alignment, domain or external aborts.
            case 0, 3, 5, 6, 7, 13, 15 -> space != null;
            default -> false;
        };
        request.reply(ours ? faults.fault(space, Mappings.number(fault.address()), fault.write(), fault.execute()) : -EFAULT);
    }

    @Override
    public int touch(int spid, int address, boolean write) {
        Space space = world.space(spid);
        return space == null ? -EFAULT : faults.fault(space, Mappings.number(address), write, false);
    }

    @Override
    public void open(int spid, int mapStart, int mapEnd) {
        Space space = world.spaces.computeIfAbsent(spid, Space::new);
        space.mapStart = Mappings.pages(mapStart);
        space.mapEnd = Math.min(Mappings.number(mapEnd), Mappings.USER_END);
    }

    @Override
    public int fork(int parent, int child) {
        Space from = world.space(parent);
        if (from == null || parent == child) {
            return -ESRCH;
        }
        clear(child);
        return mappings.fork(from, world.spaces.computeIfAbsent(child, Space::new));
    }

    @Override
    public void clear(int spid) {
        Space space = world.space(spid);
        if (space != null) {
            mappings.carve(space, 0, PageTable.SIZE);
            space.heapStart = 0;
            space.heapEnd = 0;
            world.tellUnmapped();
        }
    }

    @Override
    public void close(int spid) {
        clear(spid);
        world.forgetSpace(spid);
    }

    @Override
    public int map(int spid, int start, int bytes, int protection, int flags, Vnode file, long offset) {
        Space space = world.space(spid);
        if (space == null) {
            return -ESRCH;
        }
        int kind = flags & (Protection.SHARED | Protection.PRIVATE);
        if (bytes == 0 || kind == 0 || offset < 0 || (offset & World.PAGE - 1) != 0) {
            return -EINVAL;
        }
        boolean anonymous = (flags & Protection.ANONYMOUS) != 0;
        if (file == null && !anonymous) {
            return -EBADF;
        }
        int pages = Mappings.pages(bytes);
        int result;
        if (!anonymous) {
            long firstPage = offset >>> World.PAGE_BITS;
            if (firstPage + pages > PageTable.SIZE) {
                return -EOVERFLOW;
            }
            MemoryObject object = world.files.computeIfAbsent(file.id(), id -> new MemoryObject(MemoryObject.Kind.FILE, id));
            result = mappings.map(space, start, bytes, protection, flags, object, (int) firstPage);
            world.dropIfEmpty(object);
        } else if ((kind & Protection.SHARED) != 0) {
            result = mapSharedMemory(space, start, bytes, protection, flags, pages);
        } else {
            result = mappings.map(space, start, bytes, protection, flags, null, 0);
        }
        world.tellUnmapped();
        return result;
    }

    private int mapSharedMemory(Space space, int start, int bytes, int protection, int flags, int pages) {
        if (!world.budget.take(pages)) {
            return -ENOMEM;
        }
        long id = 1;
        while (world.shared.containsKey(id)) {
            id++;
        }
        MemoryObject object = new MemoryObject(MemoryObject.Kind.SHARED, id);
        object.chargedPages = pages;
        world.shared.put(id, object);
        int result = mappings.map(space, start, bytes, protection, flags, object, 0);
        if (Pager.failed(result)) {
            world.shared.remove(id);
            world.budget.give(pages);
        }
        return result;
    }

    /** @return 0, -ESRCH, -EINVAL or (for a range beyond users' addresses) -ENOMEM */
    private static int check(Space space, int start, int bytes) {
        if (space == null) {
            return -ESRCH;
        }
        if (!Mappings.aligned(start)) {
            return -EINVAL;
        }
        return Mappings.number(start) + Mappings.pages(bytes) > PageTable.SIZE ? -ENOMEM : 0;
    }

    @Override
    public int unmap(int spid, int start, int bytes) {
        Space space = world.space(spid);
        int error = check(space, start, bytes);
        if (error < 0 || bytes == 0) {
            return error == -ESRCH ? error : -EINVAL;
        }
        mappings.carve(space, Mappings.number(start), Mappings.number(start) + Mappings.pages(bytes));
        world.tellUnmapped();
        return 0;
    }

    @Override
    public int protect(int spid, int start, int bytes, int protection) {
        Space space = world.space(spid);
        int error = check(space, start, bytes);
        if (error < 0 || bytes == 0) {
            return error;
        }
        int from = Mappings.number(start);
        return mappings.protect(space, from, from + Mappings.pages(bytes),
                protection & (Protection.READ | Protection.WRITE | Protection.EXEC));
    }

    @Override
    public int remap(int spid, int start, int oldBytes, int newBytes, boolean mayMove) {
        Space space = world.space(spid);
        int error = check(space, start, oldBytes);
        if (error < 0 || oldBytes == 0 || newBytes == 0) {
            return error < 0 ? error : -EINVAL;
        }
        int result = mappings.remap(space, Mappings.number(start), Mappings.pages(oldBytes), Mappings.pages(newBytes), mayMove);
        world.tellUnmapped();
        return result;
    }

    @Override
    public void breakStart(int spid, int address) {
        Space space = world.space(spid);
        if (space != null) {
            space.heapStart = address;
            space.heapEnd = address;
        }
    }

    @Override
    public int brk(int spid, int address) {
        Space space = world.space(spid);
        return space == null ? -ESRCH : mappings.brk(space, address);
    }

    @Override
    public int sync(int spid, int start, int bytes) {
        Space space = world.space(spid);
        int error = check(space, start, bytes);
        int from = Mappings.number(start);
        return error < 0 ? error : mappings.sync(space, from, from + Mappings.pages(bytes));
    }

    @Override
    public int discard(int spid, int start, int bytes) {
        Space space = world.space(spid);
        int error = check(space, start, bytes);
        if (error == 0) {
            mappings.discard(space, Mappings.number(start), Mappings.number(start) + Mappings.pages(bytes));
        }
        return error == -ENOMEM ? -EINVAL : error;
    }

    @Override
    public int read(Vnode file, long offset, byte[] target, int at, int length) {
        return cache.read(file, offset, target, at, length);
    }

    @Override
    public int write(Vnode file, long offset, byte[] source, int at, int length) {
        return cache.write(file, offset, source, at, length);
    }

    @Override
    public void truncated(Vnode file, long sizeBytes) {
        cache.truncated(file, sizeBytes);
    }

    @Override
    public int flush(Vnode file) {
        MemoryObject object = world.files.get(file.id());
        return object == null ? 0 : cache.flush(object);
    }

    @Override
    public boolean forget(Vnode file) {
        return cache.forget(file);
    }

    @Override
    public List<AreaInfo> areas(int spid) {
        Space space = world.space(spid);
        return space == null ? List.of() : Census.areas(world, space);
    }

    @Override
    public FrameUse frameUse() {
        return Census.frames(world);
    }

    @Override
    public PagerState save() {
        return Snapshot.save(world);
    }

    @Override
    public void restore(PagerState state) {
        new Snapshot(world, eviction).restore(state);
    }

    @Override
    public void retire() {
        world.store.close();
    }
}
