package org.zerobench.posix.process;

import java.util.Collection;

/** All processes: what the file half may ask ({@code /proc}, terminals), and where wait queues report to. */
public interface Processes extends WaitQueue.Waker {

    /** @return the process with that number (a zombie too), or null */
    Process find(int pid);

    /** By ascending number, zombies too. */
    Collection<Process> all();

    /** Sends a signal to a process. @return 0 or -ESRCH, -EINVAL */
    int signal(int pid, int signal);

    /** Sends a signal to all processes of a group (terminals: SIGINT, SIGTTIN, SIGWINCH …). @return 0 or -ESRCH, -EINVAL */
    int signalGroup(int group, int signal);

    /** What programs have added to the wall clock, in nanoseconds: files' times follow it. */
    default long wallOffset() {
        return 0;
    }

    /** @return true when some process is in that group and in that session */
    boolean groupExists(int group, int session);
}
