package org.zerobench.posix.process;

import java.util.List;

/**
 * User and group numbers of a process: real, effective, saved, file system.
 *
 * @param groups supplementary groups
 */
public record Credentials(int user, int effectiveUser, int savedUser, int fsUser, int group, int effectiveGroup, int savedGroup,
        int fsGroup, List<Integer> groups) {
    /** The superuser: what programs are started as. */
    public static final Credentials ROOT = new Credentials(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    public Credentials {
        groups = List.copyOf(groups);
    }

    /** @return true for the superuser */
    public boolean root() {
        return effectiveUser == 0;
    }

    /** Changes the user numbers. */
    public Credentials users(int real, int effective, int saved, int fs) {
        return new Credentials(real, effective, saved, fs, group, effectiveGroup, savedGroup, fsGroup, groups);
    }

    /** Changes the group numbers. */
    public Credentials groups(int real, int effective, int saved, int fs) {
        return new Credentials(user, effectiveUser, savedUser, fsUser, real, effective, saved, fs, groups);
    }

    /** Changes the supplementary groups. */
    public Credentials supplementary(List<Integer> list) {
        return new Credentials(user, effectiveUser, savedUser, fsUser, group, effectiveGroup, savedGroup, fsGroup, list);
    }
}
