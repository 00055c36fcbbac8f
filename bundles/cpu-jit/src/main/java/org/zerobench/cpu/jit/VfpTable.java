package org.zerobench.cpu.jit;

/** Encodings of VFP and NEON, in their A32 form; see {@link Encoding} for the format. */
final class VfpTable {

    static final String LINES = "";

    private VfpTable() {}
}
