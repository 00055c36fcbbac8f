package org.zerobench.posix.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zerobench.api.posix.PosixServer.MissedCall;
import org.zerobench.api.posix.PosixState;
import org.zerobench.api.swap.StateException;

/** The server's world as a record, and back. */
public final class WorldState {
    private final World world;

    public WorldState(World world) {
        this.world = world;
    }

    /** @param missed calls that were asked for and are not there */
    public PosixState save(List<MissedCall> missed) {
        Map<Integer, Space> spaces = new TreeMap<>();
        List<PosixState.Process> processes = new ArrayList<>();
        for (Process process : world.processes.all()) {
            if (process.space() != null) {
                spaces.put(process.spid(), process.space());
            }
            processes.add(save(process));
        }
        List<PosixState.Task> tasks = world.processes.tasks().stream().sorted(Comparator.comparingInt(Task::tid)).map(WorldState::save).toList();
        return new PosixState(world.files.save(), world.processes.nextNumber(), world.clocks.wallOffset(),
                spaces.values().stream().map(s -> new PosixState.Space(s.spid(), s.users(), bits(s.slots()), bits(s.pages()), s.signalPage())).toList(),
                List.copyOf(processes), tasks, world.futexes.save(), missed);
    }

    private static List<Integer> bits(BitSet set) {
        return set.stream().boxed().toList();
    }

    private static PosixState.Process save(Process p) {
        Credentials c = p.credentials();
        List<PosixState.Action> actions = new ArrayList<>();
        for (int signal = 1; signal <= SignalNumbers.LAST; signal++) {
            Action a = p.action(signal);
            actions.add(new PosixState.Action(a.handler(), a.flags(), a.restorer(), a.mask(), a.ours()));
        }
        Process.Image image = p.image();
        return new PosixState.Process(p.pid(), p.children().stream().map(Process::pid).toList(), p.tasks().stream().map(Task::tid).toList(),
                p.group(), p.session(), p.spid(), p.files() == null ? 0 : p.files().id(),
                new PosixState.Image(image.path(), image.arguments(), image.environment(), image.vnode(), image.classic()), p.shortName(), p.startNanos(),
                Arrays.stream(p.limits()).boxed().toList(), List.of(c.user(), c.effectiveUser(), c.savedUser(), c.fsUser()),
                List.of(c.group(), c.effectiveGroup(), c.savedGroup(), c.fsGroup()), c.groups(), List.copyOf(actions), signals(p.pending()),
                p.exitSignal(), p.stopped(), p.stopSignal(), p.continued(), p.zombie(), p.waitStatus(), p.endedNanos(), p.childrenNanos(),
                p.ours(), p.executed(), p.vforkParent() == null ? 0 : p.vforkParent().pid(),
                p.timers().all().stream().map(t -> new PosixState.Timer(t.id, t.clock, t.signal, t.task, t.value, t.deadline, t.interval, t.overrun))
                        .toList(), p.firstThread(), p.container());
    }

    private static List<PosixState.Signal> signals(SignalQueue queue) {
        return queue.all().stream().map(s -> new PosixState.Signal(s.signal(), s.code(), s.a(), s.b(), s.c())).toList();
    }

    private static PosixState.Task save(Task t) {
        Task.AltStack alt = t.altStack();
        Task.Sleep s = t.sleep();
        return new PosixState.Task(t.tid(), t.process().pid(), t.thread(), t.blocked(), t.maskSaved(), t.maskSaved() ? t.savedMask() : 0,
                signals(t.pending()), alt.address(), alt.bytes(), alt.flags(), t.clearTid(), t.robustList(), t.slot(), t.shortName(),
                s == null ? List.of() : List.of(new PosixState.Sleep(s.number, s.ours, s.deadline, s.progress, s.timedOut, s.deaf)));
    }

    /**
     * Takes a world over; calls that sleep are tried again later, and timers run from then on ({@link World#resume}).
     *
     * @return the missed calls
     * @throws StateException when it is not consistent
     */
    public List<MissedCall> restore(PosixState state) {
        if (state.version() != 1) {
            throw new StateException("POSIX state of unknown version " + state.version());
        }
        check(state);
        world.files.restore(state.files());
        world.processes.nextNumber(state.nextNumber());
        world.clocks.wallOffset(state.wallOffset());
        Map<Integer, Space> spaces = new HashMap<>();
        for (PosixState.Space s : state.spaces()) {
            spaces.put(s.spid(), restore(s));
        }
        for (PosixState.Process p : state.processes()) {
            restore(p, spaces);
        }
        for (PosixState.Process p : state.processes()) {
            Process parent = process(p.pid(), "the table");
            p.children().forEach(child -> process(child, "children of " + p.pid()).parent(parent));
            if (p.vforkParent() != 0) {
                parent.vforkParent(process(p.vforkParent(), "vfork of " + p.pid()));
            }
        }
        Map<Integer, PosixState.Task> tasks = new HashMap<>();
        state.tasks().forEach(t -> tasks.put(t.tid(), t));
        for (PosixState.Process p : state.processes()) {
            for (int tid : p.tasks()) {
                PosixState.Task task = tasks.remove(tid);
                if (task == null || task.pid() != p.pid()) {
                    throw new StateException("process " + p.pid() + " lists task " + tid + ", which is not its own");
                }
                restore(task);
            }
        }
        if (!tasks.isEmpty()) {
            throw new StateException("tasks without a process: " + tasks.keySet());
        }
        world.futexes.restore(state.futexes());
        return state.missed();
    }

    /** Each number once, and as many processes in a space as it says. */
    private static void check(PosixState state) {
        once("process", state.processes().stream().map(PosixState.Process::pid));
        once("task", state.tasks().stream().map(PosixState.Task::tid));
        once("kernel thread", state.tasks().stream().map(PosixState.Task::thread));
        once("space", state.spaces().stream().map(PosixState.Space::spid));
        for (PosixState.Space space : state.spaces()) {
            long users = state.processes().stream().filter(p -> p.spid() == space.spid()).count();
            if (users != space.users()) {
                throw new StateException("space " + space.spid() + " has " + space.users() + " users, but " + users + " processes live in it");
            }
        }
    }

    private static void once(String what, Stream<Integer> numbers) {
        Set<Integer> seen = new HashSet<>();
        numbers.filter(number -> !seen.add(number)).findFirst().ifPresent(number -> {
            throw new StateException(what + " " + number + " is there twice");
        });
    }

    private Process process(int pid, String where) {
        Process process = world.processes.find(pid);
        if (process == null) {
            throw new StateException("there is no process " + pid + ", but it is named in " + where);
        }
        return process;
    }

    private static Space restore(PosixState.Space s) {
        Space space = new Space(s.spid());
        for (int i = 1; i < s.users(); i++) {
            space.join();
        }
        s.slots().forEach(space::takeSlot);
        s.pages().forEach(page -> space.pages().set(page));
        space.signalPage(s.signalPage());
        return space;
    }

    private void restore(PosixState.Process p, Map<Integer, Space> spaces) {
        Process process = new Process(p.pid(), p.zombie() ? null : world.files.files(p.files()), world);
        if (p.spid() >= 0) {
            Space space = spaces.get(p.spid());
            if (space == null) {
                throw new StateException("process " + p.pid() + " lives in space " + p.spid() + ", which is not described");
            }
            process.space(space);
        }
        process.group(p.group());
        process.session(p.session());
        process.image(new Process.Image(p.image().path(), p.image().arguments(), p.image().environment(), p.image().vnode(), p.image().classic()));
        process.firstThread(p.firstThread());
        process.container(p.container());
        process.shortName(p.shortName());
        process.startNanos(p.startNanos());
        process.limits(p.limits().stream().mapToLong(Long::longValue).toArray());
        List<Integer> u = p.users();
        List<Integer> g = p.groups();
        process.credentials(new Credentials(u.get(0), u.get(1), u.get(2), u.get(3), g.get(0), g.get(1), g.get(2), g.get(3), p.supplementary()));
        for (int signal = 1; signal <= SignalNumbers.LAST; signal++) {
            PosixState.Action a = p.actions().get(signal - 1);
            process.action(signal, new Action(a.handler(), a.flags(), a.restorer(), a.mask(), a.ours()));
        }
        fill(process.pending(), p.pending());
        process.exitSignal(p.exitSignal());
        process.stopped(p.stopped(), p.stopSignal());
        process.continued(p.continued());
        if (p.zombie()) {
            process.zombie(p.waitStatus());
        }
        process.endedNanos(p.ownNanos());
        process.childrenNanos(p.childrenNanos());
        process.ours(p.ours());
        process.executed(p.executed());
        for (PosixState.Timer t : p.timers()) {
            IntervalTimers.Timer timer = new IntervalTimers.Timer(t.id(), t.clock(), t.signal(), t.task(), t.value());
            timer.deadline = t.deadline();
            timer.interval = t.interval();
            timer.overrun = t.overrun();
            process.timers().all().add(timer);
        }
        world.processes.add(process);
    }

    private static void fill(SignalQueue queue, List<PosixState.Signal> signals) {
        signals.forEach(s -> queue.add(new SignalInfo(s.number(), s.code(), s.a(), s.b(), s.c())));
    }

    private void restore(PosixState.Task t) {
        Process process = process(t.pid(), "task " + t.tid());
        Task task = new Task(t.tid(), process, t.thread());
        task.blocked(t.blocked());
        if (t.maskSaved()) {
            task.savedMask(t.savedMask());
        }
        fill(task.pending(), t.pending());
        task.altStack(t.altBytes() == 0 ? Task.AltStack.NONE : new Task.AltStack(t.altAddress(), t.altBytes(), t.altFlags()));
        task.clearTid(t.clearTid());
        task.robustList(t.robustList());
        task.slot(t.slot());
        task.shortName(t.shortName());
        for (PosixState.Sleep s : t.sleep()) {
            Task.Sleep sleep = new Task.Sleep(s.number(), s.ours());
            sleep.deadline = s.deadline();
            sleep.progress = s.progress();
            sleep.timedOut = s.timedOut();
            sleep.deaf = s.deaf();
            task.sleep(sleep);
        }
        process.tasks().add(task);
        world.processes.add(task);
    }
}
