package org.zerobench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.osgi.framework.ServiceReference;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.CpuState;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Peripherals;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.posix.PosixState;
import org.zerobench.api.swap.State;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swappable;

/** The machine that parts are plugged into: slots, RAM, requests. */
final class Board implements Machine {
    private static final String DEFAULT_RAM = "256M";
    private static final Duration POWER_LIMIT = Duration.ofSeconds(30);
    /** How long a missing part may still arrive (a jar in the deploy folder) once all bundles have started. */
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    private final UnaryOperator<String> options;
    private final Slot<Cpu, CpuState> cpu;
    private final Slot<Kernel, KernelState> kernel;
    private final Slot<Pager, PagerState> pager;
    private final Slot<Heaps, MallocState> malloc;
    private final Slot<PosixServer, PosixState> posix;
    private final HeapService heapService;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment ram;
    private final int ramBytes;
    private final Peripherals.Fitted peripherals;
    private final Baton baton = new Baton();
    private final Guard guard;
    private final MachineThread thread;
    private final Conductor conductor;
    private final JavaServers javaServers;
    private final Outside outside = new Outside(this);
    private final Requests requests;
    /** What drives the machine in deterministic mode, else null. */
    private final CountedRhythm counted;

    private final OpenConsoles consoles = new OpenConsoles(id -> post(() -> posix().consoleReady(id)));
    private final Endings endings = new Endings();

    /** Posted while a part was missing; machine thread. */
    private final List<Runnable> deferred = new ArrayList<>();
    private final CountDownLatch power = new CountDownLatch(1);
    private volatile boolean powered;
    private volatile String failure;

    /** @param options gives a boot option by its name, null where it is not set @param devices what the machine is made with */
    Board(UnaryOperator<String> options, Peripherals devices) {
        this.options = options;
        cpu = new Slot<>(Subsystem.CPU, options.apply("cpu"));
        kernel = new Slot<>(Subsystem.KERNEL, options.apply("kernel"));
        pager = new Slot<>(Subsystem.PAGER, options.apply("pager"));
        malloc = new Slot<>(Subsystem.MALLOC, options.apply("allocator"));
        posix = new Slot<>(Subsystem.POSIX, options.apply("posix"));
        ramBytes = Memory.parseSize(option("ram").orElse(DEFAULT_RAM));
        ram = Memory.allocate(arena, ramBytes);
        heapService = new HeapService(this);
        Duration limit = option("limit").map(ms -> Duration.ofMillis(Long.parseLong(ms))).orElse(DEFAULT_LIMIT);
        guard = new Guard(baton, limit);
        thread = new MachineThread(this, baton, limit.toNanos());
        conductor = new Conductor(this, guard);
        javaServers = new JavaServers(this);
        counted = counted();
        requests = new Requests(this, thread, counted);
        consoles.counted(counted);
        thread.drivenBy(counted == null ? new FreeRhythm(thread) : counted);
        peripherals = devices.fit(this, thread::raised, consoles::print);
        thread.start();
    }

    private CountedRhythm counted() {
        try {
            return Deterministic.rhythm(this, thread).orElse(null);
        } catch (MachineException e) {
            failure = e.getMessage();
            power.countDown();
            return null;
        }
    }

    // --- slots -------------------------------------------------------------------------------------------------------

    Slot<Cpu, CpuState> cpuSlot() {
        return cpu;
    }

    Slot<Kernel, KernelState> kernelSlot() {
        return kernel;
    }

    Slot<Pager, PagerState> pagerSlot() {
        return pager;
    }

    Slot<Heaps, MallocState> mallocSlot() {
        return malloc;
    }

    Slot<PosixServer, PosixState> posixSlot() {
        return posix;
    }

    Slot<?, ?> slot(Subsystem subsystem) {
        return switch (subsystem) {
            case CPU -> cpu;
            case KERNEL -> kernel;
            case PAGER -> pager;
            case MALLOC -> malloc;
            case POSIX -> posix;
        };
    }

    boolean complete() {
        return powered && cpu.filled() && kernel.filled() && pager.filled() && malloc.filled() && posix.filled();
    }

    <P extends Swappable<S>, S extends State> void activate(Slot<P, S> slot, Slot.Active<P> active) {
        slot.activate(active);
        if (active.part() instanceof Heaps heaps) {
            heapService.use(heaps);
        }
        if (complete()) {
            deferred.forEach(this::post);
            deferred.clear();
        }
    }

    <P extends Swappable<S>, S extends State> void park(Slot<P, S> slot, S state) {
        slot.park(state, System.nanoTime());
        if (slot == (Slot<?, ?>) malloc) {
            heapService.use(null);
        }
    }

    /** Replaces the engine by a fresh one of its kind. @param retire false when the old one is still inside a call */
    void renewCpu(boolean retire) {
        Slot.Active<Cpu> old = cpu.active();
        if (old == null) {
            return;
        }
        Plug.Made<Cpu> made = old.plug().make();
        made.part().open(this);
        activate(cpu, new Slot.Active<>(old.plug(), made.part(), made.release()));
        if (retire) {
            old.part().retire();
        }
    }

    // --- power -------------------------------------------------------------------------------------------------------

    /** Boots once every slot has its candidate. Any thread. */
    void tryPower() {
        if (!powered && failure == null && ready()) {
            post(this::powerOn);
        }
    }

    private boolean ready() {
        return cpu.ready() && kernel.ready() && pager.ready() && malloc.ready() && posix.ready();
    }

    private void powerOn() {
        if (powered || failure != null) {
            return;
        }
        try {
            inServer(0);
            new Power(this).on();
            powered = true;
            javaServers.attachAll();
        } catch (RuntimeException | StackOverflowError e) {
            failure = e instanceof MachineException ? e.getMessage() : "the machine did not boot: " + e;
            bug(failure, e);
        } finally {
            power.countDown();
        }
    }

    boolean powered() {
        return powered;
    }

    /** @throws MachineException when the machine does not come on; says what is missing */
    void awaitPower() {
        long began = System.nanoTime();
        try {
            while (!powered && !power.await(50, TimeUnit.MILLISECONDS)) {
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                if (waited.compareTo(started && !ready() ? ARRIVAL_LIMIT : POWER_LIMIT) > 0) {
                    throw new MachineException("the machine is not on: " + missing());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while the machine was starting");
        }
        if (failure != null) {
            throw new MachineException(failure);
        }
    }

    private String missing() {
        StringBuilder text = new StringBuilder();
        for (Subsystem subsystem : Subsystem.values()) {
            Slot<?, ?> slot = slot(subsystem);
            if (!slot.ready()) {
                text.append(text.isEmpty() ? "" : "; ").append("no ").append(subsystem.label())
                        .append(slot.chosen() == null ? "" : " '" + slot.chosen() + "'").append(" is installed");
                List<String> there = slot.plugs().stream().map(Plug::policy).distinct().sorted().toList();
                text.append(there.isEmpty() ? "" : " (there are: " + String.join(", ", there) + ")");
            }
        }
        return text.isEmpty() ? "the parts are there but did not start" : text.toString();
    }

    /** Why the machine is not on. */
    String failure() {
        return failure == null ? "the machine is off" : failure;
    }

    void failedForGood(String why) {
        failure = why;
        report(why);
        endings.lost(why);
        if (counted != null) {
            counted.lost(why);
        }
    }

    /** Power off: parts that go away from now on are not replaced. */
    void close() {
        failure = "the machine is off";
        powered = false;
        thread.stop();
        if (counted != null) {
            thread.join();
            option("hash").ifPresent(wanted -> report(counted.summary()));
        }
        consoles.drain();
        conductor.close();
        guard.close();
    }

    Conductor conductor() {
        return conductor;
    }

    JavaServers javaServers() {
        return javaServers;
    }

    // --- Machine -----------------------------------------------------------------------------------------------------

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
        return peripherals.devices();
    }

    @Override
    public InterruptController interrupts() {
        return peripherals.interrupts();
    }

    @Override
    public Cpu cpu() {
        return cpu.part();
    }

    @Override
    public Kernel kernel() {
        return kernel.part();
    }

    @Override
    public Pager pager() {
        return pager.part();
    }

    @Override
    public HeapServer heaps() {
        return heapService;
    }

    @Override
    public PosixServer posix() {
        return posix.part();
    }

    @Override
    public Optional<Server> server(int tid) {
        return switch (tid) {
            case Servers.PAGER -> Optional.ofNullable(pager.active()).map(Slot.Active::part);
            case Servers.HEAP -> malloc.filled() ? Optional.of(heapService) : Optional.empty();
            case Servers.POSIX -> Optional.ofNullable(posix.active()).map(Slot.Active::part);
            default -> javaServers.find(tid);
        };
    }

    String serverName(int tid) {
        return switch (tid) {
            case Servers.PAGER -> "the pager";
            case Servers.HEAP -> "the allocator";
            case Servers.POSIX -> "the POSIX server";
            default -> "the server '" + javaServers.name(tid) + "'";
        };
    }

    @Override
    public void inServer(int tid) {
        thread.inServer(tid);
    }

    @Override
    public long nanos() {
        return thread.rhythm().nanos();
    }

    @Override
    public long wallNanos() {
        return thread.rhythm().wallNanos();
    }

    @Override
    public Optional<Chronicle> chronicle() {
        return Optional.ofNullable(counted);
    }

    @Override
    public <T> T call(Callable<T> work) {
        return requests.await(null, requests.whole(work));
    }

    @Override
    public <T> T change(String what, Callable<T> work) {
        return requests.await(what, requests.whole(work));
    }

    Requests requests() {
        return requests;
    }

    /** @throws MachineException when one of the parts is missing: work would leave the others half changed */
    void requireWhole() {
        for (Subsystem subsystem : Subsystem.values()) {
            if (!slot(subsystem).filled()) {
                throw new MachineException("the machine stands still: no " + subsystem.label() + " is plugged in; install a bundle that offers one");
            }
        }
    }

    @Override
    public void post(Runnable work) {
        thread.post(requests.of(work));
    }

    /** Does work later that was posted while a part was missing. Machine thread. @return true when it will be done then */
    boolean defer(Runnable work) {
        boolean later = powered && !complete();
        if (later) {
            deferred.add(work);
        }
        return later;
    }

    @Override
    public void press(int console, int pid, int signal, Runnable unheard) {
        MachineThread.Request request = requests.of(() -> outside.press(console, pid, signal, unheard));
        if (counted == null) {
            thread.post(request);
        } else {
            counted.press(console + " " + pid + " " + signal, request);
        }
    }

    @Override
    public void deliver(String device, byte[] bytes) {
        if (counted == null || !counted.replays()) {
            requests.deliver(device, bytes);
        }
    }

    /** Gives a device what has come for it. Machine thread. */
    void receive(String device, byte[] bytes) {
        peripherals.wires().receive(device, bytes);
    }

    /** Waits for a slow host. */
    void awaitRoom() {
        consoles.awaitRoom();
        peripherals.wires().awaitRoom();
    }

    @Override
    public boolean onMachineThread() {
        return baton.held();
    }

    @Override
    public CompletableFuture<Integer> exitOf(int pid) {
        return endings.ofProgram(pid);
    }

    @Override
    public void programStarted(int pid) {
        endings.programStarted(pid);
    }

    @Override
    public void programEnded(int pid, int waitStatus) {
        endings.programEnded(pid, waitStatus);
        happened();
    }

    @Override
    public CompletableFuture<Void> endOfContainer(int id) {
        return endings.ofContainer(id, kernel().containers().stream().anyMatch(container -> container.id() == id));
    }

    @Override
    public void containerEnded(int id) {
        endings.containerEnded(id);
        happened();
    }

    private void happened() {
        if (counted != null) {
            counted.happened();
        }
    }

    @Override
    public void report(String line) {
        System.err.println("zerobench: " + line);
    }

    /** A report of something that must not happen; its stack trace too where the option {@code debug} is set. */
    void bug(String line, Throwable e) {
        report(e instanceof MachineException ? line : line + ": " + e);
        if (option("debug").isPresent()) {
            e.printStackTrace();
        }
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.apply(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<Console> console(int id) {
        return consoles.find(id);
    }

    OpenConsoles consoles() {
        return consoles;
    }

    Outside outside() {
        return outside;
    }

    // --- services coming and going -----------------------------------------------------------------------------------

    <P extends Swappable<S>, S extends State> void add(Slot<P, S> slot, Plug<P> plug) {
        slot.add(plug);
        conductor.arrived(slot);
        tryPowerIfStarted();
    }

    <P extends Swappable<S>, S extends State> void remove(Slot<P, S> slot, ServiceReference<?> reference) {
        conductor.leaving(slot, reference);
    }

    private volatile boolean started;

    /** All bundles that are there at start have been started: candidates are complete. */
    void started() {
        started = true;
        tryPower();
    }

    private void tryPowerIfStarted() {
        if (started) {
            tryPower();
        }
    }
}
