package org.zerobench.containers;

import java.nio.file.Path;
import java.util.List;

/** What a manifest says (ABI 10.3), checked: ranges are page aligned, in order and not in each other's way. */
record Manifest(List<Container> containers) {

    /** A range of addresses; {@code end} is exclusive. */
    record Range(long start, long end) {
        boolean overlaps(Range other) {
            return start < other.end && other.start < end;
        }

        boolean contains(long address) {
            return address >= start && address < end;
        }

        @Override
        public String toString() {
            return String.format("0x%08x-0x%08x", start, end);
        }
    }

    /** A memory region. @param access rights of its capability */
    record Region(Range range, int access) {}

    /**
     * A control capability or a pool.
     *
     * @param resource resource type word: whom it is about
     * @param size     units of a pool, 0 otherwise
     */
    record Grant(int type, int resource, int access, int size) {}

    /** A file to be loaded. @param bytes what is in it */
    record Image(String name, Path file, byte[] bytes) {}

    /**
     * @param lma     physical address of the pager's image
     * @param vma     virtual address of the pager's image, where it starts
     * @param grants  in the order in which the pager finds them (ABI 9.7), memory apart
     * @param devices from the manifest, each once
     * @param images  the pager's alone, or all of a POSIX container
     * @param pager   which of them is the pager, -1 when the machine's own is to serve
     */
    record Container(int id, String name, boolean posix, long lma, long vma, List<Region> physical, List<Region> virtual,
            List<Grant> grants, List<BoardDevice> devices, List<Image> images, int pager) {}
}
