package org.zerobench.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.swap.StateException;

/**
 * Takes a world over into fresh parts. Page tables are adopted as they stand in RAM; everything that the record says is
 * checked against them and against itself, and RAM is not written.
 */
final class Restoring {
    private static final int TABLE_ADDRESS = 0xFFFFFC00;

    private final Parts parts;
    private final KernelState state;
    private final Map<Integer, KernelThread> senderOf = new HashMap<>();

    Restoring(Parts parts, KernelState state) {
        this.parts = parts;
        this.state = state;
    }

    void run() {
        check(state.version() == 1, "kernel state version %d, known is 1", state.version());
        KernelState.TableMemory memory = state.tables();
        check(memory.start() == parts.pool.start() && memory.bytes() == parts.pool.bytes()
                && memory.interfacePage() == parts.systemPages.interfaceFrame(), "kernel memory lies elsewhere: %s", memory);
        parts.code.suspectAll();
        state.spaces().forEach(this::space);
        state.threads().forEach(this::thread);
        state.capabilities().forEach(this::capability);
        check(state.nextCapability() > 0, "next capability number %d", state.nextCapability());
        parts.capabilities.nextId(state.nextCapability());
        state.threads().forEach(this::connect);
        state.mutexes().forEach(this::mutex);
        for (KernelState.Container container : state.containers()) {
            check(parts.containers.adopt(new Containers.Container(container.id(), container.name(), container.pager(), container.resting()))
                    && parts.threads.any(container.id()), "container %d is there twice, or has no thread", container.id());
        }
        state.interrupts().forEach(this::interrupt);
        queues();
        parts.counters.take(state.counters());
    }

    private void space(KernelState.Space record) {
        check(parts.pool.adopt(record.ttbr0(), TablePool.FIRST_LEVEL), "space %d: first-level table at 0x%x", record.spid(),
                record.ttbr0());
        Space space = new Space(record.spid(), record.container(), record.ttbr0());
        space.pager = record.pager();
        space.handler = record.handler();
        space.spacePool = record.spacePool();
        space.mapPool = record.mapPool();
        check(parts.spaces.adopt(space), "space number %d is taken or out of range", record.spid());
        int last = -1;
        for (KernelState.Table table : record.tables()) {
            int section = table.section();
            check(section > last && section < Space.SECTIONS, "space %d: section 0x%x out of order", record.spid(), section);
            int descriptor = parts.ram.word(record.ttbr0() + section * 4);
            check((descriptor & 3) == PageTables.TABLE && (descriptor & TABLE_ADDRESS) == table.physical(),
                    "space %d: section 0x%x is not at 0x%x", record.spid(), section, table.physical());
            check(parts.pool.adopt(table.physical(), TablePool.UNIT), "space %d: second-level table at 0x%x", record.spid(),
                    table.physical());
            parts.tables.adopt(space, section);
            check(space.used[section] > 0, "space %d: empty table for section 0x%x", record.spid(), section);
            last = section;
        }
    }

    private void thread(KernelState.Thread record) {
        Space space = record.java() ? null : parts.spaces.get(record.spid());
        check(record.java() ? record.spid() == 0 : space != null, "thread 0x%x: no space %d", record.tid(), record.spid());
        check(record.priority() >= 0 && record.priority() < Scheduler.PRIORITIES, "thread 0x%x: priority %d", record.tid(),
                record.priority());
        check(parts.threads.takeId(record.tid()), "thread number 0x%x is taken or out of range", record.tid());
        KernelThread thread = new KernelThread(record.tid(), space, record.java());
        check(space == null || space.container == thread.container(), "thread 0x%x: space %d is another container's",
                record.tid(), record.spid());
        thread.group = record.group();
        thread.pager = record.pager();
        thread.name = record.name();
        thread.priority = record.priority();
        thread.sliceNanos = record.sliceNanos();
        thread.wholeSliceNanos = record.wholeSlice();
        thread.cpuNanos = record.cpuNanos();
        thread.utcb = record.utcb();
        thread.status = record.status();
        thread.suspended = record.suspended();
        thread.exitCode = record.exitCode();
        thread.threadPool = record.threadPool();
        thread.mail = record.mail();
        registers(record, thread.context);
        message(record.message(), thread);
        if (space != null) {
            space.threads++;
        }
        parts.threads.add(thread);
    }

    private static void registers(KernelState.Thread record, ThreadContext context) {
        KernelState.Registers registers = record.registers();
        check(registers.r().length == 16 && registers.d().length == 32 && (registers.cpsr() & 0x1F) == 0x10,
                "thread 0x%x: registers are not those of a user thread", record.tid());
        System.arraycopy(registers.r(), 0, context.r, 0, 16);
        System.arraycopy(registers.d(), 0, context.d, 0, 32);
        context.cpsr = registers.cpsr();
        context.tpidruro = registers.tpidruro();
        context.tpidrurw = registers.tpidrurw();
        context.vfpUsed = registers.vfpUsed();
        context.fpscr = registers.fpscr();
    }

    private void message(KernelState.Message record, KernelThread thread) {
        thread.purpose = record.purpose();
        thread.partner = record.partner();
        thread.receiveFrom = record.receiveFrom();
        thread.flags = record.flags();
        thread.words = record.words().stream().mapToInt(Integer::intValue).toArray();
        thread.buffer = record.buffer();
        thread.data = record.data().isEmpty() ? null : record.data().getBytes(StandardCharsets.ISO_8859_1);
        thread.delivered = record.delivered();
        thread.replyWanted = record.replyWanted();
        thread.trap = record.trap();
        thread.error = record.error();
        thread.fault = record.fault();
        thread.call = record.call();
        thread.next = record.next();
        thread.end = record.end();
        thread.deadline = record.deadline();
        check(thread.deadline == KernelState.NEVER || thread.purpose == KernelState.Purpose.CALL, "thread 0x%x: deadline", thread.tid);
        if (thread.deadline != KernelState.NEVER) {
            parts.timeouts.add(thread);
        }
        check(thread.call >= -1 && thread.call <= CallTable.SEND_AGAIN, "thread 0x%x: call %d", thread.tid, thread.call);
        check(thread.status == Status.READY || thread.purpose == KernelState.Purpose.CALL
                || thread.purpose == KernelState.Purpose.EXCEPTION || thread.words.length == Ipc.SHORT_WORDS
                || thread.fault != null, "thread 0x%x: message without words", thread.tid);
    }

    private void capability(KernelState.Capability record) {
        List<Capability> list = switch (record.holder()) {
            case THREAD -> {
                KernelThread thread = parts.threads.get(record.holderId());
                yield thread == null ? null : thread.capabilities;
            }
            case SPACE -> {
                Space space = parts.spaces.get(record.holderId());
                yield space == null ? null : space.capabilities;
            }
            case GROUP -> {
                KernelThread leader = parts.threads.get(record.holderId());
                yield leader == null || leader.group != leader.tid ? null : parts.capabilities.ofGroup(leader.tid);
            }
            case CONTAINER -> parts.capabilities.ofContainer(record.holderId());
        };
        check(list != null, "capability %d: no %s 0x%x", record.capid(), record.holder(), record.holderId());
        check(record.capid() > 0 && record.capid() < state.nextCapability() && parts.capabilities.byId(record.capid()) == null,
                "capability number %d is taken or out of range", record.capid());
        check(record.used() >= 0 && (record.used() <= record.size() || record.used() == 0), "capability %d: %d of %d used",
                record.capid(), record.used(), record.size());
        check(record.pool() >= 0 && record.pool() < state.nextCapability(), "capability %d: pool %d", record.capid(), record.pool());
        Capability capability = new Capability(record.capid(), record.holder(), record.holderId());
        capability.owner = record.owner();
        capability.resid = record.resid();
        capability.type = record.type();
        capability.access = record.access();
        capability.start = record.start();
        capability.end = record.end();
        capability.size = record.size();
        capability.used = record.used();
        capability.pool = record.pool();
        parts.capabilities.insert(list, capability);
    }

    /** Queues of senders, partners, parked messages: what needs all threads to be there. */
    private void connect(KernelState.Thread record) {
        KernelThread thread = parts.threads.get(record.tid());
        for (int tid : record.senders()) {
            KernelThread sender = parts.threads.get(tid);
            check(sender != null && sender.status == Status.SENDING && sender.partner == thread.tid,
                    "thread 0x%x does not send to 0x%x", tid, thread.tid);
            check(senderOf.put(tid, thread) == null, "thread 0x%x sends twice", tid);
            thread.senders.addLast(sender);
        }
        check(parts.threads.get(thread.pager) != null, "thread 0x%x: no pager 0x%x", thread.tid, thread.pager);
        check(parts.lives.rooted(thread), "thread 0x%x is its own pager's pager", thread.tid);
        if (thread.status == Status.IN_SERVER) {
            KernelThread server = parts.threads.get(thread.partner);
            check(server != null && server.java, "thread 0x%x is in a server 0x%x that is none", thread.tid, thread.partner);
            if (!thread.delivered) {
                parts.servers.park(thread);
            }
        }
    }

    private void mutex(KernelState.MutexQueue record) {
        check(parts.ram.contains(record.physical()), "mutex at 0x%x is not in RAM", record.physical());
        Mutexes.Queue queue = new Mutexes.Queue(record.container(), record.pool());
        queue.owed = record.owed();
        check(queue.owed >= 0, "mutex at 0x%x owes %d", record.physical(), queue.owed);
        for (int tid : record.contenders()) {
            queue.contenders.addLast(waiting(tid, Status.LOCKING));
        }
        for (int tid : record.holders()) {
            queue.holders.addLast(waiting(tid, Status.UNLOCKING));
        }
        check(parts.mutexes.queues().put(record.physical(), queue) == null, "two mutexes at 0x%x", record.physical());
    }

    private void interrupt(KernelState.Interrupt record) {
        KernelThread thread = parts.threads.get(record.tid());
        check(thread != null && !thread.java && parts.interrupts.adopt(
                new Interrupts.Line(record.irq(), thread, record.slot(), record.count())), "interrupt %d of thread 0x%x", record.irq(),
                record.tid());
    }

    private KernelThread waiting(int tid, Status status) {
        KernelThread thread = parts.threads.get(tid);
        check(thread != null && thread.status == status, "thread 0x%x does not wait at a mutex", tid);
        return thread;
    }

    private void queues() {
        if (state.running() != 0) {
            KernelThread running = parts.threads.get(state.running());
            check(running != null && !running.java, "running thread 0x%x does not exist", state.running());
            parts.scheduler.resume(running);
        }
        int priority = Scheduler.PRIORITIES;
        for (int tid : state.ready()) {
            KernelThread thread = parts.threads.get(tid);
            check(thread != null && !thread.java && thread.runnable() && tid != state.running() && !thread.queued,
                    "thread 0x%x is not ready", tid);
            check(thread.priority <= priority, "thread 0x%x stands before one of higher priority", tid);
            priority = thread.priority;
            parts.scheduler.append(thread);
        }
        parts.threads.forEach(thread -> {
            check(thread.java || !thread.runnable() || thread.queued || thread.tid == state.running(),
                    "thread 0x%x is ready but in no queue", thread.tid);
            Interrupts.Line line = parts.interrupts.line(thread.partner);
            check(thread.status != Status.INTERRUPT || line != null && line.thread == thread,
                    "thread 0x%x waits for interrupt %d, which is not its own", thread.tid, thread.partner);
            check(thread.status != Status.SENDING || senderOf.containsKey(thread.tid), "thread 0x%x sends to nobody", thread.tid);
        });
    }

    private static void check(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new StateException(String.format(message, arguments));
        }
    }
}
