/**
 * The machine: RAM, the CPU contract, traps, time, consoles.
 *
 * <p>One JVM is one machine. RAM is one {@link java.lang.foreign.MemorySegment} that Java and the CPU engine share;
 * physical address 0 is its first byte. Real ARM short-descriptor page tables lie in it and the CPU's own table walk
 * translates.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.machine.Machine} the machine bundle alone (it is never swapped);
 * {@link org.zerobench.api.machine.Cpu} every CPU bundle; {@link org.zerobench.api.machine.TrapHandler} the kernel.
 *
 * <p><b>Threads:</b> one <em>machine thread</em> runs the CPU and, between guest instructions, the kernel and the Java
 * servers. Nothing else touches machine state. Other threads post requests ({@link
 * org.zerobench.api.machine.Machine#call}) that run at the next safe point: a moment when the CPU has left the engine
 * and every thread's registers are in its {@link org.zerobench.api.machine.ThreadContext}.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.machine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
