package org.zerobench.posix.fs;

/** On whose behalf permission bits are checked. @param uid effective user @param gid effective group */
public record Who(int uid, int gid) {
    /** The superuser. */
    public static final Who ROOT = new Who(0, 0);
}
