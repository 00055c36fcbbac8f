package org.zerobench.shell;

import java.util.List;
import java.util.Locale;

/** Names of signals, with ARM Linux's numbers. */
final class GuestSignals {

    static final int INT = 2;
    static final int TERM = 15;
    static final int TSTP = 20;

    private static final List<String> NAMES = List.of("0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
            "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final int LAST = 64;

    private GuestSignals() {}

    /** @param name number or name, with or without SIG @return number, -1 when it is none */
    static int number(String name) {
        String plain = name.toUpperCase(Locale.ROOT);
        plain = plain.startsWith("SIG") ? plain.substring(3) : plain;
        int index = NAMES.indexOf(plain);
        if (index >= 0) {
            return index;
        }
        try {
            int number = Integer.parseInt(plain);
            return number >= 0 && number <= LAST ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Like {@code SIGSEGV}; {@code signal 40} where there is no name. */
    static String name(int number) {
        return number > 0 && number < NAMES.size() ? "SIG" + NAMES.get(number) : "signal " + number;
    }

    /** All names without SIG. */
    static List<String> names() {
        return NAMES.subList(1, NAMES.size());
    }
}
