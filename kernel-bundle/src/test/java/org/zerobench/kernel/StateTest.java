package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.IPC;
import static org.zerobench.kernel.World.ANY;
import static org.zerobench.kernel.World.NIL;
import static org.zerobench.kernel.World.POSIX;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.MapFlags;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Trap;
import org.zerobench.api.swap.StateException;

/** The kernel's world as a record: the same after every take-over; refused where it contradicts itself. */
class StateTest {
    private final World world = new World();

    @Test
    void randomWorldsSurviveTakeOvers() {
        Random random = World.random();
        world.allowAll();
        world.machine.servers.put(Servers.POSIX, request -> {
            if (random.nextBoolean()) {
                request.reply(random.nextInt());
            }
        });
        world.machine.servers.put(Servers.PAGER, request -> {
            switch (random.nextInt(4)) {
                case 0 -> { }
                case 1 -> request.reply(-14);
                case 2 -> throw new IllegalStateException("random");
                default -> request.reply(world.kernel().map(World.PAGER, request.space(), 0x200000,
                        request.fault().address() & -4096, 1, MapFlags.RW));
            }
        });
        List<Integer> spaces = new ArrayList<>();
        for (int step = 0; step < 6000; step++) {
            try {
                randomStep(random, spaces);
                world.schedule();
                world.machine.nanos += random.nextInt(3_000_000);
                if (step % 10 == 0) {
                    world.swap();
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + World.seed() + " step " + step + ": " + e, e);
            }
        }
        for (int tid : tids()) {
            world.kernel().destroyThread(POSIX, tid);
        }
        spaces.forEach(spid -> world.kernel().destroySpace(POSIX, spid));
        KernelState end = world.kernel().save();
        assertEquals(0, end.spaces().size());
        assertEquals(3, end.threads().size(), "the servers alone");
        assertEquals(world.parts().pool.bytes() / TablePool.UNIT, world.parts().pool.freeUnits(), "all table memory is back");
        assertTrue(end.capabilities().stream().allMatch(c -> c.used() == 0), "all units are back");
    }

    @Test
    void contradictionsAreRefused() {
        int spid = world.space();
        int other = world.space();
        int tid = world.start(spid, World.PAGER);
        world.start(spid, World.PAGER);
        world.page(spid, 0x40000000);
        world.schedule();
        KernelState good = world.kernel().save();
        new L4Kernel(world.machine).restore(good);
        KernelState.Space space = good.spaces().getFirst();
        refused(s -> spaces(s, List.of(space, space)), "first-level table");
        refused(s -> spaces(s, List.of()), "no space");
        refused(s -> spaces(s, List.of(copy(space, space.ttbr0() + 1024, space.tables()), s.spaces().get(1))), "first-level table");
        refused(s -> spaces(s, List.of(copy(space, s.spaces().get(1).ttbr0(), space.tables()), s.spaces().get(1))), "section");
        refused(s -> spaces(s, List.of(copy(space, space.ttbr0(), List.of(new KernelState.Table(0x400,
                space.tables().getFirst().physical() + 1024))), s.spaces().get(1))), "is not at");
        refused(s -> ready(s, List.of()), "in no queue");
        refused(s -> ready(s, List.of(s.ready().getFirst(), s.ready().getFirst())), "is not ready");
        refused(s -> ready(s, List.of(0x7E000077)), "is not ready");
        refused(s -> threads(s, List.of()), "no THREAD");
        refused(s -> threads(s, twice(s.threads())), "taken");
        refused(s -> new KernelState(s.tables(), 1, s.running(), s.ready(), s.spaces(), s.threads(), s.capabilities(), s.mutexes(),
                s.containers(), s.interrupts(), s.counters()), "out of range");
        refused(s -> new KernelState(s.tables(), s.nextCapability(), 0x7E000077, s.ready(), s.spaces(), s.threads(), s.capabilities(),
                s.mutexes(), s.containers(), s.interrupts(), s.counters()), "does not exist");
        refused(s -> new KernelState(new KernelState.TableMemory(0, 0x1000, 0x1000), s.nextCapability(), s.running(), s.ready(),
                s.spaces(), s.threads(), s.capabilities(), s.mutexes(), s.containers(), s.interrupts(), s.counters()), "elsewhere");
        refused(s -> new KernelState(s.tables(), s.nextCapability(), s.running(), s.ready(), s.spaces(), s.threads(), s.capabilities(),
                List.of(new KernelState.MutexQueue(0x200000, 0, 0, 0, List.of(tid), List.of())),
                s.containers(), s.interrupts(), s.counters()), "mutex");
        assertEquals(good, world.kernel().save(), "the old one has noticed nothing");
        assertEquals(0, world.kernel().destroySpace(POSIX, other));
    }

    @Test
    void contradictionsOfContainersAreRefused() {
        ContainerWorld container = new ContainerWorld();
        int child = container.running(ContainerWorld.CREATE_SHARED);
        container.switchTo(child);
        container.world.current().context.r[9] = 5;
        container.world.call(IPC, NIL, ANY, Ipc.TIMED);
        KernelState good = container.world.kernel().save();
        new L4Kernel(container.world.machine).restore(good);
        for (int resting : new int[] {child, 0x01000001, -1}) {
            refused(container, containers(good, new KernelState.Container(0, "x", container.pager, resting)), "container 0");
        }
        container.world.thread(container.pager).pager = child;
        refused(container, container.world.kernel().save(), "own pager's pager");
        container.world.thread(container.pager).pager = container.pager;
        container.world.thread(child).call = 99;
        refused(container, container.world.kernel().save(), "call 99");
        container.world.thread(child).call = -1;
        container.world.thread(child).purpose = KernelState.Purpose.PAGE_IN;
        container.world.thread(child).words = new int[6];
        refused(container, container.world.kernel().save(), "deadline");
    }

    private static KernelState containers(KernelState s, KernelState.Container container) {
        return new KernelState(s.tables(), s.nextCapability(), s.running(), s.ready(), s.spaces(), s.threads(), s.capabilities(),
                s.mutexes(), List.of(container), s.interrupts(), s.counters());
    }

    private static void refused(ContainerWorld container, KernelState bad, String why) {
        StateException refusal = assertThrows(StateException.class, () -> new L4Kernel(container.world.machine).restore(bad));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private void randomStep(Random random, List<Integer> spaces) {
        List<Integer> tids = tids();
        int tid = tids.isEmpty() ? 0 : tids.get(random.nextInt(tids.size()));
        int other = tids.isEmpty() ? 0 : tids.get(random.nextInt(tids.size()));
        switch (random.nextInt(16)) {
            case 0 -> {
                if (spaces.size() < 6) {
                    int spid = world.space();
                    world.kernel().allowIpc(POSIX, spid, Servers.POSIX);
                    world.kernel().setForeign(POSIX, spid, random.nextBoolean() ? Servers.POSIX : 0);
                    spaces.add(spid);
                }
            }
            case 1 -> {
                if (!spaces.isEmpty() && tids.size() < 20) {
                    int pager = random.nextInt(3) == 0 && tid != 0 ? tid : World.PAGER;
                    int born = world.start(spaces.get(random.nextInt(spaces.size())), pager);
                    world.kernel().context(POSIX, born).r[random.nextInt(13)] = random.nextInt();
                    if (random.nextBoolean() && world.thread(born).space.sections.isEmpty()) {
                        world.kernel().map(World.PAGER, world.thread(born).spid(), 0x200000, 0x50000000, 3, MapFlags.RW);
                    }
                }
            }
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    world.kernel().destroyThread(POSIX, tid);
                }
            }
            case 3 -> {
                if (!spaces.isEmpty() && world.kernel().destroySpace(POSIX, spaces.getLast()) == 0) {
                    spaces.removeLast();
                }
            }
            case 4 -> world.kernel().suspend(POSIX, tid);
            case 5 -> world.kernel().run(POSIX, tid);
            case 6 -> world.kernel().interrupt(POSIX, tid);
            case 7 -> world.kernel().reply(random.nextBoolean() ? POSIX : World.PAGER, tid, random.nextInt(3) - 1);
            case 8 -> world.kernel().setPriority(POSIX, tid, random.nextInt(16));
            case 9 -> world.kernel().send(POSIX, tid, 5, random.nextBoolean() ? null : new byte[random.nextInt(2000)]);
            default -> {
                if (world.current() != null && world.current().runnable()) {
                    guestStep(random, other);
                }
            }
        }
    }

    private void guestStep(Random random, int other) {
        int server = random.nextInt(3) == 0 ? Servers.POSIX : other;
        switch (random.nextInt(9)) {
            case 0 -> world.call(IPC, NIL, random.nextBoolean() ? ANY : server, 0);
            case 1 -> world.call(IPC, server, NIL, 0, random.nextInt());
            case 2 -> world.call(IPC, server, server, 0, random.nextInt());
            case 3 -> world.call(IPC, other, NIL, 2 | 2 << 4 | 100 << 16, 0, 0, 0x50000000);
            case 4 -> world.call(IPC, NIL, ANY, 2 | 2 << 4 | 100 << 16, 0, 0, 0x50000F00);
            case 5 -> world.fault(0x40000000 + random.nextInt(1 << 22), random.nextBoolean());
            case 6 -> world.trap(random.nextBoolean() ? Trap.UndefinedInstruction.INSTANCE : Trap.SupervisorCall.INSTANCE);
            case 7 -> world.call(CallTable.MUTEX_CONTROL, 0x50000000 + random.nextInt(3) * 4, 1 + random.nextInt(2) << 28 | 1);
            default -> world.call(CallTable.GETID, 0x50000FF8 + random.nextInt(2) * 0x10000);
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

    private void refused(UnaryOperator<KernelState> change, String why) {
        KernelState bad = change.apply(world.kernel().save());
        StateException refusal = assertThrows(StateException.class, () -> new L4Kernel(world.machine).restore(bad), why);
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private static KernelState spaces(KernelState s, List<KernelState.Space> spaces) {
        return new KernelState(s.tables(), s.nextCapability(), s.running(), s.ready(), spaces, s.threads(), s.capabilities(),
                s.mutexes(), s.containers(), s.interrupts(), s.counters());
    }

    private static KernelState ready(KernelState s, List<Integer> ready) {
        return new KernelState(s.tables(), s.nextCapability(), s.running(), ready, s.spaces(), s.threads(), s.capabilities(),
                s.mutexes(), s.containers(), s.interrupts(), s.counters());
    }

    private static KernelState threads(KernelState s, List<KernelState.Thread> threads) {
        return new KernelState(s.tables(), s.nextCapability(), s.running(), s.ready(), s.spaces(), threads, s.capabilities(),
                s.mutexes(), s.containers(), s.interrupts(), s.counters());
    }

    private static List<KernelState.Thread> twice(List<KernelState.Thread> threads) {
        List<KernelState.Thread> all = new ArrayList<>(threads);
        all.add(threads.getLast());
        return all;
    }

    private static KernelState.Space copy(KernelState.Space space, int ttbr0, List<KernelState.Table> tables) {
        return new KernelState.Space(space.spid(), space.container(), ttbr0, space.pager(), space.handler(), space.spacePool(),
                space.mapPool(), tables);
    }
}
