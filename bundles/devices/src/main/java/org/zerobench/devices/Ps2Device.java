package org.zerobench.devices;

/** What is plugged into a keyboard or mouse port: it is given commands a byte at a time and has bytes to say. */
abstract class Ps2Device {
    /** Most bytes of events that wait; a command's answer goes before them. */
    private static final int MOST_EVENTS = 1 << 12;
    private static final int MOST_ANSWERS = 16;

    static final int ACKNOWLEDGE = 0xFA;
    static final int PASSED = 0xAA;
    static final int RESEND = 0xFE;
    private static final int NO_COMMAND = -1;

    private final ByteQueue answers = new ByteQueue(MOST_ANSWERS);
    private final ByteQueue events = new ByteQueue(MOST_EVENTS);
    /** The command whose argument is the next byte. */
    private int pending = NO_COMMAND;
    private int last;

    /** A byte from the host. */
    final void command(int value) {
        answers.clear();
        int expecting = pending;
        pending = NO_COMMAND;
        if (expecting == NO_COMMAND) {
            begin(value);
        } else {
            argument(expecting, value);
        }
    }

    /** A command: answers it. */
    abstract void begin(int command);

    /** The argument of a command that {@link #expect}ed one. */
    abstract void argument(int command, int value);

    /** The next byte is this command's. */
    final void expect(int command) {
        pending = command;
    }

    final void answer(int... bytes) {
        for (int each : bytes) {
            answers.add(each);
        }
    }

    /** Says again what was said last. */
    final void repeat() {
        answer(last);
    }

    /** Says something by itself: all of it or, when the host takes nothing, none. @return false for none */
    final boolean event(int... bytes) {
        if (bytes.length > events.room()) {
            return false;
        }
        for (int each : bytes) {
            events.add(each);
        }
        return true;
    }

    final void forget() {
        events.clear();
    }

    final boolean hasByte() {
        return answers.size() + events.size() > 0;
    }

    /** The byte that {@link #take} would give; the last one again when there is none. */
    final int look() {
        return answers.size() > 0 ? answers.peek() : events.size() > 0 ? events.peek() : last;
    }

    final int take() {
        last = look();
        if (answers.poll() < 0) {
            events.poll();
        }
        return last;
    }
}
