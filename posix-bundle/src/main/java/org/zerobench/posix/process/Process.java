package org.zerobench.posix.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zerobench.posix.fs.Files;

/** One process: an address space with files, signals and one task or more. Every text is one char for each byte. */
public final class Process {
    /** Number of resource limits (RLIMIT_CPU to RLIMIT_RTTIME). */
    public static final int LIMITS = 16;

    private final int pid;
    private final World world;
    private Files files;
    private Process parent;
    private final List<Process> children = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>(1);
    private int group;
    private int session;
    private Space space;
    private Credentials credentials = Credentials.ROOT;
    private Image image = Image.NONE;
    private String shortName = "";
    private long startNanos;
    private long[] limits = defaultLimits();

    private Action[] actions = new Action[SignalNumbers.LAST + 1];
    private final SignalQueue pending = new SignalQueue();
    private int exitSignal = SignalNumbers.SIGCHLD;
    private boolean stopped;
    private int stopSignal;
    private boolean continued;
    private boolean zombie;
    private int waitStatus;
    private long ownNanos;
    private long childrenNanos;
    private boolean ours;
    private boolean executed;
    private Process vforkParent;
    private int firstThread;
    private int container;
    private final WaitQueue childEvents;
    private final WaitQueue signalEvents;
    private final IntervalTimers timers = new IntervalTimers();

    /**
     * The program a process runs.
     *
     * @param path        absolute path of the file
     * @param arguments   argv
     * @param environment {@code NAME=value}
     * @param vnode       number of the file
     * @param classic     linked as the classic system's programs are: it expects what ABI 12 says
     */
    public record Image(String path, List<String> arguments, List<String> environment, long vnode, boolean classic) {
        /** Before the first program. */
        public static final Image NONE = new Image("", List.of(), List.of(), 0, false);

        public Image {
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }
    }

    /** @param files its descriptor table, already counted for it @param world null in tests of the file half */
    public Process(int pid, Files files, World world) {
        this.pid = pid;
        this.files = files;
        this.world = world;
        this.group = pid;
        this.session = pid;
        WaitQueue.Waker waker = world == null ? task -> { } : world.processes;
        this.childEvents = new WaitQueue(waker);
        this.signalEvents = new WaitQueue(waker);
        Arrays.fill(actions, Action.DEFAULT);
    }

    /** For tests of the file half: a process without a world. */
    public Process(int pid, Files files) {
        this(pid, files, null);
    }

    private static long[] defaultLimits() {
        long[] limits = new long[2 * LIMITS];
        Arrays.fill(limits, -1L);
        set(limits, 3, 8L << 20, -1L);      // RLIMIT_STACK
        set(limits, 4, 0, -1L);             // RLIMIT_CORE
        set(limits, 6, 256, 256);           // RLIMIT_NPROC
        set(limits, 7, 1024, 1024);         // RLIMIT_NOFILE
        set(limits, 8, 65536, 65536);       // RLIMIT_MEMLOCK
        set(limits, 11, SignalQueue.MOST, SignalQueue.MOST);
        set(limits, 12, 819200, 819200);    // RLIMIT_MSGQUEUE
        set(limits, 13, 0, 0);
        set(limits, 14, 0, 0);
        return limits;
    }

    private static void set(long[] limits, int which, long soft, long hard) {
        limits[2 * which] = soft;
        limits[2 * which + 1] = hard;
    }

    /** Its number. */
    public int pid() {
        return pid;
    }

    /** Its parent's number, 0 for none. */
    public int parent() {
        return parent == null ? 0 : parent.pid;
    }

    Process parentProcess() {
        return parent;
    }

    void parent(Process newParent) {
        if (parent != null) {
            parent.children.remove(this);
        }
        parent = newParent;
        if (newParent != null) {
            newParent.children.add(this);
        }
    }

    /** Its children, oldest first. */
    public List<Process> children() {
        return children;
    }

    /** Its tasks, oldest first. */
    public List<Task> tasks() {
        return tasks;
    }

    /** The kernel thread of its first task, also after its end: what a classic parent knows it by. */
    public int firstThread() {
        return firstThread;
    }

    void firstThread(int thread) {
        firstThread = thread;
    }

    /** First process of the container that it was born in, 0 for none. */
    public int container() {
        return container;
    }

    /** For the first process of a container. */
    public void container(int first) {
        container = first;
    }

    /** @return true unless the other one lives outside of this one's container */
    public boolean reaches(Process other) {
        return container == 0 || container == other.container;
    }

    /** @return true while it runs a program of the classic system: docs/native-protocol.md, section 9 */
    public boolean classic() {
        return image.classic();
    }

    /** Its process group. */
    public int group() {
        return group;
    }

    public void group(int number) {
        group = number;
    }

    /** Its session. */
    public int session() {
        return session;
    }

    public void session(int number) {
        session = number;
    }

    /** Its address space; -1 for a zombie. */
    public int spid() {
        return space == null ? -1 : space.spid();
    }

    /** Its address space; null for a zombie. */
    public Space space() {
        return space;
    }

    void space(Space newSpace) {
        space = newSpace;
    }

    /** Its descriptors and directories; null for a zombie. */
    public Files files() {
        return files;
    }

    void files(Files table) {
        files = table;
    }

    /** Its program. */
    public Image image() {
        return image;
    }

    void image(Image program) {
        image = program;
    }

    /** Absolute path of its program. */
    public String executable() {
        return image.path();
    }

    /** argv. */
    public List<String> arguments() {
        return image.arguments();
    }

    /** Environment at the start of the program, {@code NAME=value}. */
    public List<String> environment() {
        return image.environment();
    }

    /** Short name: at most 15 bytes (PR_SET_NAME, /proc/pid/comm). */
    public String shortName() {
        return shortName;
    }

    public void shortName(String name) {
        shortName = name.length() > 15 ? name.substring(0, 15) : name;
    }

    /** {@code R}, {@code S}, {@code T} or {@code Z} as in /proc/pid/stat. */
    public char stateLetter() {
        if (zombie) {
            return 'Z';
        }
        if (stopped) {
            return 'T';
        }
        for (Task task : tasks) {
            if (task.sleep() == null) {
                return 'R';
            }
        }
        return 'S';
    }

    /** Numbers of its tasks, ascending. */
    public List<Integer> taskIds() {
        return tasks.stream().map(Task::tid).sorted().toList();
    }

    /** Machine time of its start in nanoseconds. */
    public long startNanos() {
        return startNanos;
    }

    void startNanos(long nanos) {
        startNanos = nanos;
    }

    /** CPU time used in nanoseconds. */
    public long cpuNanos() {
        long nanos = ownNanos;
        if (world != null) {
            for (Task task : tasks) {
                nanos += world.machine.kernel().cpuNanos(task.thread());
            }
        }
        return nanos;
    }

    /** CPU time of its tasks that have ended. */
    long endedNanos() {
        return ownNanos;
    }

    void endedNanos(long nanos) {
        ownNanos = nanos;
    }

    /** CPU time of its children that were waited for. */
    public long childrenNanos() {
        return childrenNanos;
    }

    void childrenNanos(long nanos) {
        childrenNanos = nanos;
    }

    /** Size of its address space in bytes. */
    public long spaceBytes() {
        long bytes = 0;
        if (space != null && world != null) {
            for (var area : world.machine.pager().areas(space.spid())) {
                bytes += (area.end() - area.start()) & 0xFFFF_FFFFL;
            }
        }
        return bytes;
    }

    /** Pages of it that are in RAM. */
    public int residentPages() {
        int pages = 0;
        if (space != null && world != null) {
            for (var area : world.machine.pager().areas(space.spid())) {
                pages += area.resident();
            }
        }
        return pages;
    }

    /** User and group numbers. */
    public Credentials credentials() {
        return credentials;
    }

    public void credentials(Credentials numbers) {
        credentials = numbers;
    }

    /** Effective user and group: file permission checks. 0 is the superuser. */
    public int effectiveUser() {
        return credentials.fsUser();
    }

    /** Effective group. */
    public int effectiveGroup() {
        return credentials.fsGroup();
    }

    /** Signals pending, blocked, ignored and caught, bit n-1 for signal n: /proc/pid/status. */
    public long[] signalMasks() {
        long ignored = 0;
        long caught = 0;
        for (int signal = 1; signal <= SignalNumbers.LAST; signal++) {
            if (actions[signal].handler() == SignalNumbers.SIG_IGN) {
                ignored |= SignalNumbers.bit(signal);
            } else if (actions[signal].caught()) {
                caught |= SignalNumbers.bit(signal);
            }
        }
        return new long[] {pending.mask(), tasks.isEmpty() ? 0 : tasks.getFirst().blocked(), ignored, caught};
    }

    /** Soft limit. @param which RLIMIT_ number @return -1 for none */
    public long limit(int which) {
        return limits[2 * which];
    }

    /** Hard limit. @return -1 for none */
    public long hardLimit(int which) {
        return limits[2 * which + 1];
    }

    public void limit(int which, long soft, long hard) {
        limits = limits.clone();
        set(limits, which, soft, hard);
    }

    long[] limits() {
        return limits;
    }

    void limits(long[] all) {
        limits = all;
    }

    /** What it does at a signal. */
    public Action action(int signal) {
        return actions[signal];
    }

    public void action(int signal, Action action) {
        actions[signal] = action;
    }

    void actionsFrom(Process other) {
        actions = other.actions.clone();
    }

    /** Signals sent to the process as a whole. */
    public SignalQueue pending() {
        return pending;
    }

    /** The signal its parent gets when it ends, 0 for none. */
    int exitSignal() {
        return exitSignal;
    }

    void exitSignal(int signal) {
        exitSignal = signal;
    }

    /** @return true while job control holds it */
    public boolean stopped() {
        return stopped;
    }

    /** The stop that no wait has reported yet: its signal, or 0. */
    int stopSignal() {
        return stopSignal;
    }

    void stopped(boolean yes, int unreported) {
        stopped = yes;
        stopSignal = unreported;
    }

    /** A continuation that no wait has reported yet. */
    boolean continued() {
        return continued;
    }

    void continued(boolean unreported) {
        continued = unreported;
    }

    /** @return true once it has ended and waits to be waited for */
    public boolean zombie() {
        return zombie;
    }

    /** Wait status of a zombie: code &lt;&lt; 8, or signal (+ 0x80). */
    public int waitStatus() {
        return waitStatus;
    }

    void zombie(int status) {
        zombie = true;
        waitStatus = status;
    }

    /** @return true once it has made a native call */
    public boolean ours() {
        return ours;
    }

    public void ours(boolean yes) {
        ours = yes;
    }

    /** @return true after an execve: setpgid by the parent is refused */
    public boolean executed() {
        return executed;
    }

    void executed(boolean yes) {
        executed = yes;
    }

    /** The parent that sleeps in vfork until this one ends or starts a program; null for none. */
    Process vforkParent() {
        return vforkParent;
    }

    void vforkParent(Process sleeping) {
        vforkParent = sleeping;
    }

    /** Tasks that wait for a child. */
    public WaitQueue childEvents() {
        return childEvents;
    }

    /** Tasks that wait for a blocked signal (sigtimedwait). */
    public WaitQueue signalEvents() {
        return signalEvents;
    }

    /** Its timers. */
    public IntervalTimers timers() {
        return timers;
    }
}
