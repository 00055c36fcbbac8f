package org.zerobench.devices;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntPredicate;

/**
 * What a serial line has sent and nobody has taken yet. A thread of its own hands it to the listener, so a slow one makes the
 * guest wait, never the machine. Guarded by its own monitor.
 */
final class Outbox {
    /** What is kept for who listens later, in bytes. */
    static final int CAPACITY = 1 << 16;
    private static final int CHUNK = 1 << 12;

    private final String name;
    /** Takes a byte while nobody listens; null where there is no such console. */
    private final IntPredicate console;
    private final Runnable room;
    private final ByteQueue waiting;
    private OutputStream listener;
    private boolean writing;
    private volatile boolean held;

    /**
     * @param room    told, on any thread, when it was full and is no longer
     * @param counted never to be full: the machine waits between two runs ({@link #awaitRoom}), where the guest cannot see it
     */
    Outbox(String name, IntPredicate console, Runnable room, boolean counted) {
        this.name = name;
        this.console = console;
        this.room = room;
        waiting = new ByteQueue(counted ? Integer.MAX_VALUE / 2 : CAPACITY);
    }

    /** Takes one byte. When there is no room, it is lost if somebody will read the older ones; else the oldest is. */
    synchronized void put(int value) {
        if (listener == null && console != null && flush() && console.test(value)) {
            return;
        }
        if (waiting.size() >= CAPACITY && !read()) {
            waiting.poll();
        }
        waiting.add(value);
        held = listener == null && console != null;
        notifyAll();
    }

    private boolean read() {
        return listener != null || console != null;
    }

    /** Waits while somebody who listens has much to read. */
    synchronized void awaitRoom() {
        while (listener != null && waiting.size() > CAPACITY && pause()) {
            // look again
        }
    }

    /** @return true when a guest should wait before it sends more */
    synchronized boolean full() {
        return waiting.full() && read();
    }

    /** @return true when the console had no room for all, so that {@link #flush} must be tried again */
    boolean held() {
        return held;
    }

    /** Gives the console what it had no room for. @return true when nothing is left */
    synchronized boolean flush() {
        if (listener == null && console != null) {
            while (waiting.size() > 0 && console.test(waiting.peek())) {
                waiting.poll();
            }
            held = waiting.size() > 0;
        }
        return waiting.size() == 0;
    }

    /**
     * Changes the listener, after the former one has got all that was sent.
     *
     * @param next null for none
     */
    synchronized void listen(OutputStream next) {
        try {
            while (listener != null && (waiting.size() > 0 || writing)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then the rest is the next one's
        }
        listener = next;
        held = false;
        notifyAll();
        if (next != null) {
            Thread.ofPlatform().daemon().name(name + "-out").start(() -> serve(next));
        }
    }

    private void serve(OutputStream mine) {
        while (true) {
            byte[] chunk;
            boolean wasFull;
            synchronized (this) {
                while (listener == mine && waiting.size() == 0) {
                    if (!pause()) {
                        return;
                    }
                }
                if (listener != mine) {
                    return;
                }
                wasFull = waiting.full();
                chunk = waiting.take(CHUNK);
                writing = true;
            }
            boolean gone = !write(mine, chunk);
            synchronized (this) {
                writing = false;
                if (gone && listener == mine) {
                    listener = null;
                }
                notifyAll();
            }
            if (wasFull) {
                room.run();
            }
        }
    }

    private boolean pause() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static boolean write(OutputStream target, byte[] chunk) {
        try {
            target.write(chunk);
            target.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
