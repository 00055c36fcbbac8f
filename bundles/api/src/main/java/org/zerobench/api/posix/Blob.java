package org.zerobench.api.posix;

import java.util.Arrays;

/**
 * Bytes in a state record. The array is handed over by reference and nobody writes into it any more: who wants to change
 * the contents makes a copy first. Equal when the bytes are equal (the same array is seen at once).
 */
public final class Blob {
    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes from now on never written again */
    public static Blob of(byte[] bytes) {
        return new Blob(bytes);
    }

    /** The bytes; read only. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && (blob.bytes == bytes || Arrays.equals(blob.bytes, bytes));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
