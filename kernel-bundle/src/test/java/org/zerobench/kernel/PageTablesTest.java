package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.machine.Trap;

/** Page tables against a model, with a CPU that remembers translations until it is told to forget them. */
class PageTablesTest {
    private static final int[] FLAGS = {MapFlags.RW, MapFlags.RO, MapFlags.RWX, MapFlags.RX};
    private static final int WINDOW = 0x3FF80000; // 2048 pages over three sections' borders

    private record Page(int physical, int flags, boolean referenced) {}

    private final World world = new World();

    @Test
    void entriesAreThoseOfTheArchitecture() {
        assertEquals(0x0020003F, Entry.of(0x200000, MapFlags.RW), "AP 011, cached, XN");
        assertEquals(0x0020002F, Entry.of(0x200000, MapFlags.RO), "AP 010, cached, XN");
        assertEquals(0x0020003E, Entry.of(0x200000, MapFlags.RWX));
        assertEquals(0x0020002E, Entry.of(0x200000, MapFlags.RX));
        assertEquals(0x101F1033, Entry.of(0x101F1000, MapFlags.IO), "neither cached nor buffered, XN");
        for (int flags : new int[] {MapFlags.RW, MapFlags.RO, MapFlags.RWX, MapFlags.RX, MapFlags.IO}) {
            int entry = Entry.of(0x345000, flags);
            int remembered = Entry.remember(entry);
            assertEquals(0, remembered & 3, "the CPU must fault");
            assertEquals(entry, Entry.revive(remembered));
            assertEquals(Entry.executable(entry), Entry.executable(remembered));
            assertEquals(Entry.writable(entry), Entry.writable(remembered));
        }
        assertEquals(0x00100AAE, Entry.classic(Entry.of(0x100000, MapFlags.RX)), "as programs decode it");
        assertEquals(0x00100FFE, Entry.classic(Entry.of(0x100000, MapFlags.RW)));
    }

    @Test
    void everySpaceHasTheSystemPages() {
        Space space = world.parts().spaces.get(world.space());
        assertEquals(0x4B98344C, world.word(physical(space, 0xFF000000)));
        assertEquals(0xFFFFF000, world.word(physical(space, 0xFF000024)), "entry of ipc");
        assertEquals(0xFFFFF02C, world.word(physical(space, 0xFF00000C)), "entry of container_control");
        assertEquals(0xEF000014, world.word(physical(space, 0xFFFFF038)), "last call");
        assertEquals(0, world.word(physical(space, 0xFFFFF03C)));
        assertEquals(5, world.word(physical(space, 0xFFFF0FFC)), "helper version");
        assertEquals(0x101F1000, physical(space, 0xF9800000), "console registers");
    }

    @Test
    void randomOperationsAgreeWithAModel() {
        Random random = World.random();
        int spid = world.space();
        Space space = world.parts().spaces.get(spid);
        TreeMap<Integer, Page> model = new TreeMap<>();
        int firstFrame = world.frame();
        int freeUnits = world.parts().pool.freeUnits();
        for (int step = 0; step < 4000; step++) {
            String where = "seed " + World.seed() + " step " + step;
            int pages = 1 + random.nextInt(random.nextInt(8) == 0 ? 600 : 20);
            int virtual = WINDOW + random.nextInt(2048 - pages) * Ram.PAGE;
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    int physical = firstFrame + random.nextInt(1000) * Ram.PAGE;
                    int flags = FLAGS[random.nextInt(FLAGS.length)];
                    assertEquals(0, world.kernel().map(World.PAGER, spid, physical, virtual, pages, flags), where);
                    for (int i = 0; i < pages; i++) {
                        model.put(virtual + i * Ram.PAGE, new Page(physical + i * Ram.PAGE, flags, true));
                    }
                }
                case 2 -> {
                    Map<Integer, Page> range = model.subMap(virtual, virtual + pages * Ram.PAGE);
                    int expected = range.size() == pages ? 0 : -Errors.ENOMAP;
                    assertEquals(expected, world.kernel().unmap(World.PAGER, spid, virtual, pages), where);
                    range.clear();
                }
                case 3 -> {
                    int flags = FLAGS[random.nextInt(FLAGS.length)];
                    assertEquals(0, world.kernel().protect(World.PAGER, spid, virtual, pages, flags), where);
                    model.subMap(virtual, virtual + pages * Ram.PAGE)
                            .replaceAll((at, page) -> new Page(page.physical, flags, page.referenced));
                }
                case 4 -> {
                    Page page = model.get(virtual);
                    boolean clear = random.nextBoolean();
                    int expected = page == null ? -Errors.ENOMAP : page.referenced ? 1 : 0;
                    assertEquals(expected, world.kernel().referenced(World.PAGER, spid, virtual, clear), where);
                    if (page != null && clear) {
                        model.put(virtual, new Page(page.physical, page.flags, false));
                    }
                }
                default -> touchSome(random, space, model);
            }
            if (step % 50 == 0) {
                compare(space, model, where);
            }
            noStaleTranslation(space, where);
        }
        world.kernel().unmap(World.PAGER, spid, WINDOW, 2048);
        assertEquals(freeUnits, world.parts().pool.freeUnits(), "empty tables go back");
    }

    @Test
    void tablesThatDoNotFitLeaveNothingBehind() {
        World small = new World(4 << 20);
        int spid = small.space();
        int free = small.parts().pool.freeUnits();
        int frame = small.frame();
        for (int section = 1; section <= free; section++) {
            assertEquals(0, small.kernel().map(World.PAGER, spid, frame, section << 20, 1, MapFlags.RW));
        }
        assertEquals(0, small.parts().pool.freeUnits());
        assertEquals(-Errors.ENOMEM, small.kernel().map(World.PAGER, spid, frame, 0x80000000, 1, MapFlags.RW));
        small.kernel().unmap(World.PAGER, spid, 0x100000, 256);
        assertEquals(-Errors.ENOMEM, small.kernel().map(World.PAGER, spid, frame, 0x800FF000, 2, MapFlags.RW), "needs two tables");
        assertEquals(1, small.parts().pool.freeUnits(), "the first table is given back");
        assertEquals(-Errors.ENOMEM, small.kernel().createSpace(World.POSIX));
    }

    @Test
    void codeIsDroppedOnlyWhereThereMayBeSome() {
        int spid = world.space();
        int data = world.page(spid, 0x40000000);
        int code = world.frame();
        world.kernel().newContents(World.PAGER, data);
        assertEquals(0, world.machine.tlb.codeDrops.size());
        world.kernel().map(World.PAGER, spid, code, 0x10000, 1, MapFlags.RX);
        world.kernel().newContents(World.PAGER, code);
        world.kernel().newContents(World.PAGER, code);
        assertEquals(2, world.machine.tlb.codeDrops.get(code), "still mapped: it may have run again");
        world.kernel().unmap(World.PAGER, spid, 0x10000, 1);
        world.kernel().newContents(World.PAGER, code);
        world.kernel().newContents(World.PAGER, code);
        assertEquals(3, world.machine.tlb.codeDrops.get(code), "dropped once after the last mapping went");
    }

    private int physical(Space space, int virtual) {
        return Entry.frame(world.parts().tables.entry(space, virtual)) | virtual & 0xFFF;
    }

    /** The guest uses mapped pages: remembered entries are repaired by the kernel alone. */
    private void touchSome(Random random, Space space, TreeMap<Integer, Page> model) {
        if (model.isEmpty()) {
            return;
        }
        if (world.thread(0x7E000001) == null) {
            world.start(space.spid, World.PAGER);
            world.schedule();
        }
        for (int i = 0; i < 20; i++) {
            Integer at = model.ceilingKey(WINDOW + random.nextInt(2048) * Ram.PAGE);
            if (at == null) {
                continue;
            }
            if (!Entry.valid(world.parts().tables.entry(space, at))) {
                world.trap(new Trap.Abort(false, false, at, 7));
            }
            int entry = world.parts().tables.entry(space, at);
            assertTrue(Entry.valid(entry), "repaired without a pager");
            world.machine.tlb.use(space.ttbr0, at, entry);
            Page page = model.get(at);
            model.put(at, new Page(page.physical, page.flags, true));
        }
    }

    /** Walks the first- and second-level tables in RAM on its own. */
    private void compare(Space space, TreeMap<Integer, Page> model, String where) {
        for (int virtual = WINDOW; virtual != WINDOW + 2048 * Ram.PAGE; virtual += Ram.PAGE) {
            int first = world.word(space.ttbr0 + (virtual >>> 20) * 4);
            int entry = (first & 3) == 1 ? world.word((first & 0xFFFFFC00) + (virtual >>> 12 & 0xFF) * 4) : 0;
            Page page = model.get(virtual);
            int valid = page == null ? 0 : Entry.of(page.physical, page.flags);
            assertEquals(page == null || page.referenced ? valid : Entry.remember(valid), entry, where);
        }
    }

    private void noStaleTranslation(Space space, String where) {
        world.machine.tlb.translations.getOrDefault(space.ttbr0, Map.of()).forEach((virtual, remembered) -> {
            int entry = world.parts().tables.entry(space, virtual);
            assertTrue(Entry.valid(entry) && !Entry.reduces(remembered, entry),
                    () -> where + ": the CPU was not told about 0x" + Integer.toHexString(virtual));
        });
    }
}
