package org.zerobench.posix.nativeabi;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;
import org.zerobench.posix.calls.MemoryCalls;
import org.zerobench.posix.process.Births;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.FileSide;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.World;

/**
 * The tags that do something else for programs of the classic system ({@link Process#classic}): ABI 12.2, 12.3, 12.5 where a
 * program can see the difference. docs/native-protocol.md, section 9, is the list. Shared memory has its rules in its calls.
 */
final class ClassicTags {
    private static final int PAGE = 4096;
    /** Of open's flags these count: create, exclusive, truncate, append. */
    private static final int OPEN_FLAGS = 0_3300;
    private static final int CREATE = 0_100;
    private static final int READ_WRITE = 2;
    private static final int OWNER_ALL = 0_700;
    private static final int MS_SYNC = 4;
    private static final int SEEK_END = 2;
    /** Of clone's flags these count: shared memory, directory, descriptors, the parent's parent, thread. */
    private static final int CLONE_FLAGS = Births.CLONE_VM | 0x200 | Births.CLONE_FILES | Births.CLONE_PARENT | Births.CLONE_THREAD;
    private static final int TASK_START = 0x4000_0000;
    private static final long TASK_END = 0x8000_0000L;
    /** End of the area of shared memory, which begins where the task area ends. */
    private static final long SHARED_END = 0x9000_0000L;

    private final World world;
    private final CallTable calls;
    private final NativeTable table;
    private final MemoryCalls memory;

    ClassicTags(World world, CallTable calls, NativeTable table, MemoryCalls memory) {
        this.world = world;
        this.calls = calls;
        this.table = table;
        this.memory = memory;
    }

    /** Names them all. */
    void enter(Target target) {
        target.put(9, this::map);
        target.put(11, call -> {
            call.argument(2, MS_SYNC);
            return run(call, 144);
        });
        target.put(12, this::open);
        target.put(13, call -> call.arg(2) < 0 ? -Errors.EINVAL : run(call, 3));
        target.put(14, this::write);
        target.put(15, call -> Integer.compareUnsigned(call.arg(2), SEEK_END) > 0 ? -Errors.EINVAL : run(call, 19));
        target.put(26, this::clone);
        target.put(27, call -> {
            world.endings.endTask(call.task(), call.arg(0));
            return Call.ANSWERED;
        });
    }

    /** Takes the tags. */
    interface Target {
        void put(int tag, NativeTable.Front front);
    }

    private int run(NativeCall call, int number) {
        return calls.handler(number).handle(call);
    }

    /** Every file may be read and written; what is created may be executed. Directories are opened to be listed. */
    private int open(NativeCall call) {
        int flags = call.arg(0) & OPEN_FLAGS;
        int mode = call.arg(1) | OWNER_ALL;
        call.argument(0, NativeTable.path(call));
        call.argument(1, flags | READ_WRITE);
        call.argument(2, mode);
        int result = run(call, 5);
        if (result == -Errors.EISDIR && (flags & CREATE) == 0) {
            call.argument(1, 0);
            result = run(call, 5);
        }
        return result;
    }

    private int write(NativeCall call) {
        if (call.arg(2) < 0) {
            return -Errors.EINVAL;
        }
        int result = run(call, 4);
        return result == -Errors.EFAULT ? -Errors.EINVAL : result;
    }

    private int clone(NativeCall call) {
        int flags = call.arg(1) & CLONE_FLAGS;
        if (call.arg(0) == 0 || (flags & Births.CLONE_VM) == 0) {
            return -Errors.EINVAL;
        }
        return table.birth(call, new Births.Wish(flags, call.arg(0), 0, 0, 0, true));
    }

    private int map(NativeCall call) {
        int record = call.arg(0);
        int start = call.word(record);
        int bytes = call.word(record + 4);
        int protection = call.word(record + 8);
        int flags = call.word(record + 12);
        int fd = call.word(record + 16);
        long offset = call.word(record + 20) & 0xFFFF_FFFFL;
        if ((offset & PAGE - 1) != 0) {
            // The classic library counts in pages (ABI 12.5), and nothing else is no multiple of one.
            offset *= PAGE;
        }
        if (!inside(start, bytes, (flags & Protection.SHARED) != 0)) {
            if ((flags & Protection.FIXED) != 0) {
                return -Errors.EINVAL;
            }
            start = 0;
        }
        if ((flags & Protection.ANONYMOUS) == 0 && beyondEnd(call.process(), fd, bytes, offset)) {
            return -Errors.EINVAL;
        }
        int kept = flags & (Protection.SHARED | Protection.PRIVATE | Protection.FIXED | Protection.ANONYMOUS | Protection.GROWSDOWN);
        int implied = (protection & Protection.READ) != 0 ? Protection.EXEC : 0;
        int at = memory.map(call, start, bytes, protection | implied, kept, fd, offset);
        boolean stack = (flags & Protection.GROWSDOWN) != 0 && !Pager.failed(at);
        return stack ? at + (bytes + PAGE - 1 & -PAGE) : at;
    }

    private static boolean inside(int start, int bytes, boolean shared) {
        long first = start & 0xFFFF_FFFFL;
        return first >= TASK_START && first + (bytes & 0xFFFF_FFFFL) <= (shared ? SHARED_END : TASK_END);
    }

    private boolean beyondEnd(Process process, int fd, int bytes, long offset) {
        FileSide.Mapped file = world.files.mapped(process.files(), fd, 0, 0);
        return file.error() == 0 && file.vnode() != null
                && offset + (bytes & 0xFFFF_FFFFL) > (file.vnode().sizeBytes() + PAGE - 1 & -PAGE);
    }
}
