package org.zerobench.posix.fs;

import java.util.List;

/** A directory: names and what they lead to. "." and ".." are the path walk's business. */
abstract class Directory extends Inode {

    Directory(long number, int mode) {
        super(number, mode);
        links = 2;
    }

    /** @return the inode of that name, or null */
    abstract Inode lookup(String name);

    /** All names, in the order in which they are listed. */
    abstract List<String> names();

    /** The directory above; the root's is the root. */
    abstract Directory parent();

    /** Its name in {@link #parent}; empty for the root. */
    abstract String name();

    @Override
    public long sizeBytes() {
        return 4096;
    }

    /** @return true when it is no longer in any directory */
    final boolean gone() {
        return links == 0;
    }

    /** Absolute path. */
    final String path() {
        if (gone()) {
            return "/" + name() + " (deleted)";
        }
        StringBuilder path = new StringBuilder();
        Directory here = this;
        while (here.parent() != here) {
            path.insert(0, "/" + here.name());
            here = here.parent();
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /** Absolute path of an entry. */
    final String path(String entry) {
        String above = path();
        return above.equals("/") ? "/" + entry : above + "/" + entry;
    }
}
