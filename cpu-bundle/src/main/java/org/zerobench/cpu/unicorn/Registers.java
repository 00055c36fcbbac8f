package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * Moves registers between a {@link ThreadContext} and the engine; one per engine, used by the thread that runs it.
 *
 * <p>Two ways, chosen once: through a {@link StateWindow} (no call at all), else by saving Unicorn's context to a buffer and
 * restoring it. The program counter is never written through {@code uc_reg_write}: inside a callback that makes Unicorn
 * drop a stop that another thread has just requested.
 */
final class Registers {

    /** Bits of CPSR that belong to user code: NZCVQ, IT, GE, E, T (ARM ARM B1.3.3). */
    private static final int USER_BITS = 0xFE0F_FE20;
    private static final int SYNDROME_CLASS_SHIFT = 26;
    /** Exception classes of syndromes that were left by something else than an undefined instruction. */
    private static final long OTHER_CLASSES = 1L << 0x11 | 1L << 0x20 | 1L << 0x21 | 1L << 0x24 | 1L << 0x25 | 1L << 0x38;
    private static final int VFP_REGISTERS = 32;

    private final Engine engine;
    private final StateLayout layout;
    private final boolean live;
    private final MemorySegment state;
    /** CPSR as the engine has it, valid from {@link #store} to the next write. */
    private int engineCpsr;

    Registers(Engine engine, StateLayout layout, Optional<StateWindow> window) {
        this.engine = engine;
        this.layout = layout;
        live = window.isPresent();
        state = window.map(StateWindow::memory).orElseGet(() -> engine.context().asSlice(layout.registers()));
    }

    /** Engine to context: all but VFP. */
    void store(ThreadContext context) {
        pull();
        MemorySegment.copy(state, JAVA_INT_UNALIGNED, 0, context.r, 0, 16);
        context.tpidruro = state.get(JAVA_INT_UNALIGNED, layout.tpidruro());
        context.tpidrurw = state.get(JAVA_INT_UNALIGNED, layout.tpidrurw());
        engineCpsr = engine.register(Engine.REG_CPSR) & USER_BITS | ThreadContext.CPSR_USER;
        context.cpsr = engineCpsr;
    }

    /** Context to engine: all but VFP. */
    void load(ThreadContext context) {
        pull();
        put(context);
        push();
        cpsr(context);
    }

    /** Context to engine after {@link #store} of the same context: what has changed since. */
    void update(ThreadContext context) {
        if (live) {
            put(context);
        } else if (changed(context)) {
            load(context);
            return;
        }
        if (context.cpsr != engineCpsr) {
            cpsr(context);
        }
    }

    /** Engine to context: d0 to d31 and FPSCR. */
    void storeVfp(ThreadContext context) {
        pull();
        MemorySegment.copy(state, JAVA_LONG_UNALIGNED, layout.vfp(), context.d, 0, VFP_REGISTERS);
        context.fpscr = engine.register(Engine.REG_FPSCR);
    }

    /** Context to engine: d0 to d31 and FPSCR. */
    void loadVfp(ThreadContext context) {
        pull();
        MemorySegment.copy(context.d, 0, state, JAVA_LONG_UNALIGNED, layout.vfp(), VFP_REGISTERS);
        push();
        engine.register(Engine.REG_FPSCR, context.fpscr);
    }

    /** What kind of abort it was; after {@link #store}. */
    Trap.Abort abort(boolean prefetch) {
        int status = state.get(JAVA_INT_UNALIGNED, layout.faultStatus());
        int address = (int) state.get(JAVA_LONG_UNALIGNED, layout.faultAddress());
        return new Trap.Abort(prefetch, !prefetch && (status & 1 << 11) != 0, address, status & 0xF);
    }

    /**
     * Tells an undefined instruction from a hint that yields (YIELD, WFE): Unicorn reports both alike, but only the former
     * sets the syndrome. Clears it, so that the next one can be told too.
     */
    boolean takeUndefined() {
        pull();
        int syndrome = state.get(JAVA_INT_UNALIGNED, layout.syndrome());
        state.set(JAVA_INT_UNALIGNED, layout.syndrome(), 0);
        push();
        return syndrome != 0 && (OTHER_CLASSES >>> (syndrome >>> SYNDROME_CLASS_SHIFT) & 1) == 0;
    }

    private void put(ThreadContext context) {
        MemorySegment.copy(context.r, 0, state, JAVA_INT_UNALIGNED, 0, 16);
        state.set(JAVA_INT_UNALIGNED, layout.tpidruro(), context.tpidruro);
        state.set(JAVA_INT_UNALIGNED, layout.tpidrurw(), context.tpidrurw);
    }

    private boolean changed(ThreadContext context) {
        for (int i = 0; i < 16; i++) {
            if (state.get(JAVA_INT_UNALIGNED, 4L * i) != context.r[i]) {
                return true;
            }
        }
        return state.get(JAVA_INT_UNALIGNED, layout.tpidruro()) != context.tpidruro
                || state.get(JAVA_INT_UNALIGNED, layout.tpidrurw()) != context.tpidrurw;
    }

    private void cpsr(ThreadContext context) {
        engineCpsr = context.cpsr & USER_BITS | ThreadContext.CPSR_USER;
        engine.register(Engine.REG_CPSR, engineCpsr);
    }

    private void pull() {
        if (!live) {
            engine.save();
        }
    }

    private void push() {
        if (!live) {
            engine.restore();
        }
    }
}
