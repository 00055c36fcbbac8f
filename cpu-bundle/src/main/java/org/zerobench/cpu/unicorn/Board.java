package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.zerobench.api.machine.DeviceWindow;

/**
 * Everything in the 4 GiB of physical addresses that is neither RAM nor a device; shared by all engines of a library.
 *
 * <p>Unicorn 2.0 checks each slow access against the mapped physical ranges, but by <em>virtual</em> address. So all 4 GiB
 * are mapped, and only the guest's page tables decide. Guests never get here: their page tables name RAM alone; should one
 * name anything else, it reads and writes {@link #filler} and hurts nobody.
 *
 * <p>At {@link #PRIVATE} lies a small read-only piece for the engine itself: a translation table that maps RAM one to one
 * (for finding translated code by physical address) and nothing at {@link #DOOR}, plus the calibration's code.
 */
final class Board implements AutoCloseable {

    /** First physical address that can never be RAM; devices start here. */
    static final long DEVICES = DeviceWindow.START;
    /** End of the device window. */
    static final long DEVICES_END = DEVICES + DeviceWindow.BYTES;
    /** Physical address of the private table: 16 KiB aligned, as TTBR0 wants it. */
    static final int PRIVATE = 0xFFF0_0000;
    /** Size of the private piece. */
    static final int PRIVATE_BYTES = 0x5000;
    /** Virtual address of the calibration's code under the private table. */
    static final int CODE = 0xFFE0_4000;
    /** Virtual address that the private table does not map: running it under that table always traps. */
    static final int DOOR = 0xFFFF_E000;
    /** A region of virtual addresses, 16 MiB, that the private table does not map. */
    static final int UNMAPPED = 0x7F00_0000;

    /** Virtual address of RAM 0 in pages that cannot be executed, under the private table. */
    static final int SCRATCH = 0x7D00_0000;

    private static final long END = 1L << 32;
    private static final int RAM_SECTIONS = 256;
    /** Section, domain 0, full access, executable, normal memory (ARM ARM B3.5.1). */
    private static final int SECTION = 0x00000C02;
    private static final int XN = 1 << 4;

    private final Arena arena = Arena.ofShared();
    private final HostMemory host;
    private final MemorySegment filler;
    private final MemorySegment own;

    Board(HostMemory host) {
        this.host = host;
        filler = host.reserve(END, arena);
        own = arena.allocate(PRIVATE_BYTES, 0x4000);
        for (int section = 0; section < RAM_SECTIONS; section++) {
            own.set(JAVA_INT_UNALIGNED, 4L * section, section << 20 | SECTION);
        }
        own.set(JAVA_INT_UNALIGNED, 4L * (CODE >>> 20), PRIVATE | SECTION);
        own.set(JAVA_INT_UNALIGNED, 4L * (SCRATCH >>> 20), SECTION | XN);
    }

    /** Where the memory comes from. */
    HostMemory host() {
        return host;
    }

    /** A piece of filler memory, for an engine that needs RAM but no machine. */
    MemorySegment spareRam(long bytes) {
        return filler.asSlice(0, bytes);
    }

    /** Writes one instruction of the calibration's code. */
    void code(int index, int instruction) {
        own.set(JAVA_INT_UNALIGNED, 0x4000 + 4L * index, instruction);
    }

    /** Maps all physical addresses but RAM and, if there are devices, their window. */
    void mapAround(Engine engine, long ramBytes, boolean devices) {
        long low = devices ? DEVICES : DEVICES_END;
        mapFiller(engine, ramBytes, low);
        long privateStart = Integer.toUnsignedLong(PRIVATE);
        mapFiller(engine, DEVICES_END, privateStart);
        engine.map(privateStart, own);
        mapFiller(engine, privateStart + PRIVATE_BYTES, END);
    }

    private void mapFiller(Engine engine, long start, long end) {
        if (start < end) {
            engine.map(start, filler.asSlice(start, end - start));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
