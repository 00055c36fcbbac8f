package org.zerobench.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;
import org.zerobench.containers.Manifest.Image;

/** How a container's first program lies in memory (ABI 10.4): virtual address minus vma plus lma is its physical address. */
final class PagerImage {
    private static final String NAME = "pager";

    private static final int PAGE = 4096;
    private static final int WRITE = 1;
    private static final int EXECUTE = 2;

    private final Container container;
    private final Elf elf;

    PagerImage(Container container, Elf elf) {
        this.container = container;
        this.elf = elf;
        for (Elf.Segment segment : elf.segments()) {
            long physical = physical(segment.virtual());
            boolean backed = container.physical().stream()
                    .anyMatch(r -> r.range().contains(physical) && physical + segment.memoryBytes() <= r.range().end());
            boolean addressed = container.virtual().stream()
                    .anyMatch(r -> r.range().contains(segment.virtual()) && segment.end() <= r.range().end());
            if (!backed || !addressed) {
                throw new MachineException(String.format("container %d: the segment 0x%08x-0x%08x of %s lies outside its %s memory; link it "
                        + "at its pager's vma (0x%08x)", container.id(), segment.virtual(), segment.end(),
                        container.images().get(container.pager()).file().getFileName(), addressed ? "physical" : "virtual", container.vma()));
            }
        }
    }

    /**
     * Which image is the pager: the only one of a bare-metal container; the one linked at vma, or called so. A POSIX container
     * may do without.
     *
     * @return its index, -1 for none
     */
    static int choose(Node node, List<Image> images, long vma, boolean posix) {
        if (!posix && images.size() == 1) {
            return 0;
        }
        for (int i = 0; i < images.size(); i++) {
            byte[] bytes = images.get(i).bytes();
            if (Elf.looksLike(bytes) && Elf.of(images.get(i).file(), bytes).segments().stream()
                    .anyMatch(s -> vma >= s.virtual() && vma < s.end())) {
                return i;
            }
        }
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).name().equals(NAME) || images.get(i).name().startsWith("mm0")) {
                return i;
            }
        }
        if (posix) {
            return -1;
        }
        throw node.wrong("images", String.format("has no pager: an ELF file linked at 0x%x, or one with the name %s", vma, NAME));
    }

    long physical(long virtual) {
        return container.lma() + virtual - container.vma();
    }

    /** First physical address behind the image. */
    long end() {
        return elf.segments().stream().mapToLong(s -> physical(s.end())).max().orElseThrow();
    }

    /** Physical address of its first byte. */
    long start() {
        return elf.segments().stream().mapToLong(s -> physical(s.virtual())).min().orElseThrow();
    }

    /**
     * The mappings: code read and execute, data read and write, where the file has both, a page or more each; else the whole
     * image with all rights. A page that segments share has the rights of all.
     *
     * @param extraBytes bytes behind the image that are to be mapped with it, from a page's start on
     */
    List<Piece> pieces(long extraBytes) {
        boolean code = elf.segments().stream().anyMatch(s -> s.executable() && !s.writable() && s.memoryBytes() >= PAGE);
        boolean data = elf.segments().stream().anyMatch(s -> s.writable() && !s.executable() && s.memoryBytes() >= PAGE);
        TreeMap<Long, Integer> pages = new TreeMap<>();
        for (Elf.Segment segment : elf.segments()) {
            int rights = code && data ? (segment.writable() ? WRITE : 0) | (segment.executable() ? EXECUTE : 0) : WRITE | EXECUTE;
            mark(pages, segment.virtual(), segment.end(), rights);
        }
        if (!(code && data)) {
            mark(pages, pages.firstKey(), pages.lastKey() + PAGE, WRITE | EXECUTE);
        }
        if (extraBytes > 0) {
            long end = end() - container.lma() + container.vma();
            mark(pages, end, (end + PAGE - 1 & -PAGE) + extraBytes, WRITE);
        }
        return runs(pages);
    }

    private static void mark(TreeMap<Long, Integer> pages, long start, long end, int rights) {
        for (long page = start & -PAGE; page < end; page += PAGE) {
            pages.merge(page, rights, (a, b) -> a | b);
        }
    }

    private List<Piece> runs(TreeMap<Long, Integer> pages) {
        List<Piece> pieces = new ArrayList<>();
        pages.forEach((page, rights) -> {
            int flags = flags(rights);
            Piece last = pieces.isEmpty() ? null : pieces.getLast();
            if (last != null && last.flags() == flags && last.virtual() + last.pages() * PAGE == page.intValue()) {
                pieces.set(pieces.size() - 1, new Piece(last.physical(), last.virtual(), last.pages() + 1, flags));
            } else {
                pieces.add(new Piece((int) physical(page), page.intValue(), 1, flags));
            }
        });
        return pieces;
    }

    private static int flags(int rights) {
        return switch (rights) {
            case WRITE | EXECUTE -> MapFlags.RWX;
            case WRITE -> MapFlags.RW;
            case EXECUTE -> MapFlags.RX;
            default -> MapFlags.RO;
        };
    }
}
