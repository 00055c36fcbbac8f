package org.zerobench.kernel;

import org.zerobench.api.kernel.MapFlags;

/** Access bits of capabilities (ABI 9.3). */
final class Rights {
    static final int CREATE = 1;
    static final int DESTROY = 2;
    static final int RUN = 4;
    static final int SUSPEND = 8;
    static final int RECYCLE = 16;
    static final int WAIT = 32;

    static final int REGS_PAGER = 1;
    static final int REGS_UTCB = 2;
    static final int REGS_SP = 4;
    static final int REGS_PC = 8;
    static final int REGS = 16;

    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;
    static final int CACHED = 8;
    static final int UNCACHED = 16;
    static final int UNMAP = 32;
    static final int UTCB = 64;
    static final int INVALIDATE = 128;
    static final int CLEAN = 256;

    static final int SEND = 1;
    static final int RECEIVE = 2;
    static final int SHORT = 4;
    static final int FULL = 8;
    static final int EXTENDED = 16;

    static final int GRANT = 1;
    static final int LIST = 2;
    static final int SHARE = 4;
    static final int REPLICATE = 8;
    static final int SPLIT = 16;
    static final int DEDUCE = 32;
    static final int DESTROY_CAPABILITY = 64;

    static final int REGISTER = 128;
    static final int WAIT_INTERRUPT = 256;

    static final int ALL_THREAD = 0x3F;
    static final int ALL_REGS = 0x1F;
    static final int ALL_MEMORY = 0x1FF;
    static final int ALL_IPC = 0x1F;
    /** Generic bits: changeable, transferable, replicable. */
    static final int GENERIC = 0x70000000;
    static final int CHANGEABLE = 0x10000000;
    static final int TRANSFERABLE = 0x20000000;
    static final int REPLICABLE = 0x40000000;

    private Rights() {}

    /** What a mapping needs of the capabilities for its frames and its addresses (ABI 5.6). */
    static int forMapping(int flags) {
        return switch (flags) {
            case MapFlags.RW -> READ | WRITE | CACHED;
            case MapFlags.RWX -> READ | WRITE | EXECUTE | CACHED;
            case MapFlags.RO -> READ | CACHED;
            case MapFlags.RX -> READ | EXECUTE | CACHED;
            default -> READ | WRITE | UNCACHED;
        };
    }
}
