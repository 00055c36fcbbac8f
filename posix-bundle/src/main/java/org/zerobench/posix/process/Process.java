package org.zerobench.posix.process;

import java.util.List;
import org.zerobench.posix.fs.Files;

/** One process: an address space with files, signals and one task or more. Every text is one char for each byte. */
public final class Process {
    private final int pid;
    private Files files;

    /** @param files its descriptor table, already counted for it */
    public Process(int pid, Files files) {
        this.pid = pid;
        this.files = files;
    }

    /** Its number. */
    public int pid() {
        return pid;
    }

    /** Its parent's number, 0 for none. */
    public int parent() {
        return 0;
    }

    /** Its process group. */
    public int group() {
        return pid;
    }

    /** Its session. */
    public int session() {
        return pid;
    }

    /** Its address space; -1 for a zombie. */
    public int spid() {
        return -1;
    }

    /** Its descriptors and directories; null for a zombie. */
    public Files files() {
        return files;
    }

    /** Absolute path of its program. */
    public String executable() {
        return "";
    }

    /** argv. */
    public List<String> arguments() {
        return List.of();
    }

    /** Environment at the start of the program, {@code NAME=value}. */
    public List<String> environment() {
        return List.of();
    }

    /** Short name: at most 15 bytes (PR_SET_NAME, /proc/pid/comm). */
    public String shortName() {
        return "";
    }

    /** {@code R}, {@code S}, {@code T} or {@code Z} as in /proc/pid/stat. */
    public char stateLetter() {
        return 'R';
    }

    /** Numbers of its tasks, ascending. */
    public List<Integer> taskIds() {
        return List.of();
    }

    /** Machine time of its start in nanoseconds. */
    public long startNanos() {
        return 0;
    }

    /** CPU time used in nanoseconds. */
    public long cpuNanos() {
        return 0;
    }

    /** Size of its address space in bytes. */
    public long spaceBytes() {
        return 0;
    }

    /** Pages of it that are in RAM. */
    public int residentPages() {
        return 0;
    }

    /** Effective user and group: file permission checks. 0 is the superuser. */
    public int effectiveUser() {
        return 0;
    }

    /** Effective group. */
    public int effectiveGroup() {
        return 0;
    }

    /** Signals the process catches, ignores, has blocked and pending; bit n-1 for signal n: /proc/pid/status. */
    public long[] signalMasks() {
        return new long[4];
    }
}
