package org.zerobench.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** A history that is written, the same one played again, and others. */
class HistoryTest {
    private static final byte[] KEYS = "ls\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;
    private Path log;

    /** Two passes: a request and a question in the first, keys at instruction 1234 in the second. */
    @BeforeEach
    void aLog() {
        log = folder.resolve("log");
        History history = new History(new Journal(log, "option zb.x y\n"), null);
        history.turn(0);
        history.note(Entry.Kind.CHANGE, "start /bin/sh", new byte[0]);
        assertArrayEquals(new byte[] {7}, history.ask("how many?", () -> new byte[] {7}));
        history.at(1234);
        history.turn(0);
        history.note(Entry.Kind.INPUT, "1", KEYS);
        history.at(2000);
        history.turn(0);
        history.close();
    }

    private static Entry due(History history, Entry.Kind kind) {
        Entry entry = history.due();
        assertEquals(kind, entry.kind());
        history.take(entry);
        return entry;
    }

    private History replayTo(long instructions) {
        History history = new History(null, new Replay(log));
        history.turn(0);
        due(history, Entry.Kind.CHANGE);
        assertArrayEquals(new byte[] {7}, history.ask("how many?", () -> new byte[] {8}), "the log's answer, not the host's");
        assertEquals(1234, history.nextStop());
        history.at(instructions);
        history.turn(0);
        return history;
    }

    @Test
    void aReplayComesToTheSameEnd() {
        History history = replayTo(1234);
        assertArrayEquals(KEYS, due(history, Entry.Kind.INPUT).data());
        assertNull(history.due());
        history.at(2000);
        history.turn(0);
        due(history, Entry.Kind.END);
        assertTrue(history.ended());
        history.close();
    }

    @Test
    void anotherPlaceIsFound() {
        Divergence found = assertThrows(Divergence.class, () -> replayTo(1235).due());
        assertTrue(found.getMessage().contains("line 5") && found.getMessage().contains("1235") && found.getMessage().contains("input '1' at instruction 1234"),
                found.getMessage());
    }

    @Test
    void anotherTraceIsFound() {
        History history = replayTo(1234);
        history.trace.mix(1);
        history.take(history.due());
        Divergence found = assertThrows(Divergence.class, history::check);
        assertTrue(found.getMessage().contains("behind line 4 (ask at instruction 0)"), found.getMessage());
    }

    @Test
    void anotherQuestionIsFound() {
        History history = new History(null, new Replay(log));
        history.turn(0);
        due(history, Entry.Kind.CHANGE);
        assertEquals(0, history.ask("how few?", () -> new byte[] {8}).length);
        Divergence found = assertThrows(Divergence.class, history::check);
        assertTrue(found.getMessage().contains("'how few?'") && found.getMessage().contains("'how many?'"), found.getMessage());
    }

    @Test
    void anEarlyEndIsFound() {
        History history = replayTo(1234);
        Divergence found = assertThrows(Divergence.class, history::close);
        assertTrue(found.getMessage().contains("ends at instruction 1234"), found.getMessage());
    }

    @Test
    void aLogThatIsCutOffIsFound() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));
        History history = replayTo(1234);
        history.take(history.due());
        Divergence found = assertThrows(Divergence.class, history::due);
        assertTrue(found.getMessage().contains("it ends here, at instruction 1234"), found.getMessage());
    }

    @Test
    void whatIsNoLogIsRefused() throws IOException {
        Files.writeString(log, "something\n");
        assertTrue(assertThrows(MachineException.class, () -> new Replay(log)).getMessage().contains("is no log"));
        for (String line : List.of("1 2 3", "1 0 0123456789abcdef nonsense x =", "x 0 0123456789abcdef mark x =", "1 0 0123456789abcdef ask x ~AAAA")) {
            Files.writeString(log, Journal.TITLE + "\noption a b\n" + line + "\n");
            String message = assertThrows(MachineException.class, () -> new Replay(log), line).getMessage();
            assertTrue(message.contains("line 3 of the log"), message);
        }
    }

    @Test
    void entriesSurviveTheirLines() {
        long seed = Long.getLong("zb.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(data);
            String text = i % 2 == 0 ? "read 0 4:bin/ä b%+=\n" + i : "";
            Entry entry = new Entry(i, random.nextLong(1L << 40), "%016x".formatted(random.nextLong()), Entry.Kind.values()[i % 8], text, data);
            Entry back = Entry.parse(entry.line());
            assertEquals(entry.line(), back.line(), "seed " + seed);
            assertEquals(text, back.text(), "seed " + seed);
            assertArrayEquals(data, back.data(), "seed " + seed);
        }
    }

    @Test
    void everyRegisterCountsInTheTrace() {
        ThreadContext context = new ThreadContext();
        String before = traced(context, Trap.SupervisorCall.INSTANCE, 5);
        assertEquals(before, traced(context, Trap.SupervisorCall.INSTANCE, 5));
        assertNotEquals(before, traced(context, Trap.SupervisorCall.INSTANCE, 6));
        assertNotEquals(before, traced(context, Trap.Breakpoint.INSTANCE, 5));
        for (int i = 0; i < context.r.length; i++) {
            context.r[i] = 1;
            assertNotEquals(before, traced(context, Trap.SupervisorCall.INSTANCE, 5), "r" + i);
            context.r[i] = 0;
        }
        context.ttbr0 = 0x4000;
        assertNotEquals(before, traced(context, Trap.SupervisorCall.INSTANCE, 5), "another space");
    }

    private static String traced(ThreadContext context, Trap trap, long instructions) {
        Trace trace = new Trace();
        trace.trap(context, trap, instructions);
        return trace.toString();
    }
}
