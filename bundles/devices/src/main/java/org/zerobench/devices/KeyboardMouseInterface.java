package org.zerobench.devices;

/**
 * A keyboard or mouse port (PL050, ARM DDI 0143, chapter 3). Bytes are sent and received at once, and whether the port is
 * enabled or not: drivers of ABI 11.3 write only the receive interrupt's enable bit after each interrupt. For their sake the
 * interrupt register shows a received byte even while that bit is off.
 */
final class KeyboardMouseInterface extends Peripheral {
    private static final int TRANSMIT_ENABLE = 1 << 3;
    private static final int RECEIVE_ENABLE = 1 << 4;
    private static final int LINES_HIGH = 3;
    private static final int PARITY = 1 << 2;
    private static final int RECEIVE_FULL = 1 << 4;
    private static final int TRANSMIT_EMPTY = 1 << 6;

    private final Ps2Device plugged;
    private final Line line;
    private final Register control;

    KeyboardMouseInterface(String name, int base, int irq, Interrupts interrupts, Ps2Device plugged) {
        super(name, base);
        this.plugged = plugged;
        line = drives(interrupts.wire(irq, this));
        control = register(0x00, "CR").bits(0x3F).then(this::update);
        register(0x04, "STAT").reads(this::status);
        register(0x08, "DATA").reads(plugged::look).takes(this::take).writes(this::send);
        register(0x0C, "CLKDIV").bits(0x0F);
        register(0x10, "IR").reads(() -> (plugged.hasByte() ? 1 : 0) | (control.look() & TRANSMIT_ENABLE) >> 2);
        identify(0x050, 1);
    }

    /** The device has something to say. */
    void update() {
        int enabled = control.look();
        line.set(plugged.hasByte() && (enabled & RECEIVE_ENABLE) != 0 || (enabled & TRANSMIT_ENABLE) != 0);
    }

    private int status() {
        int odd = 1 - Integer.bitCount(plugged.look()) % 2;
        return TRANSMIT_EMPTY | LINES_HIGH | odd * PARITY | (plugged.hasByte() ? RECEIVE_FULL : 0);
    }

    private int take() {
        int value = plugged.take();
        update();
        return value;
    }

    private void send(int value) {
        plugged.command(value & 0xFF);
        update();
    }

    @Override
    void quiet() {
        control.set(control.look() & ~RECEIVE_ENABLE);
        update();
    }
}
