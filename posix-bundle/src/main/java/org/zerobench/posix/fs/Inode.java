package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.posix.Blob;
import org.zerobench.api.posix.FsState;

/**
 * What names lead to: a file, a directory, a link, a device. Everything that changes an inode calls {@link #dirty} so that
 * its saved record is made anew; an unchanged inode costs nothing to save.
 */
public abstract class Inode {
    final long number;
    int mode;
    int uid;
    int gid;
    int links = 1;
    long accessed;
    long modified;
    long changed;
    /** Attributes here count; no longer the host's. */
    boolean own;
    /** Has been handed out for mapping. */
    boolean mapped;
    /** Open files that lead here. Not saved: counted anew. */
    int openers;
    /** Where it lies on the host; null when it lives in memory alone. */
    HostPlace host;
    TreeMap<String, byte[]> extended;
    FsState.Node saved;

    Inode(long number, int mode) {
        this.number = number;
        this.mode = mode;
    }

    /** Inode number. */
    public final long number() {
        return number;
    }

    /** st_mode: type and permissions. */
    public final int mode() {
        return mode;
    }

    /** Owner. */
    public final int uid() {
        return uid;
    }

    /** Group. */
    public final int gid() {
        return gid;
    }

    /** @return true for a directory */
    public final boolean isDirectory() {
        return (mode & Mode.TYPE) == Mode.DIRECTORY;
    }

    /** @return true for a regular file */
    public final boolean isRegular() {
        return (mode & Mode.TYPE) == Mode.REGULAR;
    }

    /** Length in bytes as stat shows it. */
    public long sizeBytes() {
        return 0;
    }

    /** Bytes of storage as stat shows them (in 512-byte blocks times 512). */
    long storedBytes() {
        return (sizeBytes() + 4095) & -4096;
    }

    /** st_rdev. */
    int device() {
        return 0;
    }

    /** Number of the file system, st_dev. */
    int fileSystem() {
        return 1;
    }

    final void dirty() {
        saved = null;
    }

    /** Takes the attributes away from the host: they change here from now on. */
    final void detach() {
        own = true;
        saved = null;
    }

    /** Contents changed. On a writable host the host itself takes note. */
    final void touched(long now) {
        modified = now;
        changed(now);
    }

    /** Attributes changed. */
    final void changed(long now) {
        changed = now;
        if (host == null || !host.folder().writable()) {
            own = true;
        }
        dirty();
    }

    /** POSIX permission check. @param wanted bits of {@link Mode#READ}, WRITE, EXECUTE */
    public final boolean allows(Who who, int wanted) {
        if (who.uid() == 0) {
            // the superuser may all but execute what nobody may execute
            return (wanted & Mode.EXECUTE) == 0 || isDirectory() || (mode & 0111) != 0;
        }
        int bits = who.uid() == uid ? mode >>> 6 : who.gid() == gid ? mode >>> 3 : mode;
        return (bits & wanted) == wanted;
    }

    /** The record of this inode. */
    final FsState.Node save() {
        if (saved == null) {
            List<FsState.Extended> list = new ArrayList<>();
            if (extended != null) {
                extended.forEach((name, value) -> list.add(new FsState.Extended(name, Blob.of(value))));
            }
            saved = record(new FsState.Attributes(number, mode, uid, gid, links, accessed, modified, changed, own, mapped, List.copyOf(list)));
        }
        return saved;
    }

    /** Makes the record; null for an inode that is computed and not saved. */
    abstract FsState.Node record(FsState.Attributes attributes);

    final void take(FsState.Attributes attributes) {
        mode = attributes.mode();
        uid = attributes.uid();
        gid = attributes.gid();
        links = attributes.links();
        accessed = attributes.accessed();
        modified = attributes.modified();
        changed = attributes.changed();
        own = attributes.own();
        mapped = attributes.mapped();
        for (FsState.Extended attribute : attributes.extended()) {
            extended().put(attribute.name(), attribute.value().bytes());
        }
    }

    final TreeMap<String, byte[]> extended() {
        if (extended == null) {
            extended = new TreeMap<>();
        }
        return extended;
    }
}
