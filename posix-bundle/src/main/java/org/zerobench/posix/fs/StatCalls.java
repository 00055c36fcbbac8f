package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** Calls that tell about files and file systems. */
final class StatCalls extends FileHandlers {
    private static final int HERE = FileSystem.CURRENT;
    private static final long SECOND = 1_000_000_000L;
    private static final int BLOCK = 4096;
    private static final int AT_EACCESS = 0x200;
    private static final int NO_AUTOMOUNT = 0x800;
    /** What statx fills in: the basic fields. */
    private static final int BASIC = 0x7FF;

    StatCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(195, "stat64", call -> stat(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1)));
        add(196, "lstat64", call -> stat(call, place(call, HERE, call.arg(0), false).existing(), call.arg(1)));
        add(197, "fstat64", call -> stat(call, files(call).file(call.arg(0)).inode, call.arg(1)));
        add(327, "fstatat64", this::statAt);
        add(397, "statx", this::statx);
        add(33, "access", call -> access(call, HERE, call.arg(0), call.arg(1), 0));
        add(334, "faccessat", call -> access(call, call.arg(0), call.arg(1), call.arg(2), 0));
        add(439, "faccessat2", call -> access(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3)));
        add(99, "statfs", call -> statfs(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1)));
        add(100, "fstatfs", call -> statfs(call, files(call).file(call.arg(0)).inode, call.arg(1)));
        add(266, "statfs64", call -> statfs64(call, place(call, HERE, call.arg(0), true).existing(), call.arg(1), call.arg(2)));
        add(267, "fstatfs64", call -> statfs64(call, files(call).file(call.arg(0)).inode, call.arg(1), call.arg(2)));
    }

    private int statAt(Call call) {
        if ((call.arg(3) & ~(NO_FOLLOW | EMPTY_PATH | NO_AUTOMOUNT)) != 0) {
            return -Errors.EINVAL;
        }
        return stat(call, inode(call, call.arg(0), call.arg(1), call.arg(3)), call.arg(2));
    }

    private static int stat(Call call, Inode inode, int address) {
        return call.isNative() ? nativeStat(call, inode, address) : stat64(call, inode, address);
    }

    /** struct stat64 of ARM EABI, 104 bytes. */
    private static int stat64(Call call, Inode inode, int address) {
        return new Record(104)
                .doubleWord(0, inode.fileSystem())
                .word(12, (int) inode.number)
                .word(16, inode.mode)
                .word(20, inode.links)
                .word(24, inode.uid)
                .word(28, inode.gid)
                .doubleWord(32, inode.device())
                .doubleWord(48, inode.sizeBytes())
                .word(56, BLOCK)
                .doubleWord(64, inode.storedBytes() / 512)
                .word(72, seconds(inode.accessed)).word(76, nanos(inode.accessed))
                .word(80, seconds(inode.modified)).word(84, nanos(inode.modified))
                .word(88, seconds(inode.changed)).word(92, nanos(inode.changed))
                .doubleWord(96, inode.number)
                .to(call, address);
    }

    /** The native protocol's record, 64 bytes. */
    private static int nativeStat(Call call, Inode inode, int address) {
        return new Record(64)
                .doubleWord(0, inode.number)
                .word(8, inode.mode)
                .word(12, inode.links)
                .half(16, inode.uid)
                .half(18, inode.gid)
                .doubleWord(24, inode.sizeBytes())
                .word(32, BLOCK)
                .doubleWord(40, Math.floorDiv(inode.accessed, SECOND))
                .doubleWord(48, Math.floorDiv(inode.modified, SECOND))
                .doubleWord(56, Math.floorDiv(inode.changed, SECOND))
                .to(call, address);
    }

    private static int seconds(long time) {
        return (int) Math.floorDiv(time, SECOND);
    }

    private static int nanos(long time) {
        return (int) Math.floorMod(time, SECOND);
    }

    private int statx(Call call) {
        if ((call.arg(2) & ~(NO_FOLLOW | EMPTY_PATH | NO_AUTOMOUNT | 0x6000)) != 0 || call.arg(3) < 0) {
            return -Errors.EINVAL;
        }
        Inode inode = inode(call, call.arg(0), call.arg(1), call.arg(2));
        Record record = new Record(256)
                .word(0, BASIC)
                .word(4, BLOCK)
                .word(16, inode.links)
                .word(20, inode.uid)
                .word(24, inode.gid)
                .half(28, inode.mode)
                .doubleWord(32, inode.number)
                .doubleWord(40, inode.sizeBytes())
                .doubleWord(48, inode.storedBytes() / 512)
                .word(128, Mode.major(inode.device()))
                .word(132, Mode.minor(inode.device()))
                .word(140, inode.fileSystem());
        time(record, 64, inode.accessed);
        time(record, 96, inode.changed);
        time(record, 112, inode.modified);
        return record.to(call, call.arg(4));
    }

    private static void time(Record record, int offset, long time) {
        record.doubleWord(offset, Math.floorDiv(time, SECOND)).word(offset + 8, nanos(time));
    }

    private int access(Call call, int directory, int pathAddress, int wanted, int flags) {
        if ((wanted & ~7) != 0 || (flags & ~(AT_EACCESS | NO_FOLLOW | EMPTY_PATH)) != 0) {
            return -Errors.EINVAL;
        }
        Inode inode = inode(call, directory, pathAddress, flags);
        return wanted == 0 || inode.allows(who(call), wanted) ? 0 : -Errors.EACCES;
    }

    /** Figures of a file system. Blocks are 4096 bytes. */
    private record Figures(int type, long blocks, long free, long nodes, long freeNodes) {}

    private Figures figures(Inode inode) {
        Tree tree = system.tree;
        if (inode.fileSystem() == 4) {
            return new Figures(0x9FA0, 0, 0, 0, 0);
        }
        long blocks = tree.memoryLimit() / BLOCK;
        return new Figures(0x0102_1994, blocks, blocks - tree.used() / BLOCK, tree.count() + 1_000_000L, 1_000_000L);
    }

    private int statfs(Call call, Inode inode, int address) {
        Figures f = figures(inode);
        return new Record(64).word(0, f.type).word(4, BLOCK).word(8, (int) f.blocks).word(12, (int) f.free).word(16, (int) f.free)
                .word(20, (int) f.nodes).word(24, (int) f.freeNodes).word(36, 255).word(40, BLOCK).word(44, 0x20).to(call, address);
    }

    private int statfs64(Call call, Inode inode, int size, int address) {
        // the structure is packed to 84 bytes; programs may count the padding (88)
        if (size != 84 && size != 88) {
            return -Errors.EINVAL;
        }
        Figures f = figures(inode);
        return new Record(84).word(0, f.type).word(4, BLOCK).doubleWord(8, f.blocks).doubleWord(16, f.free).doubleWord(24, f.free)
                .doubleWord(32, f.nodes).doubleWord(40, f.freeNodes).word(56, 255).word(60, BLOCK).word(64, 0x20).to(call, address);
    }
}
