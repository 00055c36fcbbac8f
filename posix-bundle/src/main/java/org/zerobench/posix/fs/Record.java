package org.zerobench.posix.fs;

import org.zerobench.posix.process.Call;

/** A structure for user memory, built field by field at its offsets; what is not set is 0. Little endian. */
final class Record {
    private final byte[] bytes;

    Record(int length) {
        bytes = new byte[length];
    }

    Record word(int offset, int value) {
        return put(offset, value, 4);
    }

    Record half(int offset, int value) {
        return put(offset, value, 2);
    }

    Record doubleWord(int offset, long value) {
        return put(offset, value, 8);
    }

    private Record put(int offset, long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    /** Hands it to the caller. @return 0 */
    int to(Call call, int address) {
        call.out(address, bytes, 0, bytes.length);
        return 0;
    }
}
