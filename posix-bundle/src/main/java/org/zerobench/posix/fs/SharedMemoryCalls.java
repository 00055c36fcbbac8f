package org.zerobench.posix.fs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;

/**
 * System V shared memory (POSIX XSI shmget, shmat, shmdt, shmctl). An area is a file in /dev/shm that attaching maps: its
 * number is the id, its name has the key. So there is nothing else to remember, and a take-over finds it in the tree.
 *
 * <p>What a classic program makes (ABI 12.3, 12.9) has at most ten pages, one address in all tasks, and goes when the last of
 * them detaches it: its name says that it is such a one.
 */
final class SharedMemoryCalls extends FileHandlers {
    private static final int CREATE = 01000;
    private static final int EXCLUSIVE = 02000;
    private static final int READ_ONLY = 010000;
    private static final int ROUND = 020000;
    private static final int REMOVE = 0;
    private static final int COMMAND = 0xFF;
    private static final int MOST_AREAS = 64;
    private static final int PAGE = 4096;
    private static final String MARK = "SYSV";
    private static final String CLASSIC = "once.";
    private static final String CONTAINER = ".in";
    private static final int CLASSIC_BYTES = 10 * PAGE;
    /** Where classic programs have their shared memory (ABI 1.7). */
    private static final long POOL_START = 0x8000_0000L;
    private static final long POOL_END = 0x9000_0000L;

    SharedMemoryCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(305, "shmat", this::attach);
        add(306, "shmdt", this::detach);
        add(307, "shmget", this::get);
        add(308, "shmctl", this::control);
    }

    private Directory folder() {
        if (PathWalk.walk(system.tree.root, system.tree.root, "/dev/shm", true, Who.ROOT).inode() instanceof Directory folder) {
            return folder;
        }
        throw Refused.with(Errors.ENOSPC);
    }

    private static List<String> areas(Directory folder) {
        return folder.names().stream().filter(name -> name.startsWith(MARK)).toList();
    }

    /** What the caller may know of: the areas of its container, or those of none. */
    private static List<String> areas(Directory folder, Call call) {
        int container = call.process().container();
        return areas(folder).stream().filter(name -> container == 0 ? !name.contains(CONTAINER) : name.contains(home(container))).toList();
    }

    private static String home(int container) {
        return container == 0 ? "" : CONTAINER + container + ".";
    }

    /** Areas of containers that have ended go. */
    private void bury(Directory folder) {
        for (String name : areas(folder)) {
            boolean lost = name.contains(CONTAINER)
                    && system.processes.all().stream().noneMatch(process -> process.container() != 0 && name.contains(home(process.container())));
            if (lost && folder.lookup(name) instanceof FileNode area) {
                system.changes.unlink(folder, name, area);
            }
        }
    }

    /** The beginning of the names of the areas with a key; private ones have key 0 and more behind it. */
    private static String prefix(int key, Call call) {
        int container = call.process().container();
        return MARK + String.format(Locale.ROOT, "%08x", key) + (container == 0 ? "." : home(container));
    }

    private static boolean classic(Call call) {
        return call.isNative() && call.process().classic();
    }

    private int get(Call call) {
        int key = call.arg(0);
        long bytes = call.arg(1) & 0xFFFF_FFFFL;
        int flags = call.arg(2);
        if (classic(call) && (bytes == 0 || bytes > CLASSIC_BYTES)) {
            return -Errors.EINVAL;
        }
        Directory folder = folder();
        bury(folder);
        for (String name : key == 0 ? List.<String>of() : areas(folder, call)) {
            if (name.startsWith(prefix(key, call)) && folder.lookup(name) instanceof FileNode area) {
                if ((flags & CREATE) != 0 && (flags & EXCLUSIVE) != 0) {
                    return -Errors.EEXIST;
                }
                return bytes > area.sizeBytes() ? -Errors.EINVAL : !area.allows(who(call), Mode.READ) ? -Errors.EACCES : (int) area.number;
            }
        }
        if (key != 0 && (flags & CREATE) == 0) {
            return -Errors.ENOENT;
        }
        if (bytes == 0 || bytes > Integer.MAX_VALUE - PAGE) {
            return -Errors.EINVAL;
        }
        makeRoom(folder, call);
        FileNode area = system.changes.nameless(MARK, flags & 0777, who(call));
        int result = SizeCalls.resize(system, area, bytes);
        if (result == 0) {
            system.changes.link(folder, prefix(key, call) + (classic(call) ? CLASSIC : "") + area.number, area);
        }
        system.tree.dropIfUnused(area);
        return result == 0 ? (int) area.number : result;
    }

    /** Where there are too many, those go that nobody has attached: no program could remove what others left behind. */
    private void makeRoom(Directory folder, Call call) {
        List<String> names = areas(folder, call);
        if (names.size() < MOST_AREAS) {
            return;
        }
        for (String name : names) {
            if (folder.lookup(name) instanceof FileNode area && whereAttached(area) == 0) {
                system.changes.unlink(folder, name, area);
            }
        }
        if (areas(folder, call).size() >= MOST_AREAS) {
            throw Refused.with(Errors.ENOSPC);
        }
    }

    /** The address at which some process has an area, 0 for none. */
    private int whereAttached(FileNode area) {
        for (Process process : system.processes.all()) {
            for (Pager.AreaInfo info : process.zombie() ? List.<Pager.AreaInfo>of() : system.pager().areas(process.spid())) {
                if (info.inode() == area.number) {
                    return info.start();
                }
            }
        }
        return 0;
    }

    /** The area of an id. @throws Refused EINVAL */
    private FileNode area(int id, Call call) {
        if (system.tree.find(id) instanceof FileNode area && areas(folder(), call).stream().anyMatch(name -> name.endsWith("." + id))) {
            return area;
        }
        throw Refused.with(Errors.EINVAL);
    }

    /** Without a wish it goes where others have it, so that pointers in it mean the same; else where there is room. */
    private int attach(Call call) {
        FileNode area = area(call.arg(0), call);
        int wish = call.arg(1);
        boolean readOnly = (call.arg(2) & READ_ONLY) != 0;
        if ((wish & PAGE - 1) != 0 && (call.arg(2) & ROUND) == 0) {
            return -Errors.EINVAL;
        }
        if (!area.allows(who(call), readOnly ? Mode.READ : Mode.READ | Mode.WRITE)) {
            return -Errors.EACCES;
        }
        FileHalf.mark(area);
        int others = whereAttached(area);
        int place = wish != 0 ? wish & -PAGE : others != 0 || !classic(call) ? others : room(area.sizeBytes(), call);
        if (classic(call) && others != 0 && place != others) {
            return -Errors.EINVAL;
        }
        int start = system.pager().map(call.process().spid(), place, (int) area.sizeBytes(),
                readOnly ? Protection.READ : Protection.READ | Protection.WRITE,
                Protection.SHARED | (wish != 0 || classic(call) ? Protection.FIXED_NOREPLACE : 0), area, 0);
        return Pager.failed(start) && start != -Errors.ENOMEM ? -Errors.EINVAL : start;
    }

    /** The lowest place in the pool where no classic program of the caller's container has anything. @throws Refused ENOMEM */
    private int room(long bytes, Call call) {
        TreeMap<Long, Long> taken = new TreeMap<>();
        for (Process process : system.processes.all()) {
            for (Pager.AreaInfo info : process.zombie() || !process.classic() || !call.process().reaches(process) ? List.<Pager.AreaInfo>of() : system.pager().areas(process.spid())) {
                taken.merge(info.start() & 0xFFFF_FFFFL, info.end() & 0xFFFF_FFFFL, Math::max);
            }
        }
        long at = POOL_START;
        for (Map.Entry<Long, Long> area : taken.entrySet()) {
            if (area.getKey() < at + bytes) {
                at = Math.max(at, area.getValue());
            }
        }
        if (at + bytes > POOL_END) {
            throw Refused.with(Errors.ENOMEM);
        }
        return (int) at;
    }

    /** Nobody maps a file any more: a classic area goes. */
    void left(FileNode file) {
        if (!file.label.startsWith(MARK)) {
            return;
        }
        try {
            Directory folder = folder();
            for (String name : areas(folder)) {
                if (name.endsWith("." + CLASSIC + file.number) && folder.lookup(name) == file) {
                    system.changes.unlink(folder, name, file);
                }
            }
        } catch (Refused gone) {
            // Somebody has removed the folder, and its names with it.
        }
    }

    private int detach(Call call) {
        int spid = call.process().spid();
        for (Pager.AreaInfo info : system.pager().areas(spid)) {
            if (info.start() == call.arg(0) && info.inode() != 0 && info.offset() == 0
                    && areas(folder()).stream().anyMatch(name -> name.endsWith("." + info.inode()))) {
                return system.pager().unmap(spid, info.start(), info.end() - info.start());
            }
        }
        return -Errors.EINVAL;
    }

    /** Only IPC_RMID: who has the area attached keeps it until it detaches. */
    private int control(Call call) {
        if ((call.arg(1) & COMMAND) != REMOVE) {
            return -Errors.EINVAL;
        }
        FileNode area = area(call.arg(0), call);
        owner(call, area);
        Directory folder = folder();
        for (String name : areas(folder)) {
            if (folder.lookup(name) == area) {
                system.changes.unlink(folder, name, area);
            }
        }
        return 0;
    }
}
