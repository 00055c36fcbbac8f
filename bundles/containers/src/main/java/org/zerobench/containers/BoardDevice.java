package org.zerobench.containers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Devices that a manifest may name: registers and interrupt (ABI 11.1). */
enum BoardDevice {
    UART0(0x101F1000, 12),
    UART1(0x101F2000, 13),
    UART2(0x101F3000, 14),
    UART3(0x10009000, 37),
    TIMER0(0x101E2000, 4),
    TIMER1(0x101E3000, 5),
    KEYBOARD(0x10006000, 34, "KEYBOARD0", "KMI0", "KEYB", "KBD"),
    MOUSE(0x10007000, 35, "MOUSE0", "KMI1"),
    CLCD(0x10120000, 16, "CLCD0", "LCD", "DISPLAY"),
    RTC(0x101E8000, 10, "RTC0"),
    VIC(0x10140000, -1),
    SIC(0x10003000, -1),
    SYSCTRL(0x101E0000, -1, "SYSCTL", "SYSTEM");

    /** Physical address of its registers: one page. */
    final int base;
    /** Its interrupt, -1 for none. */
    final int irq;
    private final List<String> aliases;

    BoardDevice(int base, int irq, String... aliases) {
        this.base = base;
        this.irq = irq;
        this.aliases = List.of(aliases);
    }

    /** @return null when no device is called that */
    static BoardDevice named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(d -> d.name().equals(upper) || d.aliases.contains(upper)).findFirst().orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
