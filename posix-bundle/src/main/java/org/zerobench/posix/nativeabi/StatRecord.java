package org.zerobench.posix.nativeabi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.zerobench.posix.calls.Call;

/** The native protocol's file record (64 bytes, docs/native-protocol.md section 5) out of Linux's {@code struct stat64}. */
final class StatRecord {
    private static final int LINUX_BYTES = 104;
    private static final int BYTES = 64;

    private StatRecord() {}

    static void write(Call call, int linux, int target) {
        ByteBuffer from = ByteBuffer.wrap(call.in(linux, LINUX_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        to.putLong(0, from.getLong(96)).putInt(8, from.getInt(16)).putInt(12, from.getInt(20))
                .putShort(16, (short) from.getInt(24)).putShort(18, (short) from.getInt(28)).putLong(24, from.getLong(48))
                .putInt(32, from.getInt(56)).putLong(40, from.getInt(72)).putLong(48, from.getInt(80)).putLong(56, from.getInt(88));
        call.out(target, to.array(), 0, BYTES);
    }
}
