package org.zerobench.devices;

import java.util.function.LongSupplier;

/** A timer module: two counters on one interrupt line (SP804, ARM DDI 0271). */
final class Timer extends Peripheral {
    private final Line line;
    private final Counter first;
    private final Counter second;

    Timer(String name, int base, int irq, Interrupts interrupts, LongSupplier nanos) {
        super(name, base);
        line = drives(interrupts.wire(irq, this));
        first = new Counter(nanos, this::update);
        second = new Counter(nanos, this::update);
        first.registers(this, 0x00, "TIMER1");
        second.registers(this, 0x20, "TIMER2");
        identify(0x804, 1);
    }

    private void update() {
        line.set(first.asserted() || second.asserted());
    }

    @Override
    void quiet() {
        first.clear();
        second.clear();
    }

    @Override
    public long deadline() {
        return Math.min(first.deadline(), second.deadline());
    }

    @Override
    public void expire(long now) {
        first.expire(now);
        second.expire(now);
    }
}
