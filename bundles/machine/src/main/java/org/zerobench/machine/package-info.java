/**
 * The board: RAM, the machine thread, devices, consoles, the heap server and the swap conductor. Never swapped.
 *
 * <p>Read {@link org.zerobench.machine.MachineThread} for the loop, {@link org.zerobench.machine.Swap} for the numbered
 * steps of a swap, {@link org.zerobench.machine.Slot} for what is plugged in where.
 *
 * <p><b>The baton.</b> Exactly one thread is the machine thread at any moment. While a candidate saves or restores, the
 * baton is a worker's; a worker or a machine thread that hangs loses it, and everything that asserts the machine thread
 * refuses it from then on.
 */
package org.zerobench.machine;
