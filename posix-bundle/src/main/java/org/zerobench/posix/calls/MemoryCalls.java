package org.zerobench.posix.calls;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.posix.Vnode;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.FileSide;
import org.zerobench.posix.process.World;

/** brk, mmap and what belongs to it: checks here, the work is the pager's. */
public final class MemoryCalls {
    private static final int PAGE = 4096;
    /** End of user memory: what programs map lies below. */
    private static final long USER_END = 0xF000_0000L;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_FREE = 8;
    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_FIXED = 2;
    private static final int MCL_ALL = 7;

    private final World world;

    public MemoryCalls(World world) {
        this.world = world;
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(45, "brk", this::brk)
                .add(91, "munmap", this::unmap)
                .add(125, "mprotect", this::protect)
                .add(144, "msync", this::sync)
                .add(150, "mlock", this::lock)
                .add(151, "munlock", this::lock)
                .add(152, "mlockall", call -> call.arg(0) == 0 || (call.arg(0) & ~MCL_ALL) != 0 ? -Errors.EINVAL : 0)
                .add(153, "munlockall", call -> 0)
                .add(163, "mremap", this::remap)
                .add(192, "mmap2", call -> map(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4),
                        (call.arg(5) & 0xFFFF_FFFFL) * PAGE))
                .add(219, "mincore", this::inCore)
                .add(220, "madvise", this::advise)
                .add(390, "mlock2", this::lock);
    }

    private int brk(Call call) {
        return call.machine().pager().brk(call.process().spid(), call.arg(0));
    }

    /** mmap(2); native calls use it too. @param offset in bytes */
    public int map(Call call, int start, int bytes, int protection, int flags, int fd, long offset) {
        int kind = flags & 0xF;
        // MAP_SHARED_VALIDATE is taken as MAP_SHARED: of the flags that it would check we know none.
        int shared = kind == 3 ? Protection.SHARED : kind;
        if (bytes == 0 || shared != Protection.SHARED && shared != Protection.PRIVATE || (offset & PAGE - 1) != 0) {
            return -Errors.EINVAL;
        }
        boolean fixed = (flags & (Protection.FIXED | Protection.FIXED_NOREPLACE)) != 0;
        if (fixed && (start & PAGE - 1) != 0) {
            return -Errors.EINVAL;
        }
        if (outside(fixed ? start : 0, bytes)) {
            return -Errors.ENOMEM;
        }
        Vnode file = null;
        if ((flags & Protection.ANONYMOUS) == 0) {
            FileSide.Mapped mapped = world.files.mapped(call.process().files(), fd, protection & 7, shared);
            if (mapped.error() != 0) {
                return mapped.error();
            }
            file = mapped.vnode();
        }
        int wanted = shared | flags & (Protection.FIXED | Protection.FIXED_NOREPLACE | Protection.GROWSDOWN)
                | (file == null ? Protection.ANONYMOUS : 0);
        int hint = start & -PAGE;
        if (!fixed && (hint == 0 || outside(hint, bytes))) {
            hint = 0;
        }
        return call.machine().pager().map(call.process().spid(), hint, bytes, protection & 7, wanted, file, offset);
    }

    private static boolean outside(int start, int bytes) {
        return (start & 0xFFFF_FFFFL) + ((bytes & 0xFFFF_FFFFL) + PAGE - 1 & -PAGE) > USER_END;
    }

    private static boolean wrong(int start, int bytes) {
        return (start & PAGE - 1) != 0 || outside(start, bytes);
    }

    private int unmap(Call call) {
        if (wrong(call.arg(0), call.arg(1)) || call.arg(1) == 0) {
            return -Errors.EINVAL;
        }
        int result = call.machine().pager().unmap(call.process().spid(), call.arg(0), call.arg(1));
        return result;
    }

    private int protect(Call call) {
        if ((call.arg(0) & PAGE - 1) != 0 || (call.arg(2) & ~0x0300_000F) != 0) {
            return -Errors.EINVAL;
        }
        if (call.arg(1) == 0) {
            return 0;
        }
        if (outside(call.arg(0), call.arg(1))) {
            return -Errors.ENOMEM;
        }
        return call.machine().pager().protect(call.process().spid(), call.arg(0), call.arg(1), call.arg(2) & 7);
    }

    private int sync(Call call) {
        int flags = call.arg(2);
        if ((call.arg(0) & PAGE - 1) != 0 || (flags & ~7) != 0 || (flags & 5) == 5) {
            return -Errors.EINVAL;
        }
        if (outside(call.arg(0), call.arg(1))) {
            return -Errors.ENOMEM;
        }
        return call.arg(1) == 0 ? 0 : call.machine().pager().sync(call.process().spid(), call.arg(0), call.arg(1));
    }

    /** Nothing is ever locked, but the pages must be there. */
    private int lock(Call call) {
        int start = call.arg(0) & -PAGE;
        long end = (call.arg(0) & 0xFFFF_FFFFL) + (call.arg(1) & 0xFFFF_FFFFL);
        if (end > USER_END) {
            return -Errors.ENOMEM;
        }
        return covered(call, start & 0xFFFF_FFFFL, end) ? 0 : -Errors.ENOMEM;
    }

    private static boolean covered(Call call, long start, long end) {
        long at = start;
        for (Pager.AreaInfo area : call.machine().pager().areas(call.process().spid())) {
            long from = area.start() & 0xFFFF_FFFFL;
            if (at < end && from <= at) {
                at = Math.max(at, area.end() & 0xFFFF_FFFFL);
            }
        }
        return at >= end;
    }

    private int remap(Call call) {
        int start = call.arg(0);
        int oldBytes = call.arg(1) + PAGE - 1 & -PAGE;
        int newBytes = call.arg(2) + PAGE - 1 & -PAGE;
        int flags = call.arg(3);
        if ((start & PAGE - 1) != 0 || newBytes == 0 || (flags & ~3) != 0 || outside(start, oldBytes)) {
            return -Errors.EINVAL;
        }
        if (outside(0, newBytes)) {
            return -Errors.ENOMEM;
        }
        // MREMAP_FIXED and a second mapping of shared memory (old size 0) are for sorcerers: glibc's realloc wants neither.
        if ((flags & MREMAP_FIXED) != 0 || oldBytes == 0) {
            return -Errors.EINVAL;
        }
        return call.machine().pager().remap(call.process().spid(), start, oldBytes, newBytes, (flags & MREMAP_MAYMOVE) != 0);
    }

    private int inCore(Call call) {
        if ((call.arg(0) & PAGE - 1) != 0) {
            return -Errors.EINVAL;
        }
        long start = call.arg(0) & 0xFFFF_FFFFL;
        long end = start + (call.arg(1) & 0xFFFF_FFFFL);
        if (end > USER_END || !covered(call, start, end)) {
            return -Errors.ENOMEM;
        }
        byte[] pages = new byte[(int) ((end - start + PAGE - 1) / PAGE)];
        for (Pager.AreaInfo area : call.machine().pager().areas(call.process().spid())) {
            for (long at = Math.max(start, area.start() & 0xFFFF_FFFFL); area.resident() > 0 && at < Math.min(end, area.end() & 0xFFFF_FFFFL); at += PAGE) {
                pages[(int) ((at - start) / PAGE)] = 1;
            }
        }
        call.out(call.arg(2), pages, 0, pages.length);
        return 0;
    }

    private int advise(Call call) {
        if ((call.arg(0) & PAGE - 1) != 0 || outside(call.arg(0), call.arg(1))) {
            return -Errors.EINVAL;
        }
        int advice = call.arg(2);
        if (call.arg(1) == 0) {
            return 0;
        }
        return switch (advice) {
            case MADV_DONTNEED, MADV_FREE -> call.machine().pager().discard(call.process().spid(), call.arg(0), call.arg(1));
            case 0, 1, 2, 3, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21 -> 0;
            default -> -Errors.EINVAL;
        };
    }
}
