/**
 * What every {@link org.zerobench.api.machine.Cpu} must pass: classes to extend, each naming the CPU it is for by its
 * {@code newBench}. {@link org.zerobench.cpu.tck.Bench} is a machine with nothing but RAM and that CPU.
 */
package org.zerobench.cpu.tck;
