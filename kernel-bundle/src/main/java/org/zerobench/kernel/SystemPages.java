package org.zerobench.kernel;

import java.nio.charset.StandardCharsets;
import org.zerobench.api.kernel.MapFlags;

/**
 * The pages that every space has (ABI 1.3, 2, 3.1): kernel interface page, call page, console registers, and the page of
 * Linux's user helpers. They and their second-level tables lie at fixed places in the first frames of RAM and are shared.
 */
final class SystemPages {
    static final int INTERFACE_PAGE = 0xFF000000;
    static final int CALL_PAGE = 0xFFFFF000;
    static final int CONSOLE_PAGE = 0xF9800000;
    static final int HELPER_PAGE = 0xFFFF0000;
    static final int CONSOLE_DEVICE = 0x101F1000;
    /** Where frames that are not the kernel's begin. */
    static final int RESERVED_BYTES = 0x100000;
    /** Calls 0 to 14 of ABI 3.4. */
    static final int CALLS = 15;

    /** Frame 0 stays unused: physical 0 means "nothing" in too many places. */
    private static final int INTERFACE_FRAME = 0x1000;
    private static final int CALL_FRAME = 0x2000;
    private static final int HELPER_FRAME = 0x3000;
    private static final int TABLES = 0x4000;
    private static final int UTCB_WORD = INTERFACE_FRAME + 0x54;
    private static final int SVC = 0xEF000014;
    /** The entry words' order at interface page + 0x0C, as call numbers. */
    private static final int[] ENTRY_ORDER = {11, 12, 6, 2, 7, 8, 0, 10, 5, 3, 1, 4, 9, 13, 14};

    /** Helper at 0xFFFF0F60, compare and exchange of 64 bits: r0 old, r1 new, r2 target, all pointers; C set on success. */
    private static final int[] EXCHANGE_64 = {
        0xE92D00F0, // push {r4-r7}
        0xE1C040D0, // ldrd r4, r5, [r0]
        0xE1C160D0, // ldrd r6, r7, [r1]
        0xF57FF05B, // dmb ish
        0xE1B20F9F, // again: ldrexd r0, r1, [r2]
        0xE0303004, // eors r3, r0, r4
        0x00313005, // eorseq r3, r1, r5
        0x01A23F96, // strexdeq r3, r6, r7, [r2]
        0x03330001, // teqeq r3, #1
        0x0AFFFFF9, // beq again
        0xF57FF05B, // dmb ish
        0xE2730000, // rsbs r0, r3, #0
        0xE8BD00F0, // pop {r4-r7}
        0xE12FFF1E, // bx lr
    };
    /** Helper at 0xFFFF0FA0: memory barrier. */
    private static final int[] BARRIER = {
        0xF57FF05B, // dmb ish
        0xE12FFF1E, // bx lr
    };
    /** Helper at 0xFFFF0FC0, compare and exchange: r0 old, r1 new, r2 pointer; r0 = 0 and C set on success. */
    private static final int[] EXCHANGE = {
        0xF57FF05B, // dmb ish
        0xE1923F9F, // again: ldrex r3, [r2]
        0xE0533000, // subs r3, r3, r0
        0x01823F91, // strexeq r3, r1, [r2]
        0x03330001, // teqeq r3, #1
        0x0AFFFFFA, // beq again
        0xE2730000, // rsbs r0, r3, #0
        0xEAFFFFEF, // b barrier
    };
    /** Helper at 0xFFFF0FE0: the thread pointer. */
    private static final int[] THREAD_POINTER = {
        0xEE1D0F70, // mrc p15, 0, r0, c13, c0, 3
        0xE12FFF1E, // bx lr
    };
    /** Number of helpers, at 0xFFFF0FFC: 5 says that the 64-bit exchange is there. */
    private static final int HELPER_VERSION = 5;

    /** What the ABI's page does not tell, behind its last field: "ZB01", page and UTCB size, RAM in bytes, highest container id. */
    private static final int EXTENSION = 0x80;
    private static final int EXTENSION_MAGIC = 0x3130425A;

    private final Ram ram;

    SystemPages(Ram ram) {
        this.ram = ram;
    }

    int interfaceFrame() {
        return INTERFACE_FRAME;
    }

    /** First start: writes the pages and their tables. */
    void make() {
        ram.clear(0, 0x8000);
        makeInterfacePage();
        for (int call = 0; call < CALLS; call++) {
            ram.word(CALL_FRAME + call * 4, SVC);
        }
        put(HELPER_FRAME + 0xF60, EXCHANGE_64);
        put(HELPER_FRAME + 0xFA0, BARRIER);
        put(HELPER_FRAME + 0xFC0, EXCHANGE);
        put(HELPER_FRAME + 0xFE0, THREAD_POINTER);
        ram.word(HELPER_FRAME + 0xFFC, HELPER_VERSION);
        page(0, INTERFACE_PAGE, Entry.of(INTERFACE_FRAME, MapFlags.RO));
        page(1, CALL_PAGE, Entry.of(CALL_FRAME, MapFlags.RX));
        page(1, HELPER_PAGE, Entry.of(HELPER_FRAME, MapFlags.RX));
        page(2, CONSOLE_PAGE, Entry.of(CONSOLE_DEVICE, MapFlags.IO));
    }

    /** Enters the shared tables into a first-level table. */
    void mapInto(int ttbr0) {
        section(ttbr0, INTERFACE_PAGE, 0);
        section(ttbr0, CALL_PAGE, 1);
        section(ttbr0, CONSOLE_PAGE, 2);
    }

    /** Tells user code the UTCB of the thread that runs now. */
    void utcb(int address) {
        ram.word(UTCB_WORD, address);
    }

    private void makeInterfacePage() {
        int page = INTERFACE_FRAME;
        ram.word(page, 0x4B98344C);
        ram.word(page + 0x04, 0xBB010000);
        for (int i = 0; i < ENTRY_ORDER.length; i++) {
            ram.word(page + 0x0C + i * 4, CALL_PAGE + ENTRY_ORDER[i] * 4);
        }
        ram.word(page + 0x5C, 2);
        ram.word(page + 0x60, 0xBBB);
        int[] sizes = {EXTENSION_MAGIC, Ram.PAGE, Transfer.UTCB_BYTES, ram.sizeBytes(), Containers.LAST};
        for (int i = 0; i < sizes.length; i++) {
            ram.word(page + EXTENSION + i * 4, sizes[i]);
        }
        text(page + 0x64, "Jan 01 2025");
        text(page + 0x70, "00:00:00");
    }

    private void put(int physical, int[] words) {
        for (int i = 0; i < words.length; i++) {
            ram.word(physical + i * 4, words[i]);
        }
    }

    private void text(int physical, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ram.write(physical, bytes, 0, bytes.length);
    }

    private void page(int table, int virtual, int entry) {
        ram.word(TABLES + table * TablePool.UNIT + (virtual >>> Ram.PAGE_SHIFT & 0xFF) * 4, entry);
    }

    private void section(int ttbr0, int virtual, int table) {
        ram.word(ttbr0 + (virtual >>> Space.SECTION_SHIFT) * 4, TABLES + table * TablePool.UNIT | PageTables.TABLE);
    }
}
