package org.zerobench.pager;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.pager.Pager.AreaInfo;
import org.zerobench.api.pager.Pager.FrameUse;
import org.zerobench.api.posix.Vnode;

/** Counts for people: what areas and frames hold. */
final class Census {
    private Census() {}

    static List<AreaInfo> areas(World world, Space space) {
        List<AreaInfo> infos = new ArrayList<>(space.areas.size());
        for (int i = 0; i < space.areas.size(); i++) {
            infos.add(area(world, space, space.areas.get(i)));
        }
        return infos;
    }

    private static AreaInfo area(World world, Space space, Area area) {
        int resident = 0;
        int stored = 0;
        for (int n = space.table.next(area.start, area.end); n < area.end; n = space.table.next(n + 1, area.end)) {
            if (space.table.get(n).resident()) {
                resident++;
            } else {
                stored++;
            }
        }
        boolean file = area.object != null && area.object.isFile();
        if (area.object != null && !file) {
            // What is stored of shared memory has no holder: it is counted in the object.
            int end = area.index(area.end);
            for (int i = area.object.pages.next(area.firstPage, end); i < end; i = area.object.pages.next(i + 1, end)) {
                stored += area.object.pages.get(i).resident() ? 0 : 1;
            }
        }
        return new AreaInfo(area.start << World.PAGE_BITS, area.end << World.PAGE_BITS, area.protection, area.shared,
                name(world, space, area), file ? (long) area.firstPage << World.PAGE_BITS : 0, resident, stored,
                file ? area.object.id : 0);
    }

    private static String name(World world, Space space, Area area) {
        if (area.object != null) {
            return area.object.isFile() ? world.vnode(area.object.id).map(Vnode::name).orElse("(gone)") : "/dev/zero";
        }
        if (area.growsDown) {
            return "[stack]";
        }
        boolean heap = space.heapStart != 0 && area.start < Mappings.pages(space.heapEnd) && area.end > Mappings.pages(space.heapStart);
        return heap ? "[heap]" : "";
    }

    static FrameUse frames(World world) {
        Frames frames = world.frames;
        byte[] owners = new byte[frames.total()];
        int anonymous = 0;
        int file = 0;
        int at = 0;
        for (var range : frames.memory()) {
            int first = range.start() >>> World.PAGE_BITS;
            for (int frame = first; frame < first + (range.bytes() >>> World.PAGE_BITS); frame++) {
                Page page = frames.page(frame);
                if (page != null && page.isFile()) {
                    file++;
                } else if (page != null || frame == world.zeroFrame) {
                    anonymous++;
                }
                owners[at++] = (byte) owner(world, page, frame);
            }
        }
        return new FrameUse(frames.total(), frames.free(), anonymous, file, world.store.count(), world.faults, world.evictions,
                world.storeReads, owners);
    }

    private static int owner(World world, Page page, int frame) {
        if (page == null) {
            return frame == world.zeroFrame ? 3 : 0;
        }
        for (int i = 1; i < page.holders(); i++) {
            if (page.space(i) != page.space(0)) {
                return 3;
            }
        }
        return page.isFile() ? 2 : 1;
    }
}
