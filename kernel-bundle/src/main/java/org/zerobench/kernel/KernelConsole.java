package org.zerobench.kernel;

import java.nio.charset.StandardCharsets;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.Machine;

/** Lines that belong to what a container's programs print: on the board's first UART, ended by LF and CR (ABI 10.2). */
final class KernelConsole {
    private static final String DEVICE = "uart0";
    private static final int DATA_REGISTER = 0;

    private final Machine machine;

    KernelConsole(Machine machine) {
        this.machine = machine;
    }

    void line(String text) {
        for (Device device : machine.devices()) {
            if (device.name().equals(DEVICE)) {
                for (byte character : (text + "\n\r").getBytes(StandardCharsets.US_ASCII)) {
                    device.write(DATA_REGISTER, 1, character);
                }
            }
        }
    }
}
