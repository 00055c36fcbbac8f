package org.zerobench.posix.fs;

import java.nio.charset.StandardCharsets;

/**
 * The tree at the first start: a folder of the host or an empty memory tree, with /dev, /proc, /tmp and the guest programs
 * where the root has nothing of that name.
 */
final class FirstTree {
    private final FileSystem system;
    private final Tree tree;

    FirstTree(FileSystem system) {
        this.system = system;
        this.tree = system.tree;
    }

    /** @param root the root folder, or null @param programs the guest programs' folder, or null */
    void make(HostFolder root, HostFolder programs) {
        tree.root = root == null ? tree.directory(0755, Who.ROOT) : tree.hosted(root);
        long modified = tree.root.modified;
        long changed = tree.root.changed;
        if (root == null) {
            directory("etc", 0755);
            text("etc/passwd", "root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n");
            text("etc/group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n");
            text("etc/hostname", "zerobench\n");
            directory("home", 0755);
            directory("root", 0700);
            directory("var", 0755);
        }
        directory("tmp", 01777);
        devices();
        if (!(tree.root.lookup("proc") instanceof Directory)) {
            tree.root.links++;
        }
        tree.root.entries.put("proc", system.proc.root());
        tree.root.dirty();
        if (programs != null) {
            programs(programs);
        }
        // what stands in the root by our doing is no change of it
        tree.root.modified = modified;
        tree.root.changed = changed;
        tree.root.dirty();
    }

    /** A directory of that name: the root's, or a new one in memory. */
    private Directory directory(String name, int permissions) {
        try {
            if (PathWalk.walk(tree.root, tree.root, name, true, Who.ROOT).inode() instanceof Directory there) {
                return there;
            }
        } catch (Refused e) {
            // a link that leads nowhere stands in the way: the directory takes its place
            return enter(name, permissions);
        }
        return enter(name, permissions);
    }

    private TreeDirectory enter(String name, int permissions) {
        TreeDirectory made = tree.directory(permissions, Who.ROOT);
        system.changes.enter(tree.root, name, made);
        return made;
    }

    private void text(String path, String contents) {
        PathWalk.Place place = PathWalk.walk(tree.root, tree.root, path, true, Who.ROOT);
        byte[] bytes = contents.getBytes(StandardCharsets.ISO_8859_1);
        system.changes.file(place.parent(), place.name(), 0644, Who.ROOT).write(0, bytes, 0, bytes.length);
    }

    private void devices() {
        TreeDirectory dev = enter("dev", 0755);
        device(dev, "null", 0666, OpenDevice.NULL);
        device(dev, "zero", 0666, OpenDevice.ZERO);
        device(dev, "full", 0666, OpenDevice.FULL);
        device(dev, "random", 0666, OpenDevice.RANDOM);
        device(dev, "urandom", 0666, OpenDevice.URANDOM);
        device(dev, "tty", 0666, OpenDevice.TTY);
        device(dev, "console", 0600, OpenDevice.CONSOLE);
        system.changes.symbolicLink(dev, "fd", "/proc/self/fd", Who.ROOT);
        system.changes.symbolicLink(dev, "stdin", "/proc/self/fd/0", Who.ROOT);
        system.changes.symbolicLink(dev, "stdout", "/proc/self/fd/1", Who.ROOT);
        system.changes.symbolicLink(dev, "stderr", "/proc/self/fd/2", Who.ROOT);
        system.changes.directory(dev, "shm", 01777, Who.ROOT);
        system.changes.directory(dev, "pts", 0755, Who.ROOT);
    }

    private void device(TreeDirectory dev, String name, int permissions, int device) {
        system.changes.special(dev, name, Mode.CHARACTER | permissions, device, Who.ROOT);
    }

    private void programs(HostFolder folder) {
        if (!(directory("bin", 0755) instanceof TreeDirectory bin)) {
            return;
        }
        TreeDirectory shown = tree.hosted(folder);
        if (bin.host != null) {
            // a root of the host lists what it has; our programs are there for who asks by name
            bin.under = shown;
            bin.dirty();
            return;
        }
        for (String name : shown.names()) {
            if (bin.lookup(name) == null && shown.lookup(name) instanceof FileNode program) {
                program.detach();
                bin.entries.put(name, program);
                bin.dirty();
            }
        }
    }
}
