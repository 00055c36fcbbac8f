package org.zerobench.cpu.jit;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;
import org.zerobench.api.machine.Machine;

/**
 * RAM with one space in it: code, two pages of data, one that may only be read, nothing behind. Two boards that were filled
 * with the same numbers are alike.
 */
final class Board {

    static final int TABLE = 0x4000;
    /** Virtual address of the code, far from all numbers that registers start with. */
    static final int CODE = 0x4560_0000;
    static final int CODE_BYTES = 0x10_0000;
    /** Virtual address of the data: two pages that may be written, then one that may be read only. */
    static final int DATA = 0x0020_0000;
    static final int DATA_BYTES = 0x2000;

    private static final int SECOND_LEVEL = 0x8000;
    private static final int CODE_FRAMES = 0x10_0000;
    private static final int DATA_FRAMES = 0x20_0000;
    private static final int RAM_BYTES = 0x40_0000;
    private static final int PAGE = 0x1000;
    /** Small pages: may be read and written, or read only; never executed (ARM ARM B3.5.1, B3.7.1). */
    private static final int READ_WRITE = 0x33;
    private static final int READ_ONLY = 0x23;
    private static final int READ_EXECUTE = 0x22;

    final MemorySegment ram;
    final Machine machine;

    Board(Arena arena) {
        ram = arena.allocate(RAM_BYTES, PAGE);
        for (int at = 0; at < CODE_BYTES; at += PAGE) {
            map(CODE + at, CODE_FRAMES + at, READ_EXECUTE);
        }
        map(DATA, DATA_FRAMES, READ_WRITE);
        map(DATA + PAGE, DATA_FRAMES + PAGE, READ_WRITE);
        map(DATA + 2 * PAGE, DATA_FRAMES + 2 * PAGE, READ_ONLY);
        machine = (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "ram" -> ram;
                    case "ramBytes" -> RAM_BYTES;
                    case "devices" -> List.of();
                    case "onMachineThread" -> true;
                    case "assertMachineThread" -> InvocationHandler.invokeDefault(proxy, method);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void map(int virtual, int frame, int rights) {
        int first = TABLE + 4 * (virtual >>> 20);
        int second = SECOND_LEVEL + 0x400 * (virtual >>> 20 & 0xF);
        word(first, second | 1);
        word(second + 4 * (virtual >>> 12 & 0xFF), frame | rights);
    }

    private void word(int physical, int value) {
        ram.set(JAVA_INT_UNALIGNED, physical, value);
    }

    void code(int virtual, byte[] bytes) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, ram, CODE_FRAMES + virtual - CODE, bytes.length);
    }

    void fillData(Random random) {
        byte[] bytes = new byte[DATA_BYTES + PAGE];
        random.nextBytes(bytes);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, ram, DATA_FRAMES, bytes.length);
    }

    MemorySegment data() {
        return ram.asSlice(DATA_FRAMES, DATA_BYTES + PAGE);
    }

    /** First byte of the code's frames. */
    static int codeFrames() {
        return CODE_FRAMES;
    }
}
