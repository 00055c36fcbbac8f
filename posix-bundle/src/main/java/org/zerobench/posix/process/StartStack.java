package org.zerobench.posix.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The top of a fresh stack as {@code _start} finds it (System V ABI and Linux's {@code fs/binfmt_elf.c}): from the stack
 * pointer up argc, argv, 0, envp, 0, the auxiliary vector, then strings.
 */
final class StartStack {
    private final int top;
    private final byte[] bytes;
    private int at;

    /** @param top first address above the stack @param sizeBytes room for everything, see {@link #room} */
    StartStack(int top, int sizeBytes) {
        this.top = top;
        bytes = new byte[sizeBytes];
        at = sizeBytes;
    }

    /** Upper bound of the bytes that the lists need. */
    static long room(List<String> arguments, List<String> environment, String path, int auxPairs) {
        long bytes = 256 + path.length() + 8L * auxPairs;
        for (String s : arguments) {
            bytes += s.length() + 5;
        }
        for (String s : environment) {
            bytes += s.length() + 5;
        }
        return bytes;
    }

    /** Puts bytes below what is there. @return their address */
    int push(byte[] data) {
        at -= data.length;
        System.arraycopy(data, 0, bytes, at, data.length);
        return top - (bytes.length - at);
    }

    /** Puts a string with its NUL below what is there. @return its address */
    int push(String text) {
        byte[] data = new byte[text.length() + 1];
        byte[] chars = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(chars, 0, data, 0, chars.length);
        return push(data);
    }

    /** Puts strings so that the first is the lowest. @return their addresses */
    int[] push(List<String> texts) {
        int[] addresses = new int[texts.size()];
        for (int i = texts.size() - 1; i >= 0; i--) {
            addresses[i] = push(texts.get(i));
        }
        return addresses;
    }

    /** Puts the tables, argc lowest, 8-byte aligned. @param aux pairs of words, without the end @return the stack pointer */
    int finish(int[] argv, int[] envp, int[] aux) {
        int words = 1 + argv.length + 1 + envp.length + 1 + aux.length + 2;
        int sp = top - (bytes.length - at) - 4 * words & ~15;
        at = bytes.length - (top - sp);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int p = at;
        b.putInt(p, argv.length);
        p += 4;
        for (int address : argv) {
            b.putInt(p, address);
            p += 4;
        }
        p += 4;
        for (int address : envp) {
            b.putInt(p, address);
            p += 4;
        }
        p += 4;
        for (int word : aux) {
            b.putInt(p, word);
            p += 4;
        }
        return sp;
    }

    /** What lies above the stack pointer. */
    byte[] bytes() {
        return bytes;
    }

    /** Index in {@link #bytes} of the stack pointer. */
    int offset() {
        return at;
    }
}
