package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;

/** Single calls: results, errors, structures. */
class FileCallsTest {
    private Guest guest;
    private Guest.Actor actor;

    @BeforeEach
    void boot() {
        guest = new Guest();
        actor = guest.process(1);
    }

    @Test
    void openFlags() {
        assertEquals(-Errors.ENOENT, actor.open("/tmp/f", OpenFlags.READ_WRITE, 0));
        assertEquals(3, actor.open("/tmp/f", OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.READ_WRITE, 0666));
        assertEquals(-Errors.EEXIST, actor.open("/tmp/f", OpenFlags.CREATE | OpenFlags.EXCLUSIVE, 0));
        assertEquals(0100644, actor.stat("/tmp/f", true, 16), "umask 022");
        assertEquals(-Errors.EISDIR, actor.open("/tmp", OpenFlags.WRITE_ONLY, 0));
        assertEquals(-Errors.ENOTDIR, actor.open("/tmp/f", OpenFlags.DIRECTORY, 0));
        assertEquals(-Errors.ENOTDIR, actor.open("/tmp/f/", 0, 0));
        assertEquals(0, actor.call(83, "f", "/tmp/l"));
        assertEquals(-Errors.ELOOP, actor.open("/tmp/l", OpenFlags.NO_FOLLOW, 0));
        int a = actor.open("/tmp/l", OpenFlags.APPEND | OpenFlags.WRITE_ONLY, 0);
        actor.write(3, "12345");
        actor.write(a, "67");
        assertEquals("1234567", actor.text("/tmp/f"));
        assertEquals(-Errors.EBADF, actor.write(actor.open("/tmp/f", 0, 0), "x"));
    }

    @Test
    void positionsAndHoles() {
        int fd = actor.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0600);
        assertEquals(10000, actor.call(19, fd, 10000, 0));
        assertEquals(1, actor.write(fd, "x"));
        assertEquals(10001, actor.call(19, fd, 0, 2));
        assertEquals(-Errors.EINVAL, actor.call(19, fd, -1, 0));
        assertEquals(-Errors.EINVAL, actor.call(19, fd, 0, 9));
        assertEquals("\0\0", text(actor, fd, 5000, 2));
        assertEquals(0, actor.call(140, fd, 1, 0, new byte[8], 0));
        assertEquals(1L << 32, actor.doubleWord(actor.arg(3)));
        assertEquals(-Errors.EOVERFLOW, actor.call(19, fd, 0, 1));
        assertEquals(-Errors.EFBIG, actor.write(fd, "x"));
    }

    private static String text(Guest.Actor actor, int fd, int at, int length) {
        int n = actor.call(180, fd, new byte[length], length, 0, at, 0);
        return new String(actor.at(1, n), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void duplicatesShareThePosition() {
        actor.create("/tmp/f", "abcdef");
        int fd = actor.open("/tmp/f", 0, 0);
        int twin = actor.call(41, fd);
        assertEquals("ab", actor.read(fd, 2));
        assertEquals("cd", actor.read(twin, 2));
        assertEquals(100, actor.call(63, fd, 100));
        assertEquals("ef", actor.read(100, 2));
        assertEquals(-Errors.EBADF, actor.call(63, fd, 1024));
        assertEquals(-Errors.EINVAL, actor.call(358, fd, fd, 0));
        assertEquals(50, actor.call(221, fd, 1030, 50));
        assertEquals(1, actor.call(221, 50, 1, 0));
        Guest.Actor child = guest.actor(2, actor.process.files().copy());
        child.call(19, fd, 1, 0);
        assertEquals("bc", actor.read(twin, 2), "fork shares open files");
        Files executed = child.process.files().executed();
        assertTrue(executed.find(50) == null && executed.find(100) != null);
    }

    @Test
    void descriptorsHaveALimit() {
        int last = 0;
        for (int i = 0; i < 1100; i++) {
            int fd = actor.call(41, 0);
            if (fd < 0) {
                assertEquals(-Errors.EMFILE, fd);
                break;
            }
            last = fd;
        }
        assertEquals(1023, last);
        assertEquals(-Errors.EMFILE, actor.open("/tmp/new", OpenFlags.CREATE, 0600));
        assertEquals(-Errors.EMFILE, actor.call(42, new byte[8]));
        assertFalse(actor.names("/tmp").contains("new"));
        assertEquals(0, actor.call(436, 3, -1, 0));
        assertEquals(3, actor.call(41, 0));
        assertEquals(0, guest.half.save().pipes().size());
    }

    @Test
    void statSpeaksOfTheFile() {
        actor.create("/tmp/f", "12345");
        assertEquals(0, actor.call(9, "/tmp/f", "/tmp/g"));
        assertEquals(2, actor.stat("/tmp/g", true, 20));
        assertEquals(5, actor.stat("/tmp/f", true, 48));
        assertEquals(actor.stat("/tmp/f", true, 96), actor.stat("/tmp/g", true, 12));
        assertEquals(0, actor.call(397, Guest.AT, "/tmp/f", 0, 0x7FF, new byte[256]));
        int at = actor.arg(4);
        assertEquals(0100644, actor.word(at + 28) & 0xFFFF);
        assertEquals(5, actor.doubleWord(at + 40));
        assertEquals(-Errors.EFAULT, actor.call(195, "/tmp/f", 0));
        assertEquals(Mode.CHARACTER | 0666, actor.stat("/dev/null", true, 16));
        assertEquals(Mode.device(1, 3), actor.stat("/dev/null", true, 32));
        assertEquals(0, actor.call(348, Guest.AT, "/tmp/f", bytes(100, 5, 200, 7), 0));
        assertEquals(100, actor.stat("/tmp/f", true, 72));
        assertEquals(7, actor.stat("/tmp/f", true, 84));
    }

    private static byte[] bytes(int... words) {
        byte[] bytes = new byte[words.length * 4];
        for (int i = 0; i < words.length; i++) {
            for (int j = 0; j < 4; j++) {
                bytes[4 * i + j] = (byte) (words[i] >>> 8 * j);
            }
        }
        return bytes;
    }

    @Test
    void unlinkedFilesLiveUntilClosed() {
        // abi: note.8.5
        // abi: note.8.5
        actor.create("/tmp/f", "still here");
        int fd = actor.open("/tmp/f", 0, 0);
        actor.call(10, "/tmp/f");
        assertEquals("!2", actor.text("/tmp/f"));
        guest.swap();
        Guest.Actor again = guest.again(actor);
        assertEquals("still here", again.read(fd, 100));
        int before = guest.half.save().nodes().size();
        again.close(fd);
        assertEquals(before - 1, guest.half.save().nodes().size());
    }

    @Test
    void mappedFilesWaitForTheirLastMapping() {
        actor.create("/tmp/f", "program");
        int fd = actor.open("/tmp/f", 0, 0);
        var mapped = guest.half.mapped(actor.process.files(), fd, 5, 2);
        assertEquals(0, mapped.error());
        long id = mapped.vnode().id();
        guest.fake.mapped.add(id);
        actor.close(fd);
        actor.call(10, "/tmp/f");
        guest.swap();
        assertTrue(guest.half.vnode(id).isPresent());
        guest.fake.mapped.clear();
        guest.half.unmapped(id);
        assertTrue(guest.half.vnode(id).isEmpty());
        assertEquals(-Errors.EACCES, guest.half.mapped(actor.process.files(), 1, 1, 1).error(), "standard output is not for reading");
        assertEquals(-Errors.ENODEV, guest.half.mapped(actor.process.files(), 0, 1, 1).error());
        assertEquals(-Errors.EBADF, guest.half.mapped(actor.process.files(), 77, 1, 1).error());
    }

    /** ABI 12.6: the first program finds itself and nothing else. */
    @Test
    void aRootOfItsOwnGoesWithItsLastUser() {
        var before = guest.half.save().nodes();
        Guest.Actor first = guest.actor(50, guest.half.alone("test0", "an image".getBytes()));
        assertEquals("an image", first.text("/test0"));
        assertEquals(0, first.open("/test0", 0, 0), "no descriptor is open at the start");
        assertEquals(-Errors.ENOENT, first.open("/tmp", 0, 0));
        assertEquals(-Errors.ENOENT, first.open("/../../tmp", 0, 0));
        assertEquals(0, first.call(39, "/home", 0755));
        first.create("/home/f", "text");
        assertEquals(-Errors.ENOENT, actor.open("/home/f", 0, 0));
        Guest.Actor child = guest.actor(51, first.process.files().copy());
        first.process.files().release();
        guest.world.all.remove(50);
        guest.swap();
        child = guest.again(child);
        assertEquals("text", child.text("/home/f"));
        child.process.files().release();
        assertEquals(before.size(), guest.half.save().nodes().size());
    }

    /** One key, three worlds: two containers and everybody else. */
    @Test
    void containersHaveSharedMemoryOfTheirOwn() {
        int create = 01600;
        Guest.Actor one = guest.process(50);
        Guest.Actor other = guest.process(60);
        one.process.container(50);
        other.process.container(60);
        int[] ids = {actor.call(307, 77, 4096, create), one.call(307, 77, 4096, create), other.call(307, 77, 4096, create)};
        assertEquals(3, java.util.Arrays.stream(ids).filter(id -> id > 0).distinct().count());
        assertEquals(ids[0], actor.call(307, 77, 4096, 0));
        assertEquals(ids[1], one.call(307, 77, 4096, 0));
        assertEquals(-Errors.EINVAL, other.call(308, ids[1], 0, 0), "nobody removes another container's");
        assertEquals(-Errors.EINVAL, actor.call(308, ids[1], 0, 0));
        int nodes = guest.half.save().nodes().size();
        guest.world.all.remove(50);
        assertEquals(ids[2], other.call(307, 77, 4096, 0));
        assertEquals(nodes - 1, guest.half.save().nodes().size(), "what an ended container has left goes");
        assertEquals(0, other.call(308, ids[2], 0, 0));
        assertEquals(0, actor.call(308, ids[0], 0, 0));
    }

    @Test
    void vectorsAreOneTransfer() {
        int fd = actor.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0600);
        System.arraycopy("one two three".getBytes(), 0, actor.memory, 0x8000, 13);
        assertEquals(13, actor.call(146, fd, bytes(0x8000, 4, 0x8004, 0, 0x8004, 9), 3));
        assertEquals("one two three", actor.text("/tmp/f"));
        assertEquals(7, actor.call(361, fd, bytes(0x9000, 3, 0x9100, 4), 2, 4, 0));
        assertEquals("two", new String(actor.memory, 0x9000, 3));
        assertEquals(" thr", new String(actor.memory, 0x9100, 4));
        assertEquals(-Errors.EINVAL, actor.call(146, fd, bytes(0x8000, 4), 1025));
        assertEquals(-Errors.EINVAL, actor.call(146, fd, bytes(0x8000, -1), 1));
        assertEquals(-Errors.EFAULT, actor.call(146, fd, 0, 1));
        assertEquals(-Errors.EFAULT, actor.call(3, actor.open("/tmp/f", 0, 0), 0, 10));
    }

    @Test
    void aFaultWhileReadingMovesNothing() {
        actor.create("/tmp/f", "abc");
        int fd = actor.open("/tmp/f", 0, 0);
        assertEquals(-Errors.EFAULT, actor.call(3, fd, 0, 3));
        assertEquals("abc", actor.read(fd, 3));
    }

    @Test
    void directoriesListAndStayStableWhileEmptied() {
        for (int i = 0; i < 300; i++) {
            actor.create("/tmp/file" + i, "");
        }
        assertEquals(300, actor.names("/tmp").size());
        int fd = actor.open("/tmp", 0, 0);
        int removed = 0;
        for (int n; (n = actor.call(217, fd, new byte[256], 256)) > 0; ) {
            byte[] entries = actor.at(1, n);
            for (int i = 0; i < n; i += entries[i + 16] & 0xFF) {
                int end = i + 19;
                while (entries[end] != 0) {
                    end++;
                }
                String name = new String(entries, i + 19, end - i - 19);
                removed += name.startsWith("file") && actor.call(10, "/tmp/" + name) == 0 ? 1 : 0;
            }
        }
        assertEquals(300, removed);
        assertEquals(List.of(), actor.names("/tmp"));
        assertEquals(0, actor.call(217, fd, new byte[256], 256));
        assertEquals(0, actor.call(19, fd, 0, 0));
        assertEquals(-Errors.EINVAL, actor.call(217, fd, new byte[16], 16), "no entry fits");
        assertEquals(-Errors.EISDIR, actor.call(3, fd, new byte[4], 4));
    }

    @Test
    void permissionsAreChecked() {
        actor.create("/tmp/f", "secret");
        assertEquals(0, actor.call(15, "/tmp/f", 0600));
        Inode file = guest.half.open(actor.process.files(), Guest.AT, "/tmp/f", 0).error() == -Errors.EACCES ? inode("/tmp/f") : null;
        assertTrue(file != null, "not executable, even for the superuser");
        assertFalse(file.allows(new Who(1000, 1000), Mode.READ));
        assertTrue(file.allows(Who.ROOT, Mode.READ | Mode.WRITE));
        actor.call(212, "/tmp/f", 1000, 1000);
        assertTrue(file.allows(new Who(1000, 5), Mode.READ));
        assertFalse(file.allows(new Who(5, 1000), Mode.READ));
        actor.call(15, "/tmp/f", 0755);
        var found = guest.half.open(actor.process.files(), Guest.AT, "/tmp/../tmp/f", 0);
        assertEquals(0, found.error());
        assertEquals("/tmp/f", found.path());
    }

    private Inode inode(String path) {
        int number = actor.stat(path, true, 12);
        return (Inode) guest.half.vnode(number).orElseThrow();
    }

    @Test
    void extendedAttributesAreKept() {
        actor.create("/tmp/f", "");
        assertEquals(0, actor.call(226, "/tmp/f", "user.a", "value", 5, 0));
        assertEquals(5, actor.call(229, "/tmp/f", "user.a", new byte[10], 10));
        assertEquals(-Errors.ERANGE, actor.call(229, "/tmp/f", "user.a", new byte[2], 2));
        assertEquals(-Errors.ENODATA, actor.call(229, "/tmp/f", "user.b", new byte[2], 2));
        assertEquals(-Errors.EOPNOTSUPP, actor.call(226, "/tmp/f", "system.x", "v", 1, 0));
        guest.swap();
        Guest.Actor again = guest.again(actor);
        assertEquals(7, again.call(232, "/tmp/f", new byte[20], 20));
        assertEquals(0, again.call(235, "/tmp/f", "user.a"));
        assertEquals(0, again.call(232, "/tmp/f", new byte[20], 20));
    }

    @Test
    void aSavedStateIsNotTouchedByWhatFollows() {
        actor.create("/tmp/f", "before ".repeat(2000));
        int fd = actor.open("/tmp/f", OpenFlags.READ_WRITE, 0);
        var state = guest.half.save();
        actor.write(fd, "after");
        actor.call(194, fd, 0, 100, 0);
        assertEquals("after", actor.text("/tmp/f").substring(0, 5));
        FileHalf old = new FileHalf(guest.fake.machine, guest.world);
        old.restore(state);
        byte[] bytes = new byte[14000];
        int number = actor.stat("/tmp/f", true, 12);
        assertEquals(14000, old.vnode(number).orElseThrow().read(0, bytes, 0, 14000));
        assertEquals("before ".repeat(2000), new String(bytes));
    }

    @Test
    void locksStandInOthersWay() {
        actor.create("/tmp/f", "0123456789");
        int fd = actor.open("/tmp/f", OpenFlags.READ_WRITE, 0);
        Guest.Actor other = guest.process(2);
        int same = other.open("/tmp/f", OpenFlags.READ_WRITE, 0);
        byte[] middle = bytes(1, 0, 2, 0, 4, 0, 0, 0);
        assertEquals(0, actor.call(221, fd, 13, middle));
        assertEquals(-Errors.EAGAIN, other.call(221, same, 13, middle));
        assertEquals(0, other.call(221, same, 13, bytes(1, 0, 6, 0, 0, 0, 0, 0)));
        assertEquals(Call.BLOCKED, other.call(221, same, 14, middle));
        byte[] question = bytes(0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(0, other.call(221, same, 12, question));
        assertEquals(1, question[0]);
        assertEquals(2, question[8]);
        assertEquals(4, question[16]);
        assertEquals(1, question[24]);
        actor.close(actor.open("/tmp/f", 0, 0));
        assertEquals(0, other.call(221, same, 13, middle), "closing any descriptor of the file lets go");
        assertEquals(0, actor.call(143, fd, 2));
        assertEquals(-Errors.EAGAIN, other.call(143, same, 2 | 4));
        actor.close(fd);
        assertEquals(0, other.call(143, same, 2 | 4));
    }

    @Test
    void spaceIsBounded() {
        long limit = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 2);
        int fd = actor.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0600);
        assertEquals(-Errors.EFBIG, actor.call(194, fd, 0, (int) (limit + 1), 0));
        assertEquals(0, actor.call(194, fd, 0, (int) limit, 0), "a hole takes no memory");
        assertEquals(0, actor.call(352, fd, 0, 0, 0, 100, 0));
        assertEquals(0, actor.call(194, fd, 0, 0, 0));
        assertEquals(0, actor.call(266, "/tmp", 84, new byte[84]));
    }

    @Test
    void copiesBetweenFiles() {
        actor.create("/tmp/f", "0123456789".repeat(20000));
        int from = actor.open("/tmp/f", 0, 0);
        int to = actor.open("/tmp/g", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0600);
        assertEquals(150000, actor.call(239, to, from, 0, 150000));
        assertEquals(50000, actor.call(391, from, 0, to, 0, 999999, 0));
        assertEquals(actor.text("/tmp/f").hashCode(), actor.text("/tmp/g").hashCode());
        assertEquals(-Errors.EINVAL, actor.call(391, to, 0, to, 0, 10, 0));
    }

    @Test
    void whatProcShows() {
        assertTrue(actor.names("/proc").containsAll(List.of("1", "self", "meminfo", "sys")));
        assertEquals("Linux\n", actor.text("/proc/sys/kernel/ostype"));
        assertTrue(actor.text("/proc/self/stat").startsWith("1 ("));
        assertEquals(52, actor.text("/proc/self/stat").trim().split(" ").length);
        assertEquals(List.of("0", "1", "2", "3"), actor.names("/proc/self/fd"));
        actor.create("/tmp/f", "through the descriptor");
        int fd = actor.open("/tmp/f", 0, 0);
        assertEquals("through the descriptor", actor.text("/proc/self/fd/" + fd));
        assertEquals("through the descriptor", actor.text("/dev/fd/" + fd));
        int n = actor.call(85, "/proc/self/fd/" + fd, new byte[64], 64);
        assertEquals("/tmp/f", new String(actor.at(1, n)));
        assertEquals("!2", actor.text("/proc/99/stat"));
        assertEquals("!2", actor.text("/proc/self/fd/99"));
        assertEquals(-Errors.EPERM, actor.call(39, "/proc/x", 0755));
        assertEquals(-Errors.EBUSY, actor.call(40, "/proc"));
        int text = actor.open("/proc/meminfo", 0, 0);
        String half = actor.read(text, 20);
        guest.swap();
        assertTrue((half + guest.again(actor).read(text, 4000)).contains("MemTotal"));
    }

    @Test
    void currentDirectoryFollowsItsDirectory() {
        actor.call(39, "/tmp/a", 0755);
        actor.call(39, "/tmp/a/b", 0755);
        assertEquals(0, actor.call(12, "/tmp/a/b"));
        assertEquals(0, actor.call(38, "/tmp/a", "/tmp/c"));
        assertEquals(9, actor.call(183, new byte[100], 100));
        assertEquals("/tmp/c/b", new String(actor.at(0, 8)));
        assertEquals(-Errors.ERANGE, actor.call(183, new byte[8], 8));
        assertEquals(0, actor.call(40, "../b"));
        assertEquals(-Errors.ENOENT, actor.call(183, new byte[100], 100));
        assertEquals(-Errors.ENOENT, actor.open("x", OpenFlags.CREATE, 0600));
        assertEquals(-Errors.EINVAL, actor.call(38, "/tmp/c", "/tmp/c/x"));
    }

    @Test
    void rootCanBeChanged() {
        actor.call(39, "/tmp/jail", 0755);
        actor.create("/tmp/jail/f", "in");
        assertEquals(0, actor.call(61, "/tmp/jail"));
        assertEquals(0, actor.call(12, "/"));
        assertEquals("in", actor.text("/../../f"));
        assertEquals("!2", actor.text("/tmp/jail/f"));
    }
}
