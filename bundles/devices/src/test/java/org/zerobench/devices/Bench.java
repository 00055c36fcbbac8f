package org.zerobench.devices;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Peripherals;

/** The board without a machine: a bus, a clock that is set by hand, some RAM. */
final class Bench {
    static final int RAM_BYTES = 1 << 20;
    static final long SECOND = 1_000_000_000L;
    static final int UART0 = 0x101F_1000;
    static final int UART1 = 0x101F_2000;
    static final int TIMER1 = 0x101E_3000;
    static final int KEYBOARD = 0x1000_6000;
    static final int MOUSE = 0x1000_7000;
    static final int DISPLAY = 0x1012_0000;
    static final int CLOCK = 0x101E_8000;
    static final int SYSTEM = 0x1000_0000;
    static final int VIC = 0x1014_0000;
    static final int SIC = 0x1000_3000;

    private static final Chronicle CHRONICLE = (Chronicle) Proxy.newProxyInstance(Chronicle.class.getClassLoader(), new Class<?>[] {Chronicle.class},
            (self, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    long now;
    long wall = 1_700_000_000L * SECOND + 250_000_000;
    int raised;
    /** How many more bytes the console takes. */
    int consoleRoom = Integer.MAX_VALUE;
    final ByteArrayOutputStream console = new ByteArrayOutputStream();
    final MemorySegment ram = Arena.ofAuto().allocate(RAM_BYTES);
    final VersatileBoard board = new VersatileBoard();
    final Peripherals.Fitted fitted;
    final InterruptController interrupts;

    Bench() {
        this(false);
    }

    /** @param counted the machine's time is counted */
    Bench(boolean counted) {
        Optional<Chronicle> chronicle = counted ? Optional.of(CHRONICLE) : Optional.empty();
        Machine machine = (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "nanos" -> now;
                    case "wallNanos" -> wall;
                    case "ram" -> ram;
                    case "call" -> ((Callable<?>) arguments[0]).call();
                    case "chronicle" -> chronicle;
                    case "deliver" -> {
                        deliver((String) arguments[0], (byte[]) arguments[1]);
                        yield null;
                    }
                    case "post" -> {
                        ((Runnable) arguments[0]).run();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        fitted = board.fit(machine, () -> raised++, this::print);
        interrupts = fitted.interrupts();
    }

    private void deliver(String device, byte[] bytes) {
        fitted.wires().receive(device, bytes);
    }

    private boolean print(int value) {
        if (consoleRoom == 0) {
            return false;
        }
        consoleRoom--;
        console.write(value);
        return true;
    }

    Device at(int address) {
        return fitted.devices().stream().filter(device -> device.base() == (address & ~0xFFF)).findFirst().orElseThrow();
    }

    int read(int address) {
        return at(address).read(address & 0xFFF, 4);
    }

    void write(int address, int value) {
        at(address).write(address & 0xFFF, 4, value);
    }

    /** Lets time pass as the machine's loop does: every event in its turn. */
    void pass(long nanos) {
        now += nanos;
        wall += nanos;
        for (Device device : fitted.devices()) {
            if (device.deadline() <= now) {
                device.expire(now);
            }
        }
    }

    /** Whether a line asks for service, masked or not. */
    boolean up(int irq) {
        return fitted.devices().stream().flatMap(device -> device.lines().stream()).anyMatch(line -> line.irq() == irq && line.up());
    }
}
