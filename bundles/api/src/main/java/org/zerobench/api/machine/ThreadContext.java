package org.zerobench.api.machine;

/**
 * The user-mode registers of one thread, as plain data. The kernel owns it, the CPU loads it before it runs the thread
 * and stores into it at every trap, servers read and write it through the kernel.
 *
 * <p>ARM words are {@code int}, treated as unsigned. Not thread-safe: machine thread only.
 *
 * @see <a href="https://developer.arm.com/documentation/ddi0406">ARM ARM (ARMv7-A), A2.3 and B1.3</a>
 */
public final class ThreadContext {

    /** Index of the stack pointer in {@link #r}. */
    public static final int SP = 13;
    /** Index of the link register in {@link #r}. */
    public static final int LR = 14;
    /** Index of the program counter in {@link #r}. */
    public static final int PC = 15;
    /** CPSR of a user-mode thread in ARM state, interrupts enabled. */
    public static final int CPSR_USER = 0x10;
    /** CPSR bit 5: Thumb state. The PC in {@link #r} never carries the Thumb bit. */
    public static final int CPSR_THUMB = 0x20;

    /** r0 to r12, sp, lr, pc. */
    public final int[] r = new int[16];
    /** Program status; mode bits are always user (0x10). */
    public int cpsr = CPSR_USER;
    /** TPIDRURO (CP15 c13,c0,3): the thread pointer that user code may only read. */
    public int tpidruro;
    /** TPIDRURW (CP15 c13,c0,2): the thread pointer that user code may write. */
    public int tpidrurw;
    /** Physical address of the first-level translation table of the space the thread runs in; 16 KiB aligned. */
    public int ttbr0;
    /** True once the thread has executed a VFP or NEON instruction; only then are {@link #d} and {@link #fpscr} live. */
    public boolean vfpUsed;
    /** d0 to d31, raw bits. */
    public final long[] d = new long[32];
    /** Floating-point status and control. */
    public int fpscr;

    /** Copies every register of {@code other} but not {@link #ttbr0}: the space is the thread's own. */
    public void copyRegistersFrom(ThreadContext other) {
        System.arraycopy(other.r, 0, r, 0, r.length);
        cpsr = other.cpsr;
        tpidruro = other.tpidruro;
        tpidrurw = other.tpidrurw;
        vfpUsed = other.vfpUsed;
        System.arraycopy(other.d, 0, d, 0, d.length);
        fpscr = other.fpscr;
    }

    /** Sets every register to its value in a fresh thread (zero, user mode, ARM state); keeps {@link #ttbr0}. */
    public void clear() {
        copyRegistersFrom(new ThreadContext());
    }

    /** Bit 0 of {@code entry} chooses Thumb state, as at a BX (ARM ARM A4.1.1); sets pc and CPSR.T. */
    public void jump(int entry) {
        r[PC] = (entry & 1) != 0 ? entry & ~1 : entry & ~3;
        cpsr = (entry & 1) != 0 ? cpsr | CPSR_THUMB : cpsr & ~CPSR_THUMB;
    }

    /** @return true in Thumb state */
    public boolean thumb() {
        return (cpsr & CPSR_THUMB) != 0;
    }
}
