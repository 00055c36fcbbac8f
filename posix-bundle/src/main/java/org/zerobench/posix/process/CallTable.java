package org.zerobench.posix.process;

/** The system calls by number: data, one line for each. Numbers 0 to 511 are ARM EABI Linux's, 0xF0000 to 0xF000F ARM's own. */
public final class CallTable {
    private static final int COMMON = 512;
    private static final int PRIVATE_BASE = 0xF0000;
    private static final int PRIVATE = 16;

    private final Handler[] handlers = new Handler[COMMON + PRIVATE];
    private final String[] names = new String[COMMON + PRIVATE];

    /** Declares a call. @throws IllegalArgumentException when the number is out of range or taken */
    public CallTable add(int number, String name, Handler handler) {
        int index = index(number);
        if (index < 0 || handlers[index] != null) {
            throw new IllegalArgumentException("call " + number + " (" + name + ") is out of range or declared twice");
        }
        handlers[index] = handler;
        names[index] = name;
        return this;
    }

    /** @return the handler, or null for a number without one */
    public Handler handler(int number) {
        int index = index(number);
        return index < 0 ? null : handlers[index];
    }

    /** @return the declared name, or null */
    public String name(int number) {
        int index = index(number);
        return index < 0 ? null : names[index];
    }

    private static int index(int number) {
        if (number >= 0 && number < COMMON) {
            return number;
        }
        int own = number - PRIVATE_BASE;
        return own >= 0 && own < PRIVATE ? COMMON + own : -1;
    }
}
