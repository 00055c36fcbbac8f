package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
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
 * An ARMv7-A CPU on the Unicorn engine. The kernel's page tables are walked by Unicorn's own MMU; traps are answered
 * inside Unicorn's callback, thread and space switches too, so that the engine is left only for a stop.
 *
 * <p>The engine is entered through a door: at a virtual address that traps at once, with the real thread loaded by that
 * trap. Unicorn drops stops that arrive while {@code uc_emu_start} sets itself up; behind the door it does no more, and
 * what arrived before is in {@link #stopRequested}.
 *
 * <p>Public because Declarative Services asks for it; the package is not exported.
 */
@Component(service = Cpu.class, scope = ServiceScope.PROTOTYPE, property = Cpu.POLICY + "=unicorn")
public final class UnicornCpu implements Cpu, Engine.Callbacks {

    private static final int EXCEPTION_SVC = 2;
    private static final int EXCEPTION_PREFETCH_ABORT = 3;
    private static final int EXCEPTION_DATA_ABORT = 4;
    private static final int EXCEPTION_BREAKPOINT = 7;
    /** swp half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 idiva idivt vfpd32: each is tried by a test. */
    private static final int HWCAP = 0x000F_B0D7;
    /** From this many single pages on, one flush of everything is cheaper. */
    private static final int MAX_PENDING = 8;
    private static final int NO_TABLE = 1;
    /** Traps between two sweeps for fast stores: a sweep costs as much as one or two of them. */
    private static final int TRAPS_TO_SWEEP = 16;
    /**
     * How long code runs before all that was translated is dropped, in ns; looked at whenever the engine is entered, which a
     * ticker sees to. Unicorn 2.0 has room for 1 GiB of it and takes nothing back; when that has been full, no abort has the
     * right program counter any more. Translating nothing but new code fills it in about a minute.
     */
    private static final long CODE_LIFE = 5_000_000_000L;

    private final EngineRoom room;
    private final long codeLife;

    /** Guards {@link #inside}, {@link #retired} and the life of {@link #engine}: what {@link #stop} races with. */
    private final Object life = new Object();
    private volatile boolean stopRequested;
    private boolean inside;
    private boolean retired;

    private Engine engine;
    private Registers registers;
    /** Null where stores are fast anyway, or cannot be made so. */
    private FastStores stores;
    private Machine machine;
    private int trapsToSweep = TRAPS_TO_SWEEP;
    /** For how long code has run since what was translated was dropped, in ns. */
    private long codeAge;
    private DeviceWindow devices;
    private int ramBytes;

    /** The table in the engine's TTBR0. */
    private int table = NO_TABLE;
    /** The table that the engine's remembered translations come from. */
    private int translated = NO_TABLE;
    private final int[] pendingPages = new int[MAX_PENDING];
    private int pending;

    private TrapHandler handler;
    private ThreadContext current;

    /** The door's trap is expected. */
    private boolean entering;
    /** The engine, not the context, has the truth about {@link #current}'s registers. */
    private boolean loaded;
    /** VFP is allowed in the engine, and its registers there are {@link #current}'s. */
    private boolean vfpOn;
    /** Where VFP was switched on for an instruction that may be undefined all the same; odd when none. */
    private int vfpTrial = 1;
    /** The handler is at work on {@link #current}. */
    private boolean trapping;
    private boolean leaving;
    private Throwable failure;

    /** @param room what the engines of this bundle share */
    @Activate
    public UnicornCpu(@Reference EngineRoom room) {
        this(room, CODE_LIFE);
    }

    UnicornCpu(EngineRoom room, long codeLife) {
        this.room = room;
        this.codeLife = codeLife;
    }

    @Override
    public CpuInfo info() {
        UnicornLibrary library = room.library();
        boolean slowStores = registers != null && stores == null && library.version() >>> 8 < 0x020102;
        return new CpuInfo("Unicorn " + library.versionText(), library.source(), "Cortex-A15", HWCAP, 0, false,
                slowStores ? List.of("stores are slow in this version: install libunicorn 2.1.2 or newer") : List.of());
    }

    @Override
    public void open(Machine machine) {
        EngineRoom.Opened opened = room.open(machine, this);
        this.machine = machine;
        ramBytes = machine.ramBytes();
        devices = new DeviceWindow(machine.devices());
        registers = opened.registers();
        stores = opened.stores().orElse(null);
        synchronized (life) {
            engine = opened.engine();
        }
    }

    @Override
    public ThreadContext run(ThreadContext context, TrapHandler handler) {
        begin();
        try {
            this.handler = handler;
            current = context;
            leaving = false;
            failure = null;
            while (!leaving && !stopRequested) {
                enter();
            }
            return current;
        } finally {
            this.handler = null;
            end();
        }
    }

    @Override
    public void stop() {
        stopRequested = true;
        synchronized (life) {
            if (inside) {
                engine.stopFromOutside();
            }
        }
    }

    @Override
    public void syncVfp(ThreadContext context, boolean load) {
        if (!trapping || !vfpOn || context != current) {
            return; // the context has the truth
        }
        if (load) {
            registers.loadVfp(context);
        } else {
            registers.storeVfp(context);
        }
    }

    @Override
    public void invalidatePage(int ttbr0, int virtual) {
        if (ttbr0 != translated) {
            return; // a switch of spaces forgets everything
        }
        if (pending < MAX_PENDING) {
            pendingPages[pending] = virtual;
        }
        pending++;
    }

    @Override
    public void invalidateSpace(int ttbr0) {
        if (ttbr0 == translated) {
            translated = NO_TABLE;
        }
    }

    @Override
    public void invalidateCode(int physical, int bytes) {
        int length = Math.min(bytes, ramBytes - physical);
        if (physical < 0 || length <= 0) {
            return; // not RAM: nothing runs there
        }
        // Unicorn looks code up by virtual address, so the private table names RAM one to one for this moment. The
        // translation that the look-up leaves must not be seen by the guest, nor the guest's by the look-up.
        engine.table(Board.PRIVATE);
        engine.flushPage(physical);
        engine.removeCode(physical, length);
        engine.flushPage(physical);
        engine.table(table);
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
        synchronized (life) {
            retired = true;
            if (!inside) {
                release();
            }
        }
    }

    // The run loop.

    private void begin() {
        machine.assertMachineThread();
        synchronized (life) {
            if (engine == null || inside) {
                throw new IllegalStateException(inside ? "this CPU is running" : "this CPU is not open");
            }
            inside = true;
        }
    }

    private void end() {
        synchronized (life) {
            inside = false;
            stopRequested = false;
            if (retired) {
                release(); // retired while running: an abandoned engine ends when its thread comes back
            }
        }
    }

    private void release() {
        if (engine != null) {
            room.close(engine);
            engine = null;
        }
    }

    private void enter() {
        engine.clearStop();
        if (stopRequested) {
            return; // it may have come before the clearing
        }
        sweepStores();
        if (codeAge > codeLife) {
            engine.forgetCode();
            codeAge = 0;
        }
        long began = System.nanoTime();
        entering = true;
        engine.table(Board.PRIVATE);
        table = Board.PRIVATE;
        if (doorIsMapped()) {
            engine.flushPage(Board.DOOR);
        }
        int error = engine.start(Board.DOOR);
        codeAge += System.nanoTime() - began;
        if (failure == null && entering && !stopRequested) {
            failure = new IllegalStateException("the engine did not start (error " + error + ")");
        }
        if (loaded) {
            loaded = false;
            registers.store(current);
            storeVfp();
            if (error != 0 && failure == null) {
                // Unicorn gave up on an instruction in a way of its own: to the guest that instruction is undefined.
                outcome(handle(Trap.UndefinedInstruction.INSTANCE));
            }
        }
        if (failure != null) {
            throw rethrow(failure);
        }
    }

    /**
     * Whether the engine may remember a translation of the door. Not asked for speed's sake alone: Unicorn takes 4 KiB for
     * large pages, and forgetting one makes it forget all.
     */
    private boolean doorIsMapped() {
        if (translated == NO_TABLE || pending > 0) {
            return true; // who knows; much is going to be forgotten anyway
        }
        int section = machine.ram().get(JAVA_INT_UNALIGNED, translated + 4L * (Board.DOOR >>> 20));
        return (section & 3) != 1 ? section != 0
                : machine.ram().get(JAVA_INT_UNALIGNED, (section & ~0x3ff) + 4L * (Board.DOOR >>> 12 & 0xff)) != 0;
    }

    private static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    // Callbacks from inside the engine: nothing may be thrown through native code.

    @Override
    public void interrupt(int number) {
        try {
            if (entering) {
                entering = false;
                if (stopRequested) {
                    engine.stop();
                } else {
                    load(current);
                }
                return;
            }
            if (!loaded) {
                return; // some versions report an undefined instruction twice: the context is ahead of the engine by then
            }
            registers.store(current);
            switch (number) {
                case EXCEPTION_SVC -> trapped(Trap.SupervisorCall.INSTANCE);
                case EXCEPTION_PREFETCH_ABORT -> trapped(registers.abort(true));
                case EXCEPTION_DATA_ABORT -> trapped(registers.abort(false));
                case EXCEPTION_BREAKPOINT -> trapped(Trap.Breakpoint.INSTANCE);
                default -> undefined(); // some versions report undefined instructions here; HVC, SMC: not for users
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public boolean undefined() {
        try {
            if (!registers.takeUndefined()) {
                return true; // YIELD or WFE: a hint, already behind us
            }
            registers.store(current);
            int pc = current.r[ThreadContext.PC];
            if (!vfpOn) {
                // The thread's first VFP instruction, or a truly undefined one: that one comes back at once.
                current.vfpUsed = true;
                switchVfp(current);
                vfpTrial = pc;
                return true;
            }
            if (vfpTrial == pc) {
                storeVfp();
                current.vfpUsed = false;
                switchVfp(current);
            }
            trapped(Trap.UndefinedInstruction.INSTANCE);
        } catch (Throwable e) {
            fail(e);
        }
        return true;
    }

    @Override
    public long deviceRead(long offset, int bytes) {
        try {
            return devices.read(DeviceWindow.START + (int) offset, bytes);
        } catch (Throwable e) {
            fail(e);
            return 0;
        }
    }

    @Override
    public void deviceWrite(long offset, int bytes, long value) {
        try {
            devices.write(DeviceWindow.START + (int) offset, bytes, value);
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        }
        engine.stop();
    }

    private void trapped(Trap trap) {
        loaded = false;
        vfpTrial = 1;
        if (--trapsToSweep == 0) {
            sweepStores();
        }
        ThreadContext next = handle(trap);
        boolean stop = stopRequested;
        if (next == current && next.ttbr0 == table && !stop) {
            resume(next);
            return;
        }
        outcome(next);
        if (leaving || stop) {
            engine.stop();
        } else {
            load(next);
        }
    }

    private ThreadContext handle(Trap trap) {
        trapping = true;
        ThreadContext next = null;
        try {
            next = handler.trap(current, trap);
        } catch (Throwable e) {
            fail(e);
        }
        trapping = false;
        if (!machine.onMachineThread()) {
            // Another thread has taken the machine over: no guest instruction, no context may be touched any more.
            vfpOn = false;
            throw new IllegalStateException("this thread was taken off the machine while it was in a trap");
        }
        return next;
    }

    /** Takes the last registers of the context that trapped out of the engine and notes which one is next. */
    private void outcome(ThreadContext next) {
        storeVfp();
        leaving = next == null;
        current = next == null ? current : next;
    }

    private void resume(ThreadContext context) {
        flushPending();
        registers.update(context);
        if (context.vfpUsed != vfpOn) {
            switchVfp(context);
        }
        loaded = true;
    }

    private void load(ThreadContext context) {
        current = context;
        registers.load(context);
        if (context.ttbr0 != table) {
            table = context.ttbr0;
            engine.table(table);
        }
        if (table == translated) {
            flushPending();
        } else {
            translated = table;
            pending = 0;
            engine.flushAll();
        }
        switchVfp(context);
        loaded = true;
    }

    private void flushPending() {
        if (translated != table) {
            translated = table;
            engine.flushAll();
        } else if (pending > MAX_PENDING) {
            engine.flushAll();
        } else {
            for (int i = 0; i < pending; i++) {
                engine.flushPage(pendingPages[i]);
            }
        }
        pending = 0;
    }

    private void switchVfp(ThreadContext context) {
        if (context.vfpUsed) {
            registers.loadVfp(context);
        }
        if (context.vfpUsed != vfpOn) {
            vfpOn = context.vfpUsed;
            engine.vfp(vfpOn);
        }
    }

    private void sweepStores() {
        trapsToSweep = TRAPS_TO_SWEEP;
        if (stores != null) {
            stores.sweep();
        }
    }

    private void storeVfp() {
        if (vfpOn && current.vfpUsed) {
            registers.storeVfp(current);
        }
    }
}
