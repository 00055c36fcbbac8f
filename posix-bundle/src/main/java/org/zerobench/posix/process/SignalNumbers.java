package org.zerobench.posix.process;

/** Signal numbers, action flags and codes of ARM Linux ({@code asm/signal.h}, {@code asm-generic/siginfo.h}). */
public final class SignalNumbers {
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGQUIT = 3;
    public static final int SIGILL = 4;
    public static final int SIGTRAP = 5;
    public static final int SIGABRT = 6;
    public static final int SIGBUS = 7;
    public static final int SIGFPE = 8;
    public static final int SIGKILL = 9;
    public static final int SIGSEGV = 11;
    public static final int SIGPIPE = 13;
    public static final int SIGALRM = 14;
    public static final int SIGCHLD = 17;
    public static final int SIGCONT = 18;
    public static final int SIGSTOP = 19;
    public static final int SIGTSTP = 20;
    public static final int SIGTTIN = 21;
    public static final int SIGTTOU = 22;
    public static final int SIGURG = 23;
    public static final int SIGVTALRM = 26;
    public static final int SIGPROF = 27;
    public static final int SIGWINCH = 28;
    /** First real-time signal: from here on several of one number queue up. */
    public static final int SIGRTMIN = 32;
    /** Last signal. */
    public static final int LAST = 64;

    /** Handler value: the default action. */
    public static final int SIG_DFL = 0;
    /** Handler value: ignore. */
    public static final int SIG_IGN = 1;

    public static final int SA_NOCLDSTOP = 1;
    public static final int SA_NOCLDWAIT = 2;
    public static final int SA_SIGINFO = 4;
    public static final int SA_RESTORER = 0x0400_0000;
    public static final int SA_ONSTACK = 0x0800_0000;
    public static final int SA_RESTART = 0x1000_0000;
    public static final int SA_NODEFER = 0x4000_0000;
    public static final int SA_RESETHAND = 0x8000_0000;

    public static final int SI_USER = 0;
    public static final int SI_KERNEL = 0x80;
    public static final int SI_QUEUE = -1;
    public static final int SI_TIMER = -2;
    public static final int SI_TKILL = -6;
    public static final int CLD_EXITED = 1;
    public static final int CLD_KILLED = 2;
    public static final int CLD_DUMPED = 3;
    public static final int CLD_STOPPED = 5;
    public static final int CLD_CONTINUED = 6;
    public static final int SEGV_MAPERR = 1;
    public static final int SEGV_ACCERR = 2;
    public static final int BUS_ADRALN = 1;
    public static final int BUS_ADRERR = 2;
    public static final int ILL_ILLOPC = 1;
    public static final int TRAP_BRKPT = 1;

    /** SIGKILL and SIGSTOP: neither blocked, caught nor ignored. */
    public static final long UNBLOCKABLE = bit(SIGKILL) | bit(SIGSTOP);
    /** Default action: stop. */
    public static final long STOPPING = bit(SIGSTOP) | bit(SIGTSTP) | bit(SIGTTIN) | bit(SIGTTOU);
    /** Default action: nothing. */
    public static final long HARMLESS = bit(SIGCHLD) | bit(SIGCONT) | bit(SIGURG) | bit(SIGWINCH);
    /** Raised by an instruction: these are delivered first. */
    public static final long SYNCHRONOUS = bit(SIGSEGV) | bit(SIGBUS) | bit(SIGILL) | bit(SIGTRAP) | bit(SIGFPE);
    /** Default action: end with a core image (only the wait status's bit is kept, never the image). */
    public static final long DUMPING = SYNCHRONOUS | bit(SIGQUIT) | bit(SIGABRT) | bit(24) | bit(25) | bit(31);

    private static final String[] NAMES = {"0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE",
        "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP",
        "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS"};

    private SignalNumbers() {}

    /** The bit of a signal in a mask. @param signal 1 to 64 */
    public static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /** @return true for 1 to 64 */
    public static boolean valid(int signal) {
        return signal >= 1 && signal <= LAST;
    }

    /** A name for people. */
    public static String name(int signal) {
        return signal > 0 && signal < NAMES.length ? NAMES[signal] : "signal " + signal;
    }
}
