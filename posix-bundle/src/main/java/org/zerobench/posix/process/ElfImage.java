package org.zerobench.posix.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.pager.Protection;

/**
 * An ARM program file as its header tells of it. Nothing in the file is believed before it is checked: every offset lies in
 * the file, every segment in user memory, no two segments share a page of memory.
 *
 * @param entry       entry point relative to the load address; bit 0 chooses Thumb
 * @param position    true when it may be loaded anywhere (ET_DYN)
 * @param segments    what is to be mapped, by ascending address
 * @param interpreter path of the program interpreter, null for a static program
 * @param headers     address of the program headers in memory relative to the load address, 0 when they are not loaded
 * @param headerCount number of program headers
 * @param execStack   true when PT_GNU_STACK asks for an executable stack
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI, chapters 4 and 5</a>
 */
public record ElfImage(int entry, boolean position, List<Segment> segments, String interpreter, int headers, int headerCount,
        boolean execStack) {
    /** Size of the file header in bytes. */
    public static final int HEADER_BYTES = 52;
    /** Size of a program header in bytes. */
    public static final int PROGRAM_HEADER_BYTES = 32;
    private static final int MOST_HEADERS = 128;
    private static final int MOST_INTERPRETER = 4096;
    private static final int EM_ARM = 40;
    private static final int PAGE = 4096;
    /** End of user memory for programs. */
    private static final long USER_END = 0xBF00_0000L;

    /** Where the file's bytes come from. */
    @FunctionalInterface
    public interface Source {
        /** @return bytes read, fewer at the end of the file, or a negated error number */
        int read(long offset, byte[] target, int length);
    }

    /**
     * A segment to be mapped.
     *
     * @param address     first address, relative to the load address
     * @param fileOffset  first byte in the file
     * @param fileBytes   bytes from the file
     * @param memoryBytes bytes in memory; what is beyond the file's is zero
     * @param protection  READ, WRITE, EXEC bits
     */
    public record Segment(int address, long fileOffset, int fileBytes, int memoryBytes, int protection) {
        long end() {
            return (address & 0xFFFF_FFFFL) + (memoryBytes & 0xFFFF_FFFFL);
        }
    }

    /** Why a file cannot be loaded: a remark for people. The error number is ENOEXEC, ENOMEM or EIO. */
    public static final class BadImage extends Exception {
        private static final long serialVersionUID = 1L;
        /** The error number, positive. */
        public final int error;

        BadImage(int error, String why) {
            super(why, null, false, false);
            this.error = error;
        }
    }

    /** @return true when the bytes begin like an ELF file */
    public static boolean isElf(byte[] head, int length) {
        return length >= 4 && head[0] == 0x7F && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    /**
     * Reads and checks a file.
     *
     * @param sizeBytes length of the file
     * @throws BadImage when it is not a sound ARM program
     */
    public static ElfImage read(Source source, long sizeBytes) throws BadImage {
        int magic = (int) Math.min(4, sizeBytes);
        if (!isElf(bytes(source, 0, magic, sizeBytes, "file header").array(), magic)) {
            throw bad(sizeBytes == 0 ? "it is empty" : "it is neither an ELF program nor a script");
        }
        ByteBuffer h = bytes(source, 0, HEADER_BYTES, sizeBytes, "file header");
        checkMachine(h);
        int type = h.getShort(16);
        if (type != 2 && type != 3) {
            throw bad(type == 1 ? "it is an object file, not linked: link it" : type == 4 ? "it is a core image" : "its ELF type " + type + " is unknown");
        }
        int count = h.getShort(44) & 0xFFFF;
        if ((h.getShort(42) & 0xFFFF) != PROGRAM_HEADER_BYTES || count == 0 || count > MOST_HEADERS) {
            throw bad("it has no sound program headers");
        }
        long tableAt = h.getInt(28) & 0xFFFF_FFFFL;
        ByteBuffer table = bytes(source, tableAt, count * PROGRAM_HEADER_BYTES, sizeBytes, "program header table");
        List<Segment> segments = new ArrayList<>(4);
        String interpreter = null;
        boolean execStack = true;
        for (int i = 0; i < count; i++) {
            int at = i * PROGRAM_HEADER_BYTES;
            switch (table.getInt(at)) {
                case 1 -> addSegment(segments, table, at, sizeBytes);
                case 3 -> interpreter = interpreter == null ? interpreter(source, table, at, sizeBytes) : interpreter;
                case 0x6474_E551 -> execStack = (table.getInt(at + 24) & 1) != 0;
                default -> { }
            }
        }
        if (segments.isEmpty()) {
            throw bad("it has nothing to load");
        }
        int entry = h.getInt(24);
        checkEntry(segments, entry);
        return new ElfImage(entry, type == 3, List.copyOf(segments), interpreter, headersInMemory(segments, tableAt), count, execStack);
    }

    private static void checkMachine(ByteBuffer h) throws BadImage {
        int bits = h.get(4);
        int order = h.get(5);
        boolean big = order == 2;
        int machine = big ? Short.toUnsignedInt(Short.reverseBytes(h.getShort(18))) : h.getShort(18) & 0xFFFF;
        if (bits != 1 || order != 1 || machine != EM_ARM) {
            throw bad("it is a program for " + architecture(machine, bits, big) + ": only 32-bit little-endian ARM programs run here");
        }
        if (h.getInt(20) != 1) {
            throw bad("its ELF version " + h.getInt(20) + " is unknown");
        }
    }

    private static String architecture(int machine, int bits, boolean big) {
        String name = switch (machine) {
            case 2 -> "SPARC";
            case 3 -> "x86";
            case 8 -> "MIPS";
            case 20 -> "PowerPC";
            case 21 -> "PowerPC 64";
            case 22 -> "S/390";
            case EM_ARM -> big ? "big-endian ARM" : bits == 2 ? "64-bit ARM" : "ARM";
            case 62 -> "x86-64";
            case 183 -> "AArch64 (64-bit ARM)";
            case 243 -> "RISC-V";
            case 258 -> "LoongArch";
            default -> "machine " + machine;
        };
        return name + (bits == 2 || bits == 1 ? "" : " of an unknown word size");
    }

    private static void addSegment(List<Segment> segments, ByteBuffer table, int at, long sizeBytes) throws BadImage {
        long offset = table.getInt(at + 4) & 0xFFFF_FFFFL;
        long address = table.getInt(at + 8) & 0xFFFF_FFFFL;
        long fileBytes = table.getInt(at + 16) & 0xFFFF_FFFFL;
        long memoryBytes = table.getInt(at + 20) & 0xFFFF_FFFFL;
        int flags = table.getInt(at + 24);
        if (memoryBytes == 0) {
            return;
        }
        if (fileBytes > memoryBytes) {
            throw bad("a segment is longer in the file than in memory");
        }
        if (offset + fileBytes > sizeBytes) {
            throw bad("it is truncated: a segment ends at byte " + (offset + fileBytes) + " of " + sizeBytes);
        }
        if (((offset ^ address) & (PAGE - 1)) != 0) {
            throw bad("a segment's offset and address do not agree in a page");
        }
        if (address + memoryBytes > USER_END) {
            throw bad("a segment at 0x%08x lies outside of user memory".formatted(address));
        }
        if (!segments.isEmpty()) {
            long before = segments.getLast().end() + PAGE - 1 & -PAGE;
            if ((address & -PAGE) < before) {
                throw bad("segments overlap at 0x%08x".formatted(address));
            }
        }
        int protection = ((flags & 4) != 0 ? 1 : 0) | ((flags & 2) != 0 ? 2 : 0) | ((flags & 1) != 0 ? 4 : 0);
        segments.add(new Segment((int) address, offset, (int) fileBytes, (int) memoryBytes, protection));
    }

    private static String interpreter(Source source, ByteBuffer table, int at, long sizeBytes) throws BadImage {
        long offset = table.getInt(at + 4) & 0xFFFF_FFFFL;
        int length = table.getInt(at + 16);
        if (length < 2 || length > MOST_INTERPRETER) {
            throw bad("the name of its interpreter is not sound");
        }
        ByteBuffer name = bytes(source, offset, length, sizeBytes, "name of its interpreter");
        if (name.get(length - 1) != 0) {
            throw bad("the name of its interpreter has no end");
        }
        String text = new String(name.array(), 0, length - 1, StandardCharsets.ISO_8859_1);
        return text.indexOf(0) < 0 ? text : text.substring(0, text.indexOf(0));
    }

    private static void checkEntry(List<Segment> segments, int entry) throws BadImage {
        for (Segment s : segments) {
            if ((s.protection() & 4) != 0 && Integer.compareUnsigned(entry - s.address(), s.memoryBytes()) < 0) {
                return;
            }
        }
        throw bad("its entry 0x%08x lies in no executable segment".formatted(entry));
    }

    private static int headersInMemory(List<Segment> segments, long tableAt) {
        for (Segment s : segments) {
            if (tableAt >= s.fileOffset() && tableAt < s.fileOffset() + (s.fileBytes() & 0xFFFF_FFFFL)) {
                return s.address() + (int) (tableAt - s.fileOffset());
            }
        }
        return 0;
    }

    private static ByteBuffer bytes(Source source, long offset, int length, long sizeBytes, String what) throws BadImage {
        if (offset + length > sizeBytes) {
            throw bad("it is truncated: its " + what + " ends at byte " + (offset + length) + " of " + sizeBytes);
        }
        byte[] target = new byte[length];
        int got = source.read(offset, target, length);
        if (got != length) {
            throw new BadImage(org.zerobench.api.kernel.Errors.EIO, "its " + what + " cannot be read (" + (got < 0 ? "error " + -got : "it ends early") + ")");
        }
        return ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BadImage bad(String why) {
        return new BadImage(org.zerobench.api.kernel.Errors.ENOEXEC, why);
    }

    /**
     * @return true when it is linked as the programs of the classic system are: to a fixed place in their task area (ABI 1.7),
     *         without an interpreter. Linux programs lie below, or anywhere
     */
    public boolean classic() {
        return !position && interpreter == null && start() >= Layout.TASK_START && segments.getLast().end() <= Layout.TASK_END - Layout.STACK_ROOM;
    }

    /** Rights that a program counts on without asking: on the classic system's processor all memory can be executed (ABI 1.5). */
    int implied() {
        return classic() ? Protection.EXEC : 0;
    }

    /** Lowest address, rounded down to a page. */
    public int start() {
        return segments.getFirst().address() & -PAGE;
    }

    /** End of the memory, rounded up to a page. */
    public int end() {
        return (int) (segments.getLast().end() + PAGE - 1) & -PAGE;
    }
}
