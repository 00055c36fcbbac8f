package org.zerobench.devices;

import org.zerobench.api.machine.Machine;

/** Seconds since 1970 by the host's clock, with an alarm (PL031, ARM DDI 0224, chapter 3). */
final class RealTimeClock extends Peripheral {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Machine machine;
    private final Line line;
    private final Register match;
    private final Register mask;
    /** What a guest has set it ahead of the host, in seconds. */
    private int ahead;
    /** Machine time of the alarm. */
    private long alarm = Long.MAX_VALUE;
    private boolean raised;

    RealTimeClock(String name, int base, int irq, Interrupts interrupts, Machine machine) {
        super(name, base);
        this.machine = machine;
        line = drives(interrupts.wire(irq, this));
        register(0x00, "DR").reads(this::seconds);
        match = register(0x04, "MR").then(this::set);
        register(0x08, "LR").reads(this::seconds).writes(this::load);
        register(0x0C, "CR", 1).bits(0);
        mask = register(0x10, "IMSC").bits(1).then(this::update);
        register(0x14, "RIS").reads(() -> raised ? 1 : 0);
        register(0x18, "MIS").reads(() -> raised ? mask.look() : 0);
        register(0x1C, "ICR").reads(() -> 0).writes(this::clear);
        identify(0x031, 0);
    }

    private int seconds() {
        return (int) (machine.wallNanos() / SECOND_NANOS) + ahead;
    }

    private void load(int value) {
        ahead += value - seconds();
        set();
    }

    /** The alarm comes when the seconds become the match; at once if they are. */
    private void set() {
        long wall = machine.wallNanos();
        long left = Integer.toUnsignedLong(match.look() - seconds()) * SECOND_NANOS;
        alarm = machine.nanos() + (left == 0 ? 0 : left - wall % SECOND_NANOS);
    }

    private void clear(int bits) {
        raised &= (bits & 1) == 0;
        update();
    }

    private void update() {
        line.set(raised && mask.look() != 0);
    }

    @Override
    public long deadline() {
        return alarm;
    }

    @Override
    public void expire(long now) {
        if (alarm <= now) {
            alarm = Long.MAX_VALUE;
            raised = true;
            update();
        }
    }
}
