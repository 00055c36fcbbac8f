package org.zerobench.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.posix.PosixState;
import org.zerobench.api.posix.Vnode;
import org.zerobench.posix.calls.FutexCalls;
import org.zerobench.posix.calls.IdentityCalls;
import org.zerobench.posix.calls.MemoryCalls;
import org.zerobench.posix.calls.ProcessCalls;
import org.zerobench.posix.calls.SignalCalls;
import org.zerobench.posix.calls.SystemCalls;
import org.zerobench.posix.calls.TimeCalls;
import org.zerobench.posix.fs.FileHalf;
import org.zerobench.posix.nativeabi.NativeTable;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.SignalInfo;
import org.zerobench.posix.process.SignalNumbers;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.Text;
import org.zerobench.posix.process.World;
import org.zerobench.posix.process.WorldState;

/**
 * The POSIX server: its two halves, processes and files, put together behind one kernel thread.
 *
 * <p>Public because Declarative Services asks for it; the package is not exported.
 */
@Component(service = PosixServer.class, scope = ServiceScope.PROTOTYPE, property = PosixServer.POLICY + "=posix")
public final class PosixService implements PosixServer {
    private final World world;
    private final Dispatch dispatch;

    /** @param machine the board */
    @Activate
    public PosixService(@Reference Machine machine) {
        world = new World(machine, FileHalf::new);
        CallTable calls = new CallTable();
        MemoryCalls memory = new MemoryCalls(world);
        ProcessCalls processes = new ProcessCalls(world);
        SignalCalls signals = new SignalCalls(world);
        TimeCalls times = new TimeCalls(world);
        world.files.register(calls);
        memory.register(calls);
        processes.register(calls);
        signals.register(calls);
        times.register(calls);
        new IdentityCalls(world).register(calls);
        new FutexCalls(world).register(calls);
        new SystemCalls(world).register(calls);
        dispatch = new Dispatch(world, calls, new NativeTable(world, calls, memory, processes, signals, times));
    }

    @Override
    public void boot() {
        world.files.boot();
    }

    @Override
    public void handle(Request request) {
        dispatch.handle(request);
    }

    @Override
    public long deadline() {
        return dispatch.resuming() ? 0 : world.timers.next();
    }

    @Override
    public void expire(long now) {
        if (dispatch.resuming()) {
            dispatch.resumeAll();
        }
        world.timers.expire(now);
        dispatch.attend();
    }

    @Override
    public int spawn(Program program) {
        int pid = world.programs.spawn(program);
        dispatch.attend();
        return pid;
    }

    @Override
    public int spawn(String name, byte[] image) {
        int pid = world.programs.spawn(name, image);
        dispatch.attend();
        return pid;
    }

    @Override
    public int signal(int pid, int signal) {
        if (signal != 0 && !SignalNumbers.valid(signal)) {
            return -Errors.EINVAL;
        }
        int result = pid < 0 ? world.processes.signalGroup(-pid, signal) : world.processes.signal(pid, signal);
        dispatch.attend();
        return result;
    }

    @Override
    public List<ProcessInfo> processes() {
        List<ProcessInfo> all = new ArrayList<>();
        for (Process p : world.processes.all()) {
            String command = p.arguments().isEmpty() ? p.shortName() : String.join(" ", p.arguments());
            all.add(new ProcessInfo(p.pid(), p.parent(), p.group(), p.session(), p.spid(), p.tasks().stream().map(Task::thread).toList(),
                    p.stateLetter(), dispatch.waiting(p), Text.shown(command), p.cpuNanos()));
        }
        return all;
    }

    @Override
    public List<DescriptorInfo> descriptors(int pid) {
        Process process = world.processes.find(pid);
        return process == null || process.files() == null ? List.of() : world.files.descriptors(process.files());
    }

    @Override
    public int spaceOf(int pid) {
        Process process = world.processes.find(pid);
        return process == null || process.spid() < 0 ? -Errors.ESRCH : process.spid();
    }

    @Override
    public Optional<Vnode> vnode(long id) {
        return world.files.vnode(id);
    }

    @Override
    public void unmapped(long id) {
        world.files.unmapped(id);
    }

    @Override
    public void consoleReady(int console) {
        world.files.consoleReady(console);
        dispatch.attend();
    }

    @Override
    public int foreground(int console) {
        return world.files.foreground(console);
    }

    @Override
    public List<MissedCall> missedCalls() {
        return dispatch.missedCalls();
    }

    @Override
    public PosixState save() {
        return new WorldState(world).save(dispatch.missedCalls());
    }

    @Override
    public void restore(PosixState state) {
        dispatch.missedCalls(new WorldState(world).restore(state));
        dispatch.resumeLater();
    }

    @Override
    public void retire() {
        world.files.retire();
    }
}
