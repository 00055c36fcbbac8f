package org.zerobench.containers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.machine.MachineException;

/**
 * An ARM program file of a container. Nothing in it is believed before it is checked.
 *
 * @param bytes    the file
 * @param segments what is to be loaded, in the file's order
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI, chapters 4 and 5</a>
 */
record Elf(byte[] bytes, List<Segment> segments) {
    private static final int HEADER_BYTES = 52;
    private static final int PROGRAM_HEADER_BYTES = 32;
    private static final int EM_ARM = 40;
    private static final int PT_LOAD = 1;
    /** No machine has more memory than that. */
    static final int MOST_BYTES = 256 << 20;

    /**
     * A segment; addresses are unsigned 32 bits.
     *
     * @param offset      first byte in the file
     * @param fileBytes   bytes from the file
     * @param memoryBytes bytes in memory; the rest is zero
     */
    record Segment(long virtual, long physical, int offset, int fileBytes, long memoryBytes, boolean writable, boolean executable) {
        long end() {
            return virtual + memoryBytes;
        }
    }

    static boolean looksLike(byte[] bytes) {
        return bytes.length >= 4 && bytes[0] == 0x7F && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
    }

    /** @throws MachineException when it is no sound ARM program: says why */
    static Elf of(Path file, byte[] bytes) {
        if (!looksLike(bytes)) {
            throw bad(file, bytes.length == 0 ? "it is empty" : "it is no ELF file");
        }
        if (bytes.length < HEADER_BYTES) {
            throw bad(file, "it is cut off in its header");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (data.get(4) != 1 || data.get(5) != 1 || data.getShort(18) != EM_ARM) {
            throw bad(file, "it is no 32-bit little-endian ARM program");
        }
        if (data.getShort(16) != 2) {
            throw bad(file, "it is not linked to a fixed address");
        }
        long table = data.getInt(28) & 0xFFFF_FFFFL;
        int count = data.getShort(44) & 0xFFFF;
        if ((data.getShort(42) & 0xFFFF) != PROGRAM_HEADER_BYTES || table + (long) count * PROGRAM_HEADER_BYTES > bytes.length) {
            throw bad(file, "its program headers are not sound");
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * PROGRAM_HEADER_BYTES;
            if (data.getInt(at) == PT_LOAD && data.getInt(at + 20) != 0) {
                segments.add(segment(file, data, at));
            }
        }
        if (segments.isEmpty()) {
            throw bad(file, "it has nothing to load");
        }
        return new Elf(bytes, List.copyOf(segments));
    }

    private static Segment segment(Path file, ByteBuffer data, int at) {
        long offset = data.getInt(at + 4) & 0xFFFF_FFFFL;
        long virtual = data.getInt(at + 8) & 0xFFFF_FFFFL;
        long physical = data.getInt(at + 12) & 0xFFFF_FFFFL;
        long fileBytes = data.getInt(at + 16) & 0xFFFF_FFFFL;
        long memoryBytes = data.getInt(at + 20) & 0xFFFF_FFFFL;
        int flags = data.getInt(at + 24);
        if (offset + fileBytes > data.capacity() || fileBytes > memoryBytes) {
            throw bad(file, String.format("its segment at 0x%x reaches beyond the file", virtual));
        }
        if (virtual + memoryBytes > 1L << 32 || memoryBytes > MOST_BYTES) {
            throw bad(file, String.format("its segment at 0x%x does not fit into memory", virtual));
        }
        return new Segment(virtual, physical, (int) offset, (int) fileBytes, memoryBytes, (flags & 2) != 0, (flags & 1) != 0);
    }

    private static MachineException bad(Path file, String why) {
        return new MachineException("the image " + file + " cannot be loaded: " + why);
    }
}
