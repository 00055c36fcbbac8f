package org.zerobench.shell;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.zerobench.api.machine.Panel.Picture;

/** Pictures as PNG files (ISO 15948), without the host's window system and its library. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    /** Eight bits a sample, red green blue, deflate, adaptive filtering, no interlace. */
    private static final byte[] FORMAT = {8, 2, 0, 0, 0};
    private static final int CHUNK_FRAME = 12;

    private Png() {}

    /** The bytes of the file. */
    static byte[] of(Picture picture) {
        byte[] header = ByteBuffer.allocate(8 + FORMAT.length).putInt(picture.width()).putInt(picture.height()).put(FORMAT).array();
        byte[] data = deflated(rows(picture));
        ByteBuffer file = ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK_FRAME + header.length + data.length).put(SIGNATURE);
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", data);
        chunk(file, "IEND", new byte[0]);
        return file.array();
    }

    /** Each row with a byte before it that says that it is not filtered. */
    private static byte[] rows(Picture picture) {
        ByteBuffer rows = ByteBuffer.allocate(picture.height() * (1 + 3 * picture.width()));
        for (int i = 0; i < picture.argb().length; i++) {
            if (i % picture.width() == 0) {
                rows.put((byte) 0);
            }
            int pixel = picture.argb()[i];
            rows.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] plain) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length + plain.length / 100 + 64];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    private static void chunk(ByteBuffer file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        file.putInt(data.length).put(name).put(data).putInt((int) sum.getValue());
    }
}
