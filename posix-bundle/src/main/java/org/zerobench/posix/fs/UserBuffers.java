package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;

/** The pieces of user memory that one read or write goes to: one, or those of a struct iovec. */
final class UserBuffers {
    private static final int MOST = 1024;
    /** Linux transfers no more in one call. */
    private static final int MOST_BYTES = 0x7FFF_F000;

    private int[] addresses = new int[1];
    private int[] lengths = new int[1];
    private int count;
    private int total;

    /** One piece. @throws Refused EINVAL for a negative length */
    UserBuffers one(int address, int length) {
        if (length < 0) {
            throw Refused.with(Errors.EINVAL);
        }
        addresses[0] = address;
        lengths[0] = Math.min(length, MOST_BYTES);
        count = 1;
        total = lengths[0];
        return this;
    }

    /** The pieces of a vector. @throws Refused EINVAL when there are too many or they are too long */
    UserBuffers vector(Call call, int address, int pieces) {
        if (pieces < 0 || pieces > MOST) {
            throw Refused.with(Errors.EINVAL);
        }
        if (pieces > addresses.length) {
            addresses = new int[pieces];
            lengths = new int[pieces];
        }
        long sum = 0;
        for (int i = 0; i < pieces; i++) {
            addresses[i] = call.word(address + 8 * i);
            lengths[i] = call.word(address + 8 * i + 4);
            sum += lengths[i];
            if (lengths[i] < 0 || sum > Integer.MAX_VALUE) {
                throw Refused.with(Errors.EINVAL);
            }
        }
        count = pieces;
        total = (int) Math.min(sum, MOST_BYTES);
        return this;
    }

    /** Bytes in all. */
    int total() {
        return total;
    }

    /** Copies from user memory. @param from position in the whole */
    void in(Call call, int from, byte[] target, int length) {
        pieces(from, length, (address, done, bytes) -> call.in(address, target, done, bytes));
    }

    /** Copies to user memory. @param from position in the whole */
    void out(Call call, int from, byte[] source, int length) {
        pieces(from, length, (address, done, bytes) -> call.out(address, source, done, bytes));
    }

    private interface Piece {
        void copy(int address, int done, int bytes);
    }

    private void pieces(int from, int length, Piece piece) {
        int skip = from;
        int done = 0;
        for (int i = 0; i < count && done < length; i++) {
            if (skip >= lengths[i]) {
                skip -= lengths[i];
                continue;
            }
            int bytes = Math.min(length - done, lengths[i] - skip);
            piece.copy(addresses[i] + skip, done, bytes);
            done += bytes;
            skip = 0;
        }
    }
}
