package org.zerobench.api.pager;

import java.util.Arrays;
import java.util.List;
import org.zerobench.api.swap.State;

/**
 * The pager's world: spaces and their areas, memory objects, and what every frame and every slot of the backing store
 * holds. Nothing of a replacement policy is in it but the order in which pages came into memory.
 *
 * <p>Free frames are those of {@link #memory} that are neither {@link #zeroFrame} nor named by {@link #pages}; free slots
 * are those that no page names.
 *
 * @param memory     physical memory that the pager owns, ascending, disjoint, page aligned
 * @param zeroFrame  the frame (physical address &gt;&gt; 12) that holds zeros for ever and is mapped read-only wherever
 *                   anonymous memory was read before it was written; it never has holders
 * @param store      the backing store
 * @param spaces     by ascending space id (unsigned)
 * @param shared     shared anonymous memory by ascending id
 * @param pages      every page that has contents
 * @param faults     page faults answered since power-on
 * @param evictions  pages evicted since power-on
 * @param storeReads pages read back since power-on
 */
public record PagerState(List<Memory> memory, int zeroFrame, Store store, List<Space> spaces, List<Shared> shared, Pages pages,
        long faults, long evictions, long storeReads) implements State {

    /** Version of this form. */
    public static final int VERSION = 1;

    public PagerState {
        memory = List.copyOf(memory);
        spaces = List.copyOf(spaces);
        shared = List.copyOf(shared);
    }

    @Override
    public int version() {
        return VERSION;
    }

    /** Pages, areas and spaces. */
    @Override
    public int items() {
        int items = pages.count() + spaces.size();
        for (Space space : spaces) {
            items += space.areas().size();
        }
        return items;
    }

    /** @param start physical address of the first byte @param bytes length */
    public record Memory(int start, int bytes) {}

    /**
     * @param path  the file, empty as long as none was needed
     * @param pages how many pages it may hold; slot numbers are below it, slot n begins at byte n * 4096
     */
    public record Store(String path, int pages) {}

    /**
     * @param spid      space id
     * @param mapStart  lowest address for maps without a wish
     * @param mapEnd    end of that range, exclusive
     * @param heapStart where the heap begins, 0 as long as nobody has said
     * @param heapEnd   the break
     * @param areas     by ascending address (unsigned), disjoint
     */
    public record Space(int spid, int mapStart, int mapEnd, int heapStart, int heapEnd, List<Area> areas) {
        public Space {
            areas = List.copyOf(areas);
        }
    }

    /** What an area or a page belongs to. */
    public enum Kind {
        /** Private anonymous memory: no object. */
        PRIVATE,
        /** A file, named by its vnode's id. */
        FILE,
        /** Shared anonymous memory, named by {@link Shared#id}. */
        SHARED
    }

    /**
     * @param start      first address, page aligned
     * @param end        end, exclusive, page aligned
     * @param protection READ, WRITE, EXEC bits
     * @param shared     stores are seen by all who map the object; false: copied when written
     * @param growsDown  a stack
     * @param charged    its pages count against the limit of anonymous memory
     * @param kind       what is behind it
     * @param object     vnode id or shared memory id, 0 for none
     * @param firstPage  page of the object at {@code start}
     */
    public record Area(int start, int end, int protection, boolean shared, boolean growsDown, boolean charged, Kind kind, long object,
            int firstPage) {}

    /** @param id number above 0 @param charged pages that count against the limit of anonymous memory */
    public record Shared(long id, int charged) {}

    /**
     * Pages as parallel arrays: first those in memory, oldest first, then those that are in the backing store only, by
     * slot. The arrays are not copied: whoever makes a state hands them over and never writes them again.
     *
     * <p>A page's <em>holders</em> are the places (space, page number) that have it. The holders of a private page are
     * all that refers to it, mapped or not, and more than one means copy on write; those of an object's page are the
     * places where it may be mapped.
     *
     * @param frames       physical address &gt;&gt; 12, -1 when not in memory
     * @param slots        backing store slot with the same contents, -1 for none
     * @param kinds        {@link Kind#ordinal}
     * @param objects      the object's id, 0 for private pages
     * @param indices      page of the object, 0 for private pages
     * @param dirty        1 for file pages that differ from the file, otherwise 0
     * @param holderCounts number of holders of each page
     * @param holderSpaces space ids of all holders, page after page; of one page ascending by space (unsigned) and address
     * @param holderPages  the virtual page numbers (address &gt;&gt;&gt; 12), in the same order
     */
    public record Pages(int[] frames, int[] slots, byte[] kinds, long[] objects, int[] indices, byte[] dirty, int[] holderCounts,
            int[] holderSpaces, int[] holderPages) {

        /** Number of pages. */
        public int count() {
            return frames.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pages that && Arrays.equals(frames, that.frames) && Arrays.equals(slots, that.slots)
                    && Arrays.equals(kinds, that.kinds) && Arrays.equals(objects, that.objects)
                    && Arrays.equals(indices, that.indices) && Arrays.equals(dirty, that.dirty)
                    && Arrays.equals(holderCounts, that.holderCounts) && Arrays.equals(holderSpaces, that.holderSpaces)
                    && Arrays.equals(holderPages, that.holderPages);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(frames) + Arrays.hashCode(slots);
        }
    }
}
