package org.zerobench.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Physical memory as words and bytes. Physical addresses are ints; RAM ends below 256 MiB, so they are never negative. */
final class Ram {
    static final int PAGE = 4096;
    static final int PAGE_SHIFT = 12;
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final int sizeBytes;

    Ram(MemorySegment bytes, int sizeBytes) {
        this.bytes = bytes;
        this.sizeBytes = sizeBytes;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    int frames() {
        return sizeBytes >>> PAGE_SHIFT;
    }

    boolean contains(int physical) {
        return Integer.compareUnsigned(physical, sizeBytes) < 0;
    }

    int word(int physical) {
        return bytes.get(WORD, physical);
    }

    void word(int physical, int value) {
        bytes.set(WORD, physical, value);
    }

    /** The byte, 0 to 255. */
    int byteAt(int physical) {
        return bytes.get(ValueLayout.JAVA_BYTE, physical) & 0xFF;
    }

    void putByte(int physical, int value) {
        bytes.set(ValueLayout.JAVA_BYTE, physical, (byte) value);
    }

    void clear(int physical, int length) {
        bytes.asSlice(physical, length).fill((byte) 0);
    }

    void read(int physical, byte[] target, int offset, int length) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, physical, target, offset, length);
    }

    void write(int physical, byte[] source, int offset, int length) {
        MemorySegment.copy(source, offset, bytes, ValueLayout.JAVA_BYTE, physical, length);
    }

    void copy(int from, int to, int length) {
        MemorySegment.copy(bytes, from, bytes, to, length);
    }
}
