package org.zerobench.malloc.tlsf;

/** From a live piece's first granule to its number: a hash table with linear probing, at most half full. */
final class AddressTable {

    /** Granule + 1, 0 for an empty place. */
    private int[] keys;
    private int[] values;
    private int shift;
    private int count;

    AddressTable(int expected) {
        allocate(Math.max(64, Integer.highestOneBit(Math.max(1, expected)) << 2));
    }

    private void allocate(int capacity) {
        keys = new int[capacity];
        values = new int[capacity];
        shift = Integer.numberOfLeadingZeros(capacity - 1);
    }

    /** Fibonacci hashing: addresses come in regular steps, their low bits say little. */
    private int home(int key) {
        return key * 0x9E3779B9 >>> shift;
    }

    int count() {
        return count;
    }

    /** @return the piece, {@link Pieces#NONE} when none begins there */
    int get(int position) {
        int mask = keys.length - 1;
        for (int i = home(position + 1); keys[i] != 0; i = i + 1 & mask) {
            if (keys[i] == position + 1) {
                return values[i];
            }
        }
        return Pieces.NONE;
    }

    /** Adds a position that is not there. */
    void put(int position, int piece) {
        if (2 * ++count > keys.length) {
            int[] oldKeys = keys;
            int[] oldValues = values;
            allocate(2 * oldKeys.length);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    place(oldKeys[i], oldValues[i]);
                }
            }
        }
        place(position + 1, piece);
    }

    private void place(int key, int value) {
        int mask = keys.length - 1;
        int i = home(key);
        while (keys[i] != 0) {
            i = i + 1 & mask;
        }
        keys[i] = key;
        values[i] = value;
    }

    /** Removes a position that is there. */
    void remove(int position) {
        int mask = keys.length - 1;
        int hole = home(position + 1);
        while (keys[hole] != position + 1) {
            hole = hole + 1 & mask;
        }
        count--;
        // What follows without an empty place between moves up if the hole lies on its way from home.
        for (int i = hole + 1 & mask; keys[i] != 0; i = i + 1 & mask) {
            if ((i - home(keys[i]) & mask) >= (i - hole & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                hole = i;
            }
        }
        keys[hole] = 0;
    }
}
