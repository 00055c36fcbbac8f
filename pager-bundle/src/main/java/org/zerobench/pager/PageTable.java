package org.zerobench.pager;

/** Pages by number, 0 to 2^20 - 1: of a space by virtual page number, of an object by index. Sparse: three levels. */
final class PageTable {
    /** How many page numbers there are. */
    static final int SIZE = 1 << 20;

    private static final int LEAF_BITS = 8;
    private static final int LEAF = 1 << LEAF_BITS;
    private static final int NODE_BITS = 6;
    private static final int NODE = 1 << NODE_BITS;

    private static final class Leaf {
        final Page[] pages = new Page[LEAF];
        int used;
    }

    private final Leaf[][] root = new Leaf[SIZE >> LEAF_BITS >> NODE_BITS][];
    private int used;

    /** @return the page there, or null */
    Page get(int number) {
        Leaf[] node = root[number >>> LEAF_BITS + NODE_BITS];
        if (node == null) {
            return null;
        }
        Leaf leaf = node[number >>> LEAF_BITS & NODE - 1];
        return leaf == null ? null : leaf.pages[number & LEAF - 1];
    }

    /** @param page null to clear */
    void set(int number, Page page) {
        Leaf[] node = root[number >>> LEAF_BITS + NODE_BITS];
        if (node == null) {
            if (page == null) {
                return;
            }
            node = root[number >>> LEAF_BITS + NODE_BITS] = new Leaf[NODE];
        }
        int at = number >>> LEAF_BITS & NODE - 1;
        Leaf leaf = node[at];
        if (leaf == null) {
            if (page == null) {
                return;
            }
            leaf = node[at] = new Leaf();
        }
        Page old = leaf.pages[number & LEAF - 1];
        leaf.pages[number & LEAF - 1] = page;
        int change = (page == null ? 0 : 1) - (old == null ? 0 : 1);
        used += change;
        leaf.used += change;
        if (leaf.used == 0) {
            node[at] = null;
        }
    }

    /** @return the first number from {@code from} on, below {@code end}, that has a page; {@code end} if there is none */
    int next(int from, int end) {
        int number = from;
        while (number < end) {
            Leaf[] node = root[number >>> LEAF_BITS + NODE_BITS];
            if (node == null) {
                number = (number >>> LEAF_BITS + NODE_BITS) + 1 << LEAF_BITS + NODE_BITS;
                continue;
            }
            Leaf leaf = node[number >>> LEAF_BITS & NODE - 1];
            if (leaf == null) {
                number = (number >>> LEAF_BITS) + 1 << LEAF_BITS;
                continue;
            }
            int limit = Math.min(end, (number >>> LEAF_BITS) + 1 << LEAF_BITS);
            for (; number < limit; number++) {
                if (leaf.pages[number & LEAF - 1] != null) {
                    return number;
                }
            }
        }
        return end;
    }

    /** Number of pages in it. */
    int used() {
        return used;
    }
}
