package org.zerobench.posix.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.zerobench.api.machine.ThreadContext;

/** The small frame of the native protocol (docs/native-protocol.md, section 8): 17 registers and the blocked signals. */
final class NativeFrame {
    static final int BYTES = 72;
    private static final int CPSR_USER_BITS = 0xFE0F_FC20;
    private static final int CPSR_IT = 0x0600_FC00;

    private final World world;

    NativeFrame(World world) {
        this.world = world;
    }

    /** Pushes a frame and sets the registers to the handler. @throws UserFault when the stack cannot take it */
    void push(Task task, ThreadContext c, SignalInfo info, Action action) {
        int frame = (c.r[ThreadContext.SP] & ~7) - BYTES;
        ByteBuffer b = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16; i++) {
            b.putInt(4 * i, c.r[i]);
        }
        b.putInt(64, c.cpsr).putInt(68, (int) task.maskForFrame());
        world.memory.write(task.process().spid(), frame, b.array(), 0, BYTES);
        boolean fault = (SignalNumbers.SYNCHRONOUS & SignalNumbers.bit(info.signal())) != 0;
        c.r[0] = info.signal();
        c.r[1] = fault ? info.a() : 0;
        c.r[ThreadContext.SP] = frame;
        c.r[ThreadContext.LR] = action.restorer();
        c.cpsr &= ~CPSR_IT;
        c.jump(action.handler());
    }

    /** Takes every register from the frame at sp. @throws UserFault when it cannot be read */
    void pop(Task task, ThreadContext c) {
        byte[] bytes = new byte[BYTES];
        world.memory.read(task.process().spid(), c.r[ThreadContext.SP], bytes, 0, BYTES);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16; i++) {
            c.r[i] = b.getInt(4 * i);
        }
        c.cpsr = b.getInt(64) & CPSR_USER_BITS | ThreadContext.CPSR_USER;
        c.r[ThreadContext.PC] &= c.thumb() ? ~1 : ~3;
        task.blocked(task.blocked() & 0xFFFF_FFFF_0000_0000L | b.getInt(68) & 0xFFFF_FFFFL);
    }
}
