package org.zerobench.posix.nativeabi;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.calls.MemoryCalls;
import org.zerobench.posix.calls.ProcessCalls;
import org.zerobench.posix.calls.SignalCalls;
import org.zerobench.posix.calls.TimeCalls;
import org.zerobench.posix.process.Action;
import org.zerobench.posix.process.Births;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.Space;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.World;

/**
 * The tags of the native protocol by number: data, one line for each. Most are a Linux call with its arguments in other
 * places; a path lies in the caller's UTCB, and its address is the argument.
 */
public final class NativeTable {
    static final int TAGS = 128;
    private static final int PATH_OFFSET = 40;
    private static final int PATH_BYTES = 216;
    private static final int LISTING_BYTES = 2048;
    private static final int GETDENTS = 141;

    /** What runs a tag. */
    @FunctionalInterface
    interface Front {
        int run(NativeCall call);
    }

    /** One tag: the alike Linux call's number (for waiting and restarting), and what runs it. */
    public static final class Entry {
        private final int number;
        private final boolean path;
        private final Front front;

        private Entry(int number, boolean path, Front front) {
            this.number = number;
            this.path = path;
            this.front = front;
        }

        private Entry with(Front other) {
            return new Entry(number, path, other);
        }

        /** Number of the alike Linux call. */
        public int number() {
            return number;
        }

        /**
         * Runs it; MR2 to MR5 are arguments 0 to 3.
         *
         * @param full true when the message was full: a path may lie in the UTCB
         */
        public int run(NativeCall call, boolean full) {
            return path && !full ? -Errors.EINVAL : front.run(call);
        }
    }

    private final World world;
    private final CallTable calls;
    private final ProcessCalls processes;
    private final Entry[] entries = new Entry[TAGS];
    /** The same for classic programs. */
    private final Entry[] classic;

    public NativeTable(World world, CallTable calls, MemoryCalls memory, ProcessCalls processes, SignalCalls signals, TimeCalls times) {
        this.world = world;
        this.calls = calls;
        this.processes = processes;
        files();
        memory(memory);
        processes();
        signals(signals, times);
        classic = entries.clone();
        new ClassicTags(world, calls, this, memory).enter((tag, front) -> classic[tag] = entries[tag].with(front));
    }

    /** @param program true for a classic program's @return the entry of a tag, or null */
    public Entry entry(int tag, boolean program) {
        return tag < 0 || tag >= TAGS ? null : program ? classic[tag] : entries[tag];
    }

    private void files() {
        same(13, 3);
        same(14, 4);
        same(15, 19);
        same(16, 6);
        same(25, 118);
        same(82, 63);
        same(92, 41);
        same(93, 183);
        withPath(12, 5, 2);
        withPath(19, 39, 1);
        withPath(21, 12, 0);
        withPath(87, 10, 0);
        withPath(91, 40, 0);
        same(81, 42);
        withPath(88, 195, 1);
        same(89, 197);
        add(23, 195, true, call -> {
            call.argument(0, path(call));
            return calls.handler(195).handle(call);
        });
        same(24, 197);
        add(18, GETDENTS, false, this::list);
        withPaths(90, 38);
        withPaths(98, 9);
        same(99, 168);
        same(100, 54);
        withPath(102, 15, 1);
        withPath(103, 212, 2);
        same(104, 60);
    }

    private void memory(MemoryCalls memory) {
        same(6, 307);
        same(7, 305);
        same(8, 306);
        same(10, 91);
        same(11, 144);
        same(96, 125);
        add(0, 219, false, call -> world.machine.pager().touch(call.process().spid(), call.arg(2), false));
        add(17, 45, false, call -> moveBreak(call, call.arg(0)));
        add(9, 192, false, call -> {
            int record = call.arg(0);
            return memory.map(call, call.word(record), call.word(record + 4), call.word(record + 8), call.word(record + 12),
                    call.word(record + 16), call.word(record + 20) & 0xFFFF_FFFFL);
        });
    }

    /** BRK: without an address it only tells. */
    private int moveBreak(NativeCall call, int wish) {
        int end = world.machine.pager().brk(call.process().spid(), wish);
        call.result(2, end);
        return wish == 0 || end == wish ? 0 : -Errors.ENOMEM;
    }

    private void processes() {
        same(86, 64);
        same(97, 20);
        same(101, 79);
        same(105, 213);
        add(1, 20, false, call -> 0);
        add(4, 20, false, this::clear);
        add(5, 20, false, call -> Call.ANSWERED);
        add(20, 11, false, call -> processes.execve(call, -100, call.arg(0), call.arg(1), call.arg(2), 0));
        add(22, 2, false, call -> birth(call, new Births.Wish(SignalNumbers.SIGCHLD, 0, 0, 0, 0, true)));
        add(26, 120, false, call -> birth(call, new Births.Wish(call.arg(1), call.arg(0), 0, 0, 0, true)));
        add(27, 1, false, this::exit);
        add(28, 114, false, call -> processes.waitNative(call, -1, 0));
        add(80, 114, false, call -> processes.waitNative(call, call.arg(0), call.arg(1)));
    }

    private void signals(SignalCalls signals, TimeCalls times) {
        add(83, 37, false, call -> signals.kill(call, call.arg(0), call.arg(1)));
        add(84, 174, false, call -> action(call, signals));
        add(85, 119, false, this::returned);
        add(94, 162, false, call -> times.sleepMicros(call, call.arg(0)));
        add(95, 175, false, call -> {
            int old = (int) call.task().blocked();
            int result = SignalCalls.changeMask(call.task(), call.arg(0), call.arg(0) == 2
                    ? call.arg(1) & 0xFFFF_FFFFL | call.task().blocked() & 0xFFFF_FFFF_0000_0000L : call.arg(1) & 0xFFFF_FFFFL);
            call.result(2, old);
            return result;
        });
    }

    private void add(int tag, int number, boolean path, Front front) {
        entries[tag] = new Entry(number, path, front);
    }

    /** A tag whose arguments are the Linux call's, in order. */
    private void same(int tag, int number) {
        add(tag, number, false, calls.handler(number)::handle);
    }

    /** A tag with a path in front of {@code more} arguments. */
    private void withPath(int tag, int number, int more) {
        add(tag, number, true, call -> {
            for (int i = more; i > 0; i--) {
                call.argument(i, call.arg(i - 1));
            }
            call.argument(0, path(call));
            return calls.handler(number).handle(call);
        });
    }

    /** A tag with two paths, the second right behind the first. */
    private void withPaths(int tag, int number) {
        add(tag, number, true, call -> {
            int first = path(call);
            call.argument(0, first);
            call.argument(1, first + call.string(first, PATH_BYTES).length() + 1);
            return calls.handler(number).handle(call);
        });
    }

    /** Address of the caller's secondary message registers, and of a path in them. */
    static int path(Call call) {
        return Space.UTCB_AREA + call.task().slot() * Space.UTCB_BYTES + PATH_OFFSET;
    }

    private int clear(NativeCall call) {
        for (int i = 2; i < 6; i++) {
            call.result(i, 0);
        }
        call.out(path(call), new byte[PATH_BYTES], 0, PATH_BYTES);
        return 0;
    }

    /** READDIR: the client only sends; the listing follows as an extended message of its own (ABI 12.4). */
    private int list(NativeCall call) {
        byte[] listing = new byte[LISTING_BYTES];
        call.argument(2, Math.clamp(call.arg(1), 0, LISTING_BYTES));
        call.argument(1, 0);
        call.writeTo(listing);
        int bytes = calls.handler(GETDENTS).handle(call);
        call.writeTo(null);
        world.kernel().send(World.SELF, call.task().thread(), bytes, bytes < 0 ? new byte[0] : listing);
        return Call.ANSWERED;
    }

    /**
     * A child. Threads, and all children of a classic program, are known by their thread's number in the kernel: that is whom
     * messages go to. Other children are known by their process number. MR2 has the other one.
     */
    int birth(NativeCall call, Births.Wish wish) {
        int number = processes.birth(call, wish);
        Task child = number < 0 ? null : world.processes.task(number);
        if (child == null) {
            return number;
        }
        boolean byThread = call.process().classic() || child.process() == call.process();
        call.result(2, byThread ? number : child.thread());
        return byThread ? child.thread() : number;
    }

    private int exit(NativeCall call) {
        Task task = call.task();
        if (task.tid() == task.process().pid()) {
            world.endings.endProcess(task.process(), (call.arg(0) & 0xFF) << 8);
        } else {
            world.endings.endTask(task, call.arg(0));
        }
        return Call.ANSWERED;
    }

    private static int action(NativeCall call, SignalCalls signals) {
        int signal = call.arg(0);
        if (!SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        call.result(2, call.process().action(signal).handler());
        return signals.install(call.process(), signal, new Action(call.arg(1), call.arg(3), call.arg(2), 0, true));
    }

    /** SIGRETURN: the message is over before the registers come back, since an answer would change them. */
    private int returned(NativeCall call) {
        Task task = call.task();
        world.kernel().reply(World.SELF, task.thread(), 0);
        world.kernel().interrupt(World.SELF, task.thread());
        world.signals.nativeReturn(task, world.context(task));
        return Call.ANSWERED;
    }
}
