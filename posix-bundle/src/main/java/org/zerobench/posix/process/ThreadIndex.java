package org.zerobench.posix.process;

/** Kernel thread number to task: an open-addressing table without boxing, asked at every system call. */
final class ThreadIndex {
    private int[] keys = new int[64];
    private Task[] values = new Task[64];
    private int size;
    private int lastKey;
    private Task lastValue;

    Task get(int thread) {
        if (thread == lastKey && lastValue != null) {
            return lastValue;
        }
        int mask = keys.length - 1;
        for (int i = start(thread, mask); values[i] != null; i = (i + 1) & mask) {
            if (keys[i] == thread) {
                lastKey = thread;
                lastValue = values[i];
                return lastValue;
            }
        }
        return null;
    }

    void put(int thread, Task task) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int i = start(thread, mask);
        while (values[i] != null && keys[i] != thread) {
            i = (i + 1) & mask;
        }
        size += values[i] == null ? 1 : 0;
        keys[i] = thread;
        values[i] = task;
        lastValue = null;
    }

    void remove(int thread) {
        lastValue = null;
        int mask = keys.length - 1;
        int i = start(thread, mask);
        while (values[i] != null && keys[i] != thread) {
            i = (i + 1) & mask;
        }
        if (values[i] == null) {
            return;
        }
        values[i] = null;
        size--;
        // What stands behind may have been pushed there by the one removed: put it in anew.
        for (int j = (i + 1) & mask; values[j] != null; j = (j + 1) & mask) {
            Task task = values[j];
            values[j] = null;
            size--;
            put(keys[j], task);
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        Task[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new Task[oldKeys.length * 2];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }

    private static int start(int thread, int mask) {
        int h = thread * 0x9E37_79B9;
        return (h ^ h >>> 16) & mask;
    }
}
