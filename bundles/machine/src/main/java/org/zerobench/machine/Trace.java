package org.zerobench.machine;

import java.nio.charset.StandardCharsets;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/** A running hash over all that happens in a machine: equal hashes, equal histories. */
final class Trace {
    /** 2^64 divided by the golden ratio: spreads neighbouring numbers over all bits. */
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private long hash = FACTOR;

    void mix(long value) {
        long h = (hash ^ value) * FACTOR;
        hash = h ^ h >>> 29;
    }

    /** A trap: why, where in time, and the registers of the thread; its space and thread pointer tell which it is. */
    void trap(ThreadContext context, Trap trap, long instructions) {
        switch (trap) {
            case Trap.SupervisorCall call -> mix(instructions);
            case Trap.Abort abort -> {
                mix(~instructions);
                mix((long) abort.address() << 32 | abort.status() << 2 | (abort.prefetch() ? 2 : 0) | (abort.write() ? 1 : 0));
            }
            case Trap.UndefinedInstruction undefined -> mix(instructions + FACTOR);
            case Trap.Breakpoint breakpoint -> mix(instructions - FACTOR);
        }
        int[] r = context.r;
        for (int i = 0; i < r.length; i += 2) {
            mix((long) r[i] << 32 | r[i + 1] & 0xFFFF_FFFFL);
        }
        mix((long) context.cpsr << 32 | context.ttbr0 & 0xFFFF_FFFFL);
        mix((long) context.tpidruro << 32 | context.tpidrurw & 0xFFFF_FFFFL);
    }

    /** A thread that a run has left, with its floating-point registers. */
    void left(ThreadContext context, long instructions) {
        trap(context, Trap.SupervisorCall.INSTANCE, -instructions);
        if (context.vfpUsed) {
            mix(context.fpscr);
            for (long d : context.d) {
                mix(d);
            }
        }
    }

    /** Something from outside. */
    void event(String kind, String text, byte[] data) {
        bytes(kind.getBytes(StandardCharsets.UTF_8));
        bytes(text.getBytes(StandardCharsets.UTF_8));
        bytes(data);
    }

    private void bytes(byte[] bytes) {
        mix(bytes.length);
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << 8 | bytes[i] & 0xFF;
            if ((i & 7) == 7) {
                mix(word);
            }
        }
        mix(word);
    }

    @Override
    public String toString() {
        return "%016x".formatted(hash);
    }
}
