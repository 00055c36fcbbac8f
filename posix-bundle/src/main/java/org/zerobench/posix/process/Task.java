package org.zerobench.posix.process;

/** One thread of a process. Its number stays when execve gives it another kernel thread. */
public final class Task {
    private final int tid;
    private final Process process;

    public Task(int tid, Process process) {
        this.tid = tid;
        this.process = process;
    }

    /** Its number as programs see it: the process's for its first task. */
    public int tid() {
        return tid;
    }

    /** Its process. */
    public Process process() {
        return process;
    }
}
