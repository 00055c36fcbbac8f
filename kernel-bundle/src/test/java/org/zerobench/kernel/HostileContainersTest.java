package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.machine.Trap;

/**
 * Two containers with stock rights whose threads make random calls, fault, and are interrupted, with the kernel replaced under
 * them. Nothing is thrown, neither touches the other's memory, and both return all they had. {@code -Dzb.calls=N},
 * {@code -Dzb.seed=N}.
 */
class HostileContainersTest {
    private static final int CALLS = Integer.getInteger("zb.calls", 60_000);
    private static final int BUFFER = ContainerWorld.BUFFER;
    private static final int[] ADDRESSES = {0, BUFFER, BUFFER + 0xFF0, ContainerWorld.UTCB, 0xA0100000, 0xA0100FF8, 0xAFFFF000, 0xB0000000,
        0xF0000000, 0xFF000000, 0xFFFFF000, -4};
    private static final int[] SMALL = {0, 1, 2, 3, 4, 5, 8, 16, 64, -1, -2, 0x100, 0x1000, 0x80000000, Extensions.REQUEST | 1};

    private final World world = new World(64 << 20);
    private final Random random = World.random();
    private int started;

    @Test
    void nothingBreaksAndNobodyReachesTheOther() {
        KernelState empty = world.kernel().save();
        int free = world.parts().pool.freeUnits();
        for (int i = 0; i < CALLS; i++) {
            try {
                step();
                if (i % 500 == 0) {
                    world.swap();
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + World.seed() + ", call " + i + ": " + e, e);
            }
        }
        assertTrue(started > 2, "containers ended and were made again: " + started);
        world.kernel().destroyContainer(0);
        world.kernel().destroyContainer(1);
        KernelState end = world.kernel().save();
        assertEquals(empty.threads(), end.threads());
        assertEquals(empty.spaces(), end.spaces());
        assertEquals(empty.capabilities().size(), end.capabilities().size());
        assertEquals(List.of(), end.mutexes());
        assertEquals(List.of(), end.interrupts());
        assertEquals(List.of(), end.containers());
        assertEquals(free, world.parts().pool.freeUnits(), "all table memory is back");
    }

    private void step() {
        for (int id = 0; id < 2; id++) {
            if (!world.parts().containers.exists(id)) {
                new ContainerWorld(world, id);
                started++;
            }
        }
        world.machine.nanos += random.nextInt(3_000_000);
        if (random.nextInt(10) == 0) {
            world.machine.interrupts.up.set(new int[] {5, 12, 34}[random.nextInt(3)]);
            world.kernel().interrupt();
        }
        world.kernel().expire(world.machine.nanos);
        if (world.schedule() == 0 || random.nextInt(3000) == 0) {
            List<Integer> tids = tids();
            KernelThread thread = world.thread(tids.get(random.nextInt(tids.size())));
            if (random.nextInt(3) == 0) {
                world.parts().lives.destroy(thread);
            } else {
                world.parts().calls.threadControl().stop(thread);
                world.parts().lives.run(thread);
            }
            return;
        }
        act(world.current());
        checkIsolation();
    }

    private void act(KernelThread self) {
        int what = random.nextInt(100);
        if (what < 4) {
            world.fault(any(ADDRESSES), random.nextBoolean());
        } else if (what == 4) {
            world.trap(Trap.UndefinedInstruction.INSTANCE);
        } else if (what == 5) {
            world.trap(new Trap.Abort(false, false, any(ADDRESSES) | 1, 1));
        } else {
            int[] words = new int[9];
            Arrays.setAll(words, i -> word());
            int number = random.nextInt(CallTable.CACHE_CONTROL + 1);
            if (number == CallTable.THREAD_CONTROL) {
                // Ends are rarer than beginnings, or there would soon be nobody.
                words[0] = random.nextInt(60) == 0 ? 3 << 28 : random.nextInt(3) << 28 | 1 << random.nextInt(20, 28);
                words[1] = BUFFER;
            } else if (number == CallTable.CONTAINER_CONTROL && random.nextInt(20) > 0) {
                words[0] = Extensions.CONTAINER_INFO;
            } else if (number == CallTable.IPC) {
                words[2] = random.nextInt(3) | Ipc.TIMED | random.nextInt() & 0xFF1FF0;
                self.context.r[9] = random.nextInt(5);
            }
            scribble(self);
            world.call(number, words);
        }
    }

    /** A record in the buffer, where it is mapped. */
    private void scribble(KernelThread self) {
        int physical = world.parts().memory.present(self.space, BUFFER, true);
        for (int i = 0; physical >= 0 && i < 20; i++) {
            world.word(physical + i * 4, word());
        }
    }

    /** Whatever a space maps of RAM is its own container's. */
    private void checkIsolation() {
        KernelThread self = world.current();
        if (self == null) {
            return;
        }
        int start = ContainerWorld.LMA + self.container() * 0x200000;
        world.parts().tables.forEachPage(self.space, page -> {
            int frame = Entry.frame(world.parts().tables.entry(self.space, page));
            assertTrue(frame >= start && frame < start + 0x100000, () -> "frame 0x" + Integer.toHexString(frame));
        });
    }

    private int word() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> any(SMALL);
            case 3, 4 -> any(ADDRESSES);
            case 5 -> tids().isEmpty() ? 0 : tids().get(random.nextInt(tids().size()));
            case 6 -> ContainerWorld.LMA + random.nextInt(0x300) * 4096;
            default -> random.nextInt();
        };
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

    private int any(int[] of) {
        return of[random.nextInt(of.length)];
    }
}
