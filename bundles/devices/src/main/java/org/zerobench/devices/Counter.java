package org.zerobench.devices;

import java.util.function.LongSupplier;

/**
 * One of the two counters of a timer module (SP804, ARM DDI 0271, chapter 3). It counts down at 1 MHz, divided by the prescaler.
 * What it holds follows from the machine's time; so a period under load neither drifts nor gets lost: each one that passed gives
 * an interrupt, in quick succession where the machine was late, up to {@link #MOST_LATE}.
 *
 * <p>A period is as many ticks as were loaded. A periodic counter loaded with 0 stops there, after one interrupt.
 */
final class Counter {
    /** Periods that are made up for: as many as a notification can count (ABI 11.4). */
    static final int MOST_LATE = 255;
    private static final long CLOCK_NANOS = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private static final int ONE_SHOT = 1;
    private static final int WIDE = 1 << 1;
    private static final int INTERRUPT = 1 << 5;
    private static final int PERIODIC = 1 << 6;
    private static final int ENABLE = 1 << 7;

    private final LongSupplier nanos;
    private final Runnable changed;
    private int control = INTERRUPT;
    private int load;
    /** It held {@link #from} at {@link #since} nanoseconds; all 32 bits, of which a narrow counter counts the lower half. */
    private long from = 0xFFFF_FFFFL;
    private long since;
    /** When it is at 0 for the next time that has not given its interrupt; {@link #NEVER} while it stands. */
    private long zero = NEVER;
    private boolean raised;

    /** @param changed told when {@link #asserted} may be another */
    Counter(LongSupplier nanos, Runnable changed) {
        this.nanos = nanos;
        this.changed = changed;
    }

    /** Adds its registers to its module's table. */
    void registers(Peripheral module, int offset, String prefix) {
        module.register(offset, prefix + "LOAD").reads(() -> load).writes(this::load);
        module.register(offset + 0x04, prefix + "VALUE").reads(() -> (int) value(nanos.getAsLong()));
        module.register(offset + 0x08, prefix + "CONTROL").reads(() -> control).writes(this::control);
        module.register(offset + 0x0C, prefix + "INTCLR").reads(() -> 0).writes(any -> clear());
        module.register(offset + 0x10, prefix + "RIS").reads(() -> due() ? 1 : 0);
        module.register(offset + 0x14, prefix + "MIS").reads(() -> due() && (control & INTERRUPT) != 0 ? 1 : 0);
        module.register(offset + 0x18, prefix + "BGLOAD").reads(() -> load).writes(this::reload);
    }

    /** @return true while its interrupt is asked for and not disabled */
    boolean asserted() {
        return raised && (control & INTERRUPT) != 0;
    }

    void clear() {
        if (!raised) {
            expire(nanos.getAsLong()); // a guest that polls has seen it in RIS
        }
        raised = false;
        changed.run();
    }

    long deadline() {
        return raised || (control & INTERRUPT) == 0 ? NEVER : zero;
    }

    /** Raises the interrupt of one period that has passed; of all that have, if the last one still is up. */
    void expire(long now) {
        if (zero > now) {
            return;
        }
        if ((control & ONE_SHOT) != 0 || period() == 0) {
            zero = NEVER;
        } else {
            long late = (now - zero) / period();
            zero += period() * (raised ? late + 1 : Math.max(1, late + 2 - MOST_LATE));
        }
        raised = true;
        changed.run();
    }

    private boolean due() {
        return raised || zero <= nanos.getAsLong();
    }

    private long limit() {
        return (control & WIDE) != 0 ? 0xFFFF_FFFFL : 0xFFFFL;
    }

    /** Ticks from one zero to the next; 0 where it stops at zero. */
    private long ticks() {
        return (control & ONE_SHOT) != 0 ? 0 : (control & PERIODIC) != 0 ? load & limit() : limit() + 1;
    }

    private long period() {
        return ticks() * tick();
    }

    /** Nanoseconds between two counts: 3 is no prescaler, and taken as 256. */
    private long tick() {
        return CLOCK_NANOS << 4 * Math.min(2, control >> 2 & 3);
    }

    private long value(long now) {
        if ((control & ENABLE) == 0) {
            return from;
        }
        long start = from & limit();
        long passed = (now - since) / tick();
        if (passed < start) {
            return start - passed;
        }
        return ticks() == 0 ? 0 : (ticks() - (passed - start) % ticks()) & limit();
    }

    private void load(int value) {
        load = value;
        long now = nanos.getAsLong();
        begin(value & 0xFFFF_FFFFL, now);
        if ((from & limit()) == 0 && (control & ENABLE) != 0) {
            zero = now;
        }
    }

    /** A new value for the periods after this one. */
    private void reload(int value) {
        settle();
        load = value;
        begin(from, since);
    }

    private void control(int value) {
        settle();
        control = value & 0xEF;
        begin(from, since);
        changed.run();
    }

    /** Makes the present the point that counting starts from; a period that has passed has its interrupt. */
    private void settle() {
        long now = nanos.getAsLong();
        expire(now);
        from = value(now); // before what it is worked out from changes
        since = (control & ENABLE) != 0 ? now - (now - since) % tick() : now;
    }

    private void begin(long value, long at) {
        from = value;
        since = at;
        long left = (value & limit()) == 0 ? ticks() : value & limit();
        zero = (control & ENABLE) == 0 || left == 0 ? NEVER : at + left * tick();
    }
}
