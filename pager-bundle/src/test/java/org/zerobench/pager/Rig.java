package org.zerobench.pager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Fault;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.pager.Replacement;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.posix.Vnode;

/**
 * A machine around a pager: real RAM bytes, a kernel whose page tables are maps, files in arrays; and a user who loads and
 * stores through those tables, faulting as a program does.
 */
final class Rig {
    static final int PAGE = 4096;
    /** The pager's memory begins here; what is below is not its. */
    static final int FIRST = 1 << 20;

    /** One entry of a page table. */
    static final class Entry {
        int frame;
        int flags;
        boolean referenced;

        boolean writable() {
            return flags == MapFlags.RW || flags == MapFlags.RWX;
        }

        boolean executable() {
            return flags == MapFlags.RX || flags == MapFlags.RWX;
        }
    }

    /** What a user gets instead of a byte. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int error;

        Refused(int error) {
            super("refused with " + error);
            this.error = error;
        }
    }

    final int frames;
    final MemorySegment ram;
    final Map<Integer, Map<Integer, Entry>> tables = new HashMap<>();
    final Map<Long, FakeVnode> files = new HashMap<>();
    final List<Long> unmapped = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    final Map<String, String> options = new HashMap<>();
    final Set<Integer> announced = new HashSet<>();
    int mapCalls;
    int tableLimit = Integer.MAX_VALUE;
    final Machine machine = Fake.of(Machine.class, new MachineFake());
    Pager pager;
    private final Kernel kernel = Fake.of(Kernel.class, new KernelFake());
    private final PosixServer posix = Fake.of(PosixServer.class, new PosixFake());

    Rig(int frames) {
        this.frames = frames;
        this.ram = Arena.ofAuto().allocate(FIRST + (long) frames * PAGE, PAGE);
        // What frames hold before somebody clears them.
        ram.fill((byte) 0xA5);
    }

    Rig boot(Replacement policy) {
        pager = new VirtualMemory(machine, policy, "test");
        pager.boot();
        return this;
    }

    /** Replaces the pager as a swap does, with the reverse check. @return the state that went over */
    PagerState swap(Replacement policy) {
        PagerState state = pager.save();
        Pager next = new VirtualMemory(machine, policy, "test");
        next.restore(state);
        assertEquals(state, next.save(), "the world after the swap is not the one before");
        pager.retire();
        pager = next;
        return state;
    }

    FakeVnode file(long id, int size) {
        FakeVnode file = new FakeVnode(id);
        file.resize(size);
        files.put(id, file);
        return file;
    }

    void openSpace(int spid) {
        tables.put(spid, new HashMap<>());
    }

    /** A user's load of bytes inside one page. */
    byte[] load(int spid, int address, int length) throws Refused {
        Entry entry = access(spid, address, false, false);
        byte[] bytes = new byte[length];
        MemorySegment.copy(ram, ValueLayout.JAVA_BYTE, at(entry, address), bytes, 0, length);
        return bytes;
    }

    /** A user's store of bytes inside one page. */
    void store(int spid, int address, byte... bytes) throws Refused {
        Entry entry = access(spid, address, true, false);
        MemorySegment.copy(bytes, 0, ram, ValueLayout.JAVA_BYTE, at(entry, address), bytes.length);
    }

    /** A user's jump to an address. */
    void execute(int spid, int address) throws Refused {
        access(spid, address, false, true);
    }

    private static long at(Entry entry, int address) {
        return ((long) entry.frame << 12) + (address & PAGE - 1);
    }

    private Entry access(int spid, int address, boolean write, boolean execute) throws Refused {
        for (int tries = 0; tries < 3; tries++) {
            Entry entry = tables.get(spid).get(address >>> 12);
            if (entry != null && (!write || entry.writable()) && (!execute || entry.executable())) {
                entry.referenced = true;
                return entry;
            }
            FaultRequest request = new FaultRequest(spid, new Fault(address, 0x8000, write, execute, entry == null ? 7 : 15, 0));
            pager.handle(Fake.of(Request.class, request));
            assertNotNull(request.answer, "a fault without reply");
            if (request.answer < 0) {
                throw new Refused(request.answer);
            }
        }
        return fail("no progress at " + Integer.toHexString(address));
    }

    /** Sets what the world must never contain: see the package's documentation. */
    void checkTables() {
        PagerState state = pager.save();
        PagerState.Pages pages = state.pages();
        Map<Integer, Integer> byFrame = new HashMap<>();
        Map<Long, Integer> byPlace = new HashMap<>();
        int holder = 0;
        for (int i = 0; i < pages.count(); i++) {
            if (pages.frames()[i] != -1) {
                byFrame.put(pages.frames()[i], i);
            }
            for (int h = 0; h < pages.holderCounts()[i]; h++, holder++) {
                byPlace.put((long) pages.holderSpaces()[holder] << 32 | pages.holderPages()[holder], i);
            }
        }
        tables.forEach((spid, table) -> table.forEach((number, entry) -> {
            String where = "space " + spid + " page " + Integer.toHexString(number) + ": ";
            if (entry.frame == state.zeroFrame()) {
                assertTrue(!entry.writable(), where + "the zero frame is writable");
                return;
            }
            Integer page = byFrame.get(entry.frame);
            assertNotNull(page, where + "maps a free frame");
            assertEquals(page, byPlace.get((long) spid << 32 | number), where + "maps another page than it holds");
            if (entry.writable()) {
                switch (PagerState.Kind.values()[pages.kinds()[page]]) {
                    case PRIVATE -> assertTrue(pages.holderCounts()[page] == 1 && pages.slots()[page] == -1, where + "copy on write is writable");
                    case SHARED -> assertEquals(-1, pages.slots()[page], where + "a stored page is writable");
                    case FILE -> assertEquals(1, pages.dirty()[page], where + "a clean file page is writable");
                }
            }
        }));
    }

    private static final class FaultRequest {
        private final int space;
        private final Fault fault;
        private Integer answer;

        FaultRequest(int space, Fault fault) {
            this.space = space;
            this.fault = fault;
        }

        Request.Kind kind() {
            return Request.Kind.PAGE_FAULT;
        }

        int space() {
            return space;
        }

        Fault fault() {
            return fault;
        }

        void reply(int word) {
            answer = word;
        }
    }

    private final class MachineFake {
        MemorySegment ram() {
            return ram;
        }

        int ramBytes() {
            return (int) ram.byteSize();
        }

        Kernel kernel() {
            return kernel;
        }

        PosixServer posix() {
            return posix;
        }

        void assertMachineThread() {
        }

        Optional<String> option(String name) {
            return Optional.ofNullable(options.get(name));
        }

        void report(String line) {
            reports.add(line);
        }
    }

    private final class PosixFake {
        Optional<Vnode> vnode(long id) {
            return Optional.ofNullable(files.get(id));
        }

        void unmapped(long id) {
            unmapped.add(id);
        }
    }

    private final class KernelFake {
        List<Kernel.PhysicalRange> physicalMemory(int tid) {
            return List.of(new Kernel.PhysicalRange(FIRST, frames * PAGE));
        }

        int map(int self, int spid, int physical, int virtual, int pages, int flags) {
            assertEquals(Servers.PAGER, self);
            assertTrue(physical >= FIRST && physical + pages * PAGE <= ram.byteSize(), "not the pager's memory");
            mapCalls++;
            Map<Integer, Entry> table = tables.get(spid);
            if (table == null) {
                return -Errors.ESRCH;
            }
            if (table.size() + pages > tableLimit) {
                return -Errors.ENOMEM;
            }
            for (int i = 0; i < pages; i++) {
                Entry entry = new Entry();
                entry.frame = (physical >>> 12) + i;
                entry.flags = flags;
                entry.referenced = true;
                table.put((virtual >>> 12) + i, entry);
            }
            return 0;
        }

        int unmap(int self, int spid, int virtual, int pages) {
            Map<Integer, Entry> table = tables.get(spid);
            int first = virtual >>> 12;
            int before = table.size();
            table.keySet().removeIf(number -> number >= first && number < first + pages);
            return before - table.size() == pages ? 0 : -Errors.ENOMAP;
        }

        int protect(int self, int spid, int virtual, int pages, int flags) {
            int first = virtual >>> 12;
            tables.get(spid).forEach((number, entry) -> {
                if (number >= first && number < first + pages) {
                    entry.flags = flags;
                }
            });
            return 0;
        }

        int referenced(int self, int spid, int virtual, boolean clear) {
            Entry entry = tables.get(spid).get(virtual >>> 12);
            if (entry == null) {
                return -Errors.ENOMAP;
            }
            boolean referenced = entry.referenced;
            entry.referenced &= !clear;
            return referenced ? 1 : 0;
        }

        void newContents(int self, int physical) {
            announced.add(physical >>> 12);
        }
    }
}
