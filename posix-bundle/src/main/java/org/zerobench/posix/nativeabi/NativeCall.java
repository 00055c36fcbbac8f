package org.zerobench.posix.nativeabi;

import org.zerobench.posix.process.Call;

/** A call whose arguments the native front lays out as the Linux handler expects them. */
public interface NativeCall extends Call {

    /** Sets an argument. @param index 0 to 6 */
    void argument(int index, int value);

    /**
     * Catches what the handler writes: {@link Call#out} then goes to this array, its addresses are offsets there.
     *
     * @param buffer null to write to the caller's memory again
     */
    void writeTo(byte[] buffer);
}
