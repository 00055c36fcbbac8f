package org.zerobench.kernel;

import org.zerobench.api.kernel.MapFlags;

/**
 * Entries of second-level tables: ARMv7 small pages (ARM ARM B3.5.1), and the kernel's own kind beside them.
 *
 * <p>A <em>remembered</em> entry is one whose referenced bit was cleared: its type bits are 0, so the CPU faults, but
 * everything else is kept, and the kernel makes it valid again at the next touch without asking anybody. Its XN bit moves
 * to bit 6 and bit 7 tells it from an empty entry.
 */
final class Entry {
    private static final int SMALL = 2;
    private static final int XN = 1;
    private static final int CACHED = 0xC;
    /** AP[2:0] = 011, and 010: read only for the user with or without the access flag model of ARMv7. */
    private static final int AP_READ_WRITE = 0x30;
    private static final int AP_READ_ONLY = 0x20;
    private static final int AP = 0x230;
    private static final int REMEMBERED = 0x80;
    private static final int REMEMBERED_XN = 0x40;
    private static final int FRAME = 0xFFFFF000;

    private Entry() {}

    /** True for the flags that `map` accepts (ABI 1.6). */
    static boolean known(int flags) {
        return switch (flags) {
            case MapFlags.RW, MapFlags.RO, MapFlags.IO, MapFlags.RWX, MapFlags.RX -> true;
            default -> false;
        };
    }

    /** The valid entry for a frame. */
    static int of(int physical, int flags) {
        return physical | SMALL | switch (flags) {
            case MapFlags.RW -> AP_READ_WRITE | CACHED | XN;
            case MapFlags.RO -> AP_READ_ONLY | CACHED | XN;
            case MapFlags.IO -> AP_READ_WRITE | XN;
            case MapFlags.RWX -> AP_READ_WRITE | CACHED;
            case MapFlags.RX -> AP_READ_ONLY | CACHED;
            default -> throw new IllegalArgumentException("map flags " + flags);
        };
    }

    static boolean present(int entry) {
        return entry != 0;
    }

    static boolean valid(int entry) {
        return (entry & SMALL) != 0;
    }

    static int frame(int entry) {
        return entry & FRAME;
    }

    static boolean writable(int entry) {
        return (entry & AP) == AP_READ_WRITE;
    }

    static boolean executable(int entry) {
        return entry != 0 && (valid(entry) ? (entry & XN) == 0 : (entry & REMEMBERED_XN) == 0);
    }

    /** The same mapping, but executable. */
    static int executableOf(int entry) {
        return entry & ~(valid(entry) ? XN : REMEMBERED_XN);
    }

    static boolean cached(int entry) {
        return (entry & CACHED) != 0;
    }

    /** Whether user code may do that through the entry, remembered or not. */
    static boolean allows(int entry, boolean write, boolean execute) {
        return entry != 0 && (!write || writable(entry)) && (!execute || executable(entry));
    }

    static int remember(int entry) {
        return entry & ~(SMALL | XN) | REMEMBERED | ((entry & XN) != 0 ? REMEMBERED_XN : 0);
    }

    static int revive(int entry) {
        return entry & ~(REMEMBERED | REMEMBERED_XN) | SMALL | ((entry & REMEMBERED_XN) != 0 ? XN : 0);
    }

    /** Whether some access that {@code old} permits is refused or goes elsewhere by {@code now}. */
    static boolean reduces(int old, int now) {
        return frame(old) != frame(now) || writable(old) && !writable(now) || executable(old) && !executable(now)
                || cached(old) != cached(now);
    }

    /** Whether two valid entries differ in frame only; for views. */
    static boolean sameRights(int a, int b) {
        return writable(a) == writable(b) && executable(a) == executable(b) && cached(a) == cached(b);
    }

    static String rights(int entry) {
        return "r" + (writable(entry) ? 'w' : '-') + (executable(entry) ? 'x' : '-') + (cached(entry) ? "" : " io");
    }

    /** The entry as ARMv5 showed it and programs decode it: four copies of AP, no execute bit (ABI 1.5). */
    static int classic(int entry) {
        if (entry == 0) {
            return 0;
        }
        return frame(entry) | (writable(entry) ? 0xFF0 : 0xAA0) | entry & CACHED | SMALL;
    }
}
