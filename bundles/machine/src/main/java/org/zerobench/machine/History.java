package org.zerobench.machine;

import java.util.function.Supplier;
import org.zerobench.api.machine.MachineException;

/**
 * What has happened to a counted machine: its trace, and what came from outside, written to a {@link Journal} or taken from a
 * {@link Replay}. A place in it is a pass of the loop and a number of instructions. Machine thread.
 */
final class History {
    /** A log gets a line at least after so many instructions, so that a difference can be found. */
    private static final long MARK_INSTRUCTIONS = 1 << 24;

    final Trace trace = new Trace();
    private final Journal journal;
    private final Replay replay;
    private long turn;
    private long instructions;
    private long marked;
    private boolean ended;
    private String difference;

    /** @param journal null when nothing is written @param replay null when nothing is replayed */
    History(Journal journal, Replay replay) {
        this.journal = journal;
        this.replay = replay;
    }

    boolean replays() {
        return replay != null;
    }

    Replay replay() {
        return replay;
    }

    /** Takes note of how far the machine is. */
    void at(long executed) {
        instructions = executed;
    }

    /** A pass of the loop begins. @param skipped time in which nobody ran */
    void turn(long skipped) {
        turn++;
        trace.mix(turn);
        trace.mix(instructions);
        trace.mix(skipped);
        if (journal != null && instructions - marked >= MARK_INSTRUCTIONS) {
            marked = instructions;
            journal.write(entry(Entry.Kind.MARK, "", new byte[0]));
        }
    }

    private Entry entry(Entry.Kind kind, String text, byte[] data) {
        return new Entry(turn, instructions, trace.toString(), kind, text, data);
    }

    /** Something has come from outside. */
    void note(Entry.Kind kind, String text, byte[] data) {
        if (journal != null) {
            journal.write(entry(kind, text, data));
        }
        if (kind != Entry.Kind.MARK && kind != Entry.Kind.END) {
            trace.event(kind.word(), text, data);
        }
    }

    /** Asks the host, or the log. */
    byte[] ask(String question, Supplier<byte[]> host) {
        if (replay == null) {
            byte[] answer = host.get();
            note(Entry.Kind.ASK, question, answer);
            return answer;
        }
        Entry next = replay.next();
        if (difference != null || next == null || next.kind() != Entry.Kind.ASK || !next.text().equals(question)) {
            differs("the machine asks for '" + question + "', the log has " + shown(next));
            return new byte[0];
        }
        take(next);
        return next.data();
    }

    /** In a replay: what the log lets in here, null for nothing. It is still to be {@link #take taken}. */
    Entry due() {
        Entry next = replay.next();
        while (next != null && next.kind() == Entry.Kind.MARK && here(next)) {
            take(next);
            next = replay.next();
        }
        check();
        if (next == null) {
            if (!ended) {
                differs("it ends here, at instruction " + instructions + ", and the machine does not");
                check();
            }
            return null;
        }
        if (next.kind() != Entry.Kind.ASK && here(next)) {
            return next;
        }
        if (next.turn() < turn || next.turn() == turn && next.kind() != Entry.Kind.ASK) {
            differs("at instruction " + instructions + " the log has " + shown(next));
            check();
        }
        return null;
    }

    private boolean here(Entry entry) {
        return entry.turn() == turn && entry.instructions() == instructions;
    }

    /** The entry has had its effect, or is about to. */
    void take(Entry entry) {
        if (!here(entry)) {
            differs("the machine is at instruction " + instructions + ", the log has " + shown(entry));
        } else if (!entry.trace().equals(trace.toString())) {
            Entry before = replay.before();
            differs("the trace at instruction " + instructions + " is " + trace + ", the log says " + entry.trace()
                    + (before == null ? "" : "; something differs behind line " + (replay.line() - 1) + " (" + before.kind().word() + " at "
                    + before.place() + ")"));
        }
        replay.take();
        if (entry.kind() == Entry.Kind.END) {
            ended = true;
        } else {
            note(entry.kind(), entry.text(), entry.data());
        }
    }

    /** The number of instructions at which the pass that has begun ends because of the log; {@link Long#MAX_VALUE} if not. */
    long nextStop() {
        Entry next = replay == null ? null : replay.nextEvent();
        return next == null || next.turn() != turn + 1 ? Long.MAX_VALUE : Math.max(instructions, next.instructions());
    }

    /** Whether the log lets something in at the next pass. */
    boolean continues() {
        Entry next = replay.next();
        return next != null && next.turn() == turn + 1;
    }

    boolean ended() {
        return ended;
    }

    /** Notes the first difference between log and replay. */
    void differs(String what) {
        if (difference == null) {
            difference = "the replay differs from line " + replay.line() + " of the log " + replay.file() + ": " + what;
        }
    }

    /** @throws Divergence when a difference was found */
    void check() {
        if (difference != null) {
            throw new Divergence(difference);
        }
    }

    private static String shown(Entry entry) {
        return entry == null ? "nothing more"
                : entry.kind().word() + (entry.text().isEmpty() ? "" : " '" + entry.text() + "'") + " at " + entry.place();
    }

    /** The machine goes off. @throws MachineException when the log goes on */
    void close() {
        if (replay != null && difference == null && !ended) {
            Entry next = replay.next();
            if (next != null && next.kind() == Entry.Kind.END && here(next)) {
                take(next);
            } else {
                differs("the replay ends at instruction " + instructions + ", the log has " + shown(next));
            }
            check();
        }
        if (journal != null) {
            note(Entry.Kind.END, "", new byte[0]);
            journal.close();
        }
    }
}
