package org.zerobench.api.machine;

/**
 * Why the CPU called the {@link TrapHandler}. The registers are in the {@link ThreadContext} that comes with it.
 *
 * @see <a href="https://developer.arm.com/documentation/ddi0406">ARM ARM (ARMv7-A), B1.8 exception handling</a>
 */
public sealed interface Trap {

    /** An SVC instruction; pc is already the next instruction. */
    record SupervisorCall() implements Trap {
        /** The one instance: a supervisor call carries nothing but registers. */
        public static final SupervisorCall INSTANCE = new SupervisorCall();
    }

    /**
     * A data or prefetch abort; pc is the faulting instruction, which is executed again when the thread goes on.
     *
     * @param prefetch true for an instruction fetch; then {@code address} is the pc's
     * @param write    true when a store faulted (DFSR.WnR)
     * @param address  fault address (DFAR or IFAR)
     * @param status   short-descriptor fault status, 4 bits: 1 alignment, 5 section translation, 7 page translation,
     *                 3/6 access flag, 9/11 domain, 13 section permission, 15 page permission
     */
    record Abort(boolean prefetch, boolean write, int address, int status) implements Trap {}

    /** An instruction that is undefined or not allowed in user mode; pc is that instruction. */
    record UndefinedInstruction() implements Trap {
        /** The one instance. */
        public static final UndefinedInstruction INSTANCE = new UndefinedInstruction();
    }

    /** A BKPT instruction; pc is that instruction. */
    record Breakpoint() implements Trap {
        /** The one instance. */
        public static final Breakpoint INSTANCE = new Breakpoint();
    }
}
