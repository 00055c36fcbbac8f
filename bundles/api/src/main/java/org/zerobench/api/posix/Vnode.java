package org.zerobench.api.posix;

import org.osgi.annotation.versioning.ConsumerType;

/** A file's contents: the one object that stands for a file in POSIX server and pager alike. */
@ConsumerType
public interface Vnode {

    /** Number that names the file for as long as it exists; found again with {@link PosixServer#vnode}. Not 0. */
    long id();

    /** Length in bytes. */
    long sizeBytes();

    /** Reads contents, not through the page cache. @return bytes read, 0 at or past the end, or -errno */
    int read(long offset, byte[] target, int at, int length);

    /** Writes contents, not through the page cache; past the end the file grows. @return bytes written or -errno */
    int write(long offset, byte[] source, int at, int length);

    /** A name for people. */
    String name();
}
