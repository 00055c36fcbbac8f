/**
 * An ARMv7-A CPU in pure Java.
 *
 * <p>{@link org.zerobench.cpu.jit.Decoder} turns A32 and T32 encodings, which are lines of tables, into the same
 * {@link org.zerobench.cpu.jit.Instruction}s; {@link org.zerobench.cpu.jit.CodePages} keeps them by physical frame;
 * {@link org.zerobench.cpu.jit.Interpreter} executes them on a {@link org.zerobench.cpu.jit.Core}, whose memory is the
 * {@link org.zerobench.cpu.jit.Mmu}. {@link org.zerobench.cpu.jit.JitCpu} is the service around them. {@link
 * org.zerobench.cpu.jit.ArmDisassembler} reads the same tables for people. There is no static
 * state: several of these CPUs can run on threads of their own.
 */
package org.zerobench.cpu.jit;
