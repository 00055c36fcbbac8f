package org.zerobench.devices;

import java.util.function.LongSupplier;

/**
 * The board's own registers (Versatile PB926EJ-S, ARM DUI 0224, 4.3): identification, lamps, counters. Reset and clock settings
 * are kept and have no effect.
 */
final class SystemRegisters extends Peripheral {
    private static final int BOARD = 0x4100_7004;
    private static final int UNLOCK = 0xA05F;
    private static final int LOCKED = 1 << 16;

    private final LongSupplier nanos;
    private final Register display;
    private int flags;
    private int keptFlags;
    private int lock = LOCKED;

    SystemRegisters(String name, int base, LongSupplier nanos) {
        super(name, base);
        this.nanos = nanos;
        register(0x00, "ID", BOARD).bits(0);
        register(0x04, "SW").bits(0);
        register(0x08, "LED").bits(0xFF);
        for (int i = 0; i < 5; i++) {
            register(0x0C + 4 * i, "OSC" + i, 0x4ACB).bits(0x7_FFFF);
        }
        register(0x20, "LOCK").reads(() -> lock).writes(value -> lock = value & 0xFFFF | ((value & 0xFFFF) == UNLOCK ? 0 : LOCKED));
        register(0x24, "100HZ").reads(() -> ticks(100));
        register(0x28, "CFGDATA1");
        register(0x2C, "CFGDATA2");
        register(0x30, "FLAGS").reads(() -> flags).writes(bits -> flags |= bits);
        register(0x34, "FLAGSCLR").reads(() -> flags).writes(bits -> flags &= ~bits);
        register(0x38, "NVFLAGS").reads(() -> keptFlags).writes(bits -> keptFlags |= bits);
        register(0x3C, "NVFLAGSCLR").reads(() -> keptFlags).writes(bits -> keptFlags &= ~bits);
        register(0x40, "RESETCTL").bits(0x10F);
        register(0x48, "MCI").bits(0);
        register(0x4C, "FLASH").bits(0x3);
        display = register(0x50, "CLCD").bits(0x7F);
        register(0x58, "BOOTCS").bits(0);
        register(0x5C, "24MHZ").reads(() -> ticks(24_000_000));
        register(0x60, "MISC").bits(0x3);
    }

    /** Ticks since power-on of a clock of so many hertz. */
    private int ticks(long hertz) {
        long now = nanos.getAsLong();
        return (int) (now / 1_000_000_000 * hertz + now % 1_000_000_000 * hertz / 1_000_000_000);
    }

    /** @return true when pixels of 16 bits are 5:6:5, false for 5:5:5 (DUI 0224, 4.3.9) */
    boolean sixGreenBits() {
        return (display.look() & 3) >= 2;
    }
}
