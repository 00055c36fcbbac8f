package example;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/** Next fit: goes on searching where the last block was put, and starts again at the bottom when it meets the end. */
@Component(service = Allocator.class, scope = ServiceScope.PROTOTYPE, property = Allocator.POLICY + "=next-fit")
public final class NextFit implements Allocator {

    @Override
    public Heap heap(HeapState state) {
        return new NextFitHeap(state.check());
    }

    private static final class NextFitHeap implements Heap {

        private final HeapState arena;
        private final long start;
        private final long end;
        /** Live blocks: address (unsigned), size in bytes. */
        private final TreeMap<Long, Integer> blocks = new TreeMap<>();
        /** Where the next search begins: a hint. It is not saved, a new heap just begins at the bottom. */
        private long rover;

        NextFitHeap(HeapState state) {
            arena = state;
            start = aligned(Integer.toUnsignedLong(state.start()));
            end = Integer.toUnsignedLong(state.start()) + Integer.toUnsignedLong(state.arenaBytes());
            rover = start;
            for (int i = 0; i < state.blocks(); i++) {
                blocks.put(Integer.toUnsignedLong(state.addresses()[i]), state.sizes()[i]);
            }
        }

        private static long aligned(long address) {
            return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }

        @Override
        public int allocate(int bytes) {
            if (bytes <= 0) {
                return 0;
            }
            long at = search(rover, bytes);
            if (at < 0) {
                at = search(start, bytes);
            }
            if (at < 0) {
                return 0;
            }
            blocks.put(at, bytes);
            rover = aligned(at + bytes);
            return (int) at;
        }

        /** The first place at or above {@code at} with room for {@code bytes}, or -1. */
        private long search(long at, int bytes) {
            for (Map.Entry<Long, Integer> block : blocks.tailMap(at, true).entrySet()) {
                if (block.getKey() - at >= bytes) {
                    return at;
                }
                at = aligned(block.getKey() + block.getValue());
            }
            return at + bytes <= end ? at : -1;
        }

        @Override
        public int free(int address) {
            Integer bytes = blocks.remove(Integer.toUnsignedLong(address));
            return bytes == null ? -1 : bytes;
        }

        @Override
        public int size(int address) {
            return blocks.getOrDefault(Integer.toUnsignedLong(address), -1);
        }

        @Override
        public HeapState save() {
            return new HeapState(arena.start(), arena.arenaBytes(),
                    blocks.keySet().stream().mapToInt(Long::intValue).toArray(),
                    blocks.values().stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
