package org.zerobench.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.api.posix.PosixServer.MissedCall;
import org.zerobench.posix.nativeabi.NativeTable;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Handler;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SignalInfo;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.Text;
import org.zerobench.posix.process.UserFault;
import org.zerobench.posix.process.World;

/**
 * From a message to a call and back. Every message goes the same way: find the task, run the handler, then <em>settle</em>:
 * put the result into the registers, deliver signals, let the task go on – or leave it asleep. At the end <em>attend</em> to
 * the tasks that were woken or signalled by it.
 */
final class Dispatch {
    private static final int SELF = World.SELF;
    /** Bound of re-executions for one message: what is left waits for the next safe point. */
    private static final int MOST_ATTENTION = 10_000;

    /** So many different calls are remembered and told of: a program that makes numbers up fills neither memory nor screen. */
    private static final int MOST_MISSED = 500;
    /** So long a killer may go on before the one it killed ends, in nanoseconds. */
    private static final long SLICE_NANOS = 50_000_000;

    private final World world;
    private final CallTable calls;
    private final NativeTable natives;
    private final LiveCall call;
    private final Map<Integer, Missed> missed = new TreeMap<>();
    /** True after a restore: every sleeping call is to be tried once. */
    private boolean resume;
    /** True when tasks are to be looked at again at the next safe point. */
    private boolean planned;

    private static final class Missed {
        final String name;
        final String program;
        long times;

        Missed(String name, String program, long times) {
            this.name = name;
            this.program = program;
            this.times = times;
        }
    }

    Dispatch(World world, CallTable calls, NativeTable natives) {
        this.world = world;
        this.calls = calls;
        this.natives = natives;
        call = new LiveCall(world);
    }

    void handle(Request request) {
        if (resume) {
            resumeAll();
        }
        Task task = world.processes.byThread(request.sender());
        if (task == null) {
            request.reply(-Errors.ESRCH);
            return;
        }
        switch (request.kind()) {
            case EXCEPTION -> exception(task, request);
            case MESSAGE -> message(task, request);
            case PAGE_FAULT -> request.reply(-Errors.EFAULT);
        }
        boolean goesOn = !task.ended() && task.sleep() == null;
        attend(goesOn ? task.process() : null);
    }

    private void exception(Task task, Request request) {
        ThreadContext registers = request.context();
        if (request.trap() instanceof Trap.SupervisorCall && misplaced(task, registers)) {
            registers.r[0] = -Errors.ENOSYS;
            registers.jump(registers.r[ThreadContext.LR]);
            settle(request, request.sender(), registers, Call.ANSWERED);
        } else if (request.trap() instanceof Trap.SupervisorCall) {
            int number = registers.r[7];
            call.begin(task, registers, number);
            int result = run(calls.handler(number), task, number);
            settle(request, request.sender(), registers, result);
        } else {
            if (!skips(task, request.trap(), registers)) {
                fault(task, request.trap(), request.error(), registers);
            }
            settle(request, request.sender(), registers, Call.ANSWERED);
        }
    }

    private void message(Task task, Request request) {
        ThreadContext registers = request.context();
        task.process().ours(true);
        int result = runNative(task, registers, request.full());
        settleNative(request.sender(), result);
    }

    private int runNative(Task task, ThreadContext registers, boolean full) {
        int tag = registers.r[3] & 0xFFF;
        NativeTable.Entry entry = natives.entry(tag, task.process().classic());
        if (entry == null) {
            return miss(-tag, "native tag " + tag, task);
        }
        call.beginNative(task, registers, entry.number());
        for (int i = 0; i < 4; i++) {
            call.argument(i, registers.r[5 + i]);
        }
        return run(c -> entry.run(call, full), task, tag);
    }

    private int run(Handler handler, Task task, int number) {
        if (handler == null) {
            return miss(number, calls.name(number), task);
        }
        try {
            return handler.handle(call);
        } catch (UserFault fault) {
            return -fault.error;
        } catch (RuntimeException | StackOverflowError broken) {
            // A bug of ours ends the call, not the machine.
            StackTraceElement[] trace = broken.getStackTrace();
            world.machine.report("posix server: %s of %s failed with %s%s; it got EIO; please report this".formatted(
                    name(number), Text.shown(task.process().executable()), broken, trace.length > 0 ? " at " + trace[0] : ""));
            return -Errors.EIO;
        }
    }

    private String name(int number) {
        String name = calls.name(number);
        return name == null ? "call " + number : name;
    }

    private int miss(int number, String name, Task task) {
        Missed entry = missed.get(number);
        if (entry == null && missed.size() == MOST_MISSED) {
            return -Errors.ENOSYS;
        }
        if (entry == null) {
            String shown = name != null ? name : Unserved.name(number);
            entry = new Missed(shown, task.process().executable(), 0);
            missed.put(number, entry);
            if (!Unserved.expected(number)) {
                world.machine.report("%s asked for the system call %s (%d), which is not there: it got ENOSYS".formatted(
                        Text.shown(entry.program), shown, number));
            }
        }
        entry.times++;
        return -Errors.ENOSYS;
    }

    /** The task whose call has come to its end; null when the call sleeps, or the task is gone. */
    private Task finished(int thread, int result) {
        // An execve may have given the kernel thread to another task, or the thread may be gone.
        Task task = world.processes.byThread(thread);
        if (task == null) {
            return null;
        }
        if (result == Call.BLOCKED) {
            if (task.signalled()) {
                world.signals.deliver(task);
            }
            return null;
        }
        world.sleeping.end(task);
        return task;
    }

    /**
     * After a Linux call: answer, signals, and on.
     *
     * @param request null when the call was tried again after a sleep
     */
    private void settle(Request request, int thread, ThreadContext registers, int result) {
        Task task = finished(thread, result);
        if (task == null) {
            return;
        }
        if (result != Call.ANSWERED) {
            registers.r[0] = result;
        }
        task.restoreMask();
        if (task.signalled() && !world.signals.deliver(task, registers)) {
            return;
        }
        if (request != null) {
            request.reply(0);
        } else {
            world.kernel().reply(SELF, thread, 0);
        }
    }

    private void settleNative(int thread, int result) {
        Task task = finished(thread, result);
        if (task == null) {
            return;
        }
        task.restoreMask();
        if (result != Call.ANSWERED) {
            for (int mask = call.resultMask(); mask != 0; mask &= mask - 1) {
                int index = Integer.numberOfTrailingZeros(mask);
                world.kernel().setWord(SELF, thread, index, call.resultWord(index));
            }
            world.kernel().reply(SELF, thread, result);
        }
        if (task.signalled()) {
            world.signals.deliver(task);
        }
    }

    /**
     * A call of the classic system is made in the call page alone (ABI 3.1). A comment field tells it from Linux's, which
     * has none: a program in the classic place may be a Linux program all the same.
     */
    private boolean misplaced(Task task, ThreadContext registers) {
        return task.process().classic() && !registers.thumb()
                && (world.memory.word(task.process().spid(), registers.r[ThreadContext.PC] - 4) & 0xFF_FFFF) != 0;
    }

    /**
     * To classic programs, which are ARM code throughout, an undefined instruction is nothing (ABI 8.4); unless they ask for
     * the signal.
     */
    private static boolean skips(Task task, Trap trap, ThreadContext registers) {
        boolean skipped = trap instanceof Trap.UndefinedInstruction && task.process().classic() && !registers.thumb()
                && task.process().action(SignalNumbers.SIGILL).handler() == SignalNumbers.SIG_DFL;
        if (skipped) {
            registers.r[ThreadContext.PC] += 4;
        }
        return skipped;
    }

    /** A trap that is nobody's call becomes a signal. */
    private void fault(Task task, Trap trap, int error, ThreadContext registers) {
        int pc = registers.r[ThreadContext.PC];
        SignalInfo info = switch (trap) {
            case Trap.SupervisorCall _ -> throw new IllegalStateException("a call is no fault");
            case Trap.UndefinedInstruction _ -> new SignalInfo(SignalNumbers.SIGILL, SignalNumbers.ILL_ILLOPC, pc, 0, 0);
            case Trap.Breakpoint _ -> new SignalInfo(SignalNumbers.SIGTRAP, SignalNumbers.TRAP_BRKPT, pc, 0, 0);
            case Trap.Abort abort -> abort(abort, error);
        };
        if (info.signal() == SignalNumbers.SIGKILL) {
            world.machine.report("%s (pid %d) ended by SIGKILL: no memory left for address 0x%08x; give the machine more (--ram, zb.store)"
                    .formatted(Text.shown(task.process().executable()), task.process().pid(), info.a()));
            task.process().pending().add(SignalInfo.kernel(SignalNumbers.SIGKILL));
            return;
        }
        world.signals.force(task, info, info.a(), registers);
    }

    private static SignalInfo abort(Trap.Abort abort, int error) {
        int address = abort.address();
        if (abort.status() == 1) {
            return new SignalInfo(SignalNumbers.SIGBUS, SignalNumbers.BUS_ADRALN, address, 0, 0);
        }
        return switch (-error) {
            case Errors.EACCES -> new SignalInfo(SignalNumbers.SIGSEGV, SignalNumbers.SEGV_ACCERR, address, 0, 0);
            case Errors.ENXIO, Errors.EIO -> new SignalInfo(SignalNumbers.SIGBUS, SignalNumbers.BUS_ADRERR, address, 0, 0);
            case Errors.ENOMEM -> new SignalInfo(SignalNumbers.SIGKILL, SignalNumbers.SI_KERNEL, address, 0, 0);
            default -> new SignalInfo(SignalNumbers.SIGSEGV, SignalNumbers.SEGV_MAPERR, address, 0, 0);
        };
    }

    /** Looks at the tasks that were woken or signalled since. */
    void attend() {
        attend(null);
    }

    /**
     * Looks at the tasks that were woken or signalled since.
     *
     * @param caller whose call it was, when it goes on at once; else null. What it kills ends when it waits for something, or
     *               its time is up, not inside its call: programs expect to be back from kill(2) before SIGCHLD comes
     */
    private void attend(Process caller) {
        int left = MOST_ATTENTION;
        List<Task> dying = List.of();
        for (Task task = world.processes.attention(); task != null; task = --left > 0 ? world.processes.attention() : null) {
            if (caller != null && task.process() != caller && world.signals.ends(task)) {
                dying = dying.isEmpty() ? new ArrayList<>() : dying;
                dying.add(task);
            } else {
                look(task);
            }
        }
        dying.forEach(world.processes::attend);
        if ((left <= 0 || !dying.isEmpty()) && !planned) {
            planned = true;
            world.timers.plan(world.machine.nanos() + (dying.isEmpty() ? 0 : SLICE_NANOS), () -> planned = false);
        }
    }

    private void look(Task task) {
        if (task.ended()) {
            return;
        }
        if (task.signalled() && !world.signals.deliver(task)) {
            return;
        }
        if (task.ended() || task.sleep() == null || task.process().stopped()) {
            return;
        }
        tryAgain(task);
    }

    /** Tries a sleeping task's call again, from its beginning. */
    private void tryAgain(Task task) {
        world.sleeping.wake(task);
        ThreadContext registers = world.context(task);
        if (registers == null) {
            return;
        }
        int thread = task.thread();
        if (task.sleep().ours) {
            int result = runNative(task, registers, true);
            settleNative(thread, result);
        } else {
            int number = task.sleep().number;
            call.begin(task, registers, number);
            settle(null, thread, registers, run(calls.handler(number), task, number));
        }
    }

    /** After a restore. */
    void resumeLater() {
        resume = true;
    }

    boolean resuming() {
        return resume;
    }

    void resumeAll() {
        resume = false;
        world.resume();
        for (Task task : List.copyOf(world.processes.tasks())) {
            if (task.sleep() != null || task.signalled()) {
                world.processes.attend(task);
            }
        }
        attend();
    }

    /** What a process is blocked in, like {@code read(0)}; empty when it is not. */
    String waiting(Process process) {
        for (Task task : process.tasks()) {
            if (task.sleep() != null) {
                return name(task.sleep().number);
            }
        }
        return "";
    }

    List<MissedCall> missedCalls() {
        return missed.entrySet().stream()
                .map(e -> new MissedCall(e.getKey(), e.getValue().name, e.getValue().times, e.getValue().program)).toList();
    }

    void missedCalls(List<MissedCall> calls) {
        for (MissedCall c : calls) {
            missed.put(c.number(), new Missed(c.name(), c.program(), c.times()));
        }
    }
}
