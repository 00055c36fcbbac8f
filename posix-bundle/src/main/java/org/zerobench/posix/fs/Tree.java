package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.swap.StateException;

/**
 * The tree of files: every inode by number, the ones of the host made when they are met. Its bytes in memory are bounded.
 */
final class Tree {
    /** Largest number of an inode: old programs have 32 bits for it, and /proc needs the upper half. */
    private static final long MOST_NUMBERS = 0x7FFF_FFFFL;

    private static final int MANY = 50_000;

    private final LongSupplier clock;
    private final Supplier<Pager> pager;
    private final LongFunction<Inode> computed;
    private final long fileLimit;
    private final long memoryLimit;
    private final TreeMap<Long, Inode> inodes = new TreeMap<>();
    private final Map<String, Inode> byKey = new HashMap<>();
    /** Files without names and openers that are still mapped. */
    final Set<FileNode> orphans = new HashSet<>();
    private long used;
    private int generation;
    private long next = 1;
    /** From this many inodes on, those that can be met again are forgotten. */
    int trimAt = MANY;
    TreeDirectory root;

    /**
     * @param clock       wall clock, ns since 1970
     * @param pager       the pager of the moment
     * @param computed    finds inodes that are not of this tree (/proc) by number; null when there is none
     * @param memoryLimit bytes of file contents kept in memory, and the longest file
     */
    Tree(LongSupplier clock, Supplier<Pager> pager, LongFunction<Inode> computed, long memoryLimit) {
        this.clock = clock;
        this.pager = pager;
        this.computed = computed;
        this.memoryLimit = memoryLimit;
        this.fileLimit = memoryLimit;
    }

    long now() {
        return clock.getAsLong();
    }

    long fileLimit() {
        return fileLimit;
    }

    long memoryLimit() {
        return memoryLimit;
    }

    long used() {
        return used;
    }

    Iterable<Inode> all() {
        return inodes.values();
    }

    int count() {
        return inodes.size();
    }

    int generation() {
        return generation;
    }

    /** Takes memory for contents. @return false when there is none left */
    boolean take(int bytes) {
        if (used + bytes > memoryLimit) {
            return false;
        }
        used += bytes;
        return true;
    }

    void give(int bytes) {
        used -= bytes;
    }

    long number() {
        if (next > MOST_NUMBERS) {
            throw Refused.with(org.zerobench.api.kernel.Errors.ENOSPC);
        }
        return next++;
    }

    Inode find(long number) {
        return inodes.get(number);
    }

    <T extends Inode> T add(T inode) {
        inodes.put(inode.number, inode);
        return inode;
    }

    /** Gives a new inode its owner and times. */
    <T extends Inode> T fresh(T inode, Who who) {
        inode.uid = who.uid();
        inode.gid = who.gid();
        inode.accessed = now();
        inode.modified = inode.accessed;
        inode.changed = inode.accessed;
        inode.own = true;
        return add(inode);
    }

    TreeDirectory directory(int permissions, Who who) {
        return fresh(new TreeDirectory(number(), Mode.DIRECTORY | permissions, this), who);
    }

    /** The directory that shows a folder of the host. @throws Refused when there is none */
    TreeDirectory hosted(HostFolder folder) {
        HostFolder.Facts facts = folder.facts("");
        if (facts == null) {
            throw Refused.with(org.zerobench.api.kernel.Errors.ENOENT);
        }
        return (TreeDirectory) make(new HostPlace(folder, "", facts.key()), "", facts);
    }

    /** Finds a host name in a directory that shows one of the host; what is known is checked against the host. */
    Inode fromHost(TreeDirectory directory, String name) {
        Inode met = directory.known.get(name);
        if (met != null && met.own) {
            return met;
        }
        HostFolder folder = directory.host.folder();
        String path = directory.host.childPath(name);
        HostFolder.Facts facts = folder.facts(path);
        if (facts != null && met != null && met.host != null && met.host.key().equals(facts.key()) && sameType(met, facts)) {
            refresh(met, facts);
            return met;
        }
        if (met != null) {
            directory.known.remove(name);
            directory.dirty();
            lost(met, path);
        }
        if (facts == null) {
            return null;
        }
        HostPlace place = directory.host.child(name, facts.key());
        Inode inode = byKey.get(key(folder, facts.key()));
        if (inode == null || !is(inode, place, facts)) {
            inode = make(place, name, facts);
        } else if (!inode.own) {
            refresh(inode, facts);
        }
        if (inode instanceof TreeDirectory child) {
            child.above = directory;
            child.name = name;
            child.host = place;
        }
        directory.known.put(name, inode);
        directory.dirty();
        return inode;
    }

    /**
     * Whether an inode is what lies at a place of the host where it has not been seen yet: under another name of it, or
     * because it was renamed. Else it has gone, and the host has given its number to a new file.
     */
    private boolean is(Inode inode, HostPlace place, HostFolder.Facts facts) {
        String before = inode.host.path();
        if (sameType(inode, facts)) {
            if (inode.isDirectory()) {
                return true;
            }
            HostFolder.Facts there = place.folder().facts(before);
            if (there != null && there.key().equals(place.key())) {
                return true;
            }
            if (inode.modified == facts.modified() && (!(inode instanceof FileNode file) || file.sizeBytes() == facts.sizeBytes())) {
                place.folder().forget(before);
                inode.host = place;
                inode.dirty();
                return true;
            }
        }
        inode.links = Math.min(inode.links, 1);
        lost(inode, before);
        return false;
    }

    private static boolean sameType(Inode inode, HostFolder.Facts facts) {
        return (inode.mode & Mode.TYPE) == (facts.mode() & Mode.TYPE);
    }

    private static String key(HostFolder folder, String key) {
        return folder.number() + ":" + key;
    }

    private Inode make(HostPlace place, String name, HostFolder.Facts facts) {
        Inode inode = switch (facts.mode() & Mode.TYPE) {
            case Mode.DIRECTORY -> {
                TreeDirectory made = new TreeDirectory(number(), facts.mode(), this);
                made.name = name;
                yield made;
            }
            case Mode.REGULAR -> {
                FileNode made = new FileNode(number(), facts.mode(), this);
                made.hosted(place, facts.sizeBytes());
                made.label = name;
                yield made;
            }
            case Mode.LINK -> {
                String target = place.folder().link(place.path());
                yield new SymbolicLink(number(), target == null ? "" : target);
            }
            default -> new SpecialNode(number(), facts.mode(), facts.device());
        };
        inode.host = place;
        attributes(inode, facts);
        byKey.put(key(place.folder(), place.key()), inode);
        return add(inode);
    }

    private static void attributes(Inode inode, HostFolder.Facts facts) {
        inode.mode = facts.mode();
        inode.uid = facts.uid();
        inode.gid = facts.gid();
        inode.links = facts.links();
        inode.accessed = facts.accessed();
        inode.modified = facts.modified();
        inode.changed = facts.changed();
        inode.dirty();
    }

    /** Follows what the host changed: attributes at once; contents unless we are writing them. */
    private void refresh(Inode inode, HostFolder.Facts facts) {
        if (inode.changed == facts.changed() && inode.links == facts.links() && inode.accessed == facts.accessed()) {
            return;
        }
        boolean contents = inode.modified != facts.modified();
        attributes(inode, facts);
        if (inode instanceof FileNode file && !(file.written() && file.openers > 0)) {
            if (contents && !file.written()) {
                file.host.folder().forget(file.host.path());
                pager.get().forget(file);
            }
            if (file.sizeBytes() != facts.sizeBytes()) {
                file.hosted(file.host, facts.sizeBytes());
                pager.get().truncated(file, facts.sizeBytes());
            }
        }
    }

    /** A name of the host has gone behind our back, or leads elsewhere. Who uses the file keeps its contents, if they can be had. */
    private void lost(Inode inode, String path) {
        if (inode.host == null) {
            return;
        }
        HostFolder folder = inode.host.folder();
        if (inode.links > 0 && !inode.isDirectory()) {
            inode.links--;
        }
        if (inode.links == 0 && inode instanceof FileNode file && (file.openers > 0 || file.mapped)) {
            forgetKey(file);
            if (!folder.holds(path) || file.detachContents() < 0) {
                file.discard();
            }
        } else if (inode.links > 0 && inode.host.path().equals(path)) {
            inode.host = otherName(inode, path);
        }
        folder.forget(path);
        dropIfUnused(inode);
    }

    /** Forgets that the host's file is this inode. */
    void forgetKey(Inode inode) {
        if (inode.host != null) {
            byKey.remove(key(inode.host.folder(), inode.host.key()), inode);
        }
    }

    /** Another place of a host file with several names, as far as one was met; else the place it had. */
    HostPlace otherName(Inode inode, String gone) {
        for (Inode candidate : inodes.values()) {
            if (candidate instanceof TreeDirectory directory && directory.host != null) {
                for (Map.Entry<String, Inode> entry : directory.known.entrySet()) {
                    String path = directory.host.childPath(entry.getKey());
                    if (entry.getValue() == inode && !path.equals(gone)) {
                        return new HostPlace(inode.host.folder(), path, inode.host.key());
                    }
                }
            }
        }
        return inode.host;
    }

    /** An inode without names and users goes; a file that is mapped waits for {@link #unmapped}. */
    void dropIfUnused(Inode inode) {
        if (inode.links > 0 || inode.openers > 0) {
            return;
        }
        if (inode instanceof FileNode file) {
            if (!pager.get().forget(file)) {
                orphans.add(file);
                return;
            }
            orphans.remove(file);
            file.discard();
        }
        forgetKey(inode);
        inodes.remove(inode.number);
    }

    /** A tree that nobody has as his root any more goes, with all that is not in use elsewhere. */
    void dropAll(TreeDirectory top) {
        for (Inode inode : List.copyOf(top.entries.values())) {
            if (inode instanceof TreeDirectory directory) {
                dropAll(directory);
            } else {
                inode.links--;
                dropIfUnused(inode);
            }
        }
        top.entries.clear();
        top.links = 0;
        dropIfUnused(top);
    }

    /** Nobody maps a file any more: if it was only waited for that, it goes. */
    void unmapped(long number) {
        if (find(number) instanceof FileNode file && orphans.contains(file)) {
            dropIfUnused(file);
        }
    }

    /**
     * Forgets inodes of the host that nobody uses and nothing is remembered of, when there are many: the next look-up
     * makes them anew. Only between calls, when nobody holds an inode.
     */
    void trim() {
        if (inodes.size() < trimAt) {
            return;
        }
        boolean found = true;
        while (found) {
            found = false;
            for (Inode inode : List.copyOf(inodes.values())) {
                if (inode instanceof TreeDirectory directory && directory.known.values().removeIf(this::forgotten)) {
                    directory.dirty();
                    found = true;
                }
            }
        }
        trimAt = Math.max(MANY, inodes.size() * 2);
    }

    private boolean forgotten(Inode inode) {
        boolean needed = inode.host == null || inode.own || inode.openers > 0 || inode.mapped
                || inode instanceof TreeDirectory directory && directory.remembers();
        if (!needed) {
            forgetKey(inode);
            inodes.remove(inode.number);
        }
        return !needed;
    }

    /** Paths of a renamed directory's contents on a writable host change with it. */
    void moved(HostFolder folder, String from, String to) {
        String prefix = from + "/";
        for (Inode inode : inodes.values()) {
            HostPlace place = inode.host;
            if (place != null && place.folder() == folder && (place.path().equals(from) || place.path().startsWith(prefix))) {
                folder.forget(place.path());
                inode.host = new HostPlace(folder, to + place.path().substring(from.length()), place.key());
                inode.dirty();
            }
        }
    }

    /** Records of all inodes by number; from now on contents are copied before they are written. */
    List<FsState.Node> save() {
        List<FsState.Node> list = new ArrayList<>(inodes.size());
        for (Inode inode : inodes.values()) {
            list.add(inode.save());
        }
        generation++;
        return List.copyOf(list);
    }

    long nextNumber() {
        return next;
    }

    /** Takes a world over. @throws StateException when names lead nowhere */
    void restore(FsState state, List<HostFolder> folders) {
        next = state.nextNumber();
        for (FsState.Node node : state.nodes()) {
            Inode inode = blank(node);
            inode.take(node.attributes());
            node.host().ifPresent(host -> {
                HostFolder folder = folders.stream().filter(f -> f.number() == host.folder()).findFirst()
                        .orElseThrow(() -> new StateException("inode " + inode.number + " lies in host folder " + host.folder() + ", which is not there"));
                inode.host = new HostPlace(folder, host.path(), host.key());
                byKey.put(key(folder, host.key()), inode);
            });
            add(inode);
        }
        for (FsState.Node node : state.nodes()) {
            if (node instanceof FsState.Directory directory) {
                fill(directory);
            }
        }
        if (!(find(state.root()) instanceof TreeDirectory top)) {
            throw new StateException("the root, inode " + state.root() + ", is no directory");
        }
        root = top;
        for (FsState.Node node : state.nodes()) {
            find(node.attributes().number()).saved = node;
        }
    }

    private Inode blank(FsState.Node node) {
        long number = node.attributes().number();
        int mode = node.attributes().mode();
        return switch (node) {
            case FsState.Regular file -> {
                FileNode made = new FileNode(number, mode, this);
                made.restore(file);
                yield made;
            }
            case FsState.Directory directory -> new TreeDirectory(number, mode, this);
            case FsState.Link link -> new SymbolicLink(number, link.target());
            case FsState.Special special -> {
                SpecialNode made = new SpecialNode(number, mode, special.device());
                made.pipe = special.pipe();
                yield made;
            }
        };
    }

    private void fill(FsState.Directory state) {
        TreeDirectory directory = (TreeDirectory) find(state.attributes().number());
        directory.hidden.addAll(state.hidden());
        if (find(state.parent()) instanceof TreeDirectory above) {
            directory.above = above;
        } else {
            throw new StateException("directory " + directory.number + " lies in " + state.parent() + ", which is none");
        }
        if (state.under() != 0) {
            if (!(find(state.under()) instanceof TreeDirectory under)) {
                throw new StateException("under directory " + directory.number + " lies " + state.under() + ", which is no directory");
            }
            directory.under = under;
        }
        state.known().forEach(entry -> put(directory, directory.known, entry));
        state.entries().forEach(entry -> put(directory, directory.entries, entry));
    }

    private void put(TreeDirectory directory, Map<String, Inode> map, FsState.Entry entry) {
        Inode inode = Proc.owns(entry.node()) ? computed.apply(entry.node()) : find(entry.node());
        if (inode == null) {
            throw new StateException("name " + entry.name() + " in directory " + directory.number + " leads to inode " + entry.node() + ", which is not there");
        }
        map.put(entry.name(), inode);
        if (inode instanceof TreeDirectory child) {
            child.name = entry.name();
        } else if (inode instanceof FileNode file && file.label.isEmpty()) {
            file.label = entry.name();
        }
    }
}
