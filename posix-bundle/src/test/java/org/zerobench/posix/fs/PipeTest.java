package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;

/** Pipes, named pipes, socket pairs: what POSIX says of read and write on them. */
class PipeTest {
    private Guest guest;
    private Guest.Actor actor;
    private int reading;
    private int writing;

    @BeforeEach
    void pipe() {
        guest = new Guest();
        actor = guest.process(1);
        open(0);
    }

    private void open(int flags) {
        assertEquals(0, actor.call(359, new byte[8], flags));
        reading = actor.word(actor.arg(0));
        writing = actor.word(actor.arg(0) + 4);
    }

    @Test
    void bytesComeInOrderAndReadersWait() {
        assertEquals("blocked", actor.read(reading, 10));
        assertEquals(5, actor.write(writing, "hello"));
        assertEquals(1, guest.world.woken.size());
        assertEquals("hel", actor.read(reading, 3));
        assertEquals("lo", actor.read(reading, 100));
    }

    @Test
    void theEndComesWithTheLastWriter() {
        int second = actor.call(41, writing);
        assertEquals(2, actor.write(writing, "ab"));
        actor.close(writing);
        assertEquals("ab", actor.read(reading, 10));
        assertEquals("blocked", actor.read(reading, 10));
        actor.close(second);
        assertEquals("", actor.read(reading, 10));
    }

    @Test
    void withoutReadersAWriterGetsItsSignal() {
        actor.close(reading);
        assertEquals(-Errors.EPIPE, actor.write(writing, "x"));
        assertEquals(13, actor.raised);
    }

    @Test
    void aWriterThatWaitsLearnsThatItsReaderIsGone() {
        assertEquals(Call.BLOCKED, actor.write(writing, "x".repeat(70000)));
        assertEquals(65536, actor.progress());
        Guest.Actor reader = guest.actor(2, actor.process.files().copy());
        actor.process.files().close(reading);
        reader.close(writing);
        assertEquals("x".repeat(1000), reader.read(reading, 1000));
        assertEquals(Call.BLOCKED, actor.retry(false));
        assertEquals(66536, actor.progress());
        reader.close(reading);
        assertEquals(66536, actor.retry(false));
        assertEquals(13, actor.raised);
    }

    @Test
    void smallWritesAreWhole() {
        actor.call(221, writing, 4, OpenFlags.NONBLOCK);
        assertEquals(65536 - 100, actor.write(writing, "x".repeat(65536 - 100)));
        assertEquals(-Errors.EAGAIN, actor.write(writing, "y".repeat(4096)), "4096 bytes do not fit: none may be taken");
        assertEquals(100, actor.write(writing, "y".repeat(4097)), "a longer write is split");
        assertEquals(-Errors.EAGAIN, actor.write(writing, "z"));
    }

    @Test
    void nonBlockingReadersGetAnError() {
        open(OpenFlags.NONBLOCK);
        assertEquals("!" + Errors.EAGAIN, actor.read(reading, 1));
        actor.close(writing);
        assertEquals("", actor.read(reading, 1));
    }

    @Test
    void wrongEndsAndPositionsAreRefused() {
        assertEquals("!" + Errors.EBADF, actor.read(writing, 1));
        assertEquals(-Errors.EBADF, actor.write(reading, "x"));
        assertEquals(-Errors.ESPIPE, actor.call(19, reading, 0, 0));
        assertEquals(-Errors.ESPIPE, actor.call(180, reading, new byte[1], 1, 0, 0, 0));
        assertEquals("!" + Errors.EBADF, actor.read(99, 1));
    }

    @Test
    void capacityCanBeSet() {
        assertEquals(65536, actor.call(221, writing, 1032, 0));
        assertEquals(8192, actor.call(221, writing, 1031, 5000));
        actor.call(221, writing, 4, OpenFlags.NONBLOCK);
        assertEquals(8192, actor.write(writing, "x".repeat(20000)));
        assertEquals(-Errors.EBUSY, actor.call(221, writing, 1031, 4096));
        assertEquals(-Errors.EPERM, actor.call(221, writing, 1031, 1 << 30));
    }

    @Test
    void randomTrafficArrivesUnchangedAcrossSwaps() {
        long seed = Long.getLong("zb.seed", System.nanoTime());
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        actor.call(221, writing, 4, OpenFlags.NONBLOCK);
        actor.call(221, reading, 4, OpenFlags.NONBLOCK);
        for (int i = 0; i < 2000; i++) {
            if (random.nextBoolean()) {
                byte[] bytes = new byte[random.nextInt(9000)];
                random.nextBytes(bytes);
                int n = actor.call(4, writing, bytes, bytes.length);
                if (n > 0) {
                    sent.write(bytes, 0, n);
                }
            } else {
                byte[] bytes = new byte[random.nextInt(9000)];
                int n = actor.call(3, reading, bytes, bytes.length);
                if (n > 0) {
                    received.write(bytes, 0, n);
                }
            }
            if (i % 100 == 0) {
                guest.swap();
                actor = guest.again(actor);
            }
        }
        byte[] rest = new byte[65536];
        received.write(rest, 0, Math.max(0, actor.call(3, reading, rest, rest.length)));
        assertEquals(java.util.HexFormat.of().formatHex(sent.toByteArray()), java.util.HexFormat.of().formatHex(received.toByteArray()), "-Dzb.seed=" + seed);
        assertTrue(sent.size() > 100_000);
    }

    @Test
    void namedPipesBringTheirEndsTogether() {
        assertEquals(0, actor.call(14, "/fifo", Mode.FIFO | 0600, 0));
        Guest.Actor other = guest.process(2);
        assertEquals(-Errors.ENXIO, other.open("/fifo", OpenFlags.WRITE_ONLY | OpenFlags.NONBLOCK, 0));
        assertEquals(Call.BLOCKED, actor.open("/fifo", OpenFlags.READ_ONLY, 0));
        int fd = other.open("/fifo", OpenFlags.WRITE_ONLY, 0);
        assertTrue(fd >= 0);
        // the reader was let in but has not come back yet: its writer may be gone by then
        assertEquals(3, other.write(fd, "abc"));
        other.close(fd);
        int end = actor.retry(false);
        assertTrue(end >= 0);
        assertEquals("abc", actor.read(end, 10));
        assertEquals("", actor.read(end, 10));
    }

    @Test
    void aWaitingWriterMeetsItsReader() {
        assertEquals(0, actor.call(14, "/fifo", Mode.FIFO | 0600, 0));
        Guest.Actor other = guest.process(2);
        assertEquals(Call.BLOCKED, other.open("/fifo", OpenFlags.WRITE_ONLY, 0));
        int end = actor.open("/fifo", OpenFlags.READ_ONLY, 0);
        assertTrue(end >= 0);
        int fd = other.retry(false);
        assertEquals(2, other.write(fd, "hi"));
        assertEquals("hi", actor.read(end, 10));
    }

    @Test
    void socketPairsTalkBothWays() {
        assertEquals(0, actor.call(288, 1, 1, 0, new byte[8]));
        int a = actor.word(actor.arg(3));
        int b = actor.word(actor.arg(3) + 4);
        assertEquals(4, actor.write(a, "ping"));
        assertEquals(4, actor.write(b, "pong"));
        assertEquals("ping", actor.read(b, 10));
        assertEquals("pong", actor.read(a, 10));
        assertEquals(0, actor.call(293, a, 1));
        assertEquals("", actor.read(b, 10));
        assertEquals(2, actor.write(b, "ok"));
        actor.close(a);
        assertEquals(-Errors.EPIPE, actor.call(289, b, "x", 1, 0x4000));
        assertEquals(0, actor.raised, "MSG_NOSIGNAL");
        assertEquals(-Errors.EAFNOSUPPORT, actor.call(281, 2, 1, 0));
        assertEquals(-Errors.ENOTSOCK, actor.call(293, reading, 1));
    }

    @Test
    void nothingIsLeftBehind() {
        for (int i = 0; i < 200; i++) {
            open(0);
            actor.write(writing, "x");
            actor.close(reading);
            actor.close(writing);
        }
        assertEquals(1, guest.half.save().pipes().size(), "only the pipe made before the test");
    }
}
