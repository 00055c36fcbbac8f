package org.zerobench.cpu.jit;

/** What is compiled of a {@link Region}: each is a hidden class of its own, made by {@link RegionCompiler}. */
abstract class Code {

    /**
     * Runs until control leaves the region, a trap, or the core's limit. Registers and flags are then in the core, as is
     * {@link Core#retired}; where {@link Core#failed} is set, {@link Region#leave} has to finish the last instruction.
     *
     * @param entry number of the entry
     * @return key of the next instruction
     */
    abstract int run(Core core, int entry);
}
