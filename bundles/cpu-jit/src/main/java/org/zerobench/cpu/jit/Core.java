package org.zerobench.cpu.jit;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import org.zerobench.api.machine.ThreadContext;

/**
 * The registers of the running thread, in the form that instructions want: the general and VFP registers are the arrays of
 * its {@link ThreadContext}, the program status is taken apart. {@link #load} and {@link #store} stand at the ends of
 * every run of guest instructions.
 *
 * <p>While an instruction executes, {@code r[15]} is what the program counter reads as: its address plus 8, or 4 in Thumb
 * state.
 */
final class Core {

    /** Why the guest's execution ended. */
    enum Exit { NONE, SUPERVISOR_CALL, UNDEFINED, BREAKPOINT }

    static final int PC = 15;
    /** For each condition a bit for each NZCV that it holds in (ARM ARM A8.3.1). */
    static final int[] CONDITIONS = conditions();
    private static final int LEAVE = 1;
    private static final int Q = 1 << 27;
    private static final int E = 1 << 9;

    final Mmu mmu;

    /** General registers: the context's own array. */
    int[] r;
    /** d0 to d31: the context's own array. */
    long[] d;
    /** Floating-point arithmetic and FPSCR; live only where {@link #context}'s {@code vfpUsed} is set. */
    final FloatUnit fpu = new FloatUnit();
    /** N is the sign of this. */
    int n;
    /** Z is set when this is 0. */
    int z = 1;
    /** Carry, 0 or 1. */
    int c;
    /** V is the sign of this. */
    int v;
    /** While compiled code runs the four above may be operands of what the flags come from, of this kind (see {@link Flags}), */
    int flagKind = Flags.GIVEN;
    /** with this one the first. */
    int flagA;
    boolean q;
    /** GE[3:0]. */
    int ge;
    boolean thumb;
    /** ITSTATE (ARM ARM A2.5.2), 0 outside IT blocks. */
    int it;
    int tpidruro;
    int tpidrurw;

    /** Address under the exclusive monitor; meaningful while {@link #exclusiveBytes} is not 0. */
    int exclusiveAddress;
    /** Where the thread that was stored last is to go on; elsewhere it is in a signal handler, and the monitor open. */
    private int left;
    /** Size of the access that took the monitor, 0 when it is open. */
    int exclusiveBytes;

    /** Instructions executed, those whose condition failed too. */
    long retired;
    /** Value of {@link #retired} at which the budget is spent. */
    long end = Long.MAX_VALUE;
    /** Value of {@link #retired} from which to stop soon: {@link #end}, or the least there is when a stop is wanted. */
    volatile long limit = Long.MAX_VALUE;
    /** Values of {@link #failed}: compiled code has left at the step {@link #where} because its access was refused, */
    static final int ABORTED = 1;
    /** because it trapped, */
    static final int TRAPPED = 2;
    /** or behind it, because the code is not what it was. */
    static final int CHANGED = 3;
    /** or before it, for the interpreter to execute it. */
    static final int BEFORE = 4;
    int failed;
    int where;
    /** The compiled region that runs. */
    Region region;
    /** Virtual address of the page that the interpreter is in, */
    int base;
    /** the actions of its instructions as far as they are known, one a half word, */
    Action[] actions;
    /** and the one that leads to where nothing is known yet; null when there is none. */
    Action asking;
    /** Heat from which on an instruction is looked for among compiled ones. */
    int hot;
    /** Address of the next instruction, with {@link #LEAVE} when the run loop has to look around first. */
    int next;
    Exit exit = Exit.NONE;
    /** The thread whose registers these are. */
    ThreadContext context;

    Core(Mmu mmu) {
        this.mmu = mmu;
    }

    /** Takes a thread's registers. */
    void load(ThreadContext context) {
        if (context != this.context || context.r[PC] != left) {
            exclusiveBytes = 0; // ARM ARM A3.4.3 asks the kernel for that at a context switch
        }
        this.context = context;
        r = context.r;
        d = context.d;
        fpu.fpscr = context.fpscr;
        tpidruro = context.tpidruro;
        tpidrurw = context.tpidrurw;
        int cpsr = context.cpsr;
        nzcv(cpsr);
        q = (cpsr & Q) != 0;
        ge = cpsr >>> 16 & 0xF;
        thumb = (cpsr & ThreadContext.CPSR_THUMB) != 0;
        it = thumb ? cpsr >>> 25 & 3 | cpsr >>> 8 & 0xFC : 0;
        mmu.space(context.ttbr0, (cpsr & E) != 0);
    }

    /** Gives the thread its registers back; the program counter is already there. */
    void store() {
        left = r[PC];
        context.fpscr = fpu.fpscr;
        context.tpidrurw = tpidrurw;
        context.cpsr = apsr() | endianness() | it << 25 & 0x0600_0000 | it << 8 & 0xFC00 | ThreadContext.CPSR_USER
                | (thumb ? ThreadContext.CPSR_THUMB : 0);
    }

    /** Works out the flags that compiled code has left as operands. */
    void settle() {
        if (flagKind != Flags.GIVEN) {
            int b = v;
            n = Flags.result(flagKind, flagA, b, n);
            z = Flags.result(flagKind, flagA, b, z);
            c = Flags.carry(flagKind, flagA, b, c);
            v = Flags.overflow(flagKind, flagA, b);
            flagKind = Flags.GIVEN;
        }
    }

    /** N, Z, C, V in bits 31 to 28. */
    int nzcv() {
        return n & 1 << 31 | (z == 0 ? 1 << 30 : 0) | c << 29 | v >>> 31 << 28;
    }

    /** Sets N, Z, C, V from bits 31 to 28; the others do not matter. */
    void nzcv(int bits) {
        n = bits;
        z = ~bits & 1 << 30;
        c = bits >>> 29 & 1;
        v = bits << 3;
    }

    /** NZCVQ and GE as in CPSR. */
    int apsr() {
        return nzcv() | (q ? Q : 0) | ge << 16;
    }

    /** The bit of CPSR that makes data big-endian. */
    int endianness() {
        return mmu.isBigEndian() ? E : 0;
    }

    /** Writes NZCVQ, GE or both. */
    void apsr(int bits, boolean flags, boolean greater) {
        if (flags) {
            nzcv(bits);
            q = (bits & Q) != 0;
        }
        if (greater) {
            ge = bits >>> 16 & 0xF;
        }
    }

    private static int[] conditions() {
        int[] conditions = new int[16];
        for (int cond = 0; cond < 16; cond++) {
            for (int nzcv = 0; nzcv < 16; nzcv++) {
                conditions[cond] |= (holds(cond, nzcv) ? 1 : 0) << nzcv;
            }
        }
        return conditions;
    }

    private static boolean holds(int cond, int nzcv) {
        boolean z = (nzcv & 4) != 0;
        boolean c = (nzcv & 2) != 0;
        boolean greaterOrEqual = nzcv >>> 3 == (nzcv & 1);
        boolean holds = switch (cond >>> 1) {
            case 0 -> z;
            case 1 -> c;
            case 2 -> (nzcv & 8) != 0;
            case 3 -> (nzcv & 1) != 0;
            case 4 -> c && !z;
            case 5 -> greaterOrEqual;
            case 6 -> greaterOrEqual && !z;
            default -> true;
        };
        return holds == ((cond & 1) == 0) || cond >= Instruction.AL;
    }

    /** Whether one of {@link #CONDITIONS} holds. */
    boolean holds(int condition) {
        return (condition >>> (n >>> 28 & 8 | (z == 0 ? 4 : 0) | c << 1 | v >>> 31) & 1) != 0;
    }

    /** Whether a condition holds. */
    boolean passes(int cond) {
        return holds(CONDITIONS[cond]);
    }

    /** Jumps within the present state. */
    void branch(int target) {
        next = target & (thumb ? ~1 : ~3);
    }

    /** Jumps and chooses the state by bit 0 (BXWritePC). */
    void interwork(int target) {
        boolean toThumb = (target & 1) != 0;
        int address = target & (toThumb ? ~1 : ~3);
        if (toThumb == thumb) {
            next = address;
        } else {
            thumb = toThumb;
            next = address | LEAVE;
        }
    }

    /** What a data-processing instruction does when it writes the program counter (ALUWritePC). */
    void writePc(int value) {
        if (thumb) {
            next = value & ~1;
        } else {
            interwork(value);
        }
    }

    /** Makes the run loop look at {@link #it} before the next instruction. */
    void lookAround() {
        next |= LEAVE;
    }

    /** Ends execution behind this instruction. */
    void exit(Exit why) {
        exit = why;
        next |= LEAVE;
    }

    /** Ends execution at this instruction, which counts as not executed. */
    void exitBefore(Exit why) {
        exit = why;
        next = address() | LEAVE;
        retired--;
    }

    /** The instruction that executes is undefined. */
    void undefined() {
        exitBefore(Exit.UNDEFINED);
    }

    /** Address of the instruction that executes. */
    int address() {
        return r[PC] - (thumb ? 4 : 8);
    }

    static boolean leaves(int next) {
        return (next & LEAVE) != 0;
    }

    static int target(int next) {
        return next & ~LEAVE;
    }

    // What compiled code calls.

    long[] translations() {
        return mmu.translations();
    }

    int load8(int address, int step) {
        where = step;
        try {
            return mmu.load8(address);
        } catch (Abort refused) {
            failed = ABORTED;
            return 0;
        }
    }

    int load16(int address, int step) {
        where = step;
        try {
            return mmu.load16(address);
        } catch (Abort refused) {
            failed = ABORTED;
            return 0;
        }
    }

    int load32(int address, int step) {
        where = step;
        try {
            return mmu.load32(address);
        } catch (Abort refused) {
            failed = ABORTED;
            return 0;
        }
    }

    void store8(int address, int value, int step) {
        where = step;
        try {
            mmu.store8(address, value);
            failed = region.valid ? 0 : CHANGED;
        } catch (Abort refused) {
            failed = ABORTED;
        }
    }

    void store16(int address, int value, int step) {
        where = step;
        try {
            mmu.store16(address, value);
            failed = region.valid ? 0 : CHANGED;
        } catch (Abort refused) {
            failed = ABORTED;
        }
    }

    void store32(int address, int value, int step) {
        where = step;
        try {
            mmu.store32(address, value);
            failed = region.valid ? 0 : CHANGED;
        } catch (Abort refused) {
            failed = ABORTED;
        }
    }

    /** Has the interpreter execute one step that does not branch. */
    void perform(int number) {
        Step step = region.steps.get(number);
        where = number;
        r[PC] = step.pcValue();
        thumb = step.thumb();
        try {
            Interpreter.execute(this, step.i);
            failed = exit != Exit.NONE ? TRAPPED : region.valid ? 0 : CHANGED;
        } catch (Abort refused) {
            failed = ABORTED;
        }
    }

    // RAM by physical address, where the translation is known.

    int get32(long physical) {
        return mmu.ram.get(JAVA_INT_UNALIGNED, physical);
    }

    void set32(long physical, int value) {
        mmu.ram.set(JAVA_INT_UNALIGNED, physical, value);
    }

    void usesVfp() {
        context.vfpUsed = true;
    }

    void leaveBefore(int step) {
        where = step;
        failed = BEFORE;
    }

    void supervisorCall() {
        exit = Exit.SUPERVISOR_CALL;
    }

    /** The key that a jump to a value leads to (BXWritePC). */
    static int key(int target) {
        return (target & 1) != 0 ? target : target & ~3;
    }

    /** To the next instruction of the IT block. */
    void advanceIt() {
        it = advanced(it);
    }

    static int advanced(int it) {
        return (it & 7) == 0 ? 0 : it & 0xE0 | it << 1 & 0x1F;
    }
}
