package org.zerobench.posix.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;

/**
 * The frame that ARM Linux pushes for a handler: {@code struct sigframe} and {@code struct rt_sigframe} of {@code
 * arch/arm/include/asm/ucontext.h} and {@code arch/arm/kernel/signal.h}, VFP area included. Unwinders, longjmp and garbage
 * collectors of programs read it.
 */
public final class SignalFrame {
    /** siginfo_t. */
    static final int INFO_BYTES = 128;
    /** Offset of uc_mcontext in the ucontext; r0 is three words further. */
    static final int CONTEXT = 20;
    static final int REGISTERS = CONTEXT + 12;
    static final int MASK = 104;
    /** Offset of uc_regspace. */
    static final int REGSPACE = 232;
    static final int UCONTEXT_BYTES = 744;
    /** ucontext and four words of code. */
    static final int FRAME_BYTES = UCONTEXT_BYTES + 16;
    /** uc_flags of a frame without siginfo. */
    private static final int OLD_FRAME = 0x5AC3_C35A;
    private static final int VFP_MAGIC = 0x5646_5001;
    private static final int VFP_BYTES = 288;
    /** N Z C V Q, IT, GE and T: what a program may change of its CPSR. */
    private static final int CPSR_USER_BITS = 0xFE0F_FC20;
    /** IT, GE stay out of it: a handler starts outside an IT block. */
    private static final int CPSR_IT = 0x0600_FC00;
    private static final int CPSR_BIG_ENDIAN = 0x200;

    /** mov r7, #number; svc 0 in ARM and Thumb, plain and rt: what debuggers and unwinders look for. */
    private static final int[] CODE = {0xE3A0_7077, 0xEF00_0000, 0xDF00_2777, 0, 0xE3A0_70AD, 0xEF00_0000, 0xDF00_27AD, 0};

    private final World world;

    SignalFrame(World world) {
        this.world = world;
    }

    /** Pushes a frame and sets the registers to the handler. @throws UserFault when the stack cannot take it */
    void push(Task task, ThreadContext c, SignalInfo info, Action action) {
        boolean withInfo = action.has(SignalNumbers.SA_SIGINFO);
        int bytes = withInfo ? INFO_BYTES + FRAME_BYTES : FRAME_BYTES;
        int sp = c.r[ThreadContext.SP];
        Task.AltStack alt = task.altStack();
        if (action.has(SignalNumbers.SA_ONSTACK) && alt.bytes() != 0 && !alt.contains(sp)) {
            sp = alt.address() + alt.bytes();
        }
        int frame = (sp - bytes) & ~7;
        int space = task.process().spid();
        ByteBuffer b = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int uc = 0;
        if (withInfo) {
            info(b, info);
            uc = INFO_BYTES;
        }
        b.putInt(uc, withInfo ? 0 : OLD_FRAME);
        if (withInfo) {
            b.putInt(uc + 8, alt.address()).putInt(uc + 12, alt.bytes() == 0 ? 2 : alt.contains(c.r[ThreadContext.SP]) ? 1 : 0)
                    .putInt(uc + 16, alt.bytes());
        }
        registers(b, uc, task, c, info);
        int code = (withInfo ? 4 : 0) + ((action.handler() & 1) != 0 ? 2 : 0);
        b.putInt(uc + UCONTEXT_BYTES, CODE[code]).putInt(uc + UCONTEXT_BYTES + 4, CODE[code + 1]);
        world.memory.write(space, frame, b.array(), 0, bytes);
        c.r[ThreadContext.LR] = action.has(SignalNumbers.SA_RESTORER) && action.restorer() != 0 ? action.restorer()
                : page(task.process()) + 4 * code + (action.handler() & 1);
        c.r[0] = info.signal();
        if (withInfo) {
            c.r[1] = frame;
            c.r[2] = frame + INFO_BYTES;
        }
        c.r[ThreadContext.SP] = frame;
        c.cpsr &= ~(CPSR_IT | CPSR_BIG_ENDIAN);
        c.jump(action.handler());
    }

    private static void registers(ByteBuffer b, int uc, Task task, ThreadContext c, SignalInfo info) {
        long mask = task.maskForFrame();
        boolean fault = (SignalNumbers.SYNCHRONOUS & SignalNumbers.bit(info.signal())) != 0;
        b.putInt(uc + CONTEXT, fault ? 14 : 0).putInt(uc + CONTEXT + 4, 0).putInt(uc + CONTEXT + 8, (int) mask);
        for (int i = 0; i < 16; i++) {
            b.putInt(uc + REGISTERS + 4 * i, c.r[i]);
        }
        b.putInt(uc + REGISTERS + 64, c.cpsr).putInt(uc + REGISTERS + 68, fault ? info.a() : 0);
        b.putLong(uc + MASK, mask);
        int vfp = uc + REGSPACE;
        b.putInt(vfp, VFP_MAGIC).putInt(vfp + 4, VFP_BYTES);
        for (int i = 0; i < 32; i++) {
            b.putLong(vfp + 8 + 8 * i, c.d[i]);
        }
        b.putInt(vfp + 264, c.fpscr).putInt(vfp + 272, 0x4000_0000);
    }

    /** Writes a siginfo_t at the start of a buffer. */
    static void info(ByteBuffer b, SignalInfo info) {
        b.putInt(0, info.signal()).putInt(4, 0).putInt(8, info.code()).putInt(12, info.a()).putInt(16, info.b()).putInt(20, info.c());
    }

    /** The 128 bytes of a siginfo_t. */
    public static byte[] info(SignalInfo info) {
        ByteBuffer b = ByteBuffer.allocate(INFO_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        info(b, info);
        return b.array();
    }

    /** Takes every register from the frame at sp. @throws UserFault when it cannot be read or is not aligned */
    void pop(Task task, ThreadContext c, boolean withInfo) {
        int sp = c.r[ThreadContext.SP];
        if ((sp & 7) != 0) {
            throw UserFault.MEMORY;
        }
        byte[] bytes = new byte[UCONTEXT_BYTES];
        world.memory.read(task.process().spid(), withInfo ? sp + INFO_BYTES : sp, bytes, 0, UCONTEXT_BYTES);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16; i++) {
            c.r[i] = b.getInt(REGISTERS + 4 * i);
        }
        c.cpsr = b.getInt(REGISTERS + 64) & CPSR_USER_BITS | ThreadContext.CPSR_USER;
        c.r[ThreadContext.PC] &= c.thumb() ? ~1 : ~3;
        task.blocked(b.getLong(MASK));
        if (b.getInt(REGSPACE) == VFP_MAGIC && b.getInt(REGSPACE + 4) == VFP_BYTES) {
            for (int i = 0; i < 32; i++) {
                c.d[i] = b.getLong(REGSPACE + 8 + 8 * i);
            }
            c.fpscr = b.getInt(REGSPACE + 264);
            if (c.vfpUsed) {
                world.machine.cpu().syncVfp(c, true);
            }
        }
        if (withInfo) {
            int flags = b.getInt(12);
            if ((flags & 2) == 0 && b.getInt(16) != 0) {
                task.altStack(new Task.AltStack(b.getInt(8), b.getInt(16), flags & ~1));
            }
        }
    }

    /** The page of return code for handlers without a restorer; made when first needed. @throws UserFault when there is no memory */
    private int page(Process process) {
        Space space = process.space();
        if (space.signalPage() == 0) {
            int address = world.machine.pager().map(space.spid(), 0, 4096, Protection.READ | Protection.WRITE,
                    Protection.PRIVATE | Protection.ANONYMOUS, null, 0);
            if (Pager.failed(address)) {
                throw UserFault.MEMORY;
            }
            ByteBuffer b = ByteBuffer.allocate(4 * CODE.length).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.stream(CODE).forEach(b::putInt);
            world.memory.write(space.spid(), address, b.array(), 0, b.capacity());
            world.machine.pager().protect(space.spid(), address, 4096, Protection.READ | Protection.EXEC);
            world.kernel().codeChanged(World.SELF, space.spid(), address, 4096);
            space.signalPage(address);
        }
        return space.signalPage();
    }
}
