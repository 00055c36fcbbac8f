package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zerobench.api.posix.FsState;

/**
 * A directory in memory, maybe over one of the host: names of its own come first, then the host's that are not hidden.
 */
final class TreeDirectory extends Directory {
    private final Tree tree;
    /** Names of its own. */
    final SequencedMap<String, Inode> entries = new LinkedHashMap<>();
    /** Host names met so far. */
    final TreeMap<String, Inode> known = new TreeMap<>();
    /** Names of the host or of {@link #under} that are not to be seen. */
    final TreeSet<String> hidden = new TreeSet<>();
    /** A directory that lies under this one: its names are found where there is no other, and not listed. */
    TreeDirectory under;
    Directory above;
    String name = "";

    TreeDirectory(long number, int mode, Tree tree) {
        super(number, mode);
        this.tree = tree;
        this.above = this;
    }

    @Override
    Inode lookup(String entry) {
        Inode inode = entries.get(entry);
        if (inode != null || hidden.contains(entry)) {
            return inode;
        }
        inode = host == null ? null : tree.fromHost(this, entry);
        return inode == null && under != null ? under.lookup(entry) : inode;
    }

    @Override
    List<String> names() {
        if (host == null) {
            return new ArrayList<>(entries.keySet());
        }
        Set<String> names = new LinkedHashSet<>();
        for (String entry : host.folder().names(host.path())) {
            if (!hidden.contains(entry)) {
                names.add(entry);
            }
        }
        // met and changed, but the host no longer has it
        for (Map.Entry<String, Inode> met : known.entrySet()) {
            if (met.getValue().own) {
                names.add(met.getKey());
            }
        }
        names.addAll(entries.keySet());
        return new ArrayList<>(names);
    }

    /** @return true when nothing is in it */
    boolean isEmpty() {
        if (!entries.isEmpty()) {
            return false;
        }
        for (String entry : names()) {
            if (lookup(entry) != null) {
                return false;
            }
        }
        return true;
    }

    /** @return true when more is known of it than the host could tell */
    boolean remembers() {
        return !entries.isEmpty() || !known.isEmpty() || !hidden.isEmpty() || under != null;
    }

    @Override
    Directory parent() {
        return above;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    FsState.Node record(FsState.Attributes attributes) {
        return new FsState.Directory(attributes, HostPlace.record(host), above.number, under == null ? 0 : under.number, list(entries), list(known), List.copyOf(hidden));
    }

    private static List<FsState.Entry> list(Map<String, Inode> map) {
        List<FsState.Entry> list = new ArrayList<>(map.size());
        map.forEach((name, inode) -> list.add(new FsState.Entry(name, inode.number)));
        return List.copyOf(list);
    }
}
