package org.zerobench.containers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes small ELF files. */
final class ElfFile {
    private static final int HEADERS = 0x200;
    private final ByteBuffer file;
    private int segments;
    private int next = HEADERS;

    ElfFile(int bytes) {
        file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
        file.putShort(16, (short) 2).putShort(18, (short) 40).putInt(20, 1).putInt(28, 52).putShort(42, (short) 32);
    }

    /** @param flags 1 execute, 2 write, 4 read */
    ElfFile segment(int virtual, int physical, byte[] contents, int memoryBytes, int flags) {
        int at = 52 + segments * 32;
        file.putInt(at, 1).putInt(at + 4, next).putInt(at + 8, virtual).putInt(at + 12, physical)
                .putInt(at + 16, contents.length).putInt(at + 20, memoryBytes).putInt(at + 24, flags);
        file.put(next, contents);
        next += contents.length;
        file.putShort(44, (short) ++segments);
        return this;
    }

    /** Changes a word of the file. */
    ElfFile word(int offset, int value) {
        file.putInt(offset, value);
        return this;
    }

    byte[] bytes() {
        return file.array();
    }
}
