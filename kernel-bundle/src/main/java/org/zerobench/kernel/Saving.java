package org.zerobench.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.ThreadContext;

/** Writes the world down. No side effect. */
final class Saving {
    private static final int TABLE_ADDRESS = 0xFFFFFC00;

    private final Parts parts;

    Saving(Parts parts) {
        this.parts = parts;
    }

    KernelState state() {
        KernelThread running = parts.scheduler.current();
        List<KernelState.Space> spaces = new ArrayList<>();
        parts.spaces.all().forEach(space -> spaces.add(space(space)));
        List<KernelState.Thread> threads = new ArrayList<>();
        List<KernelState.Capability> capabilities = new ArrayList<>();
        parts.threads.forEach(thread -> {
            threads.add(thread(thread));
            thread.capabilities.forEach(capability -> capabilities.add(capability(capability)));
        });
        for (Space space : parts.spaces.all()) {
            space.capabilities.forEach(capability -> capabilities.add(capability(capability)));
        }
        for (int group : parts.capabilities.groups()) {
            parts.capabilities.ofGroup(group).forEach(capability -> capabilities.add(capability(capability)));
        }
        for (int container : parts.capabilities.containers()) {
            parts.capabilities.ofContainer(container).forEach(capability -> capabilities.add(capability(capability)));
        }
        List<KernelState.MutexQueue> mutexes = new ArrayList<>();
        parts.mutexes.queues().forEach((physical, queue) -> mutexes.add(new KernelState.MutexQueue(physical, queue.container,
                queue.owed, queue.pool, tids(queue.contenders), tids(queue.holders))));
        return new KernelState(
                new KernelState.TableMemory(parts.pool.start(), parts.pool.bytes(), parts.systemPages.interfaceFrame()),
                parts.capabilities.nextId(), running == null ? 0 : running.tid, parts.scheduler.order(), spaces, threads,
                capabilities, mutexes, containers(), interrupts(), parts.counters.list());
    }

    private List<KernelState.Container> containers() {
        List<KernelState.Container> containers = new ArrayList<>();
        parts.containers.all().forEach(c -> containers.add(new KernelState.Container(c.id(), c.name(), c.pager(), c.resting())));
        return containers;
    }

    private List<KernelState.Interrupt> interrupts() {
        List<KernelState.Interrupt> interrupts = new ArrayList<>();
        for (int irq = 0; irq < InterruptController.LINES; irq++) {
            if (parts.interrupts.line(irq) != null) {
                interrupts.add(parts.interrupts.line(irq).record());
            }
        }
        return interrupts;
    }

    private KernelState.Space space(Space space) {
        List<KernelState.Table> tables = new ArrayList<>();
        for (int section = space.sections.nextSetBit(0); section >= 0; section = space.sections.nextSetBit(section + 1)) {
            tables.add(new KernelState.Table(section, parts.ram.word(space.ttbr0 + section * 4) & TABLE_ADDRESS));
        }
        return new KernelState.Space(space.spid, space.container, space.ttbr0, space.pager, space.handler, space.spacePool,
                space.mapPool, tables);
    }

    private static KernelState.Thread thread(KernelThread thread) {
        return new KernelState.Thread(thread.tid, thread.spid(), thread.group, thread.pager, thread.name, thread.java,
                thread.priority, thread.sliceNanos, thread.wholeSliceNanos, thread.cpuNanos, thread.utcb, thread.status, thread.suspended,
                message(thread), thread.exitCode, thread.threadPool, registers(thread.context), tids(thread.senders), thread.mail);
    }

    private static KernelState.Message message(KernelThread thread) {
        List<Integer> words = new ArrayList<>();
        for (int word : thread.words) {
            words.add(word);
        }
        String data = thread.data == null ? "" : new String(thread.data, StandardCharsets.ISO_8859_1);
        return new KernelState.Message(thread.purpose, thread.partner, thread.receiveFrom, thread.flags, words, thread.buffer,
                data, thread.delivered, thread.replyWanted, thread.trap, thread.error, thread.fault, thread.call, thread.next,
                thread.end,
                thread.deadline);
    }

    private static KernelState.Registers registers(ThreadContext context) {
        return new KernelState.Registers(context.r.clone(), context.cpsr, context.tpidruro, context.tpidrurw, context.vfpUsed,
                context.d.clone(), context.fpscr);
    }

    private static KernelState.Capability capability(Capability capability) {
        return new KernelState.Capability(capability.capid, capability.holder, capability.holderId, capability.owner,
                capability.resid, capability.type, capability.access, capability.start, capability.end, capability.size,
                capability.used, capability.pool);
    }

    private static List<Integer> tids(Iterable<KernelThread> threads) {
        List<Integer> tids = new ArrayList<>();
        threads.forEach(thread -> tids.add(thread.tid));
        return tids;
    }
}
