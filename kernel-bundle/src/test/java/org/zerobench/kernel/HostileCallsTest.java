package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.World.POSIX;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Holder;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Trap;

/**
 * Threads that make random system calls with random registers, buffers and capabilities. Nothing is thrown, the world stays
 * one that a fresh kernel takes over, nobody's memory changes but by a call that names it, and all resources come back.
 * {@code -Dzb.calls=N} makes it longer, {@code -Dzb.seed=N} repeats one.
 */
class HostileCallsTest {
    private static final int CALLS = Integer.getInteger("zb.calls", 100_000);
    private static final int BUFFER = 0x40000000;
    private static final int SPACES = 4;
    private static final int[] ADDRESSES = {0, 4, BUFFER, BUFFER + 4, BUFFER + 0xFF0, BUFFER + 0x1000, 0x50000000, World.UTCBS,
        World.UTCBS + 0x100, 0xEFFFF000, 0xF0000000, 0xFF000000, 0xFFFFF000, -4, 1};
    private static final int[] SMALL = {0, 1, 2, 3, 4, 5, 8, 16, 32, 64, -1, -2, 0x100, 0x1000, 0x7FFFFFFF, 0x80000000};

    private final World world = new World();
    private final Random random = World.random();
    private final List<Integer> spaces = new ArrayList<>();
    private final int[] pages = new int[6];
    private int frames;
    private int successes;

    @Test
    void nothingBreaks() {
        world.allowAll();
        rich();
        Arrays.setAll(pages, i -> world.frame());
        world.machine.servers.put(Servers.POSIX, request -> request.reply(random.nextInt(-20, 20)));
        world.machine.servers.put(Servers.PAGER, request -> request.reply(-14));
        KernelState empty = world.kernel().save();
        int victim = world.space();
        int frame = world.page(victim, BUFFER);
        world.word(frame, 0x600DF00D);
        for (int call = 0; call < CALLS; call++) {
            try {
                step();
                if (call % 1000 == 0) {
                    world.swap();
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + World.seed() + ", call " + call + ": " + e, e);
            }
        }
        assertTrue(successes > CALLS / 50, "only " + successes + " calls had a chance, seed " + World.seed());
        assertEquals(0x600DF00D, world.word(frame));
        cleanUp(victim);
        KernelState end = world.kernel().save();
        assertEquals(0, end.spaces().size());
        assertEquals(empty.threads().size(), end.threads().size());
        assertEquals(world.parts().pool.bytes() / TablePool.UNIT, world.parts().pool.freeUnits(), "all table memory is back");
        assertTrue(end.capabilities().stream().filter(c -> c.type() != (Capability.QUANTITY | Capability.CAPPOOL)).allMatch(c -> c.used() == 0),
                "all units are back");
    }

    /** Everything that a call can need a right for, in the hands of everybody; memory only as far as two pages. */
    private void rich() {
        Capabilities capabilities = world.parts().capabilities;
        int container = Servers.POSIX_CONTAINER;
        List<Capability> list = capabilities.ofContainer(container);
        capabilities.add(list, Holder.CONTAINER, container, Capability.CAP | Capability.CONTAINER, container, 0x7F);
        capabilities.add(list, Holder.CONTAINER, container, Capability.IRQCTRL | Capability.CONTAINER, container, 0x180).end = 63;
        capabilities.addPool(list, Holder.CONTAINER, container, Capability.CAPPOOL, 100);
        capabilities.addPool(list, Holder.CONTAINER, container, Capability.MAPPOOL, 200);
        frames = world.frame() >>> Ram.PAGE_SHIFT;
        world.frame();
        capabilities.addRange(list, Holder.CONTAINER, container, Capability.PHYSMEM | Capability.CONTAINER, container, Rights.ALL_MEMORY,
                frames, frames + 2);
        capabilities.addRange(list, Holder.CONTAINER, container, Capability.VIRTMEM | Capability.CONTAINER, container,
                Rights.ALL_MEMORY, 0x50000, 0x50010);
    }

    private void step() {
        if (world.current() == null && world.schedule() == 0) {
            revive();
            return;
        }
        world.machine.nanos += random.nextInt(200_000);
        if (random.nextInt(100) == 0) {
            world.kernel().destroyThread(POSIX, world.running());
        } else if (random.nextInt(50) == 0) {
            world.fault(any(ADDRESSES), random.nextBoolean());
        } else if (random.nextInt(200) == 0) {
            world.trap(Trap.UndefinedInstruction.INSTANCE);
        } else {
            provide(world.current().spid());
            int number = random.nextInt(8) == 0 ? random.nextInt(-1, 40) : random.nextInt(15);
            int[] words = new int[9];
            Arrays.setAll(words, i -> word());
            int[] record = new int[24];
            Arrays.setAll(record, i -> word());
            if (random.nextInt(4) > 0) {
                shape(number, words, record);
            }
            scribble(record);
            KernelThread self = world.current();
            if (number == CallTable.IPC && random.nextInt(4) == 0) {
                words[2] |= Ipc.TIMED;
                self.context.r[9] = random.nextInt(3);
            }
            world.call(number, words);
            boolean counts = number == CallTable.IPC || number == CallTable.THREAD_CONTROL || number == CallTable.EXCHANGE_REGISTERS
                    || number == CallTable.MUTEX_CONTROL || number == CallTable.CAPABILITY_CONTROL;
            successes += counts && self.status == KernelState.Status.READY && self.context.r[0] >= 0 ? 1 : 0;
        }
        if (random.nextInt(20) == 0) {
            world.machine.interrupts.up.set(any(new int[] {5, 12, 34}));
            world.kernel().interrupt();
            world.kernel().expire(world.machine.nanos);
            world.schedule();
        }
    }

    /** Makes a call that has a chance: right in most, wrong in some. */
    private void shape(int number, int[] words, int[] record) {
        switch (number) {
            case CallTable.IPC -> {
                words[0] = random.nextInt(3) == 0 ? World.NIL : tid();
                words[1] = switch (random.nextInt(3)) {
                    case 0 -> words[0];
                    case 1 -> World.ANY;
                    default -> World.NIL;
                };
                words[2] = random.nextInt(3) | (random.nextInt(4) == 0 ? random.nextInt() & 0xFFFFFF00 : 0x40 << 8)
                        | (random.nextInt(4) == 0 ? Ipc.DETAILS : 0);
            }
            case CallTable.THREAD_CONTROL -> {
                words[0] = random.nextInt(7) << 28 | (random.nextBoolean() ? 1 << random.nextInt(20, 28) : 0) | random.nextInt(0x100);
                words[1] = BUFFER;
                record[0] = tid();
                record[1] = spaces.isEmpty() ? 0 : spaces.get(random.nextInt(spaces.size()));
                record[2] = tid();
            }
            case CallTable.EXCHANGE_REGISTERS -> {
                words[0] = BUFFER;
                words[1] = tid();
                record[17] = random.nextInt(8) | (random.nextInt(4) == 0 ? ExchangeRegisters.CONFIRMED : 0);
                record[18] = tid();
                record[19] = World.UTCBS + random.nextInt(8) * 0x100;
            }
            case CallTable.MAP -> {
                words[0] = (frames + random.nextInt(2)) << Ram.PAGE_SHIFT;
                words[1] = 0x50000000 + random.nextInt(17) * Ram.PAGE;
                words[2] = random.nextInt(1, 3);
                words[3] = any(new int[] {MapFlags.RW, MapFlags.RO, MapFlags.RX, MapFlags.RWX, MapFlags.IO});
                words[4] = world.running();
            }
            case CallTable.UNMAP -> {
                words[0] = 0x50000000 + random.nextInt(17) * Ram.PAGE;
                words[1] = random.nextInt(1, 20);
                words[2] = world.running();
            }
            case CallTable.MUTEX_CONTROL -> {
                words[0] = BUFFER + random.nextInt(3) * 4;
                words[1] = random.nextInt(1, 3) << 28 | random.nextInt(3);
            }
            case CallTable.CAPABILITY_CONTROL -> {
                words[1] = random.nextInt(random.nextInt(4) == 0 ? 0x40 : 6);
                words[2] = BUFFER;
                record[0] = random.nextBoolean() || spaces.isEmpty() ? Servers.POSIX_CONTAINER : spaces.get(random.nextInt(spaces.size()));
                record[2] = random.nextInt(1, world.parts().capabilities.nextId() + 1);
            }
            case CallTable.GETID, CallTable.TIME -> {
                words[0] = BUFFER;
                words[1] = 0;
            }
            case CallTable.IRQ_CONTROL -> {
                words[0] = random.nextInt(3);
                words[1] = random.nextInt(8);
                words[2] = any(new int[] {5, 12, 34, 40});
            }
            case CallTable.SCHEDULE -> {
                words[0] = Extensions.SCHEDULE;
                words[1] = tid();
                words[2] = random.nextInt(Scheduler.NORMAL + 1);
                words[3] = random.nextInt(20);
            }
            case CallTable.CONTAINER_CONTROL -> {
                words[0] = Extensions.REQUEST | random.nextInt(6);
                words[2] = BUFFER;
            }
            default -> { }
        }
    }

    /** A page for the buffer and one for the UTCBs, where they are missing: from a few frames, so that spaces share some. */
    private void provide(int spid) {
        for (int page : new int[] {BUFFER, World.UTCBS}) {
            if (random.nextInt(4) == 0 && world.parts().tables.entry(world.parts().spaces.get(spid), page) == 0) {
                world.kernel().map(World.PAGER, spid, pages[random.nextInt(pages.length)], page, 1, MapFlags.RW);
            }
        }
    }

    private void scribble(int[] record) {
        int physical = world.parts().memory.present(world.current().space, BUFFER, true);
        for (int i = 0; physical >= 0 && i < record.length; i++) {
            world.word(physical + i * 4, record[i]);
        }
    }

    private int word() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> any(SMALL);
            case 3, 4, 5 -> any(ADDRESSES);
            case 6, 7 -> tid();
            case 8 -> spaces.isEmpty() ? 0 : spaces.get(random.nextInt(spaces.size()));
            default -> random.nextInt();
        };
    }

    private int tid() {
        List<Integer> tids = tids();
        return tids.isEmpty() || random.nextInt(8) == 0 ? any(new int[] {Servers.POSIX, Servers.PAGER}) : tids.get(random.nextInt(tids.size()));
    }

    private int any(int[] of) {
        return of[random.nextInt(of.length)];
    }

    /** Nobody runs: one more thread, or a thread that was stopped goes on. */
    private void revive() {
        spaces.removeIf(spid -> world.parts().spaces.get(spid) == null);
        List<Integer> tids = tids();
        if (tids.size() > 30) {
            world.kernel().destroyThread(POSIX, tids.get(random.nextInt(tids.size())));
        } else if (spaces.size() < SPACES) {
            int spid = world.space();
            spaces.add(spid);
            provide(spid);
            int tid = world.start(spid, World.PAGER);
            world.kernel().setUtcb(POSIX, tid, World.UTCBS);
        } else {
            int spid = spaces.get(random.nextInt(spaces.size()));
            List<Integer> own = tids.stream().filter(tid -> world.thread(tid).spid() == spid).toList();
            int pager = own.isEmpty() || random.nextInt(4) == 0 ? World.PAGER : own.get(random.nextInt(own.size()));
            int tid = world.kernel().createThread(POSIX, spid, pager);
            if (tid > 0) {
                world.kernel().context(POSIX, tid).jump(0x10000);
                world.kernel().setUtcb(POSIX, tid, World.UTCBS + random.nextInt(4) * 0x100);
                world.kernel().run(POSIX, tid);
            } else {
                world.kernel().destroySpace(POSIX, spid);
            }
        }
    }

    private List<Integer> tids() {
        List<Integer> tids = new ArrayList<>();
        world.parts().threads.forEach(thread -> {
            if (!thread.java) {
                tids.add(thread.tid);
            }
        });
        return tids;
    }

    private void cleanUp(int victim) {
        tids().forEach(tid -> world.kernel().destroyThread(POSIX, tid));
        List<Integer> left = new ArrayList<>();
        world.parts().spaces.all().forEach(space -> left.add(space.spid));
        assertTrue(left.contains(victim), "a space without threads that nobody named is still there");
        left.forEach(spid -> assertEquals(0, world.kernel().destroySpace(POSIX, spid), "space " + spid));
    }
}
