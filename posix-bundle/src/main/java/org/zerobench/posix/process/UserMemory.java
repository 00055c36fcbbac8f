package org.zerobench.posix.process;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Machine;

/** Programs' memory, reached with their own rights. Addresses are unsigned; lengths and pointers are never trusted. */
public final class UserMemory {
    private static final int SELF = World.SELF;
    /** No single transfer is longer: more is asked for only by mistake or malice. */
    private static final int MOST_BYTES = 1 << 30;
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Machine machine;
    private final byte[] piece = new byte[4096];

    UserMemory(Machine machine) {
        this.machine = machine;
    }

    /** Reads. @throws UserFault */
    public void read(int spid, int address, byte[] target, int offset, int bytes) {
        check(address, bytes);
        if (bytes != 0 && machine.kernel().copyIn(SELF, spid, address, target, offset, bytes) < 0) {
            throw UserFault.MEMORY;
        }
    }

    /** Writes. @throws UserFault */
    public void write(int spid, int address, byte[] source, int offset, int bytes) {
        check(address, bytes);
        if (bytes != 0 && machine.kernel().copyOut(SELF, spid, address, source, offset, bytes) < 0) {
            throw UserFault.MEMORY;
        }
    }

    private static void check(int address, int bytes) {
        if (bytes < 0 || bytes > MOST_BYTES || (address & 0xFFFF_FFFFL) + bytes > 0x1_0000_0000L) {
            throw UserFault.MEMORY;
        }
    }

    /** Reads a word. @throws UserFault */
    public int word(int spid, int address) {
        if ((address & 0xFFF) <= 0xFFC) {
            int physical = machine.kernel().resolve(SELF, spid, address, false);
            if (physical == -1) {
                throw UserFault.MEMORY;
            }
            return machine.ram().get(WORD, physical & 0xFFFF_FFFFL);
        }
        byte[] bytes = new byte[4];
        read(spid, address, bytes, 0, 4);
        return bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF) << 16 | bytes[3] << 24;
    }

    /** Writes a word. @throws UserFault */
    public void putWord(int spid, int address, int value) {
        if ((address & 0xFFF) <= 0xFFC) {
            int physical = machine.kernel().resolve(SELF, spid, address, true);
            if (physical == -1) {
                throw UserFault.MEMORY;
            }
            machine.ram().set(WORD, physical & 0xFFFF_FFFFL, value);
            return;
        }
        byte[] bytes = {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
        write(spid, address, bytes, 0, 4);
    }

    /** Reads up to a NUL, page by page. @param most longest string without the NUL @throws UserFault */
    public String string(int spid, int address, int most) {
        Kernel kernel = machine.kernel();
        StringBuilder text = null;
        int at = address;
        int left = most + 1;
        while (left > 0) {
            int bytes = Math.min(left, Math.min(256, 4096 - (at & 0xFFF)));
            if (kernel.copyIn(SELF, spid, at, piece, 0, bytes) < 0) {
                throw UserFault.MEMORY;
            }
            int end = 0;
            while (end < bytes && piece[end] != 0) {
                end++;
            }
            String part = new String(piece, 0, end, StandardCharsets.ISO_8859_1);
            if (end < bytes) {
                return text == null ? part : text.append(part).toString();
            }
            text = (text == null ? new StringBuilder() : text).append(part);
            at += bytes;
            left -= bytes;
        }
        throw UserFault.TOO_LONG;
    }
}
