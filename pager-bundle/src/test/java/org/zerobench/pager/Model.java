package org.zerobench.pager;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What memory must look like, byte for byte, with no thought of frames: one entry per mapped page. */
final class Model {
    static final int PAGE = 4096;

    /** A file's contents as any reader must see them. */
    static final class Bytes {
        byte[] all = new byte[0];

        byte[] page(int index) {
            byte[] page = new byte[PAGE];
            int from = index * PAGE;
            if (from < all.length) {
                System.arraycopy(all, from, page, 0, Math.min(PAGE, all.length - from));
            }
            return page;
        }
    }

    /** One mapped page: private contents of its own, or a file's, or shared memory's. */
    static final class Place implements Cloneable {
        int protection;
        boolean shared;
        Bytes file;
        Map<Integer, byte[]> memory;
        int index;
        byte[] own;

        Place copy() {
            Place copy = new Place();
            copy.protection = protection;
            copy.shared = shared;
            copy.file = file;
            copy.memory = memory;
            copy.index = index;
            copy.own = own == null ? null : own.clone();
            return copy;
        }

        /** Whether there is nothing behind it: a page of a file beyond the end. */
        boolean beyondEnd() {
            return own == null && file != null && index * PAGE >= file.all.length;
        }

        byte[] contents() {
            if (own != null) {
                return own;
            }
            if (file != null) {
                return file.page(index);
            }
            return memory == null ? new byte[PAGE] : memory.getOrDefault(index, new byte[PAGE]);
        }

        void store(int at, byte[] bytes) {
            if (shared && file != null) {
                System.arraycopy(bytes, 0, file.all, index * PAGE + at, bytes.length);
                return;
            }
            byte[] target;
            if (shared) {
                target = memory.computeIfAbsent(index, i -> new byte[PAGE]);
            } else {
                own = contents().clone();
                target = own;
            }
            System.arraycopy(bytes, 0, target, at, bytes.length);
        }
    }

    final Map<Integer, TreeMap<Integer, Place>> spaces = new HashMap<>();

    TreeMap<Integer, Place> space(int spid) {
        return spaces.get(spid);
    }

    boolean free(int spid, int from, int pages) {
        return space(spid).subMap(from, from + pages).isEmpty();
    }

    boolean covered(int spid, int from, int pages) {
        return space(spid).subMap(from, from + pages).size() == pages;
    }

    void fork(int parent, int child) {
        TreeMap<Integer, Place> copy = new TreeMap<>();
        space(parent).forEach((number, place) -> copy.put(number, place.copy()));
        spaces.put(child, copy);
    }
}
