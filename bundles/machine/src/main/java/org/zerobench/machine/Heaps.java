package org.zerobench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.swap.Swappable;

/** The heaps of all spaces under one allocator: what is swapped when the allocator is. */
final class Heaps implements Swappable<MallocState> {
    private final Allocator allocator;
    private final String policy;
    private final TreeMap<Integer, Heap> heaps = new TreeMap<>();
    /** Arena of each heap; its block lists are empty. */
    private final TreeMap<Integer, HeapState> arenas = new TreeMap<>();
    private int lastSpid;
    private Heap last;

    Heaps(Allocator allocator, String policy) {
        this.allocator = allocator;
        this.policy = policy;
    }

    String policy() {
        return policy;
    }

    /** @return the space's heap, null when it has none */
    Heap find(int spid) {
        // most requests come from the space that asked last
        if (last == null || spid != lastSpid) {
            last = heaps.get(spid);
            lastSpid = spid;
        }
        return last;
    }

    HeapState arena(int spid) {
        return arenas.get(spid);
    }

    Heap open(int spid, HeapState state) {
        Heap heap = allocator.heap(state);
        heaps.put(spid, heap);
        arenas.put(spid, HeapState.empty(state.start(), state.arenaBytes()));
        last = null;
        return heap;
    }

    void close(int spid) {
        heaps.remove(spid);
        arenas.remove(spid);
        last = null;
    }

    @Override
    public MallocState save() {
        List<MallocState.SpaceHeap> all = new ArrayList<>();
        heaps.forEach((spid, heap) -> all.add(new MallocState.SpaceHeap(spid, heap.save())));
        return new MallocState(all);
    }

    @Override
    public void restore(MallocState state) {
        for (MallocState.SpaceHeap entry : state.heaps()) {
            HeapInvariants.check(entry);
            open(entry.spid(), entry.heap());
        }
    }
}
