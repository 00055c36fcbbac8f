package org.zerobench.machine;

import java.util.Arrays;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;

/** Serves heaps by IPC with the allocator that is plugged in. Distrusts it: a wrong answer reaches no program. */
final class HeapService implements HeapServer {
    private static final int NORESERVE = 0x4000;
    private static final int DEFAULT_ARENA_BYTES = 64 << 20;
    /** Freed memory is filled so that dangling use shows (abi 14.1); larger blocks only at their beginning. */
    private static final int POISON_BYTES = 512;
    private static final byte[] POISON = new byte[POISON_BYTES];

    static {
        Arrays.fill(POISON, (byte) 0xFF);
    }

    private final Machine machine;
    private final int arenaBytes;

    HeapService(Machine machine) {
        this.machine = machine;
        this.arenaBytes = machine.option("heap").map(Memory::parseSize).orElse(DEFAULT_ARENA_BYTES);
    }

    /** The heaps under the active allocator; set by the conductor at a safe point, null while there is none. */
    private volatile Heaps heaps;

    void use(Heaps active) {
        heaps = active;
    }

    private Heaps heaps() {
        Heaps active = heaps;
        if (active == null) {
            throw new MachineException("no allocator is plugged in: install one");
        }
        return active;
    }

    @Override
    public void handle(Request request) {
        if (request.kind() != Request.Kind.MESSAGE) {
            request.reply(-Errors.ENOSYS);
            return;
        }
        int spid = request.space();
        switch (request.tag()) {
            case MALLOC -> request.reply(allocate(spid, request.word(2)));
            case FREE -> request.reply(free(spid, request.word(2)));
            case REALLOC -> reallocate(request, spid, request.word(2), request.word(3));
            case CHECK -> check(request, spid);
            default -> request.reply(-Errors.ENOSYS);
        }
    }

    private int allocate(int spid, int bytes) {
        Heap heap = heapOf(spid);
        if (heap == null || bytes <= 0 || bytes > arenaBytes) {
            return 0;
        }
        int address;
        try {
            address = heap.allocate(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            machine.report("allocator '" + heaps().policy() + "' threw " + e + " in allocate: the program got no memory; choose another with: use malloc");
            return 0;
        }
        if (address != 0 && !plausible(heaps().arena(spid), address, bytes)) {
            machine.report("allocator '" + heaps().policy() + "' answered 0x" + Integer.toHexString(address) + " for " + bytes
                    + " bytes, which is outside the arena or unaligned: the program got no memory; choose another with: use malloc");
            return 0;
        }
        return address;
    }

    private static boolean plausible(HeapState arena, int address, int bytes) {
        long offset = Integer.toUnsignedLong(address) - Integer.toUnsignedLong(arena.start());
        return address % Heap.ALIGNMENT == 0 && offset >= 0 && offset + bytes <= arena.arenaBytes();
    }

    private Heap heapOf(int spid) {
        Heap heap = heaps().find(spid);
        if (heap == null) {
            int start = machine.pager().map(spid, 0, arenaBytes, Protection.READ | Protection.WRITE,
                    Protection.PRIVATE | Protection.ANONYMOUS | NORESERVE, null, 0);
            if (Pager.failed(start)) {
                return null;
            }
            heap = heaps().open(spid, HeapState.empty(start, arenaBytes));
        }
        return heap;
    }

    private int free(int spid, int address) {
        Heap heap = heaps().find(spid);
        int bytes = heap == null ? -1 : heap.free(address);
        if (bytes < 0) {
            return -Errors.EINVAL;
        }
        machine.kernel().copyOut(Servers.HEAP, spid, address, POISON, 0, Math.min(bytes, POISON_BYTES));
        return 0;
    }

    private void reallocate(Request request, int spid, int address, int bytes) {
        Heap heap = heapOf(spid);
        request.setWord(2, 0);
        if (address == 0) {
            request.reply(allocate(spid, bytes));
            return;
        }
        int old = heap == null ? -1 : heap.size(address);
        if (old < 0 || bytes <= 0) {
            request.reply(0);
            return;
        }
        if (heap.resize(address, bytes)) {
            request.reply(address);
            return;
        }
        int moved = allocate(spid, bytes);
        if (moved != 0) {
            request.setWord(2, Math.min(old, bytes));
        }
        request.reply(moved);
    }

    private void check(Request request, int spid) {
        Heap heap = heaps().find(spid);
        HeapState state = heap == null ? HeapState.empty(0, 0) : heap.save();
        request.setWord(2, state.blocks());
        request.setWord(3, Arrays.stream(state.sizes()).sum());
        request.reply(0);
    }

    @Override
    public void fork(int parent, int child) {
        Heap heap = heaps().find(parent);
        if (heap != null) {
            heaps().open(child, heap.save());
        }
    }

    @Override
    public void close(int spid) {
        heaps().close(spid);
    }

    @Override
    public MallocState save() {
        return heaps().save();
    }
}
