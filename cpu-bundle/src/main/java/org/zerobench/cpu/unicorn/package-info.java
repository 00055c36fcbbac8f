/**
 * The CPU on the Unicorn engine, through {@code java.lang.foreign}. {@link org.zerobench.cpu.unicorn.UnicornCpu} is the part;
 * {@link org.zerobench.cpu.unicorn.EngineRoom} holds what all engines share; {@code Engine} is one native engine, {@code
 * UnicornLibrary} the functions of the library. What Unicorn does not offer or promise has a class each: {@code
 * StateWindow} and {@code StateLayout} (registers), {@code StopGate} (stops), {@code FastStores}.
 *
 * <p><b>Threads:</b> the machine thread, but for {@code Cpu.stop}.
 */
package org.zerobench.cpu.unicorn;
