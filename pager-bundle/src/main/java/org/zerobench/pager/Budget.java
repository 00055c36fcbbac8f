package org.zerobench.pager;

/**
 * The promise that anonymous memory once given can be kept: the pages of all writable private areas and of all shared
 * memory together never exceed frames plus backing store.
 */
final class Budget {
    private long limitPages;
    private long usedPages;

    void limit(long pages) {
        limitPages = pages;
    }

    /** @return false when that much is not left (nothing changes) */
    boolean take(long pages) {
        if (pages > limitPages - usedPages) {
            return false;
        }
        usedPages += pages;
        return true;
    }

    void give(long pages) {
        usedPages -= pages;
        assert usedPages >= 0 : "more given back than taken";
    }

    /** Counts what a state brings with it, which was promised already. */
    void adopt(long pages) {
        usedPages += pages;
    }

    long used() {
        return usedPages;
    }
}
