package org.zerobench.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;

class ContentsTest {
    private static final int READ_EXECUTE = 5;
    private static final int READ_WRITE = 6;

    @TempDir
    Path folder;

    private Container container(String images) throws IOException {
        String text = """
                containers:
                  - %s
                    pager: { lma: 0x00102000, vma: 0xA0000000 }
                    memory:
                      physical: [ { start: 0x00100000, end: 0x00140000 } ]
                      virtual: [ { start: 0xA0000000, end: 0xA0100000 } ]
                """.formatted(images.contains("type:") ? images : (images.startsWith("images") ? "type: posix" : "type: baremetal") + "\n    " + images);
        return ManifestReader.read(Files.writeString(folder.resolve("m.yaml"), text), HostFiles::now, line -> { }).containers().getFirst();
    }

    private void file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    @Test
    void codeAndDataHaveRightsOfTheirOwn() throws IOException {
        // abi: boot.map-rx-rw
        file("p.elf", new ElfFile(0x4000).segment(0xA0000000, 0x102000, new byte[0x1800], 0x1800, READ_EXECUTE)
                .segment(0xA0003000, 0x105000, new byte[0x10], 0x2000, READ_WRITE).bytes());
        Contents contents = new Contents(container("image: p.elf"));
        assertEquals(List.of(new Piece(0x102000, 0xA0000000, 2, MapFlags.RX), new Piece(0x105000, 0xA0003000, 2, MapFlags.RW)), contents.pieces());
        assertEquals(List.of(0x102000L, 0x105000L), contents.chunks().stream().map(Contents.Chunk::physical).toList());
    }

    @Test
    void segmentsThatShareAPageShareItsRights() throws IOException {
        file("p.elf", new ElfFile(0x4000).segment(0xA0000000, 0x102000, new byte[0x1800], 0x1800, READ_EXECUTE)
                .segment(0xA0001800, 0x103800, new byte[0x10], 0x2000, READ_WRITE).bytes());
        assertEquals(List.of(new Piece(0x102000, 0xA0000000, 1, MapFlags.RX), new Piece(0x103000, 0xA0001000, 1, MapFlags.RWX),
                new Piece(0x104000, 0xA0002000, 2, MapFlags.RW)), new Contents(container("image: p.elf")).pieces());
    }

    @Test
    void aSmallOrMixedImageHasAllRights() throws IOException {
        // abi: boot.map-rwx
        file("p.elf", new ElfFile(0x400).segment(0xA0000000, 0, new byte[0x10], 0x10, READ_EXECUTE)
                .segment(0xA0002000, 0, new byte[0x10], 0x10, READ_WRITE).bytes());
        assertEquals(List.of(new Piece(0x102000, 0xA0000000, 3, MapFlags.RWX)), new Contents(container("image: p.elf")).pieces());
    }

    @Test
    void theDescriptorTellsWhereTheImagesAre() throws IOException {
        // abi: posix.boot-descriptor
        file("p.elf", new ElfFile(0x400).segment(0xA0000000, 0x102000, new byte[0x20], 0x1024, 7).bytes());
        file("t.elf", new ElfFile(0x400).segment(0x40000000, 0x40000000, new byte[0x20], 0x20, READ_EXECUTE).bytes());
        file("fs.img", new byte[0x1001]);
        file("fs.elf", new ElfFile(0x400).segment(0x110000, 0x110000, new byte[0x20], 0x4000, READ_WRITE).bytes());
        Contents contents = new Contents(container("images: [ { name: test0, path: t.elf }, { name: rootfs, path: fs.img }, "
                + "{ name: more, path: fs.elf }, { name: mm0, path: p.elf } ]"));
        byte[] memory = new byte[0x40000];
        for (Contents.Chunk chunk : contents.chunks()) {
            System.arraycopy(chunk.bytes(), chunk.offset(), memory, (int) chunk.physical() - 0x100000, chunk.length());
        }
        ByteBuffer data = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        for (int at : new int[] {0x3024, 0x4000}) {
            assertEquals(8 + 4 * 24, data.getInt(at));
            assertEquals(4, data.getInt(at + 4));
            assertEquals("test0", new String(memory, at + 8, 5));
            assertEquals(0x105000, data.getInt(at + 8 + 16));
            assertEquals(0x105400, data.getInt(at + 8 + 20), "the file as it is");
            assertEquals("rootfs", new String(memory, at + 32, 6));
            assertEquals(0x106000, data.getInt(at + 32 + 16));
            assertEquals(0x107001, data.getInt(at + 32 + 20));
            assertEquals(0x110000, data.getInt(at + 56 + 16), "loaded where it wants");
            assertEquals(0x114000, data.getInt(at + 56 + 20));
            assertEquals(0x102000, data.getInt(at + 80 + 16));
            assertEquals(0x103024, data.getInt(at + 80 + 20));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("t.elf")), java.util.Arrays.copyOfRange(memory, 0x5000, 0x5400));
        assertEquals(0xA0000000, contents.pieces().getFirst().virtual());
        assertEquals(0xA0003000, contents.pieces().getLast().virtual() + (contents.pieces().getLast().pages() - 1) * 4096 + 0x1000 & -0x1000,
                "the descriptor's page is mapped");
    }

    @Test
    void anImageThatDoesNotFitIsNamed() throws IOException {
        // abi: container.image-errors
        file("p.elf", new ElfFile(0x400).segment(0xA0000000, 0, new byte[0x10], 0x40000, 7).bytes());
        refused("image: p.elf", "lies outside its physical memory");
        file("p.elf", new ElfFile(0x400).segment(0x10000, 0, new byte[0x10], 0x10, 7).bytes());
        refused("image: p.elf", "lies outside its");
        file("p.elf", new ElfFile(0x400).segment(0xA0000000, 0, new byte[0x10], 0x10, 7).bytes());
        file("fs.img", new byte[0x40000]);
        refused("images: [ { name: pager, path: p.elf }, { name: rootfs, path: fs.img } ]", "no room for the image rootfs");
        String none = "images: [ { name: a, path: fs.img }, { name: b, path: fs.img } ]";
        assertEquals(-1, container(none).pager(), "a POSIX container may be served by the machine's own");
        MachineException e = assertThrows(MachineException.class, () -> container(none + "\n    type: baremetal"));
        assertTrue(e.getMessage().contains("has no pager"), e.getMessage());
    }

    @Test
    void aBrokenImageIsNamed() throws IOException {
        file("p.elf", new byte[0]);
        refused("image: p.elf", "it is empty");
        file("p.elf", "#!/bin/sh".getBytes());
        refused("image: p.elf", "no ELF file");
        file("p.elf", new byte[] {0x7F, 'E', 'L', 'F'});
        refused("image: p.elf", "cut off");
        byte[] good = new ElfFile(0x400).segment(0xA0000000, 0, new byte[0x10], 0x10, 7).bytes();
        for (int[] change : new int[][] {{16, 3}, {16, 0x00030002}, {28, 0x10000}, {40, 0}, {56, 0xFFFFFF00}, {68, 0x1000}, {72, 0xF0000000}, {44, 0}}) {
            file("p.elf", new ElfFile(0x400).segment(0xA0000000, 0, new byte[0x10], 0x10, 7).word(change[0], change[1]).bytes());
            refused("image: p.elf", "cannot be loaded");
        }
        file("p.elf", java.util.Arrays.copyOf(good, 60));
        refused("image: p.elf", "program headers");
    }

    private void refused(String images, String message) {
        MachineException e = assertThrows(MachineException.class, () -> new Contents(container(images)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
