package org.zerobench.machine;

import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.swap.StateException;

/** What must hold of every heap, whatever the policy: blocks lie in the arena, aligned, ascending, without overlap. */
final class HeapInvariants {
    private HeapInvariants() {}

    static void check(MallocState.SpaceHeap entry) {
        HeapState heap = entry.heap();
        if (heap.addresses().length != heap.sizes().length) {
            throw new StateException("heap of space " + entry.spid() + " has " + heap.addresses().length + " addresses but " + heap.sizes().length + " sizes");
        }
        long end = Integer.toUnsignedLong(heap.start());
        long limit = end + heap.arenaBytes();
        for (int i = 0; i < heap.blocks(); i++) {
            long address = Integer.toUnsignedLong(heap.addresses()[i]);
            int bytes = heap.sizes()[i];
            if (bytes <= 0 || address % Heap.ALIGNMENT != 0 || address < end || address + bytes > limit) {
                throw new StateException("heap of space %d: block %#x of %d bytes overlaps, is unaligned or lies outside the arena %#x+%#x"
                        .formatted(entry.spid(), address, bytes, heap.start(), heap.arenaBytes()));
            }
            end = address + bytes;
        }
    }
}
