package org.zerobench.cpu.tck;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.api.machine.TrapHandler;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;

/**
 * A machine with RAM, devices and a real engine, and nothing else: the tests are its kernel. Page tables are made by
 * {@link #space()}; frames are handed out from the second mebibyte on.
 */
public final class Bench implements Machine, AutoCloseable {

    /** Rights in small-page descriptors: AP, and XN (ARM ARM B3.5.1). */
    public static final int USER_RW = 0x30;
    /** Loads and instruction fetches only. */
    public static final int USER_RO = 0x20;
    /** Nothing for users. */
    public static final int KERNEL = 0x10;
    /** Execute never. */
    public static final int XN = 1;

    /** Supervisor call 0 in ARM state. */
    public static final int SVC = 0xEF000000;

    private static final int RAM_BYTES = 16 << 20;

    private final Arena arena = Arena.ofShared();
    public final Cpu cpu;
    private final Runnable end;
    private final List<Device> devices = new ArrayList<>();
    private final MemorySegment ram;
    private volatile Thread machineThread = Thread.currentThread();
    private int nextFrame = 0x100000;

    /** @param cpu not opened yet @param end run after the CPU was retired, for what it shares with others */
    public Bench(Cpu cpu, Runnable end, Device... devices) {
        this.cpu = cpu;
        this.end = end;
        ram = arena.allocate(RAM_BYTES, 4096);
        this.devices.addAll(List.of(devices));
        cpu.open(this);
    }

    /** A thread in a space, in ARM state, at an address. */
    public ThreadContext thread(Space space, int pc) {
        ThreadContext context = new ThreadContext();
        context.ttbr0 = space.table;
        context.jump(pc);
        return context;
    }

    /** Runs until the first trap. */
    public Trap runToTrap(ThreadContext context) {
        List<Trap> traps = runTraps(context, 1);
        return traps.isEmpty() ? null : traps.getFirst();
    }

    /** Runs until a number of traps, going on after each. */
    public List<Trap> runTraps(ThreadContext context, int count) {
        List<Trap> traps = new ArrayList<>();
        cpu.run(context, (c, trap) -> {
            traps.add(trap);
            return traps.size() < count ? c : null;
        });
        return traps;
    }

    /** Runs until {@code handler} says null. */
    public ThreadContext run(ThreadContext context, TrapHandler handler) {
        return cpu.run(context, handler);
    }

    /** A free frame, zeroed. */
    public int frame() {
        int frame = nextFrame;
        nextFrame += 4096;
        if (nextFrame > ram.byteSize()) {
            throw new IllegalStateException("bench RAM used up");
        }
        ram.asSlice(frame, 4096).fill((byte) 0);
        return frame;
    }

    /** A word of RAM. */
    public int word(int physical) {
        return ram.get(JAVA_INT_UNALIGNED, physical);
    }

    /** Sets a word of RAM. */
    public void word(int physical, int value) {
        ram.set(JAVA_INT_UNALIGNED, physical, value);
    }

    /** Puts ARM instructions into memory. */
    public void code(int physical, int... instructions) {
        for (int i = 0; i < instructions.length; i++) {
            word(physical + 4 * i, instructions[i]);
        }
    }

    /** Puts Thumb half words into memory. */
    public void thumb(int physical, int... halves) {
        for (int i = 0; i < halves.length; i++) {
            ram.set(java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED, physical + 2L * i, (short) halves[i]);
        }
    }

    /** A new, empty space. */
    public Space space() {
        while ((nextFrame & 0x3fff) != 0) {
            frame();
        }
        int table = frame();
        frame();
        frame();
        frame();
        return new Space(table);
    }

    /** An address space: a first-level table of its own. */
    public final class Space {
        /** Physical address of the first-level table, as TTBR0 has it. */
        public final int table;

        Space(int table) {
            this.table = table;
        }

        /** Maps one page; rights as the constants above. */
        public Space map(int virtual, int physical, int rights) {
            word(entry(virtual), physical & ~0xfff | rights | 2);
            return this;
        }

        /** Removes a page from the table; the CPU is not told. */
        public Space unmap(int virtual) {
            word(entry(virtual), 0);
            return this;
        }

        /** Maps fresh memory; returns its frame. */
        public int fresh(int virtual, int rights) {
            int frame = frame();
            map(virtual, frame, rights);
            return frame;
        }

        private int entry(int virtual) {
            int first = table + 4 * (virtual >>> 20);
            if (word(first) == 0) {
                word(first, frame() | 1);
            }
            return (word(first) & ~0x3ff) + 4 * (virtual >>> 12 & 0xff);
        }
    }

    @Override
    public void close() {
        cpu.retire();
        end.run();
        arena.close();
    }

    @Override
    public MemorySegment ram() {
        return ram;
    }

    @Override
    public int ramBytes() {
        return (int) ram.byteSize();
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public CompletableFuture<Void> endOfContainer(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void containerEnded(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InterruptController interrupts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cpu cpu() {
        return cpu;
    }

    @Override
    public boolean onMachineThread() {
        return Thread.currentThread() == machineThread;
    }

    @Override
    public Kernel kernel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pager pager() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HeapServer heaps() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PosixServer posix() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Server> server(int tid) {
        return Optional.empty();
    }

    @Override
    public void inServer(int tid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public long wallNanos() {
        return 0;
    }

    @Override
    public <T> T call(Callable<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void post(Runnable work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Console> console(int id) {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Integer> exitOf(int pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void programEnded(int pid, int waitStatus) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void report(String line) {
        throw new UnsupportedOperationException(line);
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.empty();
    }
}
