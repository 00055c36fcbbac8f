/**
 * The L4 microkernel: threads, spaces, IPC, faults, capabilities.
 *
 * <p>One class per noun; {@link org.zerobench.kernel.L4Kernel} is the front that the machine and the servers see, {@link
 * org.zerobench.kernel.Parts} wires the nouns of one instance together. The way of a trap: {@code L4Kernel.trap} → {@link
 * org.zerobench.kernel.CallTable} (system calls) or {@link org.zerobench.kernel.Faults} (everything else) → {@link
 * org.zerobench.kernel.Ipc} between threads, {@link org.zerobench.kernel.ServerCalls} into Java servers → {@link
 * org.zerobench.kernel.Scheduler} chooses who goes on.
 *
 * <p>Nothing here locks: all of it runs on the machine thread, which the front asserts at each entry. Section numbers in
 * comments are those of the ABI reference.
 */
package org.zerobench.kernel;
