package org.zerobench.itests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Program files that must not start, made out of one that does, each with a piece of what the person must be told.
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html">System V ABI, chapters 4 and 5</a>
 */
final class HostileElf {
    private static final int ENTRY = 24;
    private static final int TABLE_AT = 28;
    private static final int TABLE_ENTRY_BYTES = 42;
    private static final int TABLE_COUNT = 44;
    private static final int HEADER_BYTES = 52;
    private static final int PROGRAM_HEADER_BYTES = 32;
    /** Within a program header. */
    private static final int OFFSET = 4;
    private static final int ADDRESS = 8;
    private static final int FILE_BYTES = 16;
    private static final int MEMORY_BYTES = 20;

    private final byte[] sound;
    private final Path folder;
    private final Map<String, String> told = new LinkedHashMap<>();

    private HostileElf(Path sound, Path folder) throws IOException {
        this.sound = Files.readAllBytes(sound);
        this.folder = folder;
    }

    /**
     * Writes them all.
     *
     * @param sound a static program whose first program header is its first segment
     * @return file name, and what the person must read
     */
    static Map<String, String> write(Path sound, Path folder) throws IOException {
        HostileElf files = new HostileElf(sound, folder);
        files.wrongFiles();
        files.foreign();
        files.headers();
        files.segments();
        files.interpreters();
        files.scripts();
        return files.told;
    }

    private void wrongFiles() throws IOException {
        file("empty", new byte[0], "it is empty");
        file("one-byte", new byte[] {0x7F}, "neither an ELF program nor a script");
        file("text", "hello there\n".getBytes(StandardCharsets.ISO_8859_1), "neither an ELF program nor a script");
        file("magic-only", Arrays.copyOf(sound, 4), "truncated");
        file("half-header", Arrays.copyOf(sound, HEADER_BYTES - 12), "truncated");
        file("half-table", Arrays.copyOf(sound, HEADER_BYTES + 8), "truncated");
        file("half-segment", Arrays.copyOf(sound, sound.length / 3), "truncated");
    }

    private void foreign() throws IOException {
        changed("x86-64", "x86-64", at -> at.put(4, (byte) 2).putShort(18, (short) 62));
        changed("x86", "x86", at -> at.putShort(18, (short) 3));
        changed("aarch64", "64-bit ARM", at -> at.put(4, (byte) 2).putShort(18, (short) 183));
        changed("big-endian", "big-endian ARM", at -> at.put(5, (byte) 2).putShort(18, Short.reverseBytes((short) 40)));
        changed("object-file", "not linked", at -> at.putShort(16, (short) 1));
        changed("core", "core image", at -> at.putShort(16, (short) 4));
        changed("type", "ELF type 9 is unknown", at -> at.putShort(16, (short) 9));
        changed("version", "ELF version 7 is unknown", at -> at.putInt(20, 7));
    }

    private void headers() throws IOException {
        changed("no-headers", "no sound program headers", at -> at.putShort(TABLE_COUNT, (short) 0));
        changed("all-headers", "no sound program headers", at -> at.putShort(TABLE_COUNT, (short) -1));
        changed("too-many-headers", "truncated", at -> at.putShort(TABLE_COUNT, (short) 100));
        changed("header-size", "no sound program headers", at -> at.putShort(TABLE_ENTRY_BYTES, (short) 8));
        changed("table-far", "truncated", at -> at.putInt(TABLE_AT, -16));
        changed("entry-null", "lies in no executable segment", at -> at.putInt(ENTRY, 0));
        changed("entry-nowhere", "lies in no executable segment", at -> at.putInt(ENTRY, 0x7000_0000));
        changed("entry-kernel", "lies in no executable segment", at -> at.putInt(ENTRY, 0xF000_8000));
    }

    private void segments() throws IOException {
        int first = tableAt();
        changed("size-huge", "truncated", at -> at.putInt(first + FILE_BYTES, -1).putInt(first + MEMORY_BYTES, -1));
        changed("memory-huge", "outside of user memory", at -> at.putInt(first + MEMORY_BYTES, -1));
        changed("memory-none", "nothing to load", at -> at.putInt(first + MEMORY_BYTES, 0));
        changed("offset-far", "truncated", at -> at.putInt(first + OFFSET, 0xFFFF_F000));
        changed("wraps", "outside of user memory", at -> at.putInt(first + ADDRESS, 0xFFFF_F000).putInt(first + MEMORY_BYTES, 0x10000));
        changed("over-kernel", "outside of user memory", at -> at.putInt(first + ADDRESS, 0xF000_8000));
        changed("over-kip", "outside of user memory", at -> at.putInt(first + ADDRESS, 0xFF00_0000));
        changed("shorter-in-memory", "longer in the file than in memory", at -> at.putInt(first + MEMORY_BYTES, 4));
        changed("shifted", "do not agree", at -> at.putInt(first + ADDRESS, at.getInt(first + ADDRESS) + 1));
        byte[] twice = Arrays.copyOfRange(sound, first, first + PROGRAM_HEADER_BYTES);
        file("overlap", withHeader(twice, new byte[0]), "overlap");
    }

    private void interpreters() throws IOException {
        interpreter("interpreter-missing", "/lib/none.so\0", "/lib/none.so is not there");
        interpreter("interpreter-text", "/bad/text\0", "neither an ELF program nor a script");
        interpreter("interpreter-folder", "/bad\0", "its interpreter /bad");
        interpreter("interpreter-nameless", "\0", "name of its interpreter is not sound");
        interpreter("interpreter-endless", "/bad/text", "name of its interpreter has no end");
    }

    private void scripts() throws IOException {
        script("script-loop", "#!/bad/script-loop\n", "scripts without end");
        script("script-ping", "#!/bad/script-pong\n", "scripts without end");
        script("script-pong", "#!/bad/script-ping\n", "scripts without end");
        script("script-nameless", "#!\n", "names no interpreter");
        script("script-missing", "#!/no/such\n", "/no/such is not there");
        script("script-long", "#!/" + "a".repeat(5000) + "\n", "names no interpreter");
    }

    @FunctionalInterface
    private interface Change {
        void to(ByteBuffer file);
    }

    private void changed(String name, String says, Change change) throws IOException {
        byte[] bytes = sound.clone();
        change.to(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        file(name, bytes, says);
    }

    private void script(String name, String text, String says) throws IOException {
        file(name, text.getBytes(StandardCharsets.ISO_8859_1), says);
    }

    private void interpreter(String name, String path, String says) throws IOException {
        byte[] data = path.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer header = ByteBuffer.allocate(PROGRAM_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int end = sound.length + (tableCount() + 1) * PROGRAM_HEADER_BYTES;
        header.putInt(0, 3).putInt(OFFSET, end).putInt(FILE_BYTES, data.length).putInt(MEMORY_BYTES, data.length);
        file(name, withHeader(header.array(), data), says);
    }

    /** The program with its header table moved to the end, one header longer, and more data behind it. */
    private byte[] withHeader(byte[] header, byte[] data) {
        int table = tableCount() * PROGRAM_HEADER_BYTES;
        ByteBuffer file = ByteBuffer.allocate(sound.length + table + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(sound).put(sound, tableAt(), table).put(header).put(data);
        file.putInt(TABLE_AT, sound.length).putShort(TABLE_COUNT, (short) (tableCount() + 1));
        return file.array();
    }

    private int tableAt() {
        return ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(TABLE_AT);
    }

    private int tableCount() {
        return ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getShort(TABLE_COUNT);
    }

    private void file(String name, byte[] bytes, String says) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        told.put(name, says);
    }
}
