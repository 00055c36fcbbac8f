package org.zerobench.api.posix;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.swap.Swappable;

/**
 * Processes, descriptors, files, pipes, signals. A prototype-scoped service with the property {@value #POLICY}.
 *
 * <p>Its clients come in two ways: native IPC ({@link org.zerobench.api.kernel.Request.Kind#MESSAGE}) and the Linux
 * personality ({@link org.zerobench.api.kernel.Request.Kind#EXCEPTION}).
 */
@ConsumerType
public interface PosixServer extends Server, Swappable<PosixState> {

    /** Service property: the name people choose it by. */
    String POLICY = "policy";

    /** Auxiliary vector entries by which native code finds the servers; Linux programs do not look at them. */
    int AT_ZB_PAGER = 0x4C340001;
    int AT_ZB_HEAP = 0x4C340002;
    int AT_ZB_POSIX = 0x4C340003;
    int AT_ZB_UTCB = 0x4C340004;

    /** First start: an empty process table, the root file system as the boot options say. */
    void boot();

    /**
     * Starts a program as a process without parent.
     *
     * @return its pid
     * @throws org.zerobench.api.machine.MachineException when it cannot be started: one line with cause and remedy
     */
    int spawn(Program program);

    /**
     * Starts the first program of a container of the classic system's kind (ABI 12.6): it stands as {@code /NAME} in an empty
     * root of its own, which goes with its last process, has no descriptors, and in its environment only the server's number.
     *
     * @param name  name of the file and argv[0], without a slash
     * @param image contents of the file: an ELF program; not copied
     * @return its pid; {@link #signal} with the negated pid reaches all that it has forked
     * @throws org.zerobench.api.machine.MachineException when it cannot be started: one line with cause and remedy
     */
    int spawn(String name, byte[] image);

    /** Sends a signal. @param pid process, or negated process group @return 0, -ESRCH, -EINVAL */
    int signal(int pid, int signal);

    /**
     * The foreground process group of the terminal behind a console: who gets SIGINT when the person presses Ctrl-C.
     *
     * @return the group, 0 when there is none
     */
    default int foreground(int console) {
        return 0;
    }

    /** All processes by pid. */
    List<ProcessInfo> processes();

    /** Open descriptors of a process. */
    List<DescriptorInfo> descriptors(int pid);

    /** The space of a process, or -ESRCH. */
    int spaceOf(int pid);

    /** Finds a file by {@link Vnode#id}. */
    Optional<Vnode> vnode(long id);

    /**
     * No area maps the file any more and its dirty pages are written back. Called by the pager as the last thing of the
     * call that ended the mapping; of interest when {@link org.zerobench.api.pager.Pager#forget} was false for it.
     *
     * @param id {@link Vnode#id}
     */
    default void unmapped(long id) {}

    /** A console has input, room for output, or was closed. */
    void consoleReady(int console);

    /** System calls that programs asked for and that are not there, by number. */
    List<MissedCall> missedCalls();

    /**
     * @param path      program file in the file system, looked up in PATH of {@code environment} when it has no slash
     * @param arguments argv, its name first
     * @param environment {@code NAME=value}
     * @param directory working directory
     * @param console   console that descriptors 0, 1, 2 lead to
     */
    record Program(String path, List<String> arguments, List<String> environment, String directory, int console) {
        public Program {
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }
    }

    /**
     * @param pid     process id
     * @param parent  parent's, 0 for none
     * @param group   process group
     * @param session session
     * @param spid    its space
     * @param threads thread ids
     * @param state   {@code R} running or ready, {@code S} blocked in a call, {@code T} stopped, {@code Z} zombie
     * @param waiting what it is blocked in, like {@code read(0)}, or empty
     * @param command argv joined by blanks
     * @param cpuNanos CPU time in nanoseconds
     */
    record ProcessInfo(int pid, int parent, int group, int session, int spid, List<Integer> threads, char state, String waiting, String command, long cpuNanos) {}

    /** @param fd number @param kind file, pipe, console, … @param name path or what it is @param flags open flags @param offset position in bytes */
    record DescriptorInfo(int fd, String kind, String name, int flags, long offset) {}

    /** @param number call number @param name its name @param times how often @param program who asked first */
    record MissedCall(int number, String name, long times, String program) {}
}
