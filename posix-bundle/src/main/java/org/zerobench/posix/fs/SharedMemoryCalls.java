package org.zerobench.posix.fs;

import java.util.List;
import java.util.Locale;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;

/**
 * System V shared memory (POSIX XSI shmget, shmat, shmdt, shmctl). An area is a file in /dev/shm that attaching maps: its
 * number is the id, its name has the key. So there is nothing else to remember, and a take-over finds it in the tree.
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

    /** The beginning of the names of the areas with a key; private ones have key 0 and more behind it. */
    private static String prefix(int key) {
        return MARK + String.format(Locale.ROOT, "%08x.", key);
    }

    private int get(Call call) {
        int key = call.arg(0);
        long bytes = call.arg(1) & 0xFFFF_FFFFL;
        int flags = call.arg(2);
        Directory folder = folder();
        for (String name : key == 0 ? List.<String>of() : areas(folder)) {
            if (name.startsWith(prefix(key)) && folder.lookup(name) instanceof FileNode area) {
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
        makeRoom(folder);
        FileNode area = system.changes.nameless(MARK, flags & 0777, who(call));
        int result = SizeCalls.resize(system, area, bytes);
        if (result == 0) {
            system.changes.link(folder, prefix(key) + area.number, area);
        }
        system.tree.dropIfUnused(area);
        return result == 0 ? (int) area.number : result;
    }

    /** Where there are too many, those go that nobody has attached: no program could remove what others left behind. */
    private void makeRoom(Directory folder) {
        List<String> names = areas(folder);
        if (names.size() < MOST_AREAS) {
            return;
        }
        for (String name : names) {
            if (folder.lookup(name) instanceof FileNode area && whereAttached(area) == 0) {
                system.changes.unlink(folder, name, area);
            }
        }
        if (areas(folder).size() >= MOST_AREAS) {
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
    private FileNode area(int id) {
        if (system.tree.find(id) instanceof FileNode area && areas(folder()).stream().anyMatch(name -> name.endsWith("." + id))) {
            return area;
        }
        throw Refused.with(Errors.EINVAL);
    }

    /** Without a wish it goes where others have it, so that pointers in it mean the same; else where there is room. */
    private int attach(Call call) {
        FileNode area = area(call.arg(0));
        int wish = call.arg(1);
        boolean readOnly = (call.arg(2) & READ_ONLY) != 0;
        if ((wish & PAGE - 1) != 0 && (call.arg(2) & ROUND) == 0) {
            return -Errors.EINVAL;
        }
        if (!area.allows(who(call), readOnly ? Mode.READ : Mode.READ | Mode.WRITE)) {
            return -Errors.EACCES;
        }
        FileHalf.mark(area);
        int start = system.pager().map(call.process().spid(), wish == 0 ? whereAttached(area) : wish & -PAGE, (int) area.sizeBytes(),
                readOnly ? Protection.READ : Protection.READ | Protection.WRITE,
                Protection.SHARED | (wish == 0 ? 0 : Protection.FIXED_NOREPLACE), area, 0);
        return Pager.failed(start) && start != -Errors.ENOMEM ? -Errors.EINVAL : start;
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
        FileNode area = area(call.arg(0));
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
