package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;

/** poll, select, epoll, eventfd, and consoles. */
class WaitingTest {
    private Guest guest;
    private Guest.Actor actor;
    private int reading;
    private int writing;

    @BeforeEach
    void pipe() {
        guest = new Guest();
        actor = guest.process(1);
        actor.call(42, new byte[8]);
        reading = actor.word(actor.arg(0));
        writing = actor.word(actor.arg(0) + 4);
    }

    private static byte[] poll(int... fdsAndEvents) {
        byte[] set = new byte[fdsAndEvents.length * 4];
        for (int i = 0; i < fdsAndEvents.length; i += 2) {
            for (int j = 0; j < 4; j++) {
                set[i * 4 + j] = (byte) (fdsAndEvents[i] >>> 8 * j);
            }
            set[i * 4 + 4] = (byte) fdsAndEvents[i + 1];
        }
        return set;
    }

    @Test
    void pollTellsWhatIsReady() {
        byte[] set = poll(reading, 1, writing, 4, 77, 1, -1, 1);
        assertEquals(2, actor.call(168, set, 4, -1));
        assertEquals(List.of(0, 4, 32, 0), List.of((int) set[6], (int) set[14], (int) set[22], (int) set[30]));
        set = poll(reading, 1);
        assertEquals(Call.BLOCKED, actor.call(168, set, 1, 1000));
        actor.write(writing, "x");
        assertEquals(1, actor.call(168, set, 1, 1000));
        actor.read(reading, 1);
        assertEquals(0, actor.call(168, set, 1, 0));
        assertEquals(Call.BLOCKED, actor.call(168, set, 1, 1000));
        assertEquals(0, actor.retry(true));
        actor.close(writing);
        assertEquals(1, actor.call(168, set, 1, -1));
        assertEquals(OpenFile.HANG_UP, set[6]);
        assertEquals(-Errors.EINVAL, actor.call(168, set, 5000, 0));
        assertEquals(-Errors.EFAULT, actor.call(168, 0, 5, 0));
    }

    @Test
    void selectMarksBits() {
        byte[] read = {(byte) (1 << reading), 0, 0, 0};
        byte[] write = {(byte) (1 << writing), 0, 0, 0};
        assertEquals(1, actor.call(142, writing + 1, read, write, 0, 0));
        assertEquals(0, read[0]);
        assertEquals(1 << writing, write[0]);
        actor.write(writing, "x");
        read[0] = (byte) (1 << reading);
        assertEquals(2, actor.call(142, writing + 1, read, write, 0, 0));
        assertEquals(-Errors.EBADF, actor.call(142, 32, new byte[] {0, 0, 0, 64}, 0, 0, 0));
    }

    private int watch(int set, int fd, int events, int data) {
        byte[] event = new byte[16];
        for (int i = 0; i < 4; i++) {
            event[i] = (byte) (events >>> 8 * i);
        }
        event[8] = (byte) data;
        return actor.call(251, set, 1, fd, event);
    }

    private int await(int set) {
        return actor.call(252, set, new byte[64], 4, 0);
    }

    @Test
    void epollRemembersWhatIsWatched() {
        int set = actor.call(357, 0);
        assertEquals(0, watch(set, reading, 1, 42));
        assertEquals(-Errors.EEXIST, watch(set, reading, 1, 42));
        assertEquals(-Errors.EPERM, watch(set, actor.open("/etc/passwd", 0, 0), 1, 0));
        assertEquals(-Errors.EINVAL, watch(set, set, 1, 0));
        assertEquals(0, await(set));
        actor.write(writing, "x");
        assertEquals(1, await(set));
        assertEquals(42, actor.memory[actor.arg(1) + 8]);
        assertEquals(1, await(set), "level-triggered: told again");
        guest.swap();
        actor = guest.again(actor);
        assertEquals(1, await(set));
        actor.close(reading);
        assertEquals(0, await(set), "closed descriptors are forgotten");
    }

    @Test
    void edgesAndOneShotsAreToldOnce() {
        int set = actor.call(357, 0);
        watch(set, reading, 1 | PollFile.EDGE, 1);
        actor.write(writing, "x");
        assertEquals(1, await(set));
        assertEquals(0, await(set));
        actor.write(writing, "y");
        assertEquals(1, await(set));
        int once = actor.call(357, 0);
        watch(once, reading, 1 | PollFile.ONE_SHOT, 1);
        assertEquals(1, await(once));
        actor.write(writing, "z");
        assertEquals(0, await(once));
    }

    @Test
    void setsOfSetsEnd() {
        int a = actor.call(357, 0);
        int b = actor.call(357, 0);
        watch(a, b, 1, 1);
        watch(b, a, 1, 2);
        assertEquals(0, await(a));
        watch(b, reading, 1, 3);
        actor.write(writing, "x");
        assertEquals(1, await(a));
    }

    @Test
    void eventCounters() {
        int fd = actor.call(356, 3, OpenFlags.NONBLOCK);
        assertEquals(8, actor.call(4, fd, new byte[] {4, 0, 0, 0, 0, 0, 0, 0}, 8));
        byte[] value = new byte[8];
        assertEquals(8, actor.call(3, fd, value, 8));
        assertEquals(7, value[0]);
        assertEquals(-Errors.EAGAIN, actor.call(3, fd, value, 8));
        assertEquals(-Errors.EINVAL, actor.call(3, fd, value, 4));
        assertEquals(-Errors.EINVAL, actor.call(4, fd, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, 8));
    }

    @Test
    void plainConsolesAreStreams() {
        guest.console().input = "line one\nline two\n".getBytes();
        assertEquals(-Errors.ENOTTY, actor.call(54, 0, 0x5401, new byte[60]));
        assertEquals("line one\nline two\n", actor.read(0, 100));
        assertEquals("blocked", actor.read(0, 100));
        guest.console().ended = true;
        guest.half.consoleReady(0);
        assertEquals(List.of(1), guest.world.woken);
        assertEquals("", actor.read(0, 100));
        assertEquals(3, actor.write(1, "out"));
        assertEquals("out", guest.console().out.toString());
        assertEquals(-Errors.EBADF, actor.write(0, "x"));
    }

    @Test
    void terminalsHaveModes() {
        guest.console().terminal = true;
        actor = guest.process(1);
        byte[] modes = new byte[36];
        assertEquals(0, actor.call(54, 0, 0x5401, modes));
        guest.console().input = "one\ntwo\n".getBytes();
        assertEquals("one\n", actor.read(0, 100), "a line at a time");
        assertEquals("two\n", actor.read(0, 100));
        modes[12] &= ~(Terminal.LINES | Terminal.ECHO);
        assertEquals(0, actor.call(54, 0, 0x5402, modes));
        assertFalse(guest.console().lines);
        assertEquals(0, actor.call(54, 0, 0x540F, new byte[4]));
        guest.console().input = new byte[] {'a', 3, '\r'};
        assertEquals("a\n", actor.read(0, 100));
        assertEquals(List.of("group 1 signal 2"), guest.world.signals);
        guest.swap();
        actor = guest.again(actor);
        byte[] after = new byte[36];
        actor.call(54, 0, 0x5401, after);
        assertEquals(List.of(modes[12], modes[13]), List.of(after[12], after[13]));
        assertEquals(0, actor.call(54, 0, 0x5413, new byte[8]));
        assertEquals(30 | 100 << 16, actor.word(actor.arg(2)));
        assertTrue(actor.open("/dev/tty", OpenFlags.READ_WRITE, 0) >= 0);
    }

    @Test
    void aKeyThatIsASignalIsNotInputAndMoreIsAskedFor() {
        guest.console().terminal = true;
        actor = guest.process(1);
        byte[] modes = new byte[36];
        actor.call(54, 0, 0x5401, modes);
        modes[12] &= ~(Terminal.LINES | Terminal.ECHO);
        assertEquals(0, actor.call(54, 0, 0x5402, modes));
        guest.console().input = new byte[] {3};
        assertEquals("blocked", actor.read(0, 100));
        assertEquals(List.of("group 1 signal 2"), guest.world.signals);
        assertTrue(guest.console().wanted, "the next key would never come");
        guest.console().input = new byte[] {'b'};
        assertEquals("b", actor.read(0, 100));
    }

    @Test
    void backgroundReadersAreStopped() {
        guest.console().terminal = true;
        actor = guest.process(1);
        actor.call(54, 0, 0x540F, new byte[4]);
        guest.process(5);
        assertEquals(0, actor.call(54, 0, 0x5410, new byte[] {5, 0, 0, 0}));
        assertEquals("blocked", actor.read(0, 10));
        assertEquals(List.of("group 1 signal 21"), guest.world.signals);
    }
}
