package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;

/**
 * Changes of names: in memory, or, where a directory lies in a writable folder of the host, there. Permission bits are
 * checked by the caller. Every refusal is a {@link Refused}.
 */
final class TreeChanges {
    /** renameat2: the new name must not exist. */
    static final int NO_REPLACE = 1;
    /** renameat2: both names change places. */
    static final int EXCHANGE = 2;

    private final Tree tree;

    TreeChanges(Tree tree) {
        this.tree = tree;
    }

    private static TreeDirectory writable(Directory directory) {
        if (!(directory instanceof TreeDirectory here)) {
            throw Refused.with(Errors.EPERM);
        }
        if (here.gone()) {
            throw Refused.with(Errors.ENOENT);
        }
        return here;
    }

    private static WritableFolder folder(TreeDirectory directory) {
        return directory.host != null && directory.host.folder() instanceof WritableFolder folder ? folder : null;
    }

    /** Creates a regular file. */
    FileNode file(Directory parent, String name, int permissions, Who who) {
        TreeDirectory directory = writable(parent);
        WritableFolder folder = folder(directory);
        if (folder != null) {
            Refused.check(folder.create(directory.host.childPath(name), permissions));
            return (FileNode) appeared(directory, name, who);
        }
        FileNode file = tree.fresh(new FileNode(tree.number(), Mode.REGULAR | permissions, tree), who);
        file.label = name;
        enter(directory, name, file);
        return file;
    }

    /** A file without a name (O_TMPFILE, memfd). */
    FileNode nameless(String label, int permissions, Who who) {
        FileNode file = tree.fresh(new FileNode(tree.number(), Mode.REGULAR | permissions, tree), who);
        file.links = 0;
        file.label = label;
        return file;
    }

    TreeDirectory directory(Directory parent, String name, int permissions, Who who) {
        TreeDirectory directory = writable(parent);
        WritableFolder folder = folder(directory);
        if (folder != null) {
            Refused.check(folder.makeDirectory(directory.host.childPath(name), permissions));
            return (TreeDirectory) appeared(directory, name, who);
        }
        TreeDirectory made = tree.directory(permissions, who);
        enter(directory, name, made);
        return made;
    }

    void symbolicLink(Directory parent, String name, String target, Who who) {
        TreeDirectory directory = writable(parent);
        WritableFolder folder = folder(directory);
        if (folder != null) {
            Refused.check(folder.makeLink(directory.host.childPath(name), target));
            appeared(directory, name, who);
            return;
        }
        enter(directory, name, tree.fresh(new SymbolicLink(tree.number(), target), who));
    }

    /** A device, FIFO or socket name: always in memory. */
    SpecialNode special(Directory parent, String name, int mode, int device, Who who) {
        TreeDirectory directory = writable(parent);
        SpecialNode node = tree.fresh(new SpecialNode(tree.number(), mode, device), who);
        enter(directory, name, node);
        return node;
    }

    private Inode appeared(TreeDirectory directory, String name, Who who) {
        directory.hidden.remove(name);
        Inode inode = directory.lookup(name);
        if (inode == null) {
            throw Refused.with(Errors.EIO);
        }
        if (inode.uid != who.uid() && inode.host.folder() instanceof WritableFolder folder && !(inode instanceof SymbolicLink)) {
            // a host that does not let us give files away keeps its own idea of the owner
            folder.chown(inode.host.path(), who.uid(), who.gid());
        }
        return inode;
    }

    /** Puts a name into a directory's memory; a name that is there already then means the new inode. */
    void enter(TreeDirectory directory, String name, Inode inode) {
        boolean was = inode instanceof TreeDirectory && directory.lookup(name) instanceof Directory;
        directory.entries.put(name, inode);
        if (inode instanceof TreeDirectory child) {
            child.above = directory;
            child.name = name;
            child.dirty();
            directory.links += was ? 0 : 1;
        }
        directory.touched(tree.now());
    }

    void link(Directory parent, String name, Inode inode) {
        TreeDirectory directory = writable(parent);
        if (inode.isDirectory()) {
            throw Refused.with(Errors.EPERM);
        }
        if (inode.fileSystem() != directory.fileSystem()) {
            throw Refused.with(Errors.EXDEV);
        }
        WritableFolder folder = folder(directory);
        if (folder != null && inode.host != null && inode.host.folder() == folder && inode.links > 0) {
            Refused.check(folder.link(directory.host.childPath(name), inode.host.path()));
            directory.lookup(name);
            inode.links++;
            inode.dirty();
            return;
        }
        inode.links++;
        inode.changed(tree.now());
        if (inode instanceof FileNode file) {
            tree.orphans.remove(file);
        }
        enter(directory, name, inode);
    }

    void unlink(Directory parent, String name, Inode inode) {
        TreeDirectory directory = writable(parent);
        if (inode.isDirectory()) {
            throw Refused.with(Errors.EISDIR);
        }
        remove(directory, name, inode);
        inode.links = Math.max(0, inode.links - 1);
        inode.changed(tree.now());
        tree.dropIfUnused(inode);
    }

    void removeDirectory(Directory parent, String name, Inode inode) {
        TreeDirectory directory = writable(parent);
        if (!(inode instanceof TreeDirectory victim)) {
            throw Refused.with(inode.isDirectory() ? Errors.EBUSY : Errors.ENOTDIR);
        }
        if (!victim.isEmpty()) {
            throw Refused.with(Errors.ENOTEMPTY);
        }
        remove(directory, name, victim);
        victim.links = 0;
        victim.changed(tree.now());
        directory.links = Math.max(2, directory.links - 1);
        tree.dropIfUnused(victim);
    }

    /** Takes a name away; the inode's link count is the caller's. */
    private void remove(TreeDirectory directory, String name, Inode inode) {
        if (directory.entries.remove(name) == null) {
            WritableFolder folder = folder(directory);
            if (folder != null && inode.host != null && inode.host.folder() == folder) {
                removeOnHost(directory, name, inode, folder);
            } else {
                directory.hidden.add(name);
            }
            directory.known.remove(name);
        } else if (directory.lookup(name) != null) {
            // what lies under that name must not come to light
            directory.hidden.add(name);
        }
        directory.touched(tree.now());
    }

    private void removeOnHost(TreeDirectory directory, String name, Inode inode, WritableFolder folder) {
        String path = directory.host.childPath(name);
        if (inode instanceof FileNode file && file.links <= 1 && (file.openers > 0 || file.mapped)) {
            // still in use without a name: memory keeps what the host loses
            tree.forgetKey(file);
            Refused.check(file.detachContents());
        }
        Refused.check(folder.remove(path, inode.isDirectory()));
        if (inode.host != null && inode.links > 1 && inode.host.path().equals(path)) {
            inode.host = tree.otherName(inode, path);
            inode.dirty();
        }
    }

    void rename(Directory from, String oldName, Inode inode, Directory to, String newName, Inode target, int flags) {
        TreeDirectory source = writable(from);
        TreeDirectory sink = writable(to);
        if (inode == target) {
            return;
        }
        if (inode instanceof TreeDirectory moved) {
            for (Directory up = sink; ; up = up.parent()) {
                if (up == moved) {
                    throw Refused.with(Errors.EINVAL);
                }
                if (up.parent() == up) {
                    break;
                }
            }
        }
        if (target != null && (flags & NO_REPLACE) != 0) {
            throw Refused.with(Errors.EEXIST);
        }
        if ((flags & EXCHANGE) != 0) {
            exchange(source, oldName, inode, sink, newName, target);
            return;
        }
        if (target != null) {
            replaceable(inode, target);
        }
        WritableFolder folder = folder(source);
        if (folder != null && folder == folder(sink) && inode.host != null && inode.host.folder() == folder && !source.entries.containsKey(oldName) && !sink.entries.containsKey(newName)) {
            renameOnHost(source, oldName, inode, sink, newName, target, folder);
        } else {
            renameInMemory(source, oldName, inode, sink, newName, target);
        }
    }

    private static void replaceable(Inode inode, Inode target) {
        if (inode.isDirectory()) {
            if (!(target instanceof TreeDirectory victim)) {
                throw Refused.with(target.isDirectory() ? Errors.EBUSY : Errors.ENOTDIR);
            }
            if (!victim.isEmpty()) {
                throw Refused.with(Errors.ENOTEMPTY);
            }
        } else if (target.isDirectory()) {
            throw Refused.with(Errors.EISDIR);
        }
    }

    private void renameInMemory(TreeDirectory source, String oldName, Inode inode, TreeDirectory sink, String newName, Inode target) {
        if (folder(source) != null || folder(sink) != null) {
            // between a host folder and memory: as between two file systems
            throw Refused.with(Errors.EXDEV);
        }
        if (target != null) {
            if (target.isDirectory()) {
                removeDirectory(sink, newName, target);
            } else {
                unlink(sink, newName, target);
            }
        }
        remove(source, oldName, inode);
        if (inode.isDirectory()) {
            source.links = Math.max(2, source.links - 1);
        }
        inode.changed(tree.now());
        if (inode instanceof FileNode file) {
            file.label = newName;
        }
        enter(sink, newName, inode);
    }

    private void renameOnHost(TreeDirectory source, String oldName, Inode inode, TreeDirectory sink, String newName, Inode target,
            WritableFolder folder) {
        String from = source.host.childPath(oldName);
        String to = sink.host.childPath(newName);
        if (target instanceof FileNode file && file.links <= 1 && (file.openers > 0 || file.mapped)) {
            tree.forgetKey(file);
            Refused.check(file.detachContents());
        }
        if (target != null && target.isDirectory()) {
            Refused.check(folder.remove(to, true));
        }
        Refused.check(folder.rename(from, to));
        source.known.remove(oldName);
        source.dirty();
        sink.known.put(newName, inode);
        sink.hidden.remove(newName);
        sink.dirty();
        tree.moved(folder, from, to);
        if (inode instanceof TreeDirectory child) {
            child.above = sink;
            child.name = newName;
        }
        if (target != null) {
            target.links = target.isDirectory() ? 0 : Math.max(0, target.links - 1);
            if (target.links > 0 && target.host != null && target.host.path().equals(to)) {
                target.host = tree.otherName(target, to);
            }
            target.dirty();
            tree.dropIfUnused(target);
        }
    }

    private void exchange(TreeDirectory source, String oldName, Inode inode, TreeDirectory sink, String newName, Inode target) {
        if (target == null) {
            throw Refused.with(Errors.ENOENT);
        }
        if (folder(source) != null || folder(sink) != null) {
            throw Refused.with(Errors.EINVAL);
        }
        if (target instanceof TreeDirectory moved) {
            for (Directory up = source; up.parent() != up; up = up.parent()) {
                if (up == moved) {
                    throw Refused.with(Errors.EINVAL);
                }
            }
        }
        remove(source, oldName, inode);
        remove(sink, newName, target);
        source.links -= inode.isDirectory() ? 1 : 0;
        sink.links -= target.isDirectory() ? 1 : 0;
        enter(source, oldName, target);
        enter(sink, newName, inode);
    }
}
