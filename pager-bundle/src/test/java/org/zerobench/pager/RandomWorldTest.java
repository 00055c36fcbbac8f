package org.zerobench.pager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.zerobench.api.kernel.Errors.EACCES;
import static org.zerobench.api.kernel.Errors.EFAULT;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ENXIO;
import static org.zerobench.api.pager.Protection.ANONYMOUS;
import static org.zerobench.api.pager.Protection.EXEC;
import static org.zerobench.api.pager.Protection.FIXED;
import static org.zerobench.api.pager.Protection.PRIVATE;
import static org.zerobench.api.pager.Protection.READ;
import static org.zerobench.api.pager.Protection.SHARED;
import static org.zerobench.api.pager.Protection.WRITE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zerobench.api.pager.Pager;

/**
 * Random programs over several spaces and files against a byte-exact model, in so little memory that pages come and go
 * all the time, with the pager replaced every few steps by a fresh one of any policy.
 */
class RandomWorldTest {
    private static final int STEPS = 12_000;
    private static final int FRAMES = 40;
    private static final int SPACES = 5;
    private static final int FILES = 3;
    private static final int FILE_PAGES = 12;
    private static final int BASE = 0x10000;
    private static final int WINDOW = 96;
    private static final int MAP_START = 0x20000;
    private static final int MAP_END = 0x20080;
    private static final int HEAP = 0x08000;

    static Stream<Arguments> runs() {
        Long chosen = Long.getLong("zb.seed");
        long[] seeds = chosen == null ? new long[] {1, 2, 3} : new long[] {chosen};
        return Policies.NAMES.stream().flatMap(p -> Arrays.stream(seeds).mapToObj(s -> Arguments.of(p, s)));
    }

    private Random random;
    private final Rig rig = new Rig(FRAMES);
    private final Model model = new Model();
    private final List<Model.Bytes> contents = new ArrayList<>();
    private final List<FakeVnode> files = new ArrayList<>();
    private final Map<Integer, Integer> breaks = new HashMap<>();

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("runs")
    void behavesLikeTheModel(String policy, long seed) {
        random = new Random(seed);
        rig.boot(Policies.make(policy));
        for (int i = 0; i < FILES; i++) {
            FakeVnode file = rig.file(i + 1, random.nextInt(FILE_PAGES * Model.PAGE));
            random.nextBytes(file.bytes());
            files.add(file);
            Model.Bytes bytes = new Model.Bytes();
            bytes.all = file.bytes().clone();
            contents.add(bytes);
        }
        newSpace(1);
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                doSomething();
                if (step % 50 == 0) {
                    rig.checkTables();
                }
            }
            compareEverything();
            endEverything();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("policy " + policy + ", -Dzb.seed=" + seed + ", step " + step + ": " + e.getMessage(), e);
        }
    }

    private void newSpace(int spid) {
        rig.openSpace(spid);
        rig.pager.open(spid, MAP_START << 12, MAP_END << 12);
        rig.pager.breakStart(spid, HEAP << 12);
        model.spaces.put(spid, new TreeMap<>());
        breaks.put(spid, HEAP << 12);
    }

    private int anySpace() {
        List<Integer> spids = new ArrayList<>(model.spaces.keySet());
        return spids.get(random.nextInt(spids.size()));
    }

    private void doSomething() {
        int spid = anySpace();
        int what = random.nextInt(100);
        if (what < 30) {
            load(spid);
        } else if (what < 62) {
            store(spid);
        } else if (what < 72) {
            map(spid);
        } else if (what < 75) {
            unmap(spid);
        } else if (what < 79) {
            protect(spid);
        } else if (what < 82) {
            fork(spid);
        } else if (what < 84) {
            end(spid);
        } else if (what < 87) {
            brk(spid);
        } else if (what < 89) {
            remap(spid);
        } else if (what < 91) {
            discard(spid);
        } else if (what < 94) {
            readFile();
        } else if (what < 96) {
            writeFile();
        } else if (what < 97) {
            truncate();
        } else if (what < 98) {
            sync(spid);
        } else {
            rig.swap(Policies.make(Policies.NAMES.get(random.nextInt(Policies.NAMES.size()))));
        }
    }

    private int anyPage(int spid) {
        TreeMap<Integer, Model.Place> places = model.space(spid);
        if (places.isEmpty() || random.nextInt(20) == 0) {
            return BASE + random.nextInt(WINDOW);
        }
        Integer page = places.ceilingKey(switch (random.nextInt(3)) {
            case 0 -> BASE + random.nextInt(WINDOW);
            case 1 -> MAP_START + random.nextInt(MAP_END - MAP_START);
            default -> HEAP;
        });
        return page == null ? places.firstKey() : page + random.nextInt(3);
    }

    /** What an access must be answered with: 0 or an error. */
    private static int verdict(Model.Place place, int needed) {
        if (place == null) {
            return -EFAULT;
        }
        if ((place.protection & needed) == 0) {
            return -EACCES;
        }
        return place.beyondEnd() ? -ENXIO : 0;
    }

    private void load(int spid) {
        int page = anyPage(spid);
        Model.Place place = model.space(spid).get(page);
        boolean execute = random.nextInt(10) == 0;
        int at = random.nextInt(Model.PAGE - 8);
        int expected = verdict(place, execute ? EXEC : READ | WRITE | EXEC);
        try {
            if (execute) {
                rig.execute(spid, page << 12 | at);
            } else {
                byte[] bytes = rig.load(spid, page << 12 | at, 8);
                assertEquals(0, expected, "load of page " + Integer.toHexString(page));
                assertArrayEquals(Arrays.copyOfRange(place.contents(), at, at + 8), bytes, "page " + Integer.toHexString(page) + " of " + spid);
            }
            assertEquals(0, expected);
        } catch (Rig.Refused e) {
            assertEquals(expected, e.error);
        }
    }

    private void store(int spid) {
        int page = anyPage(spid);
        Model.Place place = model.space(spid).get(page);
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        int at = random.nextInt(Model.PAGE - 8);
        if (place != null && place.shared && place.file != null && place.index * Model.PAGE + at + 8 > place.file.all.length) {
            return; // behind the end of a file nothing is promised
        }
        int expected = verdict(place, WRITE);
        try {
            rig.store(spid, page << 12 | at, bytes);
            assertEquals(0, expected, "store to page " + Integer.toHexString(page));
            place.store(at, bytes);
        } catch (Rig.Refused e) {
            assertEquals(expected, e.error, "store to page " + Integer.toHexString(page));
        }
    }

    private int anyProtection() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> READ;
            case 2 -> READ | EXEC;
            case 3 -> READ | WRITE | EXEC;
            default -> READ | WRITE;
        };
    }

    private void map(int spid) {
        int pages = 1 + random.nextInt(10);
        boolean fixed = random.nextBoolean();
        int start = fixed ? BASE + random.nextInt(WINDOW - pages) : 0;
        int protection = anyProtection();
        boolean shared = random.nextInt(3) == 0;
        int file = random.nextInt(3) == 0 ? random.nextInt(FILES) : -1;
        int first = file < 0 ? 0 : random.nextInt(FILE_PAGES);
        int flags = (shared ? SHARED : PRIVATE) | (fixed ? FIXED : 0) | (file < 0 ? ANONYMOUS : 0);
        int result = rig.pager.map(spid, start << 12, pages * Model.PAGE - random.nextInt(Model.PAGE), protection, flags,
                file < 0 ? null : files.get(file), (long) first * Model.PAGE);
        if (Pager.failed(result)) {
            assertEquals(-ENOMEM, result);
            assertFalse(fixed);
            return;
        }
        int at = result >>> 12;
        if (!fixed) {
            assertTrue(at >= MAP_START && at + pages <= MAP_END, "chosen outside the range");
            assertTrue(model.free(spid, at, pages), "chosen over something");
        } else {
            assertEquals(start, at);
        }
        Map<Integer, byte[]> memory = shared && file < 0 ? new HashMap<>() : null;
        for (int i = 0; i < pages; i++) {
            Model.Place place = new Model.Place();
            place.protection = protection;
            place.shared = shared;
            place.file = file < 0 ? null : contents.get(file);
            place.memory = memory;
            place.index = first + i;
            model.space(spid).put(at + i, place);
        }
    }

    private void unmap(int spid) {
        int from = anyPage(spid);
        int pages = 1 + random.nextInt(8);
        assertEquals(0, rig.pager.unmap(spid, from << 12, pages * Model.PAGE));
        model.space(spid).subMap(from, from + pages).clear();
        breaks.computeIfPresent(spid, (s, end) -> end);
    }

    private void protect(int spid) {
        int from = anyPage(spid);
        int pages = 1 + random.nextInt(6);
        int protection = anyProtection();
        int result = rig.pager.protect(spid, from << 12, pages * Model.PAGE, protection);
        if (!model.covered(spid, from, pages)) {
            assertEquals(-ENOMEM, result);
            return;
        }
        assertEquals(0, result);
        model.space(spid).subMap(from, from + pages).values().forEach(place -> place.protection = protection);
    }

    private void fork(int spid) {
        if (model.spaces.size() == SPACES) {
            return;
        }
        int child = 1;
        while (model.spaces.containsKey(child)) {
            child++;
        }
        rig.openSpace(child);
        rig.pager.open(child, 0, 0);
        assertEquals(0, rig.pager.fork(spid, child));
        model.fork(spid, child);
        breaks.put(child, breaks.get(spid));
    }

    private void end(int spid) {
        if (model.spaces.size() > 1 && random.nextBoolean()) {
            rig.pager.close(spid);
            assertTrue(rig.tables.get(spid).isEmpty(), "something is still mapped");
            rig.tables.remove(spid);
            model.spaces.remove(spid);
            breaks.remove(spid);
        } else if (random.nextInt(4) == 0) {
            rig.pager.clear(spid);
            rig.pager.breakStart(spid, HEAP << 12);
            model.space(spid).clear();
            breaks.put(spid, HEAP << 12);
        }
    }

    private void brk(int spid) {
        int old = breaks.get(spid);
        int wanted = (HEAP << 12) + random.nextInt(12 * Model.PAGE);
        int oldPage = Mappings.pages(old);
        int newPage = Mappings.pages(wanted);
        boolean fits = newPage <= oldPage || model.free(spid, oldPage, newPage + 1 - oldPage);
        int result = rig.pager.brk(spid, wanted);
        assertEquals(fits ? wanted : old, result);
        if (fits) {
            breaks.put(spid, wanted);
            model.space(spid).subMap(Math.min(newPage, oldPage), oldPage).clear();
            for (int page = oldPage; page < newPage; page++) {
                Model.Place place = new Model.Place();
                place.protection = READ | WRITE;
                model.space(spid).put(page, place);
            }
        }
    }

    private void remap(int spid) {
        int from = anyPage(spid);
        int oldPages = 1 + random.nextInt(5);
        int newPages = 1 + random.nextInt(8);
        boolean mayMove = random.nextBoolean();
        int result = rig.pager.remap(spid, from << 12, oldPages * Model.PAGE, newPages * Model.PAGE, mayMove);
        if (Pager.failed(result)) {
            assertTrue(result == -EFAULT || result == -ENOMEM && newPages > oldPages, "remap answers " + result);
            return;
        }
        assertTrue(model.covered(spid, from, oldPages), "moved what is not there");
        int to = result >>> 12;
        assertTrue(mayMove || to == from);
        TreeMap<Integer, Model.Place> space = model.space(spid);
        List<Model.Place> moved = new ArrayList<>(space.subMap(from, from + oldPages).values());
        space.subMap(from, from + oldPages).clear();
        assertTrue(model.free(spid, to, newPages), "moved over something");
        Model.Place last = moved.getLast();
        for (int i = 0; i < newPages; i++) {
            Model.Place place = i < oldPages ? moved.get(i) : last.copy();
            if (i >= oldPages) {
                place.own = null;
                place.index = last.index + i - oldPages + 1;
            }
            space.put(to + i, place);
        }
    }

    private void discard(int spid) {
        int from = anyPage(spid);
        int pages = 1 + random.nextInt(6);
        assertEquals(0, rig.pager.discard(spid, from << 12, pages * Model.PAGE));
        model.space(spid).subMap(from, from + pages).values().forEach(place -> place.own = null);
    }

    private void readFile() {
        int i = random.nextInt(FILES);
        byte[] all = contents.get(i).all;
        int from = random.nextInt(FILE_PAGES * Model.PAGE);
        byte[] target = new byte[1 + random.nextInt(3 * Model.PAGE)];
        int n = rig.pager.read(files.get(i), from, target, 0, target.length);
        int expected = Math.max(0, Math.min(target.length, all.length - from));
        // A short read is allowed, an empty one only at the end.
        assertTrue(n <= expected && (n > 0 || expected == 0), "read " + n + " of " + expected);
        for (int b = 0; b < n; b++) {
            assertEquals(all[from + b], target[b], "byte " + (from + b) + " of file " + i);
        }
    }

    private void writeFile() {
        int i = random.nextInt(FILES);
        Model.Bytes bytes = contents.get(i);
        int from = random.nextInt((FILE_PAGES - 3) * Model.PAGE);
        byte[] source = new byte[1 + random.nextInt(2 * Model.PAGE)];
        random.nextBytes(source);
        assertEquals(source.length, rig.pager.write(files.get(i), from, source, 0, source.length));
        if (from + source.length > bytes.all.length) {
            bytes.all = Arrays.copyOf(bytes.all, from + source.length);
        }
        System.arraycopy(source, 0, bytes.all, from, source.length);
    }

    private void truncate() {
        int i = random.nextInt(FILES);
        int size = random.nextInt(FILE_PAGES * Model.PAGE);
        files.get(i).resize(size);
        rig.pager.truncated(files.get(i), size);
        contents.get(i).all = Arrays.copyOf(contents.get(i).all, size);
    }

    private void sync(int spid) {
        if (random.nextBoolean()) {
            int i = random.nextInt(FILES);
            assertEquals(0, rig.pager.flush(files.get(i)));
            assertArrayEquals(contents.get(i).all, files.get(i).bytes(), "file " + i + " after fsync");
            return;
        }
        int from = anyPage(spid);
        int pages = 1 + random.nextInt(6);
        assertEquals(model.covered(spid, from, pages) ? 0 : -ENOMEM, rig.pager.sync(spid, from << 12, pages * Model.PAGE));
    }

    private void compareEverything() {
        model.spaces.forEach((spid, space) -> space.forEach((page, place) -> {
            if (verdict(place, READ | WRITE | EXEC) == 0) {
                try {
                    assertArrayEquals(place.contents(), rig.load(spid, page << 12, Model.PAGE), "page " + Integer.toHexString(page) + " of " + spid);
                } catch (Rig.Refused e) {
                    fail("page " + Integer.toHexString(page) + " of " + spid + ": " + e.getMessage());
                }
            }
        }));
        assertTrue(rig.pager.frameUse().evictions() > 100, "memory was never short: the test tests nothing");
    }

    private void endEverything() {
        for (int spid : new ArrayList<>(model.spaces.keySet())) {
            rig.pager.close(spid);
        }
        Pager.FrameUse use = rig.pager.frameUse();
        assertEquals(0, use.stored(), "the backing store leaks");
        assertEquals(1, use.anonymous(), "frames leak");
        assertEquals(use.total(), use.free() + use.file() + 1);
        for (int i = 0; i < FILES; i++) {
            assertArrayEquals(contents.get(i).all, files.get(i).bytes(), "file " + i + " was not written back");
            assertTrue(rig.pager.forget(files.get(i)));
        }
        assertEquals(use.total() - 1, rig.pager.frameUse().free());
        assertEquals(List.of(), rig.reports);
    }
}
