package org.zerobench.pager;

import java.util.Arrays;

/** The areas of a space, sorted and disjoint: an array, found by bisection. */
final class Areas {
    private Area[] items = new Area[16];
    private int size;
    private Area last;

    int size() {
        return size;
    }

    Area get(int i) {
        return items[i];
    }

    /** @return the area that contains the page, or null */
    Area at(int number) {
        Area hit = last;
        if (hit != null && number >= hit.start && number < hit.end) {
            return hit;
        }
        int i = indexFrom(number);
        if (i < size && items[i].start <= number) {
            return last = items[i];
        }
        return null;
    }

    /** @return index of the first area that ends behind the page; {@link #size} if none does */
    int indexFrom(int number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (items[middle].end <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether no area touches the range. */
    boolean free(int start, int end) {
        int i = indexFrom(start);
        return i == size || items[i].start >= end;
    }

    /** Whether every page of the range is in some area. */
    boolean covered(int start, int end) {
        int number = start;
        for (int i = indexFrom(start); number < end; i++) {
            if (i == size || items[i].start > number) {
                return false;
            }
            number = items[i].end;
        }
        return true;
    }

    void insert(Area area) {
        int i = indexFrom(area.start);
        assert i == size || items[i].start >= area.end : "areas overlap";
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        System.arraycopy(items, i, items, i + 1, size - i);
        items[i] = area;
        size++;
    }

    void remove(int i) {
        if (items[i] == last) {
            last = null;
        }
        size--;
        System.arraycopy(items, i + 1, items, i, size - i);
        items[size] = null;
    }
}
