package org.zerobench.posix.fs;

import java.util.List;
import org.zerobench.api.pager.Pager.AreaInfo;
import org.zerobench.api.pager.Protection;
import org.zerobench.posix.process.Process;

/** The texts of /proc that speak of one process, in the form of Linux's proc(5). */
final class ProcessTexts {
    static final List<String> NAMES = List.of("cgroup", "cmdline", "comm", "environ", "limits", "maps", "mountinfo", "mounts", "oom_score_adj",
            "smaps", "stat", "statm", "status", "wchan");

    private final FileSystem system;

    ProcessTexts(FileSystem system) {
        this.system = system;
    }

    /** @return the text; empty when the process is gone */
    String text(int pid, String name) {
        Process process = system.processes.find(pid);
        if (process == null) {
            return "";
        }
        return switch (name) {
            case "cgroup" -> "0::/\n";
            case "cmdline" -> strings(process.arguments());
            case "comm" -> process.shortName() + "\n";
            case "environ" -> strings(process.environment());
            case "limits" -> limits();
            case "maps" -> maps(process, false);
            case "smaps" -> maps(process, true);
            case "mountinfo" -> mounts(true);
            case "mounts" -> mounts(false);
            case "oom_score_adj" -> "0\n";
            case "stat" -> stat(process);
            case "statm" -> process.spaceBytes() / 4096 + " " + process.residentPages() + " 0 0 0 " + process.residentPages() + " 0\n";
            case "status" -> status(process);
            default -> "0";
        };
    }

    private static String strings(List<String> list) {
        StringBuilder text = new StringBuilder();
        list.forEach(one -> text.append(one).append('\0'));
        return text.toString();
    }

    private static String limits() {
        return """
                Limit                     Soft Limit           Hard Limit           Units    \s
                Max cpu time              unlimited            unlimited            seconds  \s
                Max file size             unlimited            unlimited            bytes    \s
                Max stack size            8388608              unlimited            bytes    \s
                Max open files            1024                 1024                 files    \s
                """;
    }

    /** What is mounted, for {@code mount} and {@code df}. */
    private String mounts(boolean numbered) {
        // the kind is one that df does not pass over
        String root = system.tree.root.host == null ? "tmpfs" : "overlay";
        return numbered ? "1 1 0:1 / / rw - " + root + " " + root + " rw\n2 1 0:4 / /proc rw - proc proc rw\n"
                : root + " / " + root + " rw,relatime 0 0\nproc /proc proc rw,relatime 0 0\n";
    }

    private String maps(Process process, boolean sizes) {
        StringBuilder text = new StringBuilder();
        if (process.spid() < 0) {
            return "";
        }
        for (AreaInfo area : system.pager().areas(process.spid())) {
            String line = String.format("%08x-%08x %c%c%c%c %08x %s %d", area.start(), area.end(),
                    (area.protection() & Protection.READ) != 0 ? 'r' : '-', (area.protection() & Protection.WRITE) != 0 ? 'w' : '-',
                    (area.protection() & Protection.EXEC) != 0 ? 'x' : '-', area.shared() ? 's' : 'p', area.offset(),
                    area.inode() == 0 ? "00:00" : "00:01", area.inode());
            text.append(line);
            if (!area.name().isEmpty()) {
                text.append(" ".repeat(Math.max(1, 49 - line.length()))).append(area.name());
            }
            text.append('\n');
            if (sizes) {
                long kilobytes = Integer.toUnsignedLong(area.end() - area.start()) / 1024;
                text.append(String.format("Size:           %8d kB\nRss:            %8d kB\nSwap:           %8d kB\n", kilobytes, area.resident() * 4L,
                        area.swapped() * 4L));
            }
        }
        return text.toString();
    }

    private int terminalOf(Process process) {
        Terminal terminal = system.terminals.ofSession(process.session());
        return terminal != null && terminal.isTerminal(0) ? Mode.device(136, 0) : 0;
    }

    private int foreground(Process process) {
        Terminal terminal = system.terminals.ofSession(process.session());
        return terminal == null || terminal.group == 0 ? -1 : terminal.group;
    }

    private String stat(Process process) {
        long[] masks = process.signalMasks();
        return process.pid() + " (" + process.shortName() + ") " + process.stateLetter() + " " + process.parent() + " " + process.group() + " "
                + process.session() + " " + terminalOf(process) + " " + foreground(process) + " 0 0 0 0 0 "
                + process.cpuNanos() / SystemTexts.TICK_NANOS + " 0 0 0 20 0 " + process.taskIds().size() + " 0 "
                + process.startNanos() / SystemTexts.TICK_NANOS + " " + process.spaceBytes() + " " + process.residentPages()
                + " 4294967295 0 0 0 0 0 " + (masks[3] & 0x7FFFFFFFL) + " " + (masks[2] & 0x7FFFFFFFL) + " " + (masks[1] & 0x7FFFFFFFL) + " "
                + (masks[0] & 0x7FFFFFFFL) + " 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
    }

    private String status(Process process) {
        long[] masks = process.signalMasks();
        String state = switch (process.stateLetter()) {
            case 'R' -> "R (running)";
            case 'T' -> "T (stopped)";
            case 'Z' -> "Z (zombie)";
            default -> "S (sleeping)";
        };
        int user = process.effectiveUser();
        int group = process.effectiveGroup();
        long kilobytes = process.spaceBytes() / 1024;
        int umask = process.files() == null ? 0 : process.files().umask;
        return "Name:\t" + process.shortName() + String.format("\nUmask:\t%04o", umask) + "\nState:\t" + state + "\nTgid:\t" + process.pid()
                + "\nNgid:\t0\nPid:\t" + process.pid() + "\nPPid:\t" + process.parent() + "\nTracerPid:\t0\nUid:" + ("\t" + user).repeat(4)
                + "\nGid:" + ("\t" + group).repeat(4) + "\nFDSize:\t" + (process.files() == null ? 0 : process.files().length()) + "\nGroups:\t \n"
                + String.format("VmPeak:\t%8d kB\nVmSize:\t%8d kB\nVmRSS:\t%8d kB\n", kilobytes, kilobytes, process.residentPages() * 4L)
                + "Threads:\t" + process.taskIds().size()
                + String.format("\nSigQ:\t0/1024\nSigPnd:\t%016x\nShdPnd:\t%016x\nSigBlk:\t%016x\nSigIgn:\t%016x\nSigCgt:\t%016x\n", 0L, masks[3], masks[2],
                        masks[1], masks[0])
                + "Cpus_allowed:\t1\nCpus_allowed_list:\t0\n";
    }
}
