package org.zerobench.cpu.jit;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.zerobench.api.machine.DeviceWindow;

/**
 * Memory as the guest sees it: virtual addresses through the page tables in RAM. Short descriptors, user mode, all domains
 * clients, no access flag (ARM ARM B3.5).
 *
 * <p>Each access first tries the {@link Tlb} of the running space; what it does not know, what is not aligned or not RAM,
 * and stores to frames with decoded code go the slow way. Nothing of an access is done when any part of it is refused.
 */
final class Mmu {

    private static final int PAGE = 4096;
    private static final int OFFSET = PAGE - 1;
    private static final int TRANSLATION_SECTION = 5;
    private static final int TRANSLATION_PAGE = 7;
    private static final int PERMISSION_SECTION = 13;
    private static final int PERMISSION_PAGE = 15;
    private static final int ALIGNMENT = 1;
    /** Spaces whose translations are kept. */
    private static final int SPACES = 8;

    private enum Access { READ, WRITE, EXECUTE }

    final MemorySegment ram;
    private final int ramBytes;
    private final DeviceWindow devices;
    private final CodePages code;
    private final Abort abort = new Abort();
    private final Tlb[] spaces = new Tlb[SPACES];
    private int oldest;
    private final Tlb nothing = new Tlb(Tlb.NONE);
    /** Of the running space. */
    private Tlb space = nothing;
    /** Where accesses look: {@link #space}, or {@link #nothing}. */
    private Tlb tlb = nothing;
    private boolean bigEndian;

    Mmu(MemorySegment ram, DeviceWindow devices, CodePages code) {
        this.ram = ram;
        this.ramBytes = (int) ram.byteSize();
        this.devices = devices;
        this.code = code;
    }

    /** Chooses the space by its first-level table, and the order of bytes in data. */
    void space(int ttbr0, boolean bigEndian) {
        if (space.ttbr0 != ttbr0) {
            space = remembered(ttbr0);
        }
        bigEndian(bigEndian);
    }

    private Tlb remembered(int ttbr0) {
        for (Tlb known : spaces) {
            if (known != null && known.ttbr0 == ttbr0) {
                return known;
            }
        }
        Tlb made = new Tlb(ttbr0);
        spaces[oldest] = made;
        oldest = (oldest + 1) % SPACES;
        return made;
    }

    /** Big-endian data is rare: it goes the slow way, by translations that are never remembered. */
    void bigEndian(boolean on) {
        bigEndian = on;
        tlb = on ? nothing : space;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    void forgetPage(int ttbr0, int virtual) {
        for (Tlb known : spaces) {
            if (known != null && known.ttbr0 == ttbr0) {
                known.forget(virtual);
            }
        }
    }

    void forgetSpace(int ttbr0) {
        for (Tlb known : spaces) {
            if (known != null && known.ttbr0 == ttbr0) {
                known.clear();
            }
        }
    }

    /** Makes all stores to a frame come the slow way. */
    void watchWrites(int frame) {
        for (Tlb known : spaces) {
            if (known != null) {
                known.forgetWrites(frame);
            }
        }
    }

    // Loads. The address may have any alignment.

    int load32(int address) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if (Tlb.readable(e) == (address & (-PAGE | 3))) {
            return ram.get(JAVA_INT_UNALIGNED, Tlb.physical(e, address));
        }
        return (int) slowLoad(address, 4);
    }

    /** @return 0 to 0xFFFF */
    int load16(int address) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if (Tlb.readable(e) == (address & (-PAGE | 1))) {
            return ram.get(JAVA_SHORT_UNALIGNED, Tlb.physical(e, address)) & 0xFFFF;
        }
        return (int) slowLoad(address, 2);
    }

    /** @return 0 to 0xFF */
    int load8(int address) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if (Tlb.readable(e) == (address & -PAGE)) {
            return ram.get(JAVA_BYTE, Tlb.physical(e, address)) & 0xFF;
        }
        return (int) slowLoad(address, 1);
    }

    long load64(int address) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if (Tlb.readable(e) == (address & (-PAGE | 7))) {
            return ram.get(JAVA_LONG_UNALIGNED, Tlb.physical(e, address));
        }
        return slowLoad(address, 8);
    }

    // Stores. The address may have any alignment.

    void store32(int address, int value) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if ((int) e == (address & (-PAGE | 3))) {
            ram.set(JAVA_INT_UNALIGNED, Tlb.physical(e, address), value);
        } else {
            slowStore(address, 4, value);
        }
    }

    void store16(int address, int value) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if ((int) e == (address & (-PAGE | 1))) {
            ram.set(JAVA_SHORT_UNALIGNED, Tlb.physical(e, address), (short) value);
        } else {
            slowStore(address, 2, value);
        }
    }

    void store8(int address, int value) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if ((int) e == (address & -PAGE)) {
            ram.set(JAVA_BYTE, Tlb.physical(e, address), (byte) value);
        } else {
            slowStore(address, 1, value);
        }
    }

    void store64(int address, long value) {
        Tlb t = tlb;
        int i = Tlb.index(address);
        long e = t.data[i];
        if ((int) e == (address & (-PAGE | 7))) {
            ram.set(JAVA_LONG_UNALIGNED, Tlb.physical(e, address), value);
        } else {
            slowStore(address, 8, value);
        }
    }

    /** Two words, that at the lower address in the low half. */
    long loadPair(int address) {
        long value = load64(address);
        return bigEndian ? Long.rotateLeft(value, 32) : value;
    }

    /** Two words, the first at the lower address. */
    void storePair(int address, int first, int second) {
        long value = first & 0xFFFF_FFFFL | (long) second << 32;
        store64(address, bigEndian ? Long.rotateLeft(value, 32) : value);
    }

    /**
     * Refuses addresses that are not aligned (ARM ARM A3.2.1).
     *
     * @param bytes a power of two
     */
    void align(int address, int bytes, boolean write) {
        if ((address & bytes - 1) != 0) {
            throw abort.at(address, ALIGNMENT, write, false);
        }
    }

    /** Makes sure that all of a range, at most a page long, may be accessed, so that what follows cannot fail half done. */
    void probe(int address, int bytes, boolean write) {
        Access access = write ? Access.WRITE : Access.READ;
        translate(address, access);
        int last = address + bytes - 1;
        if (((address ^ last) & -PAGE) != 0) {
            translate(last & -PAGE, access);
        }
    }

    /** Physical address of aligned words within one page; -1 when they are not, or the page is not remembered. */
    int words(int address, int bytes, boolean write) {
        long e = tlb.data[Tlb.index(address)];
        boolean known = (write ? (int) e : Tlb.readable(e)) == (address & (-PAGE | 3));
        return known && (address & OFFSET) + bytes <= PAGE ? Tlb.physical(e, address) : -1;
    }

    /** Physical address of an instruction. */
    int fetch(int address) {
        long e = tlb.execute[Tlb.index(address)];
        return (int) e == (address & -PAGE) ? Tlb.physical(e, address) : translate(address, Access.EXECUTE);
    }

    /** Physical address of an instruction; -1 when it may not be executed. */
    int executable(int address) {
        try {
            return fetch(address);
        } catch (Abort refused) {
            return -1;
        }
    }

    /** What compiled code the running space can enter. */
    Entries entries() {
        return space.entries;
    }

    /** Translations for data of the running space; see {@link Tlb}. */
    long[] translations() {
        return tlb.data;
    }

    /** The access that was refused last. */
    Abort abort() {
        return abort;
    }

    /** Whether decoded instructions of a physical address can be kept. */
    boolean isRam(int physical) {
        return physical >= 0 && physical < ramBytes;
    }

    /** The half word at an even physical address; 0 outside RAM. */
    int code16(int physical) {
        return isRam(physical) ? ram.get(JAVA_SHORT_UNALIGNED, physical) & 0xFFFF : 0;
    }

    /** The word at an aligned physical address; 0 outside RAM. */
    int code32(int physical) {
        return isRam(physical) ? ram.get(JAVA_INT_UNALIGNED, physical) : 0;
    }

    private long slowLoad(int address, int bytes) {
        long value = translateAndRead(address, bytes);
        return bigEndian ? reverse(value, bytes) : value;
    }

    private static long reverse(long value, int bytes) {
        return Long.reverseBytes(value) >>> 64 - 8 * bytes;
    }

    private long translateAndRead(int address, int bytes) {
        int physical = translate(address, Access.READ);
        int here = PAGE - (address & OFFSET);
        if (here >= bytes) {
            return read(physical, bytes);
        }
        int second = translate((address & -PAGE) + PAGE, Access.READ);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | read(i < here ? physical + i : second + i - here, 1);
        }
        return value;
    }

    private void slowStore(int address, int bytes, long given) {
        long value = bigEndian ? reverse(given, bytes) : given;
        int physical = translate(address, Access.WRITE);
        int here = PAGE - (address & OFFSET);
        if (here >= bytes) {
            write(physical, bytes, value);
            return;
        }
        int second = translate((address & -PAGE) + PAGE, Access.WRITE);
        for (int i = 0; i < bytes; i++) {
            write(i < here ? physical + i : second + i - here, 1, value >>> 8 * i & 0xFF);
        }
    }

    private long read(int physical, int bytes) {
        if (!isRam(physical)) {
            return devices.read(physical, bytes);
        }
        return switch (bytes) {
            case 1 -> ram.get(JAVA_BYTE, physical) & 0xFF;
            case 2 -> ram.get(JAVA_SHORT_UNALIGNED, physical) & 0xFFFF;
            case 4 -> ram.get(JAVA_INT_UNALIGNED, physical) & 0xFFFF_FFFFL;
            default -> ram.get(JAVA_LONG_UNALIGNED, physical);
        };
    }

    private void write(int physical, int bytes, long value) {
        if (!isRam(physical)) {
            devices.write(physical, bytes, value);
            return;
        }
        switch (bytes) {
            case 1 -> ram.set(JAVA_BYTE, physical, (byte) value);
            case 2 -> ram.set(JAVA_SHORT_UNALIGNED, physical, (short) value);
            case 4 -> ram.set(JAVA_INT_UNALIGNED, physical, (int) value);
            default -> ram.set(JAVA_LONG_UNALIGNED, physical, value);
        }
        code.written(physical, bytes);
    }

    /** Walks the tables (ARM ARM B3.5.1) and remembers what it found. @return the physical address */
    private int translate(int address, Access access) {
        int first = code32(space.ttbr0 + (address >>> 20) * 4);
        int physical;
        switch (first & 3) {
            case 1 -> {
                int second = code32((first & 0xFFFF_FC00) + (address >>> 12 & 0xFF) * 4);
                if ((second & 3) == 0) {
                    throw abort(address, TRANSLATION_PAGE, access);
                }
                boolean large = (second & 2) == 0;
                physical = large ? second & 0xFFFF_0000 | address & 0xFFFF : second & -PAGE | address & OFFSET;
                check(address, second >>> 4 & 3, second >>> 9 & 1, second >>> (large ? 15 : 0) & 1, PERMISSION_PAGE, access);
            }
            case 2, 3 -> {
                boolean supersection = (first & 1 << 18) != 0;
                physical = supersection ? first & 0xFF00_0000 | address & 0xFF_FFFF : first & 0xFFF0_0000 | address & 0xF_FFFF;
                check(address, first >>> 10 & 3, first >>> 15 & 1, first >>> 4 & 1, PERMISSION_SECTION, access);
            }
            default -> throw abort(address, TRANSLATION_SECTION, access);
        }
        if (isRam(physical) && !bigEndian) {
            remember(address, physical & -PAGE, access);
        }
        return physical;
    }

    /** Access permissions AP[2:0] and XN (ARM ARM B3.7.1). */
    private void check(int address, int ap, int readOnly, int executeNever, int status, Access access) {
        boolean allowed = switch (access) {
            case READ -> ap >= 2;
            case WRITE -> ap == 3 && readOnly == 0;
            case EXECUTE -> ap >= 2 && executeNever == 0;
        };
        if (!allowed) {
            throw abort(address, status, access);
        }
    }

    private void remember(int address, int frame, Access access) {
        switch (access) {
            case READ -> tlb.rememberData(address, frame, true);
            case EXECUTE -> tlb.rememberCode(address, frame);
            case WRITE -> {
                if (!code.holds(frame)) {
                    tlb.rememberData(address, frame, false);
                }
            }
        }
    }

    private Abort abort(int address, int status, Access access) {
        return abort.at(address, status, access == Access.WRITE, access == Access.EXECUTE);
    }
}
