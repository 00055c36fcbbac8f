package org.zerobench.pager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.api.kernel.Errors.EACCES;
import static org.zerobench.api.kernel.Errors.EBADF;
import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ENOSYS;
import static org.zerobench.api.kernel.Errors.ENXIO;
import static org.zerobench.api.kernel.Errors.EOVERFLOW;
import static org.zerobench.api.kernel.Errors.EPERM;
import static org.zerobench.api.pager.Protection.ANONYMOUS;
import static org.zerobench.api.pager.Protection.FIXED;
import static org.zerobench.api.pager.Protection.FIXED_NOREPLACE;
import static org.zerobench.api.pager.Protection.GROWSDOWN;
import static org.zerobench.api.pager.Protection.NORESERVE;
import static org.zerobench.api.pager.Protection.PRIVATE;
import static org.zerobench.api.pager.Protection.READ;
import static org.zerobench.api.pager.Protection.SHARED;
import static org.zerobench.api.pager.Protection.WRITE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.pager.Replacement;

/** One rule at a time. */
class DirectedTest {
    private static final int PAGE = 4096;
    private static final int BASE = 0x10000000;
    private static final int RW = READ | WRITE;

    private static Rig rig(int frames) {
        return opened(new Rig(frames));
    }

    private static Rig opened(Rig rig) {
        rig.boot(new Fifo());
        rig.openSpace(1);
        rig.pager.open(1, 0x20000000, 0x30000000);
        return rig;
    }

    private static int anonymous(Rig rig, int pages) {
        return rig.pager.map(1, BASE, pages * PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0);
    }

    private static int error(Rig rig, int address) {
        return assertThrows(Rig.Refused.class, () -> rig.store(1, address, (byte) 1)).error;
    }

    @Test
    void wrongArgumentsAreErrors() {
        Rig rig = rig(64);
        FakeVnode file = rig.file(7, PAGE);
        Pager pager = rig.pager;
        assertEquals(-EINVAL, pager.map(1, 0, 0, RW, PRIVATE | ANONYMOUS, null, 0));
        assertEquals(-EINVAL, pager.map(1, 0, PAGE, RW, ANONYMOUS, null, 0));
        assertEquals(-EINVAL, pager.map(1, 0, PAGE, RW, PRIVATE, file, 17));
        assertEquals(-EINVAL, pager.map(1, 0, PAGE, RW, PRIVATE, file, -PAGE));
        assertEquals(-EOVERFLOW, pager.map(1, 0, PAGE, RW, PRIVATE, file, 1L << 32));
        assertEquals(-EBADF, pager.map(1, 0, PAGE, RW, PRIVATE, null, 0));
        assertEquals(-EINVAL, pager.map(1, BASE + 1, PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0));
        assertEquals(-EPERM, pager.map(1, 0, PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0));
        assertEquals(-ENOMEM, pager.map(1, 0xFF000000, PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0));
        assertEquals(-ENOMEM, pager.map(1, 0xEFFFF000, 2 * PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0));
        assertEquals(0xF8100000, pager.map(1, 0xF8100000, PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0));
        assertEquals(-ENOMEM, pager.map(1, 0, 0xFFFFFFFF, RW, PRIVATE | ANONYMOUS, null, 0));
        assertEquals(BASE, anonymous(rig, 4));
        assertEquals(-EEXIST, pager.map(1, BASE + PAGE, PAGE, RW, PRIVATE | ANONYMOUS | FIXED_NOREPLACE, null, 0));
        assertEquals(-EINVAL, pager.unmap(1, BASE + 5, PAGE));
        assertEquals(-EINVAL, pager.unmap(1, BASE, 0));
        assertEquals(-ENOMEM, pager.protect(1, BASE, 5 * PAGE, READ));
        assertEquals(-EFAULT, pager.touch(99, BASE, false));
        assertEquals(-EFAULT, pager.remap(1, BASE, 5 * PAGE, 6 * PAGE, true));
        assertEquals(0x20000000, pager.map(1, 0x20000000, PAGE, RW, PRIVATE | ANONYMOUS, null, 0), "a free hint is followed");
    }

    @Test
    void onlyPageFaultsAreAnswered() {
        Rig rig = rig(64);
        anonymous(rig, 1);
        int[] answer = new int[1];
        Object message = new Object() {
            Request.Kind kind() {
                return Request.Kind.MESSAGE;
            }

            void reply(int word) {
                answer[0] = word;
            }
        };
        rig.pager.handle(Fake.of(Request.class, message));
        assertEquals(-ENOSYS, answer[0]);
        Object alignment = new Object() {
            Request.Kind kind() {
                return Request.Kind.PAGE_FAULT;
            }

            int space() {
                return 1;
            }

            Fault fault() {
                return new Fault(BASE, 0x8000, false, false, 1, 0);
            }

            void reply(int word) {
                answer[0] = word;
            }
        };
        rig.pager.handle(Fake.of(Request.class, alignment));
        assertEquals(-EFAULT, answer[0], "an alignment fault is not cured by a page");
    }

    @Test
    void aStackGrowsToItsLimitAndNotIntoOthers() throws Rig.Refused {
        Rig rig = rig(64);
        int top = 0x40000000;
        rig.pager.map(1, top - 2 * PAGE, 2 * PAGE, RW, PRIVATE | ANONYMOUS | FIXED | GROWSDOWN, null, 0);
        rig.store(1, top - 100 * PAGE, (byte) 1);
        assertEquals(top - 100 * PAGE, rig.pager.areas(1).getFirst().start());
        assertEquals("[stack]", rig.pager.areas(1).getFirst().name());
        assertEquals(-EFAULT, error(rig, top - Mappings.STACK_PAGES * PAGE - 1));
        rig.pager.map(1, top - 200 * PAGE, PAGE, RW, PRIVATE | ANONYMOUS | FIXED, null, 0);
        assertEquals(-EFAULT, error(rig, top - 198 * PAGE));
        rig.store(1, top - (199 - Mappings.STACK_GUARD) * PAGE, (byte) 1);
    }

    @Test
    void promisesAreKeptAndNotExceeded() {
        Rig rig = new Rig(64);
        rig.options.put("store", "256K");
        opened(rig);
        int limit = 64 - 16 + 64;
        Pager pager = rig.pager;
        assertEquals(-ENOMEM, anonymous(rig, limit + 1));
        assertEquals(BASE, anonymous(rig, limit));
        pager.breakStart(1, 0x8000000);
        assertEquals(0x8000000, pager.brk(1, 0x8000000 + PAGE), "the break stays");
        assertEquals(-ENOMEM, pager.map(1, 0, PAGE, RW, SHARED | ANONYMOUS, null, 0));
        int readOnly = pager.map(1, 0, PAGE, READ, PRIVATE | ANONYMOUS, null, 0);
        assertFalse(Pager.failed(readOnly), "what is not written costs nothing");
        assertEquals(-ENOMEM, pager.protect(1, readOnly, PAGE, RW));
        assertFalse(Pager.failed(pager.map(1, 0, PAGE, RW, PRIVATE | ANONYMOUS | NORESERVE, null, 0)));
        rig.openSpace(2);
        pager.open(2, 0, 0);
        assertEquals(-ENOMEM, pager.fork(1, 2));
        assertEquals(List.of(), pager.areas(2));
        assertEquals(0, pager.unmap(1, BASE, (limit / 2 + 2) * PAGE));
        assertEquals(0, pager.fork(1, 2));
        rig.openSpace(3);
        rig.pager.open(3, 0, 0);
        rig.swap(new Fifo());
        assertEquals(-ENOMEM, rig.pager.fork(2, 3), "the swap has forgotten what was promised");
        rig.pager.close(2);
        assertEquals(0x8000000 + PAGE, rig.pager.brk(1, 0x8000000 + PAGE));
    }

    /** Every promised page can be written: RAM and store are filled to the last page. */
    @Test
    void theLastPromisedPageIsThere() throws Rig.Refused {
        Rig rig = new Rig(64);
        rig.options.put("store", "256K");
        opened(rig);
        int pages = 64 - 16 + 64;
        anonymous(rig, pages);
        for (int i = 0; i < pages; i++) {
            rig.store(1, BASE + i * PAGE, (byte) i);
        }
        for (int i = 0; i < pages; i++) {
            assertEquals((byte) i, rig.load(1, BASE + i * PAGE, 1)[0]);
        }
        assertEquals(List.of(), rig.reports);
    }

    /** Without promises the store may run full: the one who asks is told, the others keep what they have. */
    @Test
    void aFullStoreIsOutOfMemoryForWhoAsks() throws Rig.Refused {
        // abi: note.8.16
        Rig rig = new Rig(40);
        rig.options.put("store", "0");
        opened(rig);
        rig.pager.map(1, BASE, 100 * PAGE, RW, PRIVATE | ANONYMOUS | FIXED | NORESERVE, null, 0);
        int i = 0;
        while (rig.pager.touch(1, BASE + i * PAGE, true) == 0) {
            rig.store(1, BASE + i * PAGE, (byte) i);
            i++;
        }
        assertEquals(39, i);
        assertEquals(-ENOMEM, error(rig, BASE + i * PAGE));
        for (int n = 0; n < i; n++) {
            assertEquals((byte) n, rig.load(1, BASE + n * PAGE, 1)[0]);
        }
        rig.pager.unmap(1, BASE, PAGE);
        rig.store(1, BASE + i * PAGE, (byte) 1);
    }

    @Test
    void aBrokenStoreHurtsOnlyWhoNeedsIt() throws Rig.Refused {
        Rig rig = rig(40);
        FakeVnode file = rig.file(3, 8 * PAGE);
        anonymous(rig, 60);
        for (int i = 0; i < 25; i++) {
            rig.store(1, BASE + i * PAGE, (byte) i);
        }
        PagerState s = rig.pager.save();
        Pager broken = new VirtualMemory(rig.machine, new Fifo(), "fifo");
        broken.restore(new PagerState(s.memory(), s.zeroFrame(), new PagerState.Store("/nonexistent/store", s.store().pages()), s.spaces(),
                s.shared(), s.pages(), s.faults(), s.evictions(), s.storeReads()));
        rig.pager = broken;
        int mapped = broken.map(1, 0, 8 * PAGE, READ, PRIVATE, file, 0);
        for (int i = 0; i < 8; i++) {
            rig.load(1, mapped + i * PAGE, 1);
        }
        int written = 25;
        while (broken.touch(1, BASE + written * PAGE, true) == 0) {
            written++;
        }
        assertTrue(written >= 31, "clean pages could have gone, but only " + written + " were written");
        assertEquals(-EIO, error(rig, BASE + written * PAGE));
        for (int i = 0; i < 25; i++) {
            assertEquals((byte) i, rig.load(1, BASE + i * PAGE, 1)[0]);
        }
        assertEquals(1, rig.reports.size(), "one line for the person");
    }

    /** What comes back from the store after the file behind it has gone is an error, not zeros. */
    @Test
    void aLostStoreIsAnError() {
        Rig rig = rig(40);
        anonymous(rig, 80);
        for (int i = 0; i < 80; i++) {
            assertEquals(0, rig.pager.touch(1, BASE + i * PAGE, true));
        }
        PagerState s = rig.pager.save();
        assertFalse(s.store().path().isEmpty());
        rig.pager.retire();
        assertTrue(new java.io.File(s.store().path()).delete());
        assertEquals(-EIO, rig.pager.touch(1, BASE, false));
    }

    @Test
    void aBigProgramInASmallMachineAcrossSwaps() throws Rig.Refused {
        Rig rig = rig(64);
        int pages = 640;
        anonymous(rig, pages);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < pages; i++) {
                int address = BASE + i * PAGE;
                if (round > 0) {
                    assertArrayEquals(new byte[] {(byte) i, (byte) (i >> 8), (byte) (round - 1)}, rig.load(1, address + 5, 3));
                }
                rig.store(1, address + 5, (byte) i, (byte) (i >> 8), (byte) round);
                if (i % 100 == 0) {
                    rig.swap(Policies.make(Policies.NAMES.get(i / 100 % Policies.NAMES.size())));
                }
            }
        }
        assertTrue(rig.pager.frameUse().stored() > 500);
    }

    @Test
    void filesThatEndOrBreakUnderTheirMappings() throws Rig.Refused {
        Rig rig = rig(128);
        FakeVnode file = rig.file(9, 2 * PAGE + 10);
        int at = rig.pager.map(1, 0, 8 * PAGE, RW, SHARED, file, 0);
        rig.load(1, at, 8);
        assertEquals(-ENXIO, error(rig, at + 3 * PAGE));
        file.broken = true;
        assertEquals(0, rig.pager.touch(1, at + 2 * PAGE, false), "it was read along with the others");
        int again = rig.pager.map(1, 0, PAGE, RW, SHARED, rig.file(10, PAGE), 0);
        rig.files.get(10L).broken = true;
        assertEquals(-EIO, error(rig, again));
        int gone = rig.pager.map(1, 0, PAGE, RW, SHARED, rig.file(11, PAGE), 0);
        rig.files.remove(11L);
        assertEquals(-EIO, error(rig, gone));
        assertEquals("(gone)", rig.pager.areas(1).stream().filter(a -> a.inode() == 11).findFirst().orElseThrow().name());
    }

    /** What a mapping stored behind a file's end is nobody's contents when the file grows over it. */
    @Test
    void theGapOfAGrowingFileIsZero() throws Rig.Refused {
        Rig rig = rig(64);
        FakeVnode file = rig.file(9, 100);
        int at = rig.pager.map(1, 0, PAGE, RW, SHARED, file, 0);
        rig.store(1, at + 200, (byte) 77);
        assertEquals(1, rig.pager.write(file, 1000, new byte[] {5}, 0, 1));
        byte[] back = new byte[901];
        assertEquals(901, rig.pager.read(file, 100, back, 0, 901));
        byte[] expected = new byte[901];
        expected[900] = 5;
        assertArrayEquals(expected, back);
    }

    @Test
    void aFileIsForgottenWhenItsLastMappingHasGone() throws Rig.Refused {
        Rig rig = rig(64);
        FakeVnode file = rig.file(5, 3 * PAGE);
        assertTrue(rig.pager.forget(file), "never heard of it");
        int at = rig.pager.map(1, 0, 3 * PAGE, RW, SHARED, file, 0);
        rig.store(1, at + PAGE, (byte) 42);
        assertFalse(rig.pager.forget(file));
        rig.pager.unmap(1, at, PAGE);
        assertEquals(List.of(), rig.unmapped);
        rig.pager.unmap(1, at + PAGE, 2 * PAGE);
        assertEquals(List.of(5L), rig.unmapped);
        assertEquals(42, file.bytes()[PAGE], "written back when the last mapping went");
        assertTrue(rig.pager.frameUse().file() > 0, "still cached");
        assertTrue(rig.pager.forget(file));
        assertEquals(0, rig.pager.frameUse().file());
    }

    @Test
    void aKernelWithoutRoomForTablesIsOutOfMemory() throws Rig.Refused {
        Rig rig = rig(64);
        anonymous(rig, 8);
        rig.store(1, BASE, (byte) 1);
        rig.tableLimit = 1;
        int free = rig.pager.frameUse().free();
        assertEquals(-ENOMEM, error(rig, BASE + PAGE));
        assertEquals(free, rig.pager.frameUse().free(), "a frame is lost");
        rig.tableLimit = 100;
        rig.store(1, BASE + PAGE, (byte) 1);
    }

    @Test
    void framesAreAnnouncedBeforeTheyAreWritten() throws Rig.Refused {
        Rig rig = rig(64);
        anonymous(rig, 1);
        rig.announced.clear();
        rig.store(1, BASE, (byte) 1);
        assertTrue(rig.announced.contains(rig.tables.get(1).get(BASE >>> 12).frame));
    }

    @Test
    void protectionIsObeyed() throws Rig.Refused {
        Rig rig = rig(64);
        anonymous(rig, 2);
        rig.store(1, BASE, (byte) 1);
        rig.pager.protect(1, BASE, PAGE, READ);
        assertEquals(-EACCES, error(rig, BASE));
        assertEquals(-EACCES, assertThrows(Rig.Refused.class, () -> rig.execute(1, BASE)).error);
        rig.pager.protect(1, BASE, PAGE, 0);
        assertEquals(-EACCES, assertThrows(Rig.Refused.class, () -> rig.load(1, BASE, 1)).error);
        rig.pager.protect(1, BASE, PAGE, RW);
        assertEquals(1, rig.load(1, BASE, 1)[0], "PROT_NONE keeps the contents");
        assertEquals(1, rig.pager.areas(1).size(), "equal neighbours are one area again");
    }

    /** Copying after a fork and its end: the parent alone again writes without a copy. */
    @Test
    void aForkThatEndsCostsNoCopies() throws Rig.Refused {
        Rig rig = rig(64);
        anonymous(rig, 8);
        for (int i = 0; i < 8; i++) {
            rig.store(1, BASE + i * PAGE, (byte) i);
        }
        int free = rig.pager.frameUse().free();
        rig.openSpace(2);
        rig.pager.open(2, 0, 0);
        rig.pager.fork(1, 2);
        assertEquals(free, rig.pager.frameUse().free(), "fork copies nothing");
        rig.pager.close(2);
        long faults = rig.pager.frameUse().faults();
        for (int i = 0; i < 8; i++) {
            rig.store(1, BASE + i * PAGE, (byte) 9);
        }
        assertEquals(free, rig.pager.frameUse().free());
        assertEquals(1, rig.pager.frameUse().faults() - faults, "one fault gives all neighbours their right back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "nonsense", "free frame", "pinned", "nothing", "throws when loading"})
    void aBadPolicyMakesNothingWrong(String fault) throws Rig.Refused {
        Rig rig = new Rig(40);
        rig.boot(new Bad(fault));
        rig.openSpace(1);
        rig.pager.open(1, 0x20000000, 0x30000000);
        anonymous(rig, 200);
        for (int i = 0; i < 200; i++) {
            rig.store(1, BASE + i * PAGE, (byte) i);
        }
        for (int i = 0; i < 200; i++) {
            assertEquals((byte) i, rig.load(1, BASE + i * PAGE, 1)[0]);
        }
        assertEquals(fault.equals("nothing") ? 0 : 1, rig.reports.size(), "the person is told once: " + rig.reports);
    }

    /** The machine gives a policy up that hangs, by leaving the thread behind: here an error that nobody catches. */
    @ParameterizedTest
    @ValueSource(strings = {"gone when choosing", "gone when loading", "gone when freed"})
    void aPolicyThatNeverComesBackIsNotAskedAgain(String fault) throws Rig.Refused {
        Rig rig = new Rig(40);
        rig.boot(new Bad(fault));
        rig.openSpace(1);
        rig.pager.open(1, 0x20000000, 0x30000000);
        anonymous(rig, 200);
        int given = 0;
        for (int i = 0; i < 200; i++) {
            try {
                rig.store(1, BASE + i * PAGE, (byte) i);
            } catch (Gone e) {
                given++;
                rig.store(1, BASE + i * PAGE, (byte) i);
            }
        }
        assertEquals(1, given);
        rig.swap(new Fifo());
        for (int i = 0; i < 200; i++) {
            assertEquals((byte) i, rig.load(1, BASE + i * PAGE, 1)[0]);
        }
        rig.checkTables();
        rig.pager.close(1);
        assertEquals(39, rig.pager.frameUse().free());
        assertEquals(0, rig.pager.frameUse().stored());
    }

    private static final class Gone extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Policies that others might write. */
    private static final class Bad implements Replacement {
        private final String fault;
        private int last;

        Bad(String fault) {
            this.fault = fault;
        }

        @Override
        public void loaded(int frame) {
            last = frame;
            if (fault.equals("throws when loading")) {
                throw new IllegalStateException("on purpose");
            }
            if (fault.equals("gone when loading")) {
                throw new Gone();
            }
        }

        @Override
        public void freed(int frame) {
            if (fault.equals("gone when freed")) {
                throw new Gone();
            }
        }

        @Override
        public int victim(Frames frames) {
            return switch (fault) {
                case "throws" -> throw new ArrayIndexOutOfBoundsException("on purpose");
                case "gone when choosing" -> throw new Gone();
                case "nonsense" -> 0x7FFFFFFF;
                case "free frame" -> Rig.FIRST >>> 12;
                case "pinned" -> last;
                default -> -1;
            };
        }
    }

    @Test
    void sizesOfTheStore() {
        assertEquals(1 << 30, StoreSize.bytes("1G"));
        assertEquals(512 << 20, StoreSize.bytes(" 512m "));
        assertEquals(0, StoreSize.bytes("0"));
        for (String bad : List.of("", "G", "-1", "1T", "17G", "99999999999999999999", "1.5G")) {
            assertTrue(assertThrows(MachineException.class, () -> StoreSize.bytes(bad)).getMessage().contains("zb.store=" + bad));
        }
    }
}
