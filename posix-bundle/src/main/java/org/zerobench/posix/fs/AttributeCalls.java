package org.zerobench.posix.fs;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls that change who owns a file, who may use it, its times, and its extended attributes. */
final class AttributeCalls extends FileHandlers {
    private static final int HERE = FileSystem.CURRENT;
    private static final int UTIME_NOW = 0x3FFF_FFFF;
    private static final int UTIME_OMIT = 0x3FFF_FFFE;
    private static final int CREATE = 1;
    private static final int REPLACE = 2;
    private static final int MOST_NAME = 255;
    private static final int MOST_VALUE = 65536;
    /** Extended attributes of one file, in bytes. */
    private static final int MOST_EXTENDED = 1 << 18;

    AttributeCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(15, "chmod", call -> chmod(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1)));
        add(94, "fchmod", call -> chmod(call, file(call, 0).inode, call.arg(1)));
        add(333, "fchmodat", call -> chmod(call, place(call, call.arg(0), call.arg(1), true).existing(), call.arg(2)));
        add(182, "chown", call -> chown(call, place(call, HERE, call.arg(0), true).existing(), narrow(call.arg(1)), narrow(call.arg(2))));
        add(16, "lchown", call -> chown(call, place(call, HERE, call.arg(0), false).existing(), narrow(call.arg(1)), narrow(call.arg(2))));
        add(95, "fchown", call -> chown(call, file(call, 0).inode, narrow(call.arg(1)), narrow(call.arg(2))));
        add(212, "chown32", call -> chown(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1), call.arg(2)));
        add(198, "lchown32", call -> chown(call, place(call, HERE, call.arg(0), false).existing(), call.arg(1), call.arg(2)));
        add(207, "fchown32", call -> chown(call, file(call, 0).inode, call.arg(1), call.arg(2)));
        add(325, "fchownat", call -> chown(call, inode(call, call.arg(0), call.arg(1), call.arg(4)), call.arg(2), call.arg(3)));
        add(269, "utimes", call -> utimes(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1)));
        add(326, "futimesat", call -> utimes(call, call.arg(1) == 0 ? file(call, 0).inode : place(call, call.arg(0), call.arg(1), true).existing(), call.arg(2)));
        add(348, "utimensat", call -> utimens(call, false));
        add(412, "utimensat_time64", call -> utimens(call, true));
        add(226, "setxattr", call -> set(call, place(call, HERE, call.arg(0), true).existing()));
        add(227, "lsetxattr", call -> set(call, place(call, HERE, call.arg(0), false).existing()));
        add(228, "fsetxattr", call -> set(call, file(call, 0).inode));
        add(229, "getxattr", call -> get(call, place(call, HERE, call.arg(0), true).existing()));
        add(230, "lgetxattr", call -> get(call, place(call, HERE, call.arg(0), false).existing()));
        add(231, "fgetxattr", call -> get(call, file(call, 0).inode));
        add(232, "listxattr", call -> list(call, place(call, HERE, call.arg(0), true).existing()));
        add(233, "llistxattr", call -> list(call, place(call, HERE, call.arg(0), false).existing()));
        add(234, "flistxattr", call -> list(call, file(call, 0).inode));
        add(235, "removexattr", call -> remove(call, place(call, HERE, call.arg(0), true).existing()));
        add(236, "lremovexattr", call -> remove(call, place(call, HERE, call.arg(0), false).existing()));
        add(237, "fremovexattr", call -> remove(call, file(call, 0).inode));
    }

    private static int narrow(int id) {
        return (id & 0xFFFF) == 0xFFFF ? -1 : id & 0xFFFF;
    }

    /** @return the writable folder of the host where an inode lies, or null */
    private static WritableFolder folder(Inode inode) {
        return inode.host != null && inode.host.folder() instanceof WritableFolder folder ? folder : null;
    }

    private static void changeable(Inode inode) {
        if (Proc.owns(inode.number)) {
            throw Refused.with(Errors.EPERM);
        }
    }

    private int chmod(Call call, Inode inode, int mode) {
        changeable(inode);
        owner(call, inode);
        if (inode instanceof SymbolicLink) {
            return -Errors.EOPNOTSUPP;
        }
        WritableFolder folder = folder(inode);
        int result = folder == null ? 0 : folder.chmod(inode.host.path(), mode & Mode.PERMISSIONS);
        if (result == 0) {
            inode.mode = inode.mode & Mode.TYPE | mode & Mode.PERMISSIONS;
            inode.changed(system.tree.now());
        }
        return result;
    }

    private int chown(Call call, Inode inode, int uid, int gid) {
        changeable(inode);
        int user = call.process().effectiveUser();
        if (user != 0 && (user != inode.uid || uid != -1 && uid != inode.uid || gid != -1 && gid != call.process().effectiveGroup() && gid != inode.gid)) {
            return -Errors.EPERM;
        }
        WritableFolder folder = folder(inode);
        int result = folder == null ? 0 : folder.chown(inode.host.path(), uid, gid);
        if (result == 0) {
            inode.uid = uid == -1 ? inode.uid : uid;
            inode.gid = gid == -1 ? inode.gid : gid;
            if (inode.isRegular() && (inode.mode & 0111) != 0) {
                inode.mode &= ~(Mode.SET_UID | ((inode.mode & 010) != 0 ? Mode.SET_GID : 0));
            }
            inode.changed(system.tree.now());
        }
        return result;
    }

    /** struct timeval[2], or none for now. */
    private int utimes(Call call, Inode inode, int address) {
        long now = system.tree.now();
        if (address == 0) {
            return times(call, inode, now, now, true);
        }
        int microsA = call.word(address + 4);
        int microsM = call.word(address + 12);
        if (microsA < 0 || microsA >= 1_000_000 || microsM < 0 || microsM >= 1_000_000) {
            return -Errors.EINVAL;
        }
        return times(call, inode, call.word(address) * 1_000_000_000L + microsA * 1000L, call.word(address + 8) * 1_000_000_000L + microsM * 1000L, false);
    }

    private int utimens(Call call, boolean wide) {
        Inode inode = call.arg(1) == 0 ? files(call).file(call.arg(0)).inode : inode(call, call.arg(0), call.arg(1), call.arg(3));
        int address = call.arg(2);
        long now = system.tree.now();
        if (address == 0) {
            return times(call, inode, now, now, true);
        }
        int step = wide ? 16 : 8;
        int nanosA = call.word(address + step / 2);
        int nanosM = call.word(address + step + step / 2);
        long accessed = time(call, address, nanosA, wide, now, inode.accessed);
        long modified = time(call, address + step, nanosM, wide, now, inode.modified);
        if (nanosA == UTIME_OMIT && nanosM == UTIME_OMIT) {
            return 0;
        }
        return times(call, inode, accessed, modified, nanosA == UTIME_NOW && nanosM == UTIME_NOW);
    }

    private static long time(Call call, int address, int nanos, boolean wide, long now, long before) {
        if (nanos == UTIME_NOW) {
            return now;
        }
        if (nanos == UTIME_OMIT) {
            return before;
        }
        if (nanos < 0 || nanos >= 1_000_000_000) {
            throw Refused.with(Errors.EINVAL);
        }
        return (wide ? call.doubleWord(address) : call.word(address)) * 1_000_000_000L + nanos;
    }

    private int times(Call call, Inode inode, long accessed, long modified, boolean now) {
        changeable(inode);
        if (!now) {
            owner(call, inode);
        } else if (call.process().effectiveUser() != inode.uid && !inode.allows(who(call), Mode.WRITE)) {
            return -Errors.EACCES;
        }
        WritableFolder folder = folder(inode);
        int result = folder == null || inode instanceof SymbolicLink ? 0 : folder.times(inode.host.path(), accessed, modified);
        if (result == 0) {
            inode.accessed = accessed;
            inode.modified = modified;
            inode.changed(system.tree.now());
        }
        return result;
    }

    private static String name(Call call) {
        String name;
        try {
            name = call.string(call.arg(1), MOST_NAME);
        } catch (org.zerobench.posix.process.UserFault fault) {
            throw Refused.with(fault.error == Errors.ENAMETOOLONG ? Errors.ERANGE : fault.error);
        }
        if (name.isEmpty()) {
            throw Refused.with(Errors.ERANGE);
        }
        return name;
    }

    private static boolean known(String name) {
        return name.startsWith("user.") || name.startsWith("trusted.") || name.startsWith("security.");
    }

    private int set(Call call, Inode inode) {
        String name = name(call);
        int length = call.arg(3);
        int flags = call.arg(4);
        changeable(inode);
        owner(call, inode);
        if (!known(name)) {
            return -Errors.EOPNOTSUPP;
        }
        if (length < 0 || length > MOST_VALUE) {
            return -Errors.E2BIG;
        }
        TreeMap<String, byte[]> all = inode.extended();
        boolean there = all.containsKey(name);
        if (there && (flags & CREATE) != 0) {
            return -Errors.EEXIST;
        }
        if (!there && (flags & REPLACE) != 0) {
            return -Errors.ENODATA;
        }
        if (all.values().stream().mapToLong(value -> value.length).sum() + length > MOST_EXTENDED) {
            return -Errors.ENOSPC;
        }
        all.put(name, call.in(call.arg(2), length));
        inode.changed(system.tree.now());
        return 0;
    }

    private int get(Call call, Inode inode) {
        byte[] value = inode.extended == null ? null : inode.extended.get(name(call));
        return value == null ? known(name(call)) ? -Errors.ENODATA : -Errors.EOPNOTSUPP : hand(call, value, call.arg(2), call.arg(3));
    }

    private static int hand(Call call, byte[] value, int address, int size) {
        if (size == 0) {
            return value.length;
        }
        if (Integer.compareUnsigned(size, value.length) < 0) {
            return -Errors.ERANGE;
        }
        call.out(address, value, 0, value.length);
        return value.length;
    }

    private int list(Call call, Inode inode) {
        StringBuilder names = new StringBuilder();
        if (inode.extended != null) {
            inode.extended.keySet().forEach(name -> names.append(name).append('\0'));
        }
        return hand(call, names.toString().getBytes(StandardCharsets.ISO_8859_1), call.arg(1), call.arg(2));
    }

    private int remove(Call call, Inode inode) {
        String name = name(call);
        changeable(inode);
        owner(call, inode);
        if (inode.extended == null || inode.extended.remove(name) == null) {
            return -Errors.ENODATA;
        }
        inode.changed(system.tree.now());
        return 0;
    }
}
