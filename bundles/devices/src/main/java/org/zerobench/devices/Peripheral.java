package org.zerobench.devices;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.machine.Device;

/** A device of one page, made of a table of registers. Addresses without a register read 0 and ignore writes. */
abstract class Peripheral implements Device {
    private static final int WINDOW_BYTES = 4096;
    private static final int IDENTIFICATION = 0xFE0;

    private final String name;
    private final int base;
    private final Register[] words = new Register[WINDOW_BYTES / 4];
    private final List<Line> lines = new ArrayList<>();

    Peripheral(String name, int base) {
        this.name = name;
        this.base = base;
    }

    /** Adds a register that holds 0 at reset. */
    final Register register(int offset, String name) {
        return register(offset, name, 0);
    }

    /** Adds a register. */
    final Register register(int offset, String name, int reset) {
        Register register = new Register(offset, name, reset);
        words[offset >> 2] = register;
        return register;
    }

    /**
     * Adds the eight identification registers of a PrimeCell: part, designer ARM, revision, then the signature; one byte a
     * word.
     *
     * @param part     three hexadecimal digits
     * @param revision the high half of the third byte
     */
    final void identify(int part, int revision) {
        int[] bytes = {part & 0xFF, part >> 8 | 0x10, revision << 4 | 0x4, 0x00, 0x0D, 0xF0, 0x05, 0xB1};
        for (int i = 0; i < bytes.length; i++) {
            register(IDENTIFICATION + 4 * i, (i < 4 ? "PERIPHID" : "PCELLID") + i % 4, bytes[i]).bits(0).hidden();
        }
    }

    /** Notes that the device drives a line. */
    final Line drives(Line line) {
        lines.add(line);
        return line;
    }

    /** Takes the device's request back without its driver (ABI 11.4, step 2). Most devices cannot. */
    void quiet() {}

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int base() {
        return base;
    }

    @Override
    public final int sizeBytes() {
        return WINDOW_BYTES;
    }

    @Override
    public final int read(int offset, int bytes) {
        Register register = at(offset);
        return register == null ? 0 : register.read() >>> 8 * (offset & 3) & mask(bytes);
    }

    @Override
    public final void write(int offset, int bytes, int value) {
        Register register = at(offset);
        if (register != null) {
            register.write((value & mask(bytes)) << 8 * (offset & 3));
        }
    }

    /** The second half of a long access may lie beyond the page. */
    private Register at(int offset) {
        return offset < WINDOW_BYTES ? words[offset >> 2] : null;
    }

    private static int mask(int bytes) {
        return bytes == 4 ? -1 : (1 << 8 * bytes) - 1;
    }

    @Override
    public final List<LineInfo> lines() {
        return lines.stream().map(line -> new LineInfo(line.irq(), line.up())).toList();
    }

    @Override
    public final List<RegisterInfo> registers() {
        List<RegisterInfo> shown = new ArrayList<>();
        for (Register register : words) {
            if (register != null && register.shown()) {
                shown.add(new RegisterInfo(register.offset, register.name, register.look()));
            }
        }
        return shown;
    }
}
