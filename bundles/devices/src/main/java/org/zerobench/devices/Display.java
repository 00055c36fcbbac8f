package org.zerobench.devices;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Panel;

/**
 * The display controller (PL110, ARM DDI 0161, chapter 3; on this board the control register and the interrupt mask have changed
 * places). Nothing is drawn until somebody looks: {@link #picture} reads the frame buffer as it is then. One panel; the lower
 * one's address is kept. Interrupts for a new frame come 60 times a second while they are asked for.
 */
final class Display extends Peripheral {
    private static final long FRAME_NANOS = 1_000_000_000 / 60;
    private static final int OPAQUE = 0xFF00_0000;
    private static final int PALETTE = 0x200;
    private static final int PALETTE_WORDS = 128;

    private static final int ENABLE = 1;
    private static final int SWAPPED = 1 << 8;
    private static final int BIG_BYTES = 1 << 9;
    private static final int BIG_PIXELS = 1 << 10;
    private static final int POWER = 1 << 11;
    /** Interrupts: next base taken over, vertical compare. */
    private static final int FRAME = 1 << 2 | 1 << 3;
    /** Bits of a pixel by control bits 3 to 1. */
    private static final int[] PIXEL_BITS = {1, 2, 4, 8, 16, 32, 16, 16};
    private static final int SIXTEEN = 4;
    private static final int SIX_GREEN = 6;
    private static final int TWELVE = 7;

    private final Machine machine;
    private final BooleanSupplier sixGreenBits;
    private final Line line;
    private final Register horizontal;
    private final Register vertical;
    private final Register base;
    private final Register control;
    private final Register mask;
    private final Register[] palette = new Register[PALETTE_WORDS];
    private int raised;
    private long frame = Long.MAX_VALUE;

    /** @param sixGreenBits the board's setting for pixels of 16 bits */
    Display(String name, int address, int irq, Interrupts interrupts, Machine machine, BooleanSupplier sixGreenBits) {
        super(name, address);
        this.machine = machine;
        this.sixGreenBits = sixGreenBits;
        line = drives(interrupts.wire(irq, this));
        horizontal = register(0x00, "TIMING0").bits(0xFFFF_FFFC);
        vertical = register(0x04, "TIMING1");
        register(0x08, "TIMING2").bits(0x07FF_7FFF);
        register(0x0C, "TIMING3").bits(0x1_007F);
        base = register(0x10, "UPBASE").bits(0xFFFF_FFFC);
        register(0x14, "LPBASE").bits(0xFFFF_FFFC);
        control = register(0x18, "CONTROL").bits(0x1_FFFF).then(this::frames);
        mask = register(0x1C, "IMSC").bits(0x1E).then(this::frames);
        register(0x20, "RIS").reads(() -> raised).writes(this::clear);
        register(0x24, "MIS").reads(() -> raised & mask.look());
        register(0x28, "UPCURR").reads(base::look).writes(this::clear);
        register(0x2C, "LPCURR").bits(0);
        for (int i = 0; i < PALETTE_WORDS; i++) {
            palette[i] = register(PALETTE + 4 * i, "PALETTE" + i).hidden();
        }
        identify(0x093, 0);
    }

    private boolean on() {
        return (control.look() & (ENABLE | POWER)) == (ENABLE | POWER);
    }

    private void frames() {
        boolean wanted = on() && (mask.look() & FRAME) != 0;
        frame = !wanted ? Long.MAX_VALUE : frame == Long.MAX_VALUE ? machine.nanos() + FRAME_NANOS : frame;
        update();
    }

    private void clear(int bits) {
        raised &= ~bits;
        update();
    }

    private void update() {
        line.set((raised & mask.look()) != 0);
    }

    @Override
    public long deadline() {
        return frame;
    }

    @Override
    public void expire(long now) {
        if (frame <= now) {
            frame += FRAME_NANOS * ((now - frame) / FRAME_NANOS + 1);
            raised |= FRAME;
            update();
        }
    }

    /** What it shows, or null while it is off. */
    Panel.Picture picture() {
        if (!on()) {
            return null;
        }
        int width = 16 * ((horizontal.look() >> 2 & 0x3F) + 1);
        int height = (vertical.look() & 0x3FF) + 1;
        int format = control.look() >> 1 & 7;
        int bits = PIXEL_BITS[format];
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = OPAQUE | colour(format, pixel((long) i * bits, bits));
        }
        return new Panel.Picture(width, height, argb);
    }

    /** The pixel that starts so many bits behind the base. */
    private int pixel(long at, int bits) {
        if (bits < 8) {
            int inByte = (int) (at & 7);
            int shift = (control.look() & BIG_PIXELS) != 0 ? 8 - bits - inByte : inByte;
            return ram(at >> 3) >> shift & (1 << bits) - 1;
        }
        int value = 0;
        for (int i = 0; i < bits / 8; i++) {
            value |= ram((at >> 3) + i) << 8 * ((control.look() & BIG_BYTES) != 0 ? bits / 8 - 1 - i : i);
        }
        return value;
    }

    /** A byte of the frame buffer; 0 outside RAM. */
    private int ram(long offset) {
        MemorySegment ram = machine.ram();
        boolean bigBytesSmallPixels = (control.look() & BIG_BYTES) != 0 && PIXEL_BITS[control.look() >> 1 & 7] <= 8;
        long address = Integer.toUnsignedLong(base.look()) + (bigBytesSmallPixels ? offset ^ 3 : offset);
        return address < ram.byteSize() ? ram.get(JAVA_BYTE, address) & 0xFF : 0;
    }

    /** Red, green and blue in bytes, red highest, of a pixel in the frame buffer's format. */
    private int colour(int format, int pixel) {
        if (PIXEL_BITS[format] <= 8) {
            return fields(palette[pixel >> 1].look() >>> 16 * (pixel & 1), 5, 5, 5);
        }
        return switch (format) {
            case SIXTEEN -> sixGreenBits.getAsBoolean() ? fields(pixel, 5, 6, 5) : fields(pixel, 5, 5, 5);
            case SIX_GREEN -> fields(pixel, 5, 6, 5);
            case TWELVE -> fields(pixel, 4, 4, 4);
            default -> fields(pixel, 8, 8, 8);
        };
    }

    /** Three fields, the lowest first red, or blue where the control register swaps them. */
    private int fields(int pixel, int low, int middle, int high) {
        int first = wide(pixel, low);
        int second = wide(pixel >>> low, middle);
        int third = wide(pixel >>> low + middle, high);
        return (control.look() & SWAPPED) != 0 ? third << 16 | second << 8 | first : first << 16 | second << 8 | third;
    }

    /** The lowest bits as eight: full stays full. */
    private static int wide(int value, int bits) {
        int most = (1 << bits) - 1;
        return (value & most) * 255 / most;
    }
}
