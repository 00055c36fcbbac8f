package org.zerobench.kernel;

import java.util.BitSet;

/**
 * The kernel's memory for translation tables, at the top of RAM: 16 KiB first-level tables are taken from the top down,
 * 1 KiB second-level tables from the bottom up, so the two kinds do not break up each other's room.
 */
final class TablePool {
    static final int UNIT = 1024;
    static final int FIRST_LEVEL = 16 * UNIT;
    private static final int FIRST_LEVEL_UNITS = FIRST_LEVEL / UNIT;

    private final int start;
    private final int units;
    private final BitSet taken = new BitSet();
    private int takenUnits;

    TablePool(int start, int bytes) {
        assert start % FIRST_LEVEL == 0 && bytes % FIRST_LEVEL == 0;
        this.start = start;
        this.units = bytes / UNIT;
    }

    /** Where the pool of a machine with that much RAM begins. */
    static int startIn(int ramBytes) {
        int wanted = Math.max(512 * 1024, ramBytes / 16);
        return ramBytes - wanted / FIRST_LEVEL * FIRST_LEVEL;
    }

    int start() {
        return start;
    }

    int bytes() {
        return units * UNIT;
    }

    int freeUnits() {
        return units - takenUnits;
    }

    /** Room for a second-level table, or -1. Its contents are what was there. */
    int takeSecondLevel() {
        int unit = taken.nextClearBit(0);
        if (unit >= units) {
            return -1;
        }
        taken.set(unit);
        takenUnits++;
        return start + unit * UNIT;
    }

    /**
     * Room for a first-level table, 16 KiB aligned, or -1. Its contents are what was there. The last eighth of the pool is kept
     * for second-level tables: else a program that forks without end would take the room that the others' faults need.
     */
    int takeFirstLevel() {
        if (freeUnits() - FIRST_LEVEL_UNITS < units / 8) {
            return -1;
        }
        for (int unit = units - FIRST_LEVEL_UNITS; unit >= 0; unit -= FIRST_LEVEL_UNITS) {
            int next = taken.nextSetBit(unit);
            if (next < 0 || next >= unit + FIRST_LEVEL_UNITS) {
                taken.set(unit, unit + FIRST_LEVEL_UNITS);
                takenUnits += FIRST_LEVEL_UNITS;
                return start + unit * UNIT;
            }
        }
        return -1;
    }

    /** Marks room as taken that a predecessor used; false when it is not inside the pool, not aligned or taken twice. */
    boolean adopt(int physical, int bytes) {
        int offset = physical - start;
        if (offset < 0 || offset % bytes != 0 || offset + bytes > units * UNIT) {
            return false;
        }
        int unit = offset / UNIT;
        int count = bytes / UNIT;
        int next = taken.nextSetBit(unit);
        if (next >= 0 && next < unit + count) {
            return false;
        }
        taken.set(unit, unit + count);
        takenUnits += count;
        return true;
    }

    void release(int physical, int bytes) {
        int unit = (physical - start) / UNIT;
        int count = bytes / UNIT;
        assert taken.get(unit) && taken.get(unit + count - 1) : "table at " + Integer.toHexString(physical) + " is not taken";
        taken.clear(unit, unit + count);
        takenUnits -= count;
    }
}
