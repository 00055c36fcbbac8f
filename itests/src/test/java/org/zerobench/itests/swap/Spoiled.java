package org.zerobench.itests.swap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.posix.PosixState;

/** Worlds with one thing wrong. The CPU's world is empty: there nothing is all that can go wrong. */
final class Spoiled {
    private Spoiled() {}

    /** Without the last block, area, capability or process; no victim. */
    static Object lost(Object world) {
        return switch (world) {
            case HeapState h -> new HeapState(h.start(), h.arenaBytes(), shorter(h.addresses()), shorter(h.sizes()));
            case PagerState p -> with(p, p.pages(), withoutAnArea(p.spaces()));
            case KernelState k -> with(k, k.nextCapability(), k.ready(), withoutLast(k.capabilities()));
            case PosixState p -> with(p, p.nextNumber(), withoutLast(p.processes()), p.tasks());
            case Integer frame -> -1;
            default -> null;
        };
    }

    /** A block eight bytes on, two pages exchanged, a counter further; a frame that nobody has. */
    static Object changed(Object world) {
        return switch (world) {
            case HeapState h -> new HeapState(h.start(), h.arenaBytes(), addedToFirst(h.addresses(), 8), h.sizes());
            case PagerState p -> with(p, withFrames(p.pages(), exchanged(p.pages().frames())), p.spaces());
            case KernelState k -> with(k, k.nextCapability() + 1, k.ready(), k.capabilities());
            case PosixState p -> with(p, p.nextNumber() + 1, p.processes(), p.tasks());
            case Integer frame -> frame + (1 << 20);
            default -> null;
        };
    }

    /** What cannot be: a block outside its arena, one frame for two pages, a ready thread and a task's process that do not exist. */
    static Object impossible(Object world) {
        return switch (world) {
            case HeapState h -> new HeapState(h.start(), h.arenaBytes(), addedToFirst(h.addresses(), 1 << 30), h.sizes());
            case PagerState p -> with(p, withFrames(p.pages(), addedToFirst(p.pages().frames(), p.pages().frames()[1] - p.pages().frames()[0])), p.spaces());
            case KernelState k -> with(k, k.nextCapability(), longer(k.ready(), 0x7777), k.capabilities());
            case PosixState p -> with(p, p.nextNumber(), withoutLast(p.processes()), p.tasks());
            default -> null;
        };
    }

    private static PagerState with(PagerState p, PagerState.Pages pages, List<PagerState.Space> spaces) {
        return new PagerState(p.memory(), p.zeroFrame(), p.store(), spaces, p.shared(), pages, p.faults(), p.evictions(), p.storeReads());
    }

    private static KernelState with(KernelState k, int nextCapability, List<Integer> ready, List<KernelState.Capability> capabilities) {
        return new KernelState(k.tables(), nextCapability, k.running(), ready, k.spaces(), k.threads(), capabilities, k.mutexes(), k.containers(),
                k.interrupts(), k.counters());
    }

    private static PosixState with(PosixState p, int nextNumber, List<PosixState.Process> processes, List<PosixState.Task> tasks) {
        return new PosixState(p.files(), nextNumber, p.wallOffset(), p.spaces(), processes, tasks, p.futexes(), p.missed());
    }

    private static PagerState.Pages withFrames(PagerState.Pages p, int[] frames) {
        return new PagerState.Pages(frames, p.slots(), p.kinds(), p.objects(), p.indices(), p.dirty(), p.holderCounts(), p.holderSpaces(), p.holderPages());
    }

    private static List<PagerState.Space> withoutAnArea(List<PagerState.Space> spaces) {
        List<PagerState.Space> changed = new ArrayList<>(spaces);
        PagerState.Space s = changed.removeLast();
        changed.add(new PagerState.Space(s.spid(), s.mapStart(), s.mapEnd(), s.heapStart(), s.heapEnd(), withoutLast(s.areas())));
        return changed;
    }

    private static <T> List<T> withoutLast(List<T> list) {
        return list.subList(0, list.size() - 1);
    }

    private static <T> List<T> longer(List<T> list, T more) {
        List<T> changed = new ArrayList<>(list);
        changed.add(more);
        return changed;
    }

    private static int[] shorter(int[] array) {
        return Arrays.copyOf(array, array.length - 1);
    }

    private static int[] exchanged(int[] array) {
        int[] changed = array.clone();
        changed[0] = array[1];
        changed[1] = array[0];
        return changed;
    }

    private static int[] addedToFirst(int[] array, int more) {
        int[] changed = array.clone();
        changed[0] += more;
        return changed;
    }
}
