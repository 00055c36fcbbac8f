package org.zerobench.machine;

import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.zerobench.api.machine.Device;

/** The console UART: as much of a PL011 as polled output and input need (ARM DDI 0183, 3.3). */
final class Uart implements Device {
    private static final int DATA = 0x00;
    private static final int FLAGS = 0x18;
    private static final int FLAG_RECEIVE_EMPTY = 1 << 4;
    private static final int FLAG_TRANSMIT_EMPTY = 1 << 7;
    private static final int PERIPHERAL_ID = 0xFE0;
    /** Part 0x011, designer ARM, then the PrimeCell signature; one byte a word (DDI 0183, 3.3.15 and 3.3.16). */
    private static final int[] IDENTIFICATION = {0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1};

    private final int base;
    private final String name;
    private final IntConsumer output;
    private final IntSupplier input;

    /** @param output takes each byte sent @param input gives the next byte received, -1 when there is none */
    Uart(String name, int base, IntConsumer output, IntSupplier input) {
        this.name = name;
        this.base = base;
        this.output = output;
        this.input = input;
    }

    private int pending = -1;

    @Override
    public String name() {
        return name;
    }

    @Override
    public int base() {
        return base;
    }

    @Override
    public int sizeBytes() {
        return 4096;
    }

    @Override
    public int read(int offset, int bytes) {
        if (pending < 0 && (offset == DATA || offset == FLAGS)) {
            pending = input.getAsInt();
        }
        if (offset == DATA) {
            int value = Math.max(pending, 0);
            pending = -1;
            return value;
        }
        if (offset == FLAGS) {
            return FLAG_TRANSMIT_EMPTY | (pending < 0 ? FLAG_RECEIVE_EMPTY : 0);
        }
        int word = (offset - PERIPHERAL_ID) >> 2;
        return word >= 0 && word < IDENTIFICATION.length ? IDENTIFICATION[word] : 0;
    }

    @Override
    public void write(int offset, int bytes, int value) {
        if (offset == DATA) {
            output.accept(value & 0xFF);
        }
    }
}
