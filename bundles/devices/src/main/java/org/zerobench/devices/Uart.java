package org.zerobench.devices;

import java.util.concurrent.Executor;
import java.util.function.IntPredicate;
import org.zerobench.api.machine.MachineException;

/**
 * A serial line (PL011, ARM DDI 0183, chapter 3). What is written is sent at once, whether the line is enabled or not: programs
 * use the console without initialising it (ABI 1.3). Line rates are kept and have no effect. Errors do not happen.
 *
 * <p>Interrupts: receive while the FIFO holds as many characters as its level asks for (one without FIFOs), receive timeout while
 * it holds fewer, transmit from each character that was sent until it is cleared. The receive ones follow the FIFO: clearing
 * them does not lose a character that has come meanwhile.
 */
final class Uart extends Peripheral {
    /** Most bytes that wait to be received. */
    static final int MOST_WAITING = 1 << 20;
    private static final int FIFO = 16;
    private static final long RETRY_NANOS = 1_000_000;
    /** Receive FIFO levels in sixteenths, by IFLS bits 5 to 3 (table 3-14); the rest is reserved. */
    private static final int[] RECEIVE_LEVELS = {2, 4, 8, 12, 14, 14, 14, 14};

    private static final int RECEIVE_EMPTY = 1 << 4;
    private static final int TRANSMIT_FULL = 1 << 5;
    private static final int RECEIVE_FULL = 1 << 6;
    private static final int TRANSMIT_EMPTY = 1 << 7;
    private static final int BUSY = 1 << 3;
    private static final int FIFO_ENABLE = 1 << 4;
    private static final int LOOPBACK = 1 << 7;
    private static final int RECEIVE_INTERRUPT = 1 << 4;
    private static final int TRANSMIT_INTERRUPT = 1 << 5;
    private static final int TIMEOUT_INTERRUPT = 1 << 6;

    private final Line line;
    private final Outbox outbox;
    private final ByteQueue waiting = new ByteQueue(MOST_WAITING);
    private final Register lineControl;
    private final Register control;
    private final Register levels;
    private final Register mask;
    private boolean transmitted;
    private boolean stalled;
    /** Machine time of the next attempt to give the console what it had no room for. */
    private long retry;

    /**
     * @param console takes what is sent while nobody listens, null to keep it; false when it has no room
     * @param posts   runs work on the machine thread
     * @param counted to send without ever waiting for who listens
     */
    Uart(String name, int base, int irq, Interrupts interrupts, IntPredicate console, Executor posts, boolean counted) {
        super(name, base);
        line = drives(interrupts.wire(irq, this));
        outbox = new Outbox(name, console, () -> posts.execute(this::sent), counted);
        register(0x00, "DR").reads(() -> Math.max(0, waiting.peek())).takes(this::receive).writes(this::send);
        register(0x04, "RSR").reads(() -> 0);
        register(0x18, "FR").reads(this::flags).takes(this::currentFlags);
        register(0x20, "ILPR").bits(0xFF);
        register(0x24, "IBRD").bits(0xFFFF);
        register(0x28, "FBRD").bits(0x3F);
        lineControl = register(0x2C, "LCR_H").bits(0xFF).then(this::update);
        control = register(0x30, "CR", 0x300).bits(0xFF87);
        levels = register(0x34, "IFLS", 0x12).bits(0x3F).then(this::update);
        mask = register(0x38, "IMSC").bits(0x7FF).then(this::update);
        register(0x3C, "RIS").reads(this::raw);
        register(0x40, "MIS").reads(() -> raw() & mask.look());
        register(0x44, "ICR").reads(() -> 0).writes(this::clear);
        register(0x48, "DMACR").bits(0x7);
        identify(0x011, 1);
    }

    /** What was sent, for listeners. */
    Outbox outbox() {
        return outbox;
    }

    /** Bytes arrive at the line. @throws MachineException when too many wait already: none was added then */
    void arrive(byte[] bytes) {
        if (bytes.length > waiting.room()) {
            throw new MachineException(name() + " has " + waiting.size() + " bytes that its program has not read; no more fit");
        }
        for (byte each : bytes) {
            waiting.add(each);
        }
        update();
    }

    private int depth() {
        return (lineControl.look() & FIFO_ENABLE) != 0 ? FIFO : 1;
    }

    /** Characters in the receive FIFO; those behind it are still on the wire. */
    private int received() {
        return Math.min(waiting.size(), depth());
    }

    private int receive() {
        int value = Math.max(0, waiting.poll());
        update();
        return value;
    }

    private void send(int value) {
        if ((control.look() & LOOPBACK) != 0) {
            waiting.add(value);
        } else {
            outbox.put(value & 0xFF);
        }
        sent();
    }

    private void sent() {
        stalled = outbox.full();
        transmitted = !stalled;
        update();
    }

    private int currentFlags() {
        if (outbox.held()) {
            flush();
        }
        return flags();
    }

    private int flags() {
        int count = received();
        return (outbox.full() ? TRANSMIT_FULL | BUSY : TRANSMIT_EMPTY) | (count == 0 ? RECEIVE_EMPTY : 0) | (count == depth() ? RECEIVE_FULL : 0);
    }

    private int raw() {
        int count = received();
        int level = depth() == 1 ? 1 : RECEIVE_LEVELS[levels.look() >> 3];
        int receive = count >= level ? RECEIVE_INTERRUPT : count > 0 ? TIMEOUT_INTERRUPT : 0;
        return receive | (transmitted ? TRANSMIT_INTERRUPT : 0);
    }

    private void clear(int bits) {
        if ((bits & TRANSMIT_INTERRUPT) != 0) {
            transmitted = false;
        }
        update();
    }

    private void update() {
        line.set((raw() & mask.look()) != 0);
    }

    @Override
    public long deadline() {
        return outbox.held() ? retry : Long.MAX_VALUE;
    }

    @Override
    public void expire(long now) {
        flush();
        retry = now + RETRY_NANOS;
    }

    private void flush() {
        outbox.flush();
        if (stalled) {
            sent();
        }
    }
}
