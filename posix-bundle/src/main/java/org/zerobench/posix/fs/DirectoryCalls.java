package org.zerobench.posix.fs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls on current directories and listings. */
final class DirectoryCalls extends FileHandlers {
    /** Offset of the name in struct linux_dirent64 and linux_dirent. */
    private static final int NAME_64 = 19;
    private static final int NAME_32 = 10;
    /** Offset of the name in the native protocol's record. */
    private static final int NAME_NATIVE = 11;
    private static final int MOST = 32768;

    DirectoryCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(12, "chdir", call -> enter(call, place(call, FileSystem.CURRENT, call.arg(0), true).existing()));
        add(133, "fchdir", call -> enter(call, files(call).file(call.arg(0)).inode));
        add(61, "chroot", this::changeRoot);
        add(183, "getcwd", this::currentDirectory);
        add(60, "umask", this::mask);
        add(141, "getdents", call -> call.isNative() ? listNative(call) : list(call, false));
        add(217, "getdents64", call -> list(call, true));
    }

    private static int enter(Call call, Inode inode) {
        if (!(inode instanceof Directory directory)) {
            return -Errors.ENOTDIR;
        }
        if (!directory.allows(who(call), Mode.EXECUTE)) {
            return -Errors.EACCES;
        }
        files(call).here(directory);
        return 0;
    }

    private int changeRoot(Call call) {
        Inode inode = place(call, FileSystem.CURRENT, call.arg(0), true).existing();
        if (!(inode instanceof Directory directory)) {
            return -Errors.ENOTDIR;
        }
        if (call.process().effectiveUser() != 0) {
            return -Errors.EPERM;
        }
        files(call).root(directory);
        return 0;
    }

    private int currentDirectory(Call call) {
        Files files = files(call);
        if (files.here().gone()) {
            return -Errors.ENOENT;
        }
        String path = files.here().path();
        String root = files.root().path();
        if (!root.equals("/") && (path + "/").startsWith(root + "/")) {
            path = path.length() == root.length() ? "/" : path.substring(root.length());
        }
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
        if (Integer.compareUnsigned(call.arg(1), bytes.length) < 0) {
            return -Errors.ERANGE;
        }
        call.out(call.arg(0), bytes, 0, bytes.length);
        return bytes.length;
    }

    private int mask(Call call) {
        int before = files(call).umask;
        files(call).umask = call.arg(0) & 0777;
        return before;
    }

    private static OpenDirectory directory(Call call) {
        if (file(call, 0) instanceof OpenDirectory open) {
            return open;
        }
        throw Refused.with(Errors.ENOTDIR);
    }

    private int list(Call call, boolean wide) {
        OpenDirectory open = directory(call);
        int size = Math.min(call.arg(2) < 0 ? Integer.MAX_VALUE : call.arg(2), MOST);
        List<FsState.Listed> listing = open.listing();
        byte[] buffer = new byte[size];
        int used = 0;
        long at = open.position;
        while (at < listing.size()) {
            FsState.Listed entry = listing.get((int) at);
            byte[] name = entry.name().getBytes(StandardCharsets.ISO_8859_1);
            // the old record has the type in its last byte
            int length = wide ? NAME_64 + name.length + 1 + 7 & -8 : NAME_32 + name.length + 2 + 3 & -4;
            if (used + length > size) {
                break;
            }
            if (wide) {
                put(buffer, used, entry.node(), 8);
                put(buffer, used + 8, at + 1, 8);
                put(buffer, used + 16, length, 2);
                buffer[used + 18] = (byte) entry.type();
                System.arraycopy(name, 0, buffer, used + NAME_64, name.length);
            } else {
                put(buffer, used, entry.node(), 4);
                put(buffer, used + 4, at + 1, 4);
                put(buffer, used + 8, length, 2);
                System.arraycopy(name, 0, buffer, used + NAME_32, name.length);
                buffer[used + length - 1] = (byte) entry.type();
            }
            used += length;
            at++;
        }
        if (used == 0 && at < listing.size()) {
            return -Errors.EINVAL;
        }
        call.out(call.arg(1), buffer, 0, used);
        open.position = at;
        return used;
    }

    /** The native protocol's listing: from the beginning on every call, as many records as fit. */
    private int listNative(Call call) {
        OpenDirectory open = directory(call);
        open.seek(0, 0);
        byte[] buffer = new byte[Math.clamp(call.arg(2), 0, MOST)];
        int used = 0;
        for (FsState.Listed entry : open.listing()) {
            byte[] name = entry.name().getBytes(StandardCharsets.ISO_8859_1);
            int length = NAME_NATIVE + name.length + 1 + 3 & -4;
            if (used + length > buffer.length) {
                break;
            }
            put(buffer, used, entry.node(), 4);
            put(buffer, used + 4, used, 4);
            put(buffer, used + 8, length, 2);
            buffer[used + 10] = (byte) entry.type();
            System.arraycopy(name, 0, buffer, used + NAME_NATIVE, name.length);
            used += length;
        }
        call.out(call.arg(1), buffer, 0, used);
        return used;
    }

    private static void put(byte[] buffer, int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            buffer[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
