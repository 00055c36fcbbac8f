package org.zerobench.posix;

import java.util.Map;

/** Names of calls that are not served, for people's lists. */
final class Unserved {
    /** Calls that new C libraries try first and fall back from: nobody needs to hear of them. */
    private static final Map<Integer, String> EXPECTED = Map.of(398, "rseq", 435, "clone3", 439, "faccessat2", 436, "close_range",
            424, "pidfd_send_signal", 434, "pidfd_open", 441, "epoll_pwait2");

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(21, "mount"), Map.entry(26, "ptrace"),
            Map.entry(88, "reboot"), Map.entry(102, "socketcall"), Map.entry(103, "syslog"), Map.entry(117, "ipc"),
            Map.entry(128, "init_module"), Map.entry(249, "lookup_dcookie"), Map.entry(271, "pciconfig_iobase"),
            Map.entry(299, "msgsnd"), Map.entry(309, "add_key"), Map.entry(316, "inotify_init"),
            Map.entry(349, "signalfd"), Map.entry(350, "timerfd_create"), Map.entry(364, "perf_event_open"),
            Map.entry(386, "bpf"), Map.entry(387, "execveat"), Map.entry(388, "userfaultfd"), Map.entry(425, "io_uring_setup"));

    private Unserved() {}

    static String name(int number) {
        String expected = EXPECTED.get(number);
        return expected != null ? expected : NAMES.getOrDefault(number, "call " + number);
    }

    static boolean expected(int number) {
        return EXPECTED.containsKey(number);
    }
}
