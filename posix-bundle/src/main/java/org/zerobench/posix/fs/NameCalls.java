package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls that make, remove and change names. */
final class NameCalls extends FileHandlers {
    private static final int REMOVE_DIRECTORY = 0x200;
    private static final int HERE = FileSystem.CURRENT;

    NameCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(39, "mkdir", call -> makeDirectory(call, HERE, call.arg(0), call.arg(1)));
        add(323, "mkdirat", call -> makeDirectory(call, call.arg(0), call.arg(1), call.arg(2)));
        add(40, "rmdir", call -> remove(call, HERE, call.arg(0), true));
        add(10, "unlink", call -> remove(call, HERE, call.arg(0), false));
        add(328, "unlinkat", this::unlinkAt);
        add(38, "rename", call -> rename(call, HERE, call.arg(0), HERE, call.arg(1), 0));
        add(329, "renameat", call -> rename(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), 0));
        add(382, "renameat2", call -> rename(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4)));
        add(9, "link", call -> link(call, HERE, call.arg(0), HERE, call.arg(1), 0));
        add(330, "linkat", call -> link(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4)));
        add(83, "symlink", call -> symbolicLink(call, call.arg(0), HERE, call.arg(1)));
        add(331, "symlinkat", call -> symbolicLink(call, call.arg(0), call.arg(1), call.arg(2)));
        add(85, "readlink", call -> readLink(call, HERE, call.arg(0), call.arg(1), call.arg(2)));
        add(332, "readlinkat", call -> readLink(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3)));
        add(14, "mknod", call -> makeNode(call, HERE, call.arg(0), call.arg(1), call.arg(2)));
        add(324, "mknodat", call -> makeNode(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3)));
        add(21, "mount", call -> -Errors.EPERM);
        add(52, "umount2", call -> -Errors.EPERM);
    }

    /** A place where a name is to be made. @throws Refused EEXIST, EACCES */
    private PathWalk.Place vacant(Call call, int directory, int pathAddress, boolean isDirectory) {
        PathWalk.Place place = place(call, directory, pathAddress, false);
        if (place.inode() != null || !place.isName()) {
            throw Refused.with(Errors.EEXIST);
        }
        if (place.slash() && !isDirectory) {
            throw Refused.with(Errors.ENOENT);
        }
        writable(call, place.parent());
        return place;
    }

    private int makeDirectory(Call call, int directory, int pathAddress, int mode) {
        PathWalk.Place place = vacant(call, directory, pathAddress, true);
        system.changes.directory(place.parent(), place.name(), mode & ~files(call).umask & 01777, who(call));
        return 0;
    }

    private int unlinkAt(Call call) {
        if ((call.arg(2) & ~REMOVE_DIRECTORY) != 0) {
            return -Errors.EINVAL;
        }
        return remove(call, call.arg(0), call.arg(1), call.arg(2) != 0);
    }

    private int remove(Call call, int directory, int pathAddress, boolean isDirectory) {
        PathWalk.Place place = place(call, directory, pathAddress, false);
        if (!place.isName()) {
            return place.name().equals(".") ? isDirectory ? -Errors.EINVAL : -Errors.EISDIR
                    : place.name().equals("..") ? isDirectory ? -Errors.ENOTEMPTY : -Errors.EISDIR : -Errors.EBUSY;
        }
        Inode inode = place.existing();
        removable(call, place.parent(), inode);
        if (isDirectory) {
            system.changes.removeDirectory(place.parent(), place.name(), inode);
        } else {
            if (place.slash() && !inode.isDirectory()) {
                return -Errors.ENOTDIR;
            }
            system.changes.unlink(place.parent(), place.name(), inode);
        }
        return 0;
    }

    private int rename(Call call, int fromDirectory, int fromAddress, int toDirectory, int toAddress, int flags) {
        if ((flags & ~(TreeChanges.NO_REPLACE | TreeChanges.EXCHANGE)) != 0 || flags == (TreeChanges.NO_REPLACE | TreeChanges.EXCHANGE)) {
            return -Errors.EINVAL;
        }
        PathWalk.Place from = place(call, fromDirectory, fromAddress, false);
        PathWalk.Place to = place(call, toDirectory, toAddress, false);
        if (!from.isName() || !to.isName()) {
            return -Errors.EBUSY;
        }
        Inode inode = from.existing();
        if ((from.slash() || to.slash()) && !inode.isDirectory()) {
            return -Errors.ENOTDIR;
        }
        removable(call, from.parent(), inode);
        writable(call, to.parent());
        if (to.inode() != null) {
            removable(call, to.parent(), to.inode());
        }
        system.changes.rename(from.parent(), from.name(), inode, to.parent(), to.name(), to.inode(), flags);
        return 0;
    }

    private int link(Call call, int fromDirectory, int fromAddress, int toDirectory, int toAddress, int flags) {
        if ((flags & ~(FOLLOW | EMPTY_PATH)) != 0) {
            return -Errors.EINVAL;
        }
        Inode inode = inode(call, fromDirectory, fromAddress, flags & EMPTY_PATH | ((flags & FOLLOW) != 0 ? 0 : NO_FOLLOW));
        PathWalk.Place place = vacant(call, toDirectory, toAddress, false);
        system.changes.link(place.parent(), place.name(), inode);
        return 0;
    }

    private int symbolicLink(Call call, int targetAddress, int directory, int pathAddress) {
        String target = call.path(targetAddress);
        if (target.isEmpty()) {
            return -Errors.ENOENT;
        }
        PathWalk.Place place = vacant(call, directory, pathAddress, false);
        system.changes.symbolicLink(place.parent(), place.name(), target, who(call));
        return 0;
    }

    private int readLink(Call call, int directory, int pathAddress, int address, int size) {
        if (size <= 0) {
            return -Errors.EINVAL;
        }
        if (!(inode(call, directory, pathAddress, NO_FOLLOW | EMPTY_PATH) instanceof SymbolicLink link)) {
            return -Errors.EINVAL;
        }
        byte[] target = link.target().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        if (target.length == 0) {
            return -Errors.ENOENT;
        }
        int n = Math.min(size, target.length);
        call.out(address, target, 0, n);
        return n;
    }

    private int makeNode(Call call, int directory, int pathAddress, int mode, int device) {
        int type = mode & Mode.TYPE;
        if (type == Mode.DIRECTORY) {
            return -Errors.EPERM;
        }
        if ((type == Mode.CHARACTER || type == Mode.BLOCK) && call.process().effectiveUser() != 0) {
            return -Errors.EPERM;
        }
        PathWalk.Place place = vacant(call, directory, pathAddress, false);
        int permissions = mode & ~files(call).umask & Mode.PERMISSIONS;
        switch (type) {
            case 0, Mode.REGULAR -> system.changes.file(place.parent(), place.name(), permissions, who(call));
            case Mode.FIFO, Mode.SOCKET -> system.changes.special(place.parent(), place.name(), type | permissions, 0, who(call));
            case Mode.CHARACTER, Mode.BLOCK -> system.changes.special(place.parent(), place.name(), type | permissions, device, who(call));
            default -> {
                return -Errors.EINVAL;
            }
        }
        return 0;
    }
}
