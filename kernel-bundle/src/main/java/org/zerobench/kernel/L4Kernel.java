package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * The kernel as machine and servers see it: checks who calls and with what right, and passes on to the parts.
 *
 * <p>Every entry asserts the machine thread, so a thread that the watchdog has abandoned inside a server can do no harm when
 * it wakes up.
 */
@Component(service = Kernel.class, scope = ServiceScope.PROTOTYPE, property = Kernel.POLICY + "=l4")
public final class L4Kernel implements Kernel {
    private final Machine machine;
    private final Parts parts;
    private final ServerRights rights;

    /** @param machine the board: RAM, CPU, servers */
    @Activate
    public L4Kernel(@Reference Machine machine) {
        this.machine = machine;
        this.parts = new Parts(machine);
        this.rights = new ServerRights(parts);
    }

    /** For tests in this package. */
    Parts parts() {
        return parts;
    }

    // The machine's loop.

    @Override
    public void boot() {
        machine.assertMachineThread();
        parts.systemPages.make();
        parts.lives.bootServers();
    }

    @Override
    public ThreadContext trap(ThreadContext context, Trap trap) {
        machine.assertMachineThread();
        KernelThread thread = parts.scheduler.current();
        assert thread != null && thread.context == context : "trap of a context that the kernel did not choose";
        if (trap == Trap.SupervisorCall.INSTANCE) {
            parts.calls.supervisorCall(thread);
        } else if (trap instanceof Trap.Abort abort) {
            parts.faults.abort(thread, abort);
        } else {
            parts.faults.instruction(thread, trap);
        }
        return parts.scheduler.afterTrap();
    }

    @Override
    public ThreadContext schedule() {
        machine.assertMachineThread();
        parts.servers.deliverParked();
        return parts.scheduler.schedule();
    }

    @Override
    public long deadline() {
        return parts.timeouts.next();
    }

    @Override
    public void expire(long now) {
        machine.assertMachineThread();
        parts.timeouts.expire(now);
    }

    @Override
    public void interrupt() {
        machine.assertMachineThread();
        parts.interrupts.deliver();
    }

    @Override
    public int createContainer(ContainerPlan plan) {
        machine.assertMachineThread();
        return parts.containers.create(plan);
    }

    @Override
    public int startContainer(int id) {
        machine.assertMachineThread();
        return parts.containers.start(id);
    }

    @Override
    public int destroyContainer(int id) {
        machine.assertMachineThread();
        return parts.containers.destroy(id);
    }

    @Override
    public int createServer(String name) {
        machine.assertMachineThread();
        int tid = Servers.FIRST_FREE;
        while (!parts.threads.takeId(tid)) {
            tid++;
        }
        KernelThread server = parts.lives.createServer(tid, name);
        parts.capabilities.add(server.capabilities, Holder.THREAD, tid, Capability.IPC | Capability.CONTAINER,
                Servers.POSIX_CONTAINER, Rights.ALL_IPC | Rights.GENERIC).owner = tid;
        return tid;
    }

    @Override
    public void removeServer(int tid) {
        machine.assertMachineThread();
        parts.lives.removeServer(tid);
    }

    @Override
    public List<PhysicalRange> physicalMemory(int tid) {
        KernelThread thread = rights.thread(tid);
        List<PhysicalRange> ranges = new ArrayList<>();
        if (thread != null) {
            for (Capability capability : parts.capabilities.all(thread)) {
                if (capability.is(Capability.PHYSMEM)) {
                    ranges.add(new PhysicalRange(capability.start << Ram.PAGE_SHIFT, capability.size << Ram.PAGE_SHIFT));
                }
            }
        }
        ranges.sort((a, b) -> Integer.compareUnsigned(a.start(), b.start()));
        return ranges;
    }

    @Override
    public void abandoned(int tid) {
        machine.assertMachineThread();
        parts.servers.abandoned();
    }

    // Servers' calls.

    @Override
    public int createSpace(int self) {
        KernelThread caller = rights.thread(self);
        int container = rights.creates(caller);
        return container < 0 ? -ENOCAP : parts.lives.createSpace(caller, container);
    }

    @Override
    public int destroySpace(int self, int spid) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        if (space == null) {
            return -ESRCH;
        }
        return rights.over(caller, Capability.TCTRL, Rights.DESTROY, space) ? parts.lives.destroySpace(space) : -ENOCAP;
    }

    @Override
    public int createThread(int self, int spid, int pager) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        if (space == null || parts.threads.get(pager) == null) {
            return -ESRCH;
        }
        if (!rights.over(caller, Capability.TCTRL, Rights.CREATE, space)) {
            return -ENOCAP;
        }
        KernelThread thread = parts.lives.createThread(caller, space, pager);
        return thread == null ? -ENOMEM : thread.tid;
    }

    @Override
    public int destroyThread(int self, int tid) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.TCTRL, Rights.DESTROY, target);
        if (error == 0) {
            parts.lives.destroy(target);
        }
        return error;
    }

    @Override
    public int run(int self, int tid) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.TCTRL, Rights.RUN, target);
        if (error == 0) {
            parts.lives.run(target);
        }
        return error;
    }

    @Override
    public int suspend(int self, int tid) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.TCTRL, Rights.SUSPEND, target);
        if (error == 0) {
            parts.lives.suspend(target);
        }
        return error;
    }

    @Override
    public ThreadContext context(int self, int tid) {
        KernelThread target = rights.guest(tid);
        return rights.error(self, Capability.EXREGS, Rights.ALL_REGS, target) == 0 ? parts.servers.context(target) : null;
    }

    @Override
    public int setUtcb(int self, int tid, int utcb) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.EXREGS, Rights.REGS_UTCB, target);
        if (error == 0 && (utcb & 0xFF) != 0) {
            return -EINVAL;
        }
        if (error == 0) {
            target.utcb = utcb;
            if (target == parts.scheduler.current()) {
                parts.systemPages.utcb(utcb);
            }
        }
        return error;
    }

    @Override
    public int setForeign(int self, int spid, int handler) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        KernelThread server = handler == 0 ? null : parts.threads.get(handler);
        if (space == null || handler != 0 && server == null) {
            return -ESRCH;
        }
        if (!rights.over(caller, Capability.TCTRL, Rights.CREATE, space)) {
            return -ENOCAP;
        }
        if (server != null && !server.java) {
            return -EINVAL;
        }
        space.handler = handler;
        return 0;
    }

    @Override
    public int interrupt(int self, int tid) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.TCTRL, Rights.SUSPEND, target);
        if (error == 0) {
            parts.lives.interrupt(target);
        }
        return error;
    }

    @Override
    public int map(int self, int spid, int physical, int virtual, int pages, int flags) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        if (caller == null || space == null) {
            return -ESRCH;
        }
        return MemoryCalls.map(parts, caller, space, 0, physical, virtual, pages, flags);
    }

    @Override
    public int unmap(int self, int spid, int virtual, int pages) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        if (caller == null || space == null) {
            return -ESRCH;
        }
        return MemoryCalls.unmap(parts, caller, space, 0, virtual, pages);
    }

    @Override
    public int protect(int self, int spid, int virtual, int pages, int flags) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        if (!Entry.known(flags) || pages <= 0 || (virtual & Ram.PAGE - 1) != 0) {
            return -EINVAL;
        }
        int error = rights.errorInRange(caller, space, Rights.forMapping(flags), virtual, pages);
        if (error == 0) {
            parts.tables.protect(space, virtual, pages, flags);
        }
        return error;
    }

    @Override
    public int referenced(int self, int spid, int virtual, boolean clear) {
        Space space = parts.spaces.get(spid);
        int error = rights.errorInRange(rights.thread(self), space, clear ? Rights.INVALIDATE : Rights.READ, virtual, 1);
        return error != 0 ? error : parts.tables.referenced(space, virtual, clear);
    }

    @Override
    public void newContents(int self, int physical) {
        machine.assertMachineThread();
        parts.code.drop(physical);
    }

    @Override
    public void codeChanged(int self, int spid, int virtual, int bytes) {
        machine.assertMachineThread();
        Space space = parts.spaces.get(spid);
        if (space != null) {
            MemoryCalls.dropCode(parts, space, virtual, bytes);
        }
    }

    @Override
    public int copyIn(int self, int spid, int virtual, byte[] target, int offset, int length) {
        Space space = parts.spaces.get(spid);
        int error = rights.errorInCopy(rights.thread(self), space, Rights.READ, virtual, length);
        return error != 0 ? error : parts.memory.read(space, virtual, target, offset, length);
    }

    @Override
    public int copyOut(int self, int spid, int virtual, byte[] source, int offset, int length) {
        Space space = parts.spaces.get(spid);
        int error = rights.errorInCopy(rights.thread(self), space, Rights.WRITE, virtual, length);
        return error != 0 ? error : parts.memory.write(space, virtual, source, offset, length);
    }

    @Override
    public int resolve(int self, int spid, int virtual, boolean write) {
        Space space = parts.spaces.get(spid);
        int error = rights.errorInCopy(rights.thread(self), space, write ? Rights.WRITE : Rights.READ, virtual, 1);
        return error != 0 ? -1 : parts.memory.physical(space, virtual, write);
    }

    @Override
    public int reply(int self, int tid, int word0) {
        machine.assertMachineThread();
        KernelThread client = rights.guest(tid);
        return client == null ? -ESRCH : parts.servers.reply(client, self, word0);
    }

    @Override
    public int setWord(int self, int tid, int index, int value) {
        machine.assertMachineThread();
        KernelThread client = rights.guest(tid);
        boolean waits = client != null && (client.status == Status.IN_SERVER || client.status == Status.RECEIVING)
                && client.partner == self;
        return waits ? parts.servers.setWord(client, index, value) : -ESRCH;
    }

    @Override
    public int send(int self, int tid, int word0, byte[] data) {
        KernelThread caller = rights.thread(self);
        KernelThread target = rights.guest(tid);
        int needed = Rights.SEND | (data == null ? Rights.SHORT : Rights.EXTENDED);
        int error = rights.error(self, Capability.IPC, needed, target);
        return error != 0 ? error : parts.ipc.sendFromServer(caller, target, word0, data);
    }

    @Override
    public int allowIpc(int self, int spid, int targetTid) {
        KernelThread caller = rights.thread(self);
        Space space = parts.spaces.get(spid);
        KernelThread target = parts.threads.get(targetTid);
        if (space == null || target == null) {
            return -ESRCH;
        }
        if (!rights.over(caller, Capability.CAP, Rights.GRANT, space)
                || !parts.capabilities.over(caller, Capability.IPC, Rights.SEND, target)) {
            return -ENOCAP;
        }
        for (Capability capability : space.capabilities) {
            if (capability.grants(Capability.IPC, Rights.ALL_IPC, targetTid, 0, -1)) {
                return 0;
            }
        }
        parts.capabilities.add(space.capabilities, Holder.SPACE, spid, Capability.IPC | Capability.THREAD, targetTid,
                Rights.ALL_IPC).owner = self;
        return 0;
    }

    @Override
    public int setPriority(int self, int tid, int priority) {
        KernelThread target = rights.guest(tid);
        int error = rights.error(self, Capability.TCTRL, Rights.RUN, target);
        if (error == 0 && (priority < 0 || priority >= Scheduler.PRIORITIES)) {
            return -EINVAL;
        }
        if (error == 0) {
            parts.scheduler.priority(target, priority);
        }
        return error;
    }

    @Override
    public int spaceOf(int tid) {
        KernelThread thread = rights.thread(tid);
        return thread == null ? -ESRCH : thread.spid();
    }

    @Override
    public long cpuNanos(int tid) {
        KernelThread thread = rights.guest(tid);
        return thread == null ? 0 : parts.scheduler.cpuNanos(thread);
    }

    @Override
    public void yield(int self, int tid) {
        KernelThread target = rights.guest(tid);
        if (rights.error(self, Capability.TCTRL, Rights.RUN, target) == 0) {
            parts.scheduler.yield(target);
        }
    }

    // Views.

    @Override
    public List<ThreadInfo> threads() {
        machine.assertMachineThread();
        return new Inspection(parts).threads();
    }

    @Override
    public List<SpaceInfo> spaces() {
        machine.assertMachineThread();
        return new Inspection(parts).spaces();
    }

    @Override
    public List<MappingInfo> mappings(int spid) {
        machine.assertMachineThread();
        return new Inspection(parts).mappings(spid);
    }

    @Override
    public List<CapabilityInfo> capabilities() {
        machine.assertMachineThread();
        return new Inspection(parts).capabilities();
    }

    @Override
    public List<ContainerInfo> containers() {
        machine.assertMachineThread();
        return new Inspection(parts).containers();
    }

    @Override
    public List<Counter> counters() {
        machine.assertMachineThread();
        return parts.counters.list();
    }

    // State. These two may run on another thread while the machine stands still.

    @Override
    public KernelState save() {
        return new Saving(parts).state();
    }

    @Override
    public void restore(KernelState state) {
        new Restoring(parts, state).run();
    }
}
