package org.zerobench.posix.fs;

import java.util.ArrayDeque;
import java.util.StringTokenizer;
import org.zerobench.api.kernel.Errors;

/**
 * From a path to an inode, component by component inside the guest's own name space: the host never follows a link for us,
 * so no path leads out of the root (POSIX base definitions 4.13, pathname resolution).
 */
final class PathWalk {
    /** Links followed before the walk is taken for a loop, as Linux does. */
    private static final int MOST_LINKS = 40;
    private static final int MOST_NAME = 255;

    /**
     * Where a path leads.
     *
     * @param parent directory of the last component
     * @param name   last component; "." or ".." or empty when the path ends so
     * @param inode  what it leads to, null when there is nothing
     * @param slash  the path ends in a slash: a directory is meant
     */
    record Place(Directory parent, String name, Inode inode, boolean slash) {
        /** @return the inode @throws Refused ENOENT when there is none */
        Inode existing() {
            if (inode == null) {
                throw Refused.with(Errors.ENOENT);
            }
            return inode;
        }

        /** @return true when the last component is a name that can be made or removed */
        boolean isName() {
            return !name.isEmpty() && !name.equals(".") && !name.equals("..");
        }

        /** Absolute path. */
        String path() {
            return inode instanceof Directory directory ? directory.path() : parent.path(name);
        }
    }

    private final Directory root;
    private final Who who;
    private final ArrayDeque<String> rest = new ArrayDeque<>();
    private int links;
    private boolean slash;

    private PathWalk(Directory root, Who who) {
        this.root = root;
        this.who = who;
    }

    /**
     * @param start  where a relative path starts
     * @param root   the process's root
     * @param follow whether a link as last component is followed
     * @throws Refused ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG
     */
    static Place walk(Directory start, Directory root, String path, boolean follow, Who who) {
        if (path.isEmpty()) {
            throw Refused.with(Errors.ENOENT);
        }
        PathWalk walk = new PathWalk(root, who);
        return walk.go(path.charAt(0) == '/' ? root : start, path, follow);
    }

    private Place go(Directory start, String path, boolean follow) {
        slash = path.endsWith("/");
        push(path);
        Inode here = start;
        Place place = new Place(start, "", start, slash);
        while (!rest.isEmpty()) {
            Directory directory = searchable(here);
            String name = rest.pop();
            if (name.equals(".") || name.equals("..")) {
                here = name.equals(".") || directory == root ? directory : directory.parent();
                place = new Place(directory, name, here, slash);
                continue;
            }
            if (name.length() > MOST_NAME) {
                throw Refused.with(Errors.ENAMETOOLONG);
            }
            Inode next = directory.lookup(name);
            if (next == null) {
                return missing(directory, name);
            }
            if (next instanceof SymbolicLink link && (follow || slash || !rest.isEmpty())) {
                here = follow(directory, link);
                place = link.jump() == null ? new Place(directory, "", here, slash) : new Place(directory, name, here, slash);
            } else {
                here = next;
                place = new Place(directory, name, next, slash);
            }
        }
        if (slash && !here.isDirectory()) {
            throw Refused.with(Errors.ENOTDIR);
        }
        return place;
    }

    private Directory searchable(Inode here) {
        if (!(here instanceof Directory directory)) {
            throw Refused.with(Errors.ENOTDIR);
        }
        if (!directory.allows(who, Mode.EXECUTE)) {
            throw Refused.with(Errors.EACCES);
        }
        return directory;
    }

    private Place missing(Directory directory, String name) {
        if (!rest.isEmpty() || directory.gone()) {
            throw Refused.with(Errors.ENOENT);
        }
        return new Place(directory, name, null, slash);
    }

    /** @return where the walk goes on */
    private Inode follow(Directory directory, SymbolicLink link) {
        if (++links > MOST_LINKS) {
            throw Refused.with(Errors.ELOOP);
        }
        Inode jump = link.jump();
        if (jump != null) {
            return jump;
        }
        String target = link.target();
        if (target.isEmpty()) {
            throw Refused.with(Errors.ENOENT);
        }
        if (rest.isEmpty() && target.endsWith("/")) {
            slash = true;
        }
        push(target);
        return target.charAt(0) == '/' ? root : directory;
    }

    private void push(String path) {
        StringTokenizer components = new StringTokenizer(path, "/");
        String[] list = new String[components.countTokens()];
        for (int i = 0; i < list.length; i++) {
            list[i] = components.nextToken();
        }
        for (int i = list.length - 1; i >= 0; i--) {
            rest.push(list[i]);
        }
    }
}
