package org.zerobench.posix.process;

/**
 * One signal on its way, with what {@code siginfo_t} tells of it. The meaning of {@code a}, {@code b}, {@code c} depends on
 * the code: sender's pid and uid and value; child's pid, uid and status; fault address; timer's id, overruns and value.
 *
 * @param signal number
 * @param code   si_code
 */
public record SignalInfo(int signal, int code, int a, int b, int c) {

    /** From kill(2). */
    public static SignalInfo from(int signal, int code, Process sender) {
        return sender == null ? new SignalInfo(signal, SignalNumbers.SI_KERNEL, 0, 0, 0)
                : new SignalInfo(signal, code, sender.pid(), sender.credentials().user(), 0);
    }

    /** From the server itself. */
    public static SignalInfo kernel(int signal) {
        return new SignalInfo(signal, SignalNumbers.SI_KERNEL, 0, 0, 0);
    }
}
