package org.zerobench.containers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;
import org.zerobench.containers.Manifest.Image;

/**
 * What lies in a container's memory when it starts: the pager's image; behind it, where there are other images, the boot
 * descriptor (ABI 12.10), and behind that the other images.
 *
 * <p>An image other than the pager is put there as the file it is, unless it is an ELF file whose segments name physical
 * addresses of the container: then these are loaded, and the descriptor tells where.
 */
final class Contents {
    private static final int PAGE = 4096;
    private static final int NAME_BYTES = 16;
    private static final int HEAD_BYTES = 8;
    private static final int ENTRY_BYTES = NAME_BYTES + 8;

    /** Bytes at a physical address. */
    record Chunk(long physical, byte[] bytes, int offset, int length) {}

    /** A line of the descriptor. */
    private record Placed(String name, long start, long end) {}

    private final Container container;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Piece> pieces;

    Contents(Container container) {
        this.container = container;
        Image program = container.images().get(container.pager());
        Elf elf = Elf.of(program.file(), program.bytes());
        PagerImage pager = new PagerImage(container, elf);
        for (Elf.Segment segment : elf.segments()) {
            chunks.add(new Chunk(pager.physical(segment.virtual()), elf.bytes(), segment.offset(), segment.fileBytes()));
        }
        if (container.images().size() == 1) {
            pieces = pager.pieces(0);
        } else {
            int bytes = HEAD_BYTES + container.images().size() * ENTRY_BYTES;
            place(pager, bytes);
            pieces = pager.pieces(bytes);
        }
    }

    /** What is to be copied; the rest of the container's memory is zero. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** Mappings of the pager's space. */
    List<Piece> pieces() {
        return pieces;
    }

    private void place(PagerImage pager, int descriptorBytes) {
        List<Placed> placed = new ArrayList<>();
        long behind = pager.end() + 3 & -4;
        long next = up(up(pager.end()) + descriptorBytes);
        for (int i = 0; i < container.images().size(); i++) {
            Image image = container.images().get(i);
            if (i == container.pager()) {
                placed.add(new Placed(image.name(), pager.start(), pager.end()));
                continue;
            }
            byte[] bytes = image.bytes();
            Placed there = loaded(image);
            if (there == null) {
                there = new Placed(image.name(), next, next + bytes.length);
                room(image, next, bytes.length);
                chunks.add(new Chunk(next, bytes, 0, bytes.length));
                next = up(there.end());
            }
            placed.add(there);
        }
        byte[] descriptor = descriptor(placed, descriptorBytes);
        // A program looks for it at the end of its image or at the next page: linker scripts differ.
        chunks.add(new Chunk(up(pager.end()), descriptor, 0, descriptor.length));
        if (behind != up(pager.end())) {
            chunks.add(new Chunk(behind, descriptor, 0, (int) Math.min(descriptor.length, up(pager.end()) - behind)));
        }
    }

    /** An ELF file made to be loaded at physical addresses of this container; null for any other file. */
    private Placed loaded(Image image) {
        byte[] bytes = image.bytes();
        if (!Elf.looksLike(bytes)) {
            return null;
        }
        Elf elf = Elf.of(image.file(), bytes);
        for (Elf.Segment s : elf.segments()) {
            if (container.physical().stream().noneMatch(r -> r.range().contains(s.physical()) && s.physical() + s.memoryBytes() <= r.range().end())) {
                return null;
            }
        }
        elf.segments().forEach(s -> chunks.add(new Chunk(s.physical(), bytes, s.offset(), s.fileBytes())));
        return new Placed(image.name(), elf.segments().stream().mapToLong(Elf.Segment::physical).min().orElseThrow(),
                elf.segments().stream().mapToLong(s -> s.physical() + s.memoryBytes()).max().orElseThrow());
    }

    private void room(Image image, long start, long bytes) {
        if (container.physical().stream().noneMatch(r -> r.range().contains(start) && start + bytes <= r.range().end())) {
            throw new MachineException(String.format("container %d: its physical memory has no room for the image %s (%d bytes at 0x%x); give it more",
                    container.id(), image.name(), bytes, start));
        }
    }

    /** Size of the descriptor, number of images, and of each its name, first and end address. */
    private static byte[] descriptor(List<Placed> placed, int bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(bytes).putInt(placed.size());
        for (Placed image : placed) {
            byte[] name = image.name().getBytes(StandardCharsets.US_ASCII);
            byte[] field = new byte[NAME_BYTES];
            System.arraycopy(name, 0, field, 0, Math.min(name.length, NAME_BYTES - 1));
            data.put(field).putInt((int) image.start()).putInt((int) image.end());
        }
        return data.array();
    }

    private static long up(long address) {
        return address + PAGE - 1 & -PAGE;
    }
}
