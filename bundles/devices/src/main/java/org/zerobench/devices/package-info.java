/**
 * The devices of the board, as ABI 11.1 places them: serial lines, timers, interrupt controllers, keyboard, mouse, display,
 * clock.
 *
 * <p>A device is a small class with a table of {@link org.zerobench.devices.Register}s: what a register is called, what it
 * holds at reset, which bits a guest may change, what reading and writing do. {@link org.zerobench.devices.Peripheral} serves
 * the bus and the people from that table. {@link org.zerobench.devices.VersatileBoard} says what sits where.
 *
 * <p>There is no thread in a device: what a timer has counted follows from the machine's time, and the machine asks each device
 * for its next {@link org.zerobench.api.machine.Device#deadline}. All of it is for the machine thread, except
 * {@link org.zerobench.devices.Outbox}, which a listener drains.
 */
package org.zerobench.devices;
