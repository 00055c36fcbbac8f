package org.zerobench.containers;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.containers.Manifest.Grant;

/** The words of capabilities that a manifest's entries become (ABI 9.2, 9.3), and the usual ones (ABI 9.7). */
final class RightWords {
    static final int PHYSMEM = 0x0004;
    static final int VIRTMEM = 0x0008;
    static final int IPC = 0x0010;
    static final int IRQCTRL = 0x0020;
    static final int SPACE = 0x00020000;
    static final int CONTAINER = 0x00040000;
    static final int MUTEXPOOL = 0x00400000;
    static final int QUANTITY = 0x0080;
    /** Read, write, execute, cached, uncached, unmap, UTCB. */
    static final int ALL_MEMORY_PHYSICAL = 0x7F;
    /** And cache invalidate, cache clean. */
    static final int ALL_MEMORY_VIRTUAL = 0x1FF;
    /** Register and wait; changeable, transferable, replicable. */
    static final int ALL_INTERRUPTS = 0x70000180;
    static final int LAST_INTERRUPT = 0x3F;

    private static final int POOL_ACCESS = 0x30000000;

    /** An entry under {@code capabilities}. @param pool key under {@code pools}: its size is the usual one */
    private record Entry(String key, boolean pool, int type, int access, int size) {}

    /** In the order in which a pager finds them, memory between the eighth and the rest left out. */
    private static final List<Entry> ENTRIES = List.of(
            new Entry("tctrl", false, 0x0001, 0x7000003F, 0),
            new Entry("space", true, QUANTITY | 0x00200000, POOL_ACCESS, 64),
            new Entry("mutex", true, QUANTITY | MUTEXPOOL, POOL_ACCESS, 100),
            new Entry("map", true, QUANTITY | 0x00800000, POOL_ACCESS, 800),
            new Entry("irqctrl", false, IRQCTRL, ALL_INTERRUPTS, 0),
            new Entry("ipc", false, IPC, 0x7000001F, 0),
            new Entry("exregs", false, 0x0002, 0x7000001F, 0),
            new Entry("cap", true, QUANTITY | 0x01000000, POOL_ACCESS, 32),
            new Entry("capctrl", false, 0x0100, 0x7000000F, 0),
            new Entry("umutex", false, 0x0040, 0x70000003, 0),
            new Entry("thread", true, QUANTITY | 0x00100000, POOL_ACCESS, 64));

    private RightWords() {}

    /** What stands under {@code capabilities}; what is not mentioned there is as usual. */
    static List<Grant> grants(Node capabilities) {
        List<Grant> grants = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            Node node = (entry.pool() ? capabilities.node("pools") : capabilities).node(entry.key());
            if (node.flag("enabled", true)) {
                long size = entry.pool() ? node.number("size", entry.size()) : 0;
                if (size < 0 || size > 0xFFFF) {
                    throw node.wrong("size", "must be from 0 to 65535");
                }
                int resource = entry.pool() ? 0 : resource(node);
                grants.add(new Grant(entry.type() | resource, resource, (int) node.number("access", entry.access()), (int) size));
            }
        }
        return List.copyOf(grants);
    }

    private static int resource(Node node) {
        return switch (node.text("target", "current_container").toLowerCase(java.util.Locale.ROOT)) {
            case "current_container" -> CONTAINER;
            case "current_pager_space" -> SPACE;
            default -> throw node.wrong("target", "must be current_container or current_pager_space, not '" + node.text("target", "") + "'");
        };
    }
}
