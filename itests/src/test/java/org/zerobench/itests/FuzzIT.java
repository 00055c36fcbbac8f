package org.zerobench.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;

/**
 * Random system calls from the threads and spaces of two containers ({@code guest/container/fuzz}): a million, or {@code -Dzb.fuzz=N}.
 * No exception leaves the kernel, not a bit of a neighbour's memory and threads changes, and everything that a fuzzer had comes
 * back when it dies. A fuzzer that has ruined itself is followed by the next one. Some live under the Java CPU, which has to
 * warm up for each of them.
 */
public class FuzzIT extends OnTheWorkbench {
    private static final int CALLS_IN_A_LIFE = 100_000;
    private static final int CALLS_IN_A_MARK = 1000;
    /** One of so many lives is under the Java CPU. */
    private static final int JAVA_LIVES = 16;
    private static final int NEIGHBOUR = 1;
    private static final long NEIGHBOUR_START = 0x00E0_0000L;
    private static final long NEIGHBOUR_BYTES = 0x00D0_0000L;
    /** A fuzzer that makes no thousand calls in this time has ruined itself. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Inject
    private Machine machine;
    @Inject
    private ContainerLoader loader;
    @Inject
    private Panel panel;
    @Inject
    private Swaps swaps;

    @Override
    protected Option[] more() {
        return new Option[] {systemProperty("zb.fuzz").value(System.getProperty("zb.fuzz", "1000000")),
            systemProperty("zb.containers").value(Path.of("../guest/container").toAbsolutePath().normalize().toString())};
    }

    @Test
    public void nobodyIsHarmed() throws Exception {
        long wanted = Long.getLong("zb.fuzz");
        String given = System.getProperty("zb.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("fuzz: -Dzb.fuzz=" + wanted + " -Dzb.seed=" + seed);
        Random random = new Random(seed);
        PrintStream errors = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            Path folder = Path.of(System.getProperty("zb.containers"), "fuzz");
            ByteArrayOutputStream console = listen();
            loader.boot(folder.resolve("neighbour.yaml"));
            await(console, "ready\n");
            awaitReceiving();
            long calls = 0;
            int lives = 0;
            for (; calls < wanted; lives++) {
                assertTrue("fuzzers die too soon: " + lives + " for " + calls + " calls", lives < 100 + wanted / 1000);
                assertTrue(swaps.use(Subsystem.CPU, lives % JAVA_LIVES == 0 ? "jit" : "unicorn").accepted());
                calls += CALLS_IN_A_MARK * (1 + life(folder, random.nextInt(1 << 30), told));
            }
            System.out.println("fuzz: about " + calls + " calls in " + lives + " lives");
            loader.stop(NEIGHBOUR);
        } finally {
            System.setErr(errors);
        }
    }

    /** Two fuzzers from birth to death. @return how many thousand calls they made */
    private long life(Path folder, int seed, ByteArrayOutputStream told) throws Exception {
        String context = "seed " + seed;
        String before = machine.call(this::world);
        int[] memory = neighbour();
        ByteArrayOutputStream console = listen();
        var end = loader.ended(loader.boot(folder.resolve("fuzz.yaml")).getFirst());
        await(console, "seed and calls\n");
        panel.send("uart0", (seed + "\n" + CALLS_IN_A_LIFE + "\n").getBytes(StandardCharsets.ISO_8859_1));
        // The first one reads no more: what is sent now is the second one's.
        var otherEnd = loader.ended(loader.boot(folder.resolve("second.yaml")).getFirst());
        panel.send("uart0", (~seed + "\n" + CALLS_IN_A_LIFE + "\n").getBytes(StandardCharsets.ISO_8859_1));
        int progress = console.size();
        long since = System.nanoTime();
        while (!(end.isDone() && otherEnd.isDone()) && System.nanoTime() - since < PATIENCE_NANOS) {
            LockSupport.parkNanos(1_000_000);
            if (console.size() > progress) {
                progress = console.size();
                since = System.nanoTime();
            }
        }
        stop(0, end, context);
        stop(2, otherEnd, context);
        panel.listen("uart0", null);
        String said = told.toString(StandardCharsets.UTF_8);
        assertTrue(context + "\n" + said, !said.contains("bug") && !said.contains("Exception"));
        assertArrayEquals(context + ": the neighbour's memory", memory, neighbour());
        assertEquals(context, before, machine.call(this::world));
        return console.toString(StandardCharsets.ISO_8859_1).chars().filter(c -> c == '+').count();
    }

    private void stop(int id, CompletableFuture<Void> end, String context) {
        try {
            loader.stop(id);
        } catch (MachineException e) {
            assertTrue(context + ": " + e, end.isDone());
        }
    }

    private ByteArrayOutputStream listen() {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        panel.listen("uart0", console);
        return console;
    }

    private static void await(ByteArrayOutputStream console, String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Workbench.LIMIT_SECONDS);
        while (!console.toString(StandardCharsets.ISO_8859_1).contains(text)) {
            assertTrue("never seen: " + text, System.nanoTime() < end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The neighbour has said that it is ready a moment before it waits for a message. */
    private void awaitReceiving() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Workbench.LIMIT_SECONDS);
        while (machine.call(() -> machine.kernel().threads()).stream()
                .noneMatch(thread -> thread.container() == NEIGHBOUR && thread.state().equals("receiving"))) {
            assertTrue("the neighbour never waits", System.nanoTime() < end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private int[] neighbour() {
        return machine.call(() -> {
            MemorySegment memory = machine.ram().asSlice(NEIGHBOUR_START, NEIGHBOUR_BYTES);
            return memory.toArray(ValueLayout.JAVA_INT);
        });
    }

    /** Everything in the kernel: threads with their registers, spaces, rights, units in use. */
    private String world() {
        KernelState state = machine.kernel().save();
        return state.threads().stream().map(FuzzIT::lasting).toList() + "\n" + state.spaces() + "\n" + state.capabilities() + "\n"
                + state.containers() + "\n" + state.interrupts() + "\n" + state.mutexes();
    }

    private static String lasting(KernelState.Thread thread) {
        return Integer.toHexString(thread.tid()) + " " + thread.status() + " " + thread.utcb() + " "
                + Arrays.toString(thread.registers().r()) + " " + thread.registers().cpsr() + "\n";
    }
}
