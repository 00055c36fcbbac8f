package org.zerobench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;

/** A board with RAM, a clock that the test sets, and servers that are lambdas. The CPU is a record of what it was told. */
final class TestMachine implements Machine {
    static final int RAM_BYTES = 16 << 20;

    final Arena arena = Arena.ofAuto();
    final MemorySegment ram;
    final int ramBytes;
    final TlbModel tlb = new TlbModel();
    final Map<Integer, Server> servers = new HashMap<>();
    final List<String> reports = new ArrayList<>();
    /** What came out of the console's UART. */
    final StringBuilder printed = new StringBuilder();
    int inServer;
    Cpu cpu = tlb;
    L4Kernel kernel;
    Touch touch = (spid, address, write) -> -14;
    long nanos;
    Thread machineThread = Thread.currentThread();

    /** What the kernel asks a Java pager directly. */
    interface Touch {
        int touch(int spid, int address, boolean write);
    }

    /** Lines 5, 12 and 34 exist; a test raises them. */
    final TestLines interrupts = new TestLines();

    final List<Integer> endedContainers = new ArrayList<>();

    TestMachine() {
        this(RAM_BYTES);
    }

    TestMachine(int ramBytes) {
        this.ramBytes = ramBytes;
        ram = arena.allocate(ramBytes, 4096);
        kernel = new L4Kernel(this);
    }

    /** A fresh kernel with the old one's world; the old one's state is returned. */
    org.zerobench.api.kernel.KernelState swap() {
        var state = kernel.save();
        L4Kernel fresh = new L4Kernel(this);
        fresh.restore(state);
        kernel = fresh;
        return state;
    }

    @Override
    public MemorySegment ram() {
        return ram;
    }

    @Override
    public int ramBytes() {
        return ramBytes;
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device() {
            @Override
            public String name() {
                return "uart0";
            }

            @Override
            public int base() {
                return SystemPages.CONSOLE_DEVICE;
            }

            @Override
            public int sizeBytes() {
                return Ram.PAGE;
            }

            @Override
            public int read(int offset, int bytes) {
                return 0;
            }

            @Override
            public void write(int offset, int bytes, int value) {
                printed.append((char) value);
            }
        });
    }

    @Override
    public CompletableFuture<Void> endOfContainer(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void containerEnded(int id) {
        endedContainers.add(id);
    }

    @Override
    public InterruptController interrupts() {
        return interrupts;
    }

    @Override
    public Cpu cpu() {
        return cpu;
    }

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public Pager pager() {
        return (Pager) Proxy.newProxyInstance(Pager.class.getClassLoader(), new Class<?>[] {Pager.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("touch")) {
                return touch.touch((int) arguments[0], (int) arguments[1], (boolean) arguments[2]);
            }
            throw new UnsupportedOperationException(method.getName());
        });
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
        return Optional.ofNullable(servers.get(tid));
    }

    @Override
    public void inServer(int tid) {
        inServer = tid;
    }

    @Override
    public long nanos() {
        return nanos;
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
    public boolean onMachineThread() {
        return Thread.currentThread() == machineThread;
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
        reports.add(line);
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.empty();
    }
}
