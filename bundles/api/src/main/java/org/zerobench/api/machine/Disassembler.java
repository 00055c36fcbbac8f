package org.zerobench.api.machine;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns machine code into text, whichever CPU runs it. An OSGi service; thread-safe.
 *
 * @see <a href="https://developer.arm.com/documentation/ddi0406">ARM ARM (ARMv7-A), A4.2: the unified assembler language</a>
 */
@ProviderType
public interface Disassembler {

    /**
     * Disassembles one instruction. It need not be valid: what is undefined becomes an {@code .inst}.
     *
     * @param word    the four bytes at the address, little-endian; a 16-bit Thumb instruction leaves the upper two alone
     * @param address where it stands: branch targets and literals are named by their addresses
     * @param cpsr    state: bit T, and in Thumb state the IT bits, as in {@link ThreadContext#cpsr}
     */
    Line disassemble(int word, int address, int cpsr);

    /**
     * @param text  mnemonic, a blank, operands
     * @param bytes length of the instruction, 2 or 4
     * @param cpsr  state for the instruction that follows it: the given one with the IT bits moved on
     */
    record Line(String text, int bytes, int cpsr) {}
}
