package org.zerobench.devices;

/** The system controller (SP810, ARM DDI 0254): what is written to it stays, and has no effect. Timers count at 1 MHz always. */
final class SystemController extends Peripheral {

    SystemController(String name, int base) {
        super(name, base);
        register(0x00, "CTRL", 0x9);
        register(0x04, "SYSSTAT").bits(0);
        register(0x08, "IMCTRL").bits(0xFF);
        register(0x0C, "IMSTAT").bits(1);
        register(0x10, "XTALCTRL").bits(0x7_FFFF);
        register(0x14, "PLLCTRL").bits(0xFFF_FFFF);
        register(0x18, "PLLFCTRL");
        identify(0x810, 0);
    }
}
