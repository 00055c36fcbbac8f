package org.zerobench.api.machine;

import org.osgi.annotation.versioning.ConsumerType;
import org.zerobench.api.swap.Swappable;

/**
 * An ARMv7-A CPU in user mode. Registered as a prototype-scoped service with the property {@value #POLICY}; an instance
 * is opened once, before all else, and closed by {@link #retire()}.
 *
 * <p>It has no state of its own between two runs: registers are in contexts, memory and page tables in RAM. What it keeps
 * (translations, translated code) it can rebuild, so {@link CpuState} is empty.
 *
 * <p>All methods but {@link #stop()} and {@link #open} are for the machine thread.
 */
@ConsumerType
public interface Cpu extends Swappable<CpuState> {

    /** Service property: the name a person chooses this engine by, like {@code unicorn}. */
    String POLICY = "policy";

    /** What this engine is; for people and for HWCAP. Valid before {@link #open}. */
    CpuInfo info();

    /**
     * Connects the engine to the machine's RAM and devices. Any thread, and while another CPU may be running: it changes
     * nothing there.
     *
     * @param machine gives {@link Machine#ram()} and {@link Machine#devices()}
     * @throws MachineException when the engine cannot run here (no library, calibration failed); says the remedy
     */
    void open(Machine machine);

    /**
     * Runs threads until the handler returns null or {@link #stop()} is called.
     *
     * @param context the thread to start with; its {@link ThreadContext#ttbr0} names its space
     * @param handler called at every trap
     * @return the context that was running at the end, its registers stored; after a null from the handler the one that
     *         trapped
     */
    ThreadContext run(ThreadContext context, TrapHandler handler);

    /**
     * Makes a current or the next {@link #run} return soon, at an instruction border. Any thread; never lost: a stop
     * that arrives while nothing runs ends the next run at once. Cheap enough for a 1 kHz tick.
     */
    void stop();

    /**
     * Guest instructions executed since {@link #open}, those whose condition failed too; exact at every trap and outside
     * {@link #run}.
     *
     * @throws UnsupportedOperationException where {@link CpuInfo#counts()} is false
     */
    default long retired() {
        throw new UnsupportedOperationException(info().name() + " does not count instructions");
    }

    /**
     * Sets how many more instructions may be executed: {@link #run} returns as at a stop after exactly that one, behind its
     * trap if it traps, and at once while nothing is left. May be called within a trap, and holds until it is called again.
     *
     * @param instructions not negative; {@link Long#MAX_VALUE} for no end, as after {@link #open}
     * @throws UnsupportedOperationException where {@link CpuInfo#counts()} is false
     */
    default void budget(long instructions) {
        throw new UnsupportedOperationException(info().name() + " does not count instructions");
    }

    /**
     * Brings {@link ThreadContext#d} and {@link ThreadContext#fpscr} up to date with the engine, or loads the engine from
     * them, when the context's VFP registers are live in the engine. Outside {@link #run} they are always up to date.
     *
     * @param context the context that trapped
     * @param load    false: engine to context, before reading; true: context to engine, after writing
     */
    void syncVfp(ThreadContext context, boolean load);

    /** Forgets the translation of one page after its table entry was removed, or its rights reduced or its frame changed. */
    void invalidatePage(int ttbr0, int virtual);

    /** Forgets all translations of a space. */
    void invalidateSpace(int ttbr0);

    /**
     * Forgets translated code of a physical range, before code written there by Java runs.
     *
     * @param physical first byte, page aligned
     * @param bytes    length, a multiple of 4096
     */
    void invalidateCode(int physical, int bytes);
}
