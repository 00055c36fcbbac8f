package org.zerobench.posix.process;


/** One thread of a process. Its number stays when execve gives it another kernel thread. */
public final class Task {
    private static final WaitQueue[] NONE = {};

    private final int tid;
    private final Process process;
    private int thread;

    private long blocked;
    private long savedMask;
    private boolean maskSaved;
    private final SignalQueue pending = new SignalQueue();
    private AltStack altStack = AltStack.NONE;
    private int clearTid;
    private int robustList;
    private int slot = -1;
    private String shortName = "";

    private Sleep sleep;
    private boolean woken;
    private boolean ended;

    /** @param thread its kernel thread */
    public Task(int tid, Process process, int thread) {
        this.tid = tid;
        this.process = process;
        this.thread = thread;
    }

    /** @param address lowest address @param bytes its size, 0 when there is none @param flags SS_ bits */
    public record AltStack(int address, int bytes, int flags) {
        /** No alternate stack: SS_DISABLE. */
        public static final AltStack NONE = new AltStack(0, 0, 2);

        /** @return true when an address is on it */
        public boolean contains(int sp) {
            return bytes != 0 && Integer.compareUnsigned(sp - address - 1, bytes) < 0;
        }
    }

    /** A call that sleeps: all that its re-execution needs besides the registers. */
    public static final class Sleep {
        /** Number of the call in the Linux table. */
        public final int number;
        /** True for a native call. */
        public final boolean ours;
        /** Machine time in nanoseconds when it ends at the latest; MAX_VALUE for never. */
        public long deadline = Long.MAX_VALUE;
        /** What the handler remembers. */
        public long progress;
        /** Set when the deadline has passed. */
        public boolean timedOut;
        /** Only SIGKILL may end it (vfork). */
        public boolean deaf;
        WaitQueue[] queues = NONE;
        Timers.Entry timer;

        public Sleep(int number, boolean ours) {
            this.number = number;
            this.ours = ours;
        }
    }

    /** Its number as programs see it: the process's for its first task. */
    public int tid() {
        return tid;
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** Its kernel thread. */
    public int thread() {
        return thread;
    }

    void thread(int kernelThread) {
        thread = kernelThread;
    }

    /** Blocked signals, bit n-1 for signal n. */
    public long blocked() {
        return blocked;
    }

    /** Sets the blocked signals; SIGKILL and SIGSTOP stay out. */
    public void blocked(long mask) {
        blocked = mask & ~SignalNumbers.UNBLOCKABLE;
    }

    /** Blocks other signals until the end of the call in progress (sigsuspend, ppoll). Once a call: repeated, it does nothing. */
    public void temporaryMask(long mask) {
        if (!maskSaved) {
            maskSaved = true;
            savedMask = blocked;
            blocked(mask);
        }
    }

    /** The mask to return to after a handler: the one before {@link #temporaryMask}. */
    long maskForFrame() {
        return maskSaved ? savedMask : blocked;
    }

    boolean maskSaved() {
        return maskSaved;
    }

    /** Ends a temporary mask. */
    public void restoreMask() {
        if (maskSaved) {
            maskSaved = false;
            blocked = savedMask;
        }
    }

    void maskTaken() {
        maskSaved = false;
    }

    long savedMask() {
        return savedMask;
    }

    void savedMask(long mask) {
        maskSaved = true;
        savedMask = mask;
    }

    /** Signals sent to this task alone. */
    public SignalQueue pending() {
        return pending;
    }

    /** @return true when a signal is to be delivered */
    public boolean signalled() {
        return ((pending.mask() | process.pending().mask()) & ~blocked) != 0;
    }

    /** The alternate signal stack. */
    public AltStack altStack() {
        return altStack;
    }

    public void altStack(AltStack stack) {
        altStack = stack;
    }

    /** Address to clear and to wake a futex at when the task ends; 0 for none. */
    public int clearTid() {
        return clearTid;
    }

    public void clearTid(int address) {
        clearTid = address;
    }

    /** Head of the list of robust futexes; 0 for none. */
    public int robustList() {
        return robustList;
    }

    public void robustList(int address) {
        robustList = address;
    }

    /** Its UTCB slot; -1 for none. */
    public int slot() {
        return slot;
    }

    void slot(int number) {
        slot = number;
    }

    /** Name of the thread (PR_SET_NAME), at most 15 bytes. */
    public String shortName() {
        return shortName;
    }

    public void shortName(String name) {
        shortName = name.length() > 15 ? name.substring(0, 15) : name;
    }

    /** The call it sleeps in, or null. */
    public Sleep sleep() {
        return sleep;
    }

    public void sleep(Sleep call) {
        sleep = call;
    }

    boolean woken() {
        return woken;
    }

    void woken(boolean yes) {
        woken = yes;
    }

    /** @return true once it has ended; the object may still be in somebody's hands */
    public boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
