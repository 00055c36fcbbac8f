package org.zerobench.containers;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.ContainerPlan.Piece;
import org.zerobench.api.kernel.ContainerPlan.Right;
import org.zerobench.containers.Manifest.Container;
import org.zerobench.containers.Manifest.Grant;
import org.zerobench.containers.Manifest.Region;

/** What the kernel is to make of a manifest's container: the rights of ABI 9.7 and, for POSIX, those of ABI 12.1. */
final class Plans {
    private static final int PAGE_SHIFT = 12;
    /** The first capability that stands behind memory. */
    private static final int UMUTEX = 0x0040;

    private Plans() {}

    static ContainerPlan of(Container container, List<Piece> image) {
        return new ContainerPlan(container.id(), container.name(), pager(container), shared(container), image, (int) container.vma());
    }

    private static List<Right> pager(Container container) {
        List<Right> rights = new ArrayList<>();
        List<Right> rest = new ArrayList<>();
        boolean before = true;
        for (Grant grant : container.grants()) {
            int kind = grant.type() & 0xFFFF;
            before = before && kind != UMUTEX;
            (before ? rights : rest).add(right(grant));
        }
        container.physical().forEach(region -> rights.add(memory(RightWords.PHYSMEM, region)));
        container.virtual().forEach(region -> rights.add(memory(RightWords.VIRTMEM, region)));
        rights.addAll(rest);
        boolean interrupts = container.grants().stream().anyMatch(grant -> (grant.type() & 0xFFFF) == RightWords.IRQCTRL);
        for (BoardDevice device : container.devices()) {
            int frame = device.base >>> PAGE_SHIFT;
            rights.add(new Right(RightWords.PHYSMEM | RightWords.CONTAINER, RightWords.ALL_MEMORY_PHYSICAL, frame, frame + 1, 1));
            if (!interrupts && device.irq >= 0) {
                rights.add(new Right(RightWords.IRQCTRL | RightWords.CONTAINER, RightWords.ALL_INTERRUPTS, device.irq, device.irq, 0));
            }
        }
        return rights;
    }

    /** What the tasks of a POSIX container need to call their pager and to wait for each other. */
    private static List<Right> shared(Container container) {
        if (!container.posix()) {
            return List.of();
        }
        return container.grants().stream().filter(grant -> (grant.type() & 0xFFFF) == RightWords.IPC
                        || grant.type() == (RightWords.QUANTITY | RightWords.MUTEXPOOL))
                .map(grant -> right(grant.resource() == 0 ? grant : new Grant(RightWords.IPC | RightWords.CONTAINER, RightWords.CONTAINER,
                        grant.access(), 0)))
                .toList();
    }

    private static Right right(Grant grant) {
        boolean interrupts = (grant.type() & 0xFFFF) == RightWords.IRQCTRL;
        return new Right(grant.type(), grant.access(), 0, interrupts ? RightWords.LAST_INTERRUPT : 0, grant.size());
    }

    private static Right memory(int kind, Region region) {
        int start = (int) (region.range().start() >>> PAGE_SHIFT);
        int end = (int) (region.range().end() >>> PAGE_SHIFT);
        return new Right(kind | RightWords.CONTAINER, region.access(), start, end, end - start);
    }
}
