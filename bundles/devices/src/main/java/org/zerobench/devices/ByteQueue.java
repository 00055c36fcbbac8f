package org.zerobench.devices;

/** A bounded queue of bytes that takes no more room than it needs. */
final class ByteQueue {
    private final int capacity;
    private byte[] ring = new byte[64];
    private int first;
    private int size;

    /** @param capacity most bytes it holds */
    ByteQueue(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == capacity;
    }

    int room() {
        return capacity - size;
    }

    /** @return false when it is full: nothing was added then */
    boolean add(int value) {
        if (full()) {
            return false;
        }
        if (size == ring.length) {
            byte[] straight = new byte[Math.min(capacity, 2 * size)];
            for (int i = 0; i < size; i++) {
                straight[i] = ring[(first + i) % size];
            }
            ring = straight;
            first = 0;
        }
        ring[(first + size++) % ring.length] = (byte) value;
        return true;
    }

    /** The oldest byte, 0 to 255, or -1. */
    int peek() {
        return size == 0 ? -1 : ring[first] & 0xFF;
    }

    /** Takes the oldest byte, 0 to 255, or -1. */
    int poll() {
        int value = peek();
        if (value >= 0) {
            first = (first + 1) % ring.length;
            size--;
        }
        return value;
    }

    /** Takes up to so many bytes. */
    byte[] take(int most) {
        byte[] taken = new byte[Math.min(most, size)];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = (byte) poll();
        }
        return taken;
    }

    void clear() {
        size = 0;
    }
}
