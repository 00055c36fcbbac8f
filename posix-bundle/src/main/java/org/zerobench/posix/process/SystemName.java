package org.zerobench.posix.process;

import java.util.List;

/** What the system calls itself, to uname and in /proc. */
public final class SystemName {
    public static final String SYSTEM = "Linux";
    public static final String NODE = "zerobench";
    /** Programs look at the number and want a kernel that has the calls they know. */
    public static final String RELEASE = "6.1.0";
    public static final String VERSION = "#1 SMP Zerobench";
    public static final String MACHINE = "armv7l";
    public static final String DOMAIN = "(none)";

    /** The fields of struct utsname, in order. */
    public static final List<String> FIELDS = List.of(SYSTEM, NODE, RELEASE, VERSION, MACHINE, DOMAIN);

    private SystemName() {}
}
