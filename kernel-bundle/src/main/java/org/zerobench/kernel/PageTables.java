package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.ENOMAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;

import java.util.function.IntConsumer;
import org.zerobench.api.machine.Machine;

/**
 * Second-level tables of spaces: the real ones, in RAM, that the CPU walks (ARM ARM B3.5, short descriptors, 4 KiB pages,
 * domain 0). Ranges are given as first byte and number of pages and never reach beyond 4 GiB; callers have checked that.
 */
final class PageTables {
    /** First-level descriptor type: pointer to a second-level table, domain 0. */
    static final int TABLE = 1;
    private static final int TABLE_ADDRESS = 0xFFFFFC00;
    private static final int SECTION_PAGES = 256;

    private final Ram ram;
    private final TablePool pool;
    private final Code code;
    private final Capabilities capabilities;
    private final Invalidation stale;

    PageTables(Machine machine, Ram ram, TablePool pool, Code code, Capabilities capabilities) {
        this.ram = ram;
        this.pool = pool;
        this.code = code;
        this.capabilities = capabilities;
        this.stale = new Invalidation(machine);
    }

    /** Physical address of the entry for a page, or -1 when its section has no table. */
    int slot(Space space, int virtual) {
        int descriptor = ram.word(space.ttbr0 + (virtual >>> Space.SECTION_SHIFT) * 4);
        return (descriptor & 3) == TABLE ? (descriptor & TABLE_ADDRESS) + (virtual >>> Ram.PAGE_SHIFT & 0xFF) * 4 : -1;
    }

    /** The entry for a page, 0 when there is none. */
    int entry(Space space, int virtual) {
        int slot = slot(space, virtual);
        return slot < 0 ? 0 : ram.word(slot);
    }

    /** Makes a remembered entry valid again; false when it is not one. */
    boolean revive(Space space, int virtual) {
        int slot = slot(space, virtual);
        int entry = slot < 0 ? 0 : ram.word(slot);
        if (!Entry.present(entry) || Entry.valid(entry)) {
            return false;
        }
        ram.word(slot, Entry.revive(entry));
        return true;
    }

    /** Lets a mapped page be executed. */
    void makeExecutable(Space space, int virtual) {
        int slot = slot(space, virtual);
        replace(space, virtual & -Ram.PAGE, slot, Entry.executableOf(ram.word(slot)));
    }

    /** Writes entries for a range of frames. @return 0, or -ENOMEM with nothing changed */
    int map(Space space, int physical, int virtual, int pages, int flags) {
        if (!makeTables(space, virtual, pages)) {
            return -ENOMEM;
        }
        int entry = Entry.of(physical, flags);
        int page = virtual;
        for (int left = pages; left > 0; ) {
            int slot = slot(space, page);
            int here = Math.min(left, SECTION_PAGES - (page >>> Ram.PAGE_SHIFT & 0xFF));
            for (int i = 0; i < here; i++, page += Ram.PAGE, entry += Ram.PAGE) {
                replace(space, page, slot + i * 4, entry);
            }
            left -= here;
        }
        stale.flush(space);
        return 0;
    }

    /** Clears entries. @return 0, or -ENOMAP when some page had none */
    int unmap(Space space, int virtual, int pages) {
        int present = 0;
        int page = virtual;
        for (int left = pages; left > 0; ) {
            int here = Math.min(left, SECTION_PAGES - (page >>> Ram.PAGE_SHIFT & 0xFF));
            int section = page >>> Space.SECTION_SHIFT;
            if (space.sections.get(section)) {
                present += unmapSection(space, page, here);
                if (space.used[section] == 0) {
                    freeTable(space, section);
                }
            } else {
                here = skipSections(space, section, page, left);
            }
            page += here * Ram.PAGE;
            left -= here;
        }
        stale.flush(space);
        return present == pages ? 0 : -ENOMAP;
    }

    /** Changes the rights of those pages that are mapped. */
    void protect(Space space, int virtual, int pages, int flags) {
        int page = virtual;
        for (int left = pages; left > 0; ) {
            int here = Math.min(left, SECTION_PAGES - (page >>> Ram.PAGE_SHIFT & 0xFF));
            int section = page >>> Space.SECTION_SHIFT;
            if (space.sections.get(section)) {
                int slot = slot(space, page);
                for (int i = 0; i < here; i++) {
                    int old = ram.word(slot + i * 4);
                    if (old != 0) {
                        int entry = Entry.of(Entry.frame(old), flags);
                        replace(space, page + i * Ram.PAGE, slot + i * 4, Entry.valid(old) ? entry : Entry.remember(entry));
                    }
                }
            } else {
                here = skipSections(space, section, page, left);
            }
            page += here * Ram.PAGE;
            left -= here;
        }
        stale.flush(space);
    }

    /** Whether a page was touched since this was last asked to clear it. @return 1, 0 or -ENOMAP */
    int referenced(Space space, int virtual, boolean clear) {
        int slot = slot(space, virtual);
        int entry = slot < 0 ? 0 : ram.word(slot);
        if (!Entry.present(entry)) {
            return -ENOMAP;
        }
        if (!Entry.valid(entry)) {
            return 0;
        }
        if (clear) {
            ram.word(slot, Entry.remember(entry));
            stale.add(virtual & -Ram.PAGE);
            stale.flush(space);
        }
        return 1;
    }

    /** Calls {@code action} with every virtual page that a space has mapped itself, ascending. */
    void forEachPage(Space space, IntConsumer action) {
        for (int section = space.sections.nextSetBit(0); section >= 0; section = space.sections.nextSetBit(section + 1)) {
            int table = slot(space, section << Space.SECTION_SHIFT);
            for (int i = 0; i < SECTION_PAGES; i++) {
                if (ram.word(table + i * 4) != 0) {
                    action.accept((section << Space.SECTION_SHIFT) + (i << Ram.PAGE_SHIFT));
                }
            }
        }
    }

    /** Gives all second-level tables of a space back: it is going, or its program is. The CPU has to forget the space. */
    void clear(Space space) {
        for (int section = space.sections.nextSetBit(0); section >= 0; section = space.sections.nextSetBit(section + 1)) {
            int table = slot(space, section << Space.SECTION_SHIFT);
            for (int i = 0; i < SECTION_PAGES && space.used[section] > 0; i++) {
                int entry = ram.word(table + i * 4);
                if (entry != 0) {
                    space.used[section]--;
                    code.unmapped(entry);
                }
            }
            freeTable(space, section);
        }
    }

    /** Gives {@code to}, which has none, the same mappings as {@code from}; false when there is no room for the tables. */
    boolean copy(Space from, Space to) {
        for (int section = from.sections.nextSetBit(0); section >= 0; section = from.sections.nextSetBit(section + 1)) {
            if (!makeTable(to, section)) {
                return false;
            }
            int source = slot(from, section << Space.SECTION_SHIFT);
            int target = slot(to, section << Space.SECTION_SHIFT);
            ram.copy(source, target, TablePool.UNIT);
            count(to, section, target);
        }
        return true;
    }

    /** Takes note of a table that a predecessor made: counts its entries. */
    void adopt(Space space, int section) {
        space.sections.set(section);
        count(space, section, slot(space, section << Space.SECTION_SHIFT));
    }

    private void count(Space space, int section, int table) {
        for (int i = 0; i < SECTION_PAGES; i++) {
            int entry = ram.word(table + i * 4);
            if (entry != 0) {
                space.used[section]++;
                code.mapped(entry);
            }
        }
    }

    private void replace(Space space, int virtual, int slot, int entry) {
        int old = ram.word(slot);
        if (old == entry) {
            return;
        }
        ram.word(slot, entry);
        if (old == 0) {
            space.used[virtual >>> Space.SECTION_SHIFT]++;
        } else {
            code.unmapped(old);
            if (Entry.valid(old) && Entry.reduces(old, entry)) {
                stale.add(virtual);
            }
        }
        code.mapped(entry);
    }

    private int unmapSection(Space space, int virtual, int pages) {
        int section = virtual >>> Space.SECTION_SHIFT;
        int slot = slot(space, virtual);
        int present = 0;
        for (int i = 0; i < pages && space.used[section] > 0; i++) {
            int old = ram.word(slot + i * 4);
            if (old == 0) {
                continue;
            }
            ram.word(slot + i * 4, 0);
            space.used[section]--;
            present++;
            code.unmapped(old);
            if (Entry.valid(old)) {
                stale.add(virtual + i * Ram.PAGE);
            }
        }
        return present;
    }

    /** Pages from {@code page} up to the next section with a table, at most {@code left}. */
    private static int skipSections(Space space, int section, int page, int left) {
        int next = space.sections.nextSetBit(section);
        long until = next < 0 ? 1L << 32 : (long) next << Space.SECTION_SHIFT;
        return (int) Math.min(left, until - Integer.toUnsignedLong(page) >>> Ram.PAGE_SHIFT);
    }

    /** Sees to it that every section of a range has a table of the space's own; undoes all when it cannot. */
    private boolean makeTables(Space space, int virtual, int pages) {
        int first = virtual >>> Space.SECTION_SHIFT;
        int last = virtual + (pages - 1) * Ram.PAGE >>> Space.SECTION_SHIFT;
        for (int section = first; section <= last; section++) {
            if (!space.sections.get(section) && !makeTable(space, section)) {
                for (int made = first; made < section; made++) {
                    if (space.used[made] == 0) {
                        freeTable(space, made);
                    }
                }
                return false;
            }
        }
        return true;
    }

    private boolean makeTable(Space space, int section) {
        int descriptor = space.ttbr0 + section * 4;
        if (ram.word(descriptor) != 0 || !capabilities.consume(space.mapPool, 1)) {
            return false;
        }
        int table = pool.takeSecondLevel();
        if (table < 0) {
            capabilities.giveBack(space.mapPool, 1);
            return false;
        }
        ram.clear(table, TablePool.UNIT);
        ram.word(descriptor, table | TABLE);
        space.sections.set(section);
        space.used[section] = 0;
        return true;
    }

    private void freeTable(Space space, int section) {
        int descriptor = space.ttbr0 + section * 4;
        pool.release(ram.word(descriptor) & TABLE_ADDRESS, TablePool.UNIT);
        capabilities.giveBack(space.mapPool, 1);
        ram.word(descriptor, 0);
        space.sections.clear(section);
    }
}
