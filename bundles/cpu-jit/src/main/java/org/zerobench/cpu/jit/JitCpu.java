package org.zerobench.cpu.jit;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.CpuInfo;
import org.zerobench.api.machine.CpuState;
import org.zerobench.api.machine.DeviceWindow;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.api.machine.TrapHandler;
import org.zerobench.api.swap.StateException;

/**
 * An ARMv7-A CPU in pure Java. It counts every instruction and needs nothing of the host.
 *
 * <p>Public because Declarative Services asks for it; the package is not exported.
 */
@Component(service = Cpu.class, scope = ServiceScope.PROTOTYPE,
        property = {Cpu.POLICY + "=jit", "service.ranking:Integer=-10"})
public final class JitCpu implements Cpu {

    /** swp half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 idiva idivt vfpd32: each is tried by a test. */
    private static final int HWCAP = 0x000F_B0D7;

    /** A limit that is below every count, with room to subtract. */
    private static final long STOP = Long.MIN_VALUE / 2;

    private final Regions.Tuning tuning;
    private Machine machine;
    private Mmu mmu;
    private CodePages pages;
    private Core core;
    private Regions regions;
    private Interpreter interpreter;
    private volatile boolean stopRequested;
    private boolean inside;
    private volatile boolean retired;

    public JitCpu() {
        this(Regions.Tuning.USUAL);
    }

    JitCpu(Regions.Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public CpuInfo info() {
        return new CpuInfo("Java interpreter and compiler", "java", "Cortex-A15", HWCAP, 0, true,
                regions == null ? List.of() : List.of(regions.figures()));
    }

    @Override
    public void open(Machine machine) {
        this.machine = machine;
        pages = new CodePages(machine.ramBytes());
        mmu = new Mmu(machine.ram(), new DeviceWindow(machine.devices()), pages);
        core = new Core(mmu);
        Decoder decoder = new Decoder();
        regions = new Regions(mmu, pages, decoder, RamAccess.of(machine.ram()), tuning);
        interpreter = new Interpreter(core, mmu, pages, decoder, regions);
    }

    @Override
    public ThreadContext run(ThreadContext context, TrapHandler handler) {
        machine.assertMachineThread();
        if (inside || retired) {
            throw new IllegalStateException(inside ? "this CPU is running" : "this CPU is not open");
        }
        inside = true;
        try {
            return threads(context, handler);
        } finally {
            inside = false;
            stopRequested = false;
            core.limit = core.end;
        }
    }

    private ThreadContext threads(ThreadContext first, TrapHandler handler) {
        ThreadContext current = first;
        while (!stopRequested && core.retired < core.end) {
            Trap trap = guest(current);
            if (trap == null) {
                break;
            }
            ThreadContext next = handler.trap(current, trap);
            if (!machine.onMachineThread()) {
                // Another thread has taken the machine over: no guest instruction, no context may be touched any more.
                throw new IllegalStateException("this thread was taken off the machine while it was in a trap");
            }
            if (next == null) {
                break;
            }
            current = next;
        }
        return current;
    }

    /** Runs a thread to its next trap; null when a stop came first. */
    private Trap guest(ThreadContext context) {
        core.load(context);
        core.exit = Core.Exit.NONE;
        Trap trap;
        try {
            interpreter.run();
            trap = switch (core.exit) {
                case NONE -> null;
                case SUPERVISOR_CALL -> Trap.SupervisorCall.INSTANCE;
                case UNDEFINED -> Trap.UndefinedInstruction.INSTANCE;
                case BREAKPOINT -> Trap.Breakpoint.INSTANCE;
            };
        } catch (Abort abort) {
            trap = new Trap.Abort(abort.prefetch, abort.write, abort.address, abort.status);
        }
        core.store();
        return trap;
    }

    @Override
    public long retired() {
        return core.retired;
    }

    @Override
    public void budget(long instructions) {
        machine.assertMachineThread();
        core.end = instructions > Long.MAX_VALUE - core.retired ? Long.MAX_VALUE : core.retired + instructions;
        core.limit = core.end;
        if (stopRequested) {
            core.limit = STOP;
        }
    }

    /** What it has compiled. Machine thread. */
    Regions regions() {
        return regions;
    }

    @Override
    public void stop() {
        stopRequested = true;
        core.limit = STOP;
    }

    @Override
    public void syncVfp(ThreadContext context, boolean load) {
        // A context has the truth about its VFP registers whenever a handler can look.
    }

    @Override
    public void invalidatePage(int ttbr0, int virtual) {
        mmu.forgetPage(ttbr0, virtual);
    }

    @Override
    public void invalidateSpace(int ttbr0) {
        mmu.forgetSpace(ttbr0);
    }

    @Override
    public void invalidateCode(int physical, int bytes) {
        pages.forget(physical, bytes);
    }

    @Override
    public CpuState save() {
        return new CpuState();
    }

    @Override
    public void restore(CpuState state) {
        if (state.version() != 1) {
            throw new StateException("CPU state of unknown version " + state.version());
        }
    }

    @Override
    public void retire() {
        retired = true;
        if (regions != null) {
            regions.close();
        }
    }
}
