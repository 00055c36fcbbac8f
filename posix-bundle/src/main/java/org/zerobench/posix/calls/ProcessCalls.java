package org.zerobench.posix.calls;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Births.Wish;
import org.zerobench.posix.process.Births;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.Programs.Found;
import org.zerobench.posix.process.Programs;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.UserFault;
import org.zerobench.posix.process.Waiting;
import org.zerobench.posix.process.World;

/** fork, clone, execve, exit and wait. */
public final class ProcessCalls {
    private static final int AT_FDCWD = -100;
    private static final int MOST_STRINGS = 65_536;

    private final World world;
    private final Waiting waiting;

    public ProcessCalls(World world) {
        this.world = world;
        waiting = new Waiting(world);
    }

    /** Declares them. */
    public void register(CallTable table) {
        table.add(1, "exit", this::exit)
                .add(2, "fork", call -> birth(call, new Wish(SignalNumbers.SIGCHLD, 0, 0, 0, 0, false)))
                .add(11, "execve", call -> execve(call, AT_FDCWD, call.arg(0), call.arg(1), call.arg(2), 0))
                .add(114, "wait4", this::wait4)
                .add(120, "clone", call -> birth(call, new Wish(call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4), false)))
                .add(190, "vfork", call -> birth(call,
                        new Wish(Births.CLONE_VM | Births.CLONE_VFORK | SignalNumbers.SIGCHLD, 0, 0, 0, 0, false)))
                .add(248, "exit_group", this::exitGroup)
                .add(256, "set_tid_address", this::setTidAddress)
                .add(280, "waitid", this::waitid)
                .add(338, "set_robust_list", this::setRobustList)
                .add(339, "get_robust_list", this::getRobustList)
                .add(387, "execveat", call -> execve(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4)));
    }

    /** Makes a child; a vfork's parent sleeps until the child has ended or runs a program. Native calls use it too. */
    public int birth(Call call, Wish wish) {
        Task task = call.task();
        if (call.again()) {
            Process child = world.processes.find((int) call.progress());
            return world.births.vforkOver(task.process(), child) ? (int) call.progress() : asleep(call, task);
        }
        int child = world.births.clone(task, call.registers(), wish);
        if (child < 0 || (wish.flags() & Births.CLONE_VFORK) == 0) {
            return child;
        }
        world.births.vforkBegun(task.process(), world.processes.find(child));
        call.progress(child);
        return asleep(call, task);
    }

    private static int asleep(Call call, Task task) {
        call.block(task.process().childEvents());
        task.sleep().deaf = true;
        return Call.BLOCKED;
    }

    /** execve(2); native calls use it too. */
    public int execve(Call call, int dirfd, int path, int argv, int envp, int flags) {
        String name = call.path(path);
        long[] room = {Programs.MOST_ARGUMENT_BYTES};
        List<String> arguments = strings(call, argv, room);
        List<String> environment = strings(call, envp, room);
        if (arguments == null || environment == null) {
            return -Errors.E2BIG;
        }
        if (arguments.isEmpty()) {
            arguments = List.of("");
        }
        Found found = world.programs.find(call.process().files(), dirfd, name, flags, arguments);
        if (found.error() != 0) {
            return found.error();
        }
        world.programs.start(call.task(), found, environment, call.isNative());
        return Call.ANSWERED;
    }

    /** @return null when they are too long */
    private static List<String> strings(Call call, int array, long[] room) {
        List<String> strings = new ArrayList<>();
        if (array == 0) {
            return strings;
        }
        for (int at = array; strings.size() < MOST_STRINGS; at += 4) {
            int pointer = call.word(at);
            if (pointer == 0) {
                return strings;
            }
            String text;
            try {
                text = call.string(pointer, Programs.MOST_STRING);
            } catch (UserFault fault) {
                if (fault == UserFault.TOO_LONG) {
                    return null;
                }
                throw fault;
            }
            room[0] -= text.length() + 5;
            if (room[0] < 0) {
                return null;
            }
            strings.add(text);
        }
        return null;
    }

    private int exit(Call call) {
        world.endings.endTask(call.task(), call.arg(0));
        return Call.ANSWERED;
    }

    private int exitGroup(Call call) {
        world.endings.endProcess(call.process(), (call.arg(0) & 0xFF) << 8);
        return Call.ANSWERED;
    }

    private int wait4(Call call) {
        int result = waiting.wait4(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3));
        return result;
    }

    private int waitid(Call call) {
        return waiting.waitid(call, call.arg(0), call.arg(1), call.arg(2), call.arg(3), call.arg(4));
    }

    /** WAITPID and WAIT of the native protocol: the status goes back in MR2. */
    public int waitNative(Call call, int pid, int options) {
        return waiting.wait4(call, pid, 0, options, 0);
    }

    private int setTidAddress(Call call) {
        call.task().clearTid(call.arg(0));
        return call.task().tid();
    }

    private int setRobustList(Call call) {
        if (call.arg(1) != 12) {
            return -Errors.EINVAL;
        }
        call.task().robustList(call.arg(0));
        return 0;
    }

    private int getRobustList(Call call) {
        Task task = call.arg(0) == 0 ? call.task() : world.processes.task(call.arg(0));
        if (task == null) {
            return -Errors.ESRCH;
        }
        call.putWord(call.arg(1), task.robustList());
        call.putWord(call.arg(2), 12);
        return 0;
    }
}
