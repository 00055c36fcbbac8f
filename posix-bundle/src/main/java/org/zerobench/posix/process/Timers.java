package org.zerobench.posix.process;

import java.util.PriorityQueue;

/** What is due when: time-outs of sleeping calls and programs' timers, in machine time. */
public final class Timers {

    /** One thing that is due. */
    public static final class Entry implements Comparable<Entry> {
        private final long time;
        private final Runnable due;
        private boolean dead;

        private Entry(long time, Runnable due) {
            this.time = time;
            this.due = due;
        }

        @Override
        public int compareTo(Entry other) {
            return Long.compare(time, other.time);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private int dead;

    /** Plans something. @param time machine time in nanoseconds; MAX_VALUE plans nothing @return what {@link #cancel} takes, or null */
    public Entry plan(long time, Runnable due) {
        if (time == Long.MAX_VALUE) {
            return null;
        }
        Entry entry = new Entry(time, due);
        entries.add(entry);
        return entry;
    }

    /** Takes a plan back; null and what is past are ignored. */
    public void cancel(Entry entry) {
        if (entry == null || entry.dead) {
            return;
        }
        entry.dead = true;
        dead++;
        if (dead > 64 && dead > entries.size() / 2) {
            entries.removeIf(e -> e.dead);
            dead = 0;
        }
    }

    /** When something is due next; MAX_VALUE for never. */
    public long next() {
        for (Entry first = entries.peek(); first != null; first = entries.peek()) {
            if (!first.dead) {
                return first.time;
            }
            entries.poll();
            dead--;
        }
        return Long.MAX_VALUE;
    }

    /** Does what is due; what becomes due by that waits for the next time. */
    public void expire(long now) {
        int most = entries.size();
        while (most-- > 0 && next() <= now) {
            Entry entry = entries.poll();
            entry.dead = true;
            entry.due.run();
        }
    }
}
