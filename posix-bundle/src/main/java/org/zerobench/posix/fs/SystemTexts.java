package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zerobench.api.pager.Pager;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SystemName;

/** The texts of /proc that speak of the whole system, in the form of Linux's proc(5). */
final class SystemTexts {
    static final List<String> NAMES = List.of("cmdline", "cpuinfo", "devices", "filesystems", "interrupts", "loadavg", "meminfo", "partitions",
            "stat", "swaps", "uptime", "version", "vmstat");
    private static final Map<String, String> VALUES = values();
    /** Paths below /proc/sys. */
    static final List<String> SETTINGS = List.copyOf(VALUES.keySet());
    /** Directories below /proc/sys, the first being itself. */
    static final List<String> FOLDERS = folders();
    /** Length of a clock tick as programs see it (USER_HZ = 100). */
    static final long TICK_NANOS = 10_000_000;
    /** Names of the bits of AT_HWCAP, from bit 0 on. */
    private static final List<String> FEATURES = List.of("swp", "half", "thumb", "26bit", "fastmult", "fpa", "vfp", "edsp", "java", "iwmmxt",
            "crunch", "thumbee", "neon", "vfpv3", "vfpv3d16", "tls", "vfpv4", "idiva", "idivt", "vfpd32", "lpae", "evtstrm");

    private final FileSystem system;

    SystemTexts(FileSystem system) {
        this.system = system;
    }

    private static Map<String, String> values() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("fs/file-max", "65536");
        map.put("fs/nr_open", "1024");
        map.put("fs/pipe-max-size", "1048576");
        map.put("fs/protected_hardlinks", "0");
        map.put("kernel/cap_last_cap", "40");
        map.put("kernel/hostname", SystemName.NODE);
        map.put("kernel/domainname", SystemName.DOMAIN);
        map.put("kernel/ngroups_max", "65536");
        map.put("kernel/osrelease", SystemName.RELEASE);
        map.put("kernel/ostype", SystemName.SYSTEM);
        map.put("kernel/pid_max", "32768");
        map.put("kernel/random/boot_id", "5a65726f-6265-4e63-8800-000000000001");
        map.put("kernel/random/entropy_avail", "256");
        map.put("kernel/randomize_va_space", "0");
        map.put("kernel/threads-max", "1024");
        map.put("kernel/version", SystemName.VERSION);
        map.put("net/core/somaxconn", "4096");
        map.put("vm/max_map_count", "65530");
        map.put("vm/mmap_min_addr", "4096");
        map.put("vm/overcommit_memory", "0");
        map.put("vm/swappiness", "60");
        return map;
    }

    private static List<String> folders() {
        Set<String> folders = new LinkedHashSet<>(List.of(""));
        for (String path : SETTINGS) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return List.copyOf(new ArrayList<>(folders));
    }

    String setting(String path) {
        return VALUES.get(path) + "\n";
    }

    String text(String name) {
        return switch (name) {
            case "cmdline" -> "\n";
            case "cpuinfo" -> cpuinfo();
            case "devices" -> "Character devices:\n  1 mem\n  5 /dev/tty\n  5 /dev/console\n136 pts\n\nBlock devices:\n";
            case "filesystems" -> "nodev\tproc\nnodev\ttmpfs\nnodev\trootfs\nnodev\tpipefs\n";
            case "interrupts" -> "           CPU0\n";
            case "loadavg" -> "0.00 0.00 0.00 " + running() + "/" + system.processes.all().size() + " " + highest() + "\n";
            case "meminfo" -> meminfo();
            case "partitions" -> "major minor  #blocks  name\n\n";
            case "stat" -> stat();
            case "swaps" -> "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
            case "uptime" -> hundredths(system.machine.nanos()) + " " + hundredths(idleNanos()) + "\n";
            case "version" -> SystemName.SYSTEM + " version " + SystemName.RELEASE + " (zerobench@zerobench) " + SystemName.VERSION + "\n";
            case "vmstat" -> vmstat();
            default -> "";
        };
    }

    private static String hundredths(long nanos) {
        long centi = nanos / TICK_NANOS;
        return centi / 100 + "." + centi % 100 / 10 + centi % 10;
    }

    private long usedNanos() {
        long sum = 0;
        for (Process process : system.processes.all()) {
            sum += process.cpuNanos();
        }
        return sum;
    }

    private long idleNanos() {
        return Math.max(0, system.machine.nanos() - usedNanos());
    }

    private long running() {
        return system.processes.all().stream().filter(process -> process.stateLetter() == 'R').count();
    }

    private int highest() {
        int highest = 0;
        for (Process process : system.processes.all()) {
            highest = Math.max(highest, process.pid());
        }
        return highest;
    }

    private String cpuinfo() {
        int hwcap = system.machine.cpu().info().hwcap();
        StringBuilder features = new StringBuilder();
        for (int bit = 0; bit < FEATURES.size(); bit++) {
            features.append((hwcap >>> bit & 1) == 0 ? "" : FEATURES.get(bit) + " ");
        }
        return """
                processor\t: 0
                model name\t: ARMv7 Processor rev 0 (v7l)
                BogoMIPS\t: 100.00
                Features\t: %s
                CPU implementer\t: 0x41
                CPU architecture: 7
                CPU variant\t: 0x3
                CPU part\t: 0xc09
                CPU revision\t: 0

                Hardware\t: Zerobench
                Revision\t: 0000
                Serial\t\t: 0000000000000000
                """.formatted(features);
    }

    private String meminfo() {
        Pager.FrameUse use = system.pager().frameUse();
        // a cached page that programs have mapped counts as both: what is free and what is cached is no more than all
        int cached = Math.clamp(use.total() - use.free(), 0, use.file());
        StringBuilder text = new StringBuilder();
        line(text, "MemTotal:", use.total());
        line(text, "MemFree:", use.free());
        line(text, "MemAvailable:", use.free() + cached);
        line(text, "Buffers:", 0);
        line(text, "Cached:", cached);
        line(text, "SwapCached:", 0);
        line(text, "Active:", use.anonymous());
        line(text, "Inactive:", cached);
        line(text, "SwapTotal:", use.stored());
        line(text, "SwapFree:", 0);
        line(text, "Dirty:", 0);
        line(text, "Writeback:", 0);
        line(text, "AnonPages:", use.anonymous());
        line(text, "Mapped:", cached);
        line(text, "Shmem:", 0);
        line(text, "Slab:", 0);
        line(text, "SReclaimable:", 0);
        line(text, "SUnreclaim:", 0);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long pages) {
        text.append(String.format("%-16s%8d kB\n", name, pages * 4));
    }

    private String stat() {
        long user = usedNanos() / TICK_NANOS;
        long idle = idleNanos() / TICK_NANOS;
        String times = user + " 0 0 " + idle + " 0 0 0 0 0 0\n";
        long boot = (system.wallNanos() - system.machine.nanos()) / 1_000_000_000;
        return "cpu  " + times + "cpu0 " + times + "intr 0\nctxt 0\nbtime " + boot + "\nprocesses " + highest() + "\nprocs_running "
                + Math.max(1, running()) + "\nprocs_blocked 0\n";
    }

    private String vmstat() {
        Pager.FrameUse use = system.pager().frameUse();
        return "nr_free_pages " + use.free() + "\npgfault " + use.faults() + "\npswpin " + use.storeReads() + "\npswpout " + use.evictions() + "\n";
    }
}
