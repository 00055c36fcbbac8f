package org.zerobench.kernel;

import java.util.Collection;
import java.util.TreeMap;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;

/**
 * All address spaces by id. Containers' spaces are numbered from 1, those of the POSIX server's tasks apart from {@value
 * #FIRST_POSIX}, so that the first container's pager has space 1.
 */
final class Spaces {
    static final int FIRST_POSIX = 0x1000;
    private static final int LIMIT_POSIX = 0x8000;

    private final Machine machine;
    private final Ram ram;
    private final TablePool pool;
    private final PageTables tables;
    private final Capabilities capabilities;
    private final TreeMap<Integer, Space> sorted = new TreeMap<>();
    private final Space[] containers = new Space[FIRST_POSIX];
    private Space[] posix = new Space[64];
    private final NumberPool containerNumbers = new NumberPool(1, FIRST_POSIX);
    private final NumberPool posixNumbers = new NumberPool(FIRST_POSIX, LIMIT_POSIX);

    Spaces(Machine machine, Ram ram, TablePool pool, PageTables tables, Capabilities capabilities) {
        this.machine = machine;
        this.ram = ram;
        this.pool = pool;
        this.tables = tables;
        this.capabilities = capabilities;
    }

    Space get(int spid) {
        if (spid >= FIRST_POSIX) {
            return spid - FIRST_POSIX < posix.length ? posix[spid - FIRST_POSIX] : null;
        }
        return spid < 0 ? null : containers[spid];
    }

    Collection<Space> all() {
        return sorted.values();
    }

    /** A new space with the system pages alone; null when numbers or table memory are used up. */
    Space create(int container, SystemPages systemPages) {
        int ttbr0 = pool.takeFirstLevel();
        if (ttbr0 < 0) {
            return null;
        }
        int spid = numbers(container).take();
        if (spid < 0) {
            pool.release(ttbr0, TablePool.FIRST_LEVEL);
            return null;
        }
        ram.clear(ttbr0, TablePool.FIRST_LEVEL);
        systemPages.mapInto(ttbr0);
        Space space = new Space(spid, container, ttbr0);
        add(space);
        return space;
    }

    /** Adds a space of a predecessor; false when its number is taken or out of range. */
    boolean adopt(Space space) {
        if (!numbers(space.container).take(space.spid)) {
            return false;
        }
        add(space);
        return true;
    }

    /** Ends a space without threads. */
    void destroy(Space space) {
        assert space.threads == 0;
        tables.clear(space);
        machine.cpu().invalidateSpace(space.ttbr0);
        pool.release(space.ttbr0, TablePool.FIRST_LEVEL);
        numbers(space.container).release(space.spid);
        sorted.remove(space.spid);
        if (space.spid >= FIRST_POSIX) {
            posix[space.spid - FIRST_POSIX] = null;
        } else {
            containers[space.spid] = null;
        }
        capabilities.giveBack(space.spacePool, 1);
        capabilities.drop(space.capabilities);
    }

    private void add(Space space) {
        sorted.put(space.spid, space);
        if (space.spid < FIRST_POSIX) {
            containers[space.spid] = space;
            return;
        }
        int index = space.spid - FIRST_POSIX;
        if (index >= posix.length) {
            posix = java.util.Arrays.copyOf(posix, Math.max(index + 1, posix.length * 2));
        }
        posix[index] = space;
    }

    private NumberPool numbers(int container) {
        return container == Servers.POSIX_CONTAINER ? posixNumbers : containerNumbers;
    }
}
