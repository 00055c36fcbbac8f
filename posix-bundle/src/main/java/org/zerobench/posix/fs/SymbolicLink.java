package org.zerobench.posix.fs;

import org.zerobench.api.posix.FsState;

/** A symbolic link. */
class SymbolicLink extends Inode {
    private final String target;

    SymbolicLink(long number, String target) {
        super(number, Mode.LINK | 0777);
        this.target = target;
    }

    /** Where it leads, as text. */
    String target() {
        return target;
    }

    /** What it leads to directly, whatever its text says (links under /proc); null for an ordinary link. */
    Inode jump() {
        return null;
    }

    @Override
    public long sizeBytes() {
        return target().length();
    }

    @Override
    long storedBytes() {
        return 0;
    }

    @Override
    FsState.Node record(FsState.Attributes attributes) {
        return new FsState.Link(attributes, HostPlace.record(host), target);
    }
}
