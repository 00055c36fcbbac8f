package org.zerobench.cpu.jit;

/** Executes VFP and NEON instructions. */
final class Vfp {

    private Vfp() {}

    /** Executes one whose condition holds; {@link Instruction#raw} is its A32 encoding in both states. */
    static void execute(Core core, Instruction i) {
        core.undefined();
    }
}
