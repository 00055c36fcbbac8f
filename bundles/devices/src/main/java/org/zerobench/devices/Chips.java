package org.zerobench.devices;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Peripherals;

/** One machine's devices: what sits at which address on which line (ABI 11.1). */
final class Chips implements Peripherals.Wires {
    private static final String KEYBOARD = "keyboard";
    private static final String MOUSE = "mouse";
    private final Machine machine;
    private final Interrupts interrupts;
    private final List<Device> all = new ArrayList<>();
    private final List<Uart> uarts;
    /** In deterministic mode the host's speed must not show. */
    private final boolean counted;
    private final Keyboard keyboard = new Keyboard();
    private final Mouse mouse = new Mouse();
    private final KeyboardMouseInterface keyboardPort;
    private final KeyboardMouseInterface mousePort;
    private final Display display;

    /** @see org.zerobench.api.machine.Peripherals#fit */
    Chips(Machine machine, Runnable raised, IntPredicate console) {
        this.machine = machine;
        counted = machine.chronicle().isPresent();
        interrupts = new Interrupts(0x1014_0000, 0x1000_3000, raised);
        uarts = List.of(uart("uart0", 0x101F_1000, 12, console), uart("uart1", 0x101F_2000, 13, null),
                uart("uart2", 0x101F_3000, 14, null), uart("uart3", 0x1000_9000, 37, null));
        all.addAll(uarts);
        all.add(interrupts.primary());
        all.add(interrupts.secondary());
        SystemRegisters system = new SystemRegisters("sysregs", 0x1000_0000, machine::nanos);
        keyboardPort = new KeyboardMouseInterface(KEYBOARD, 0x1000_6000, 34, interrupts, keyboard);
        mousePort = new KeyboardMouseInterface(MOUSE, 0x1000_7000, 35, interrupts, mouse);
        display = new Display("clcd", 0x1012_0000, 16, interrupts, machine, system::sixGreenBits);
        all.addAll(List.of(system, keyboardPort, mousePort, display, new SystemController("sysctrl", 0x101E_0000),
                new RealTimeClock("rtc", 0x101E_8000, 10, interrupts, machine)));
        all.add(new Timer("timer0", 0x101E_2000, 4, interrupts, machine::nanos));
        all.add(new Timer("timer1", 0x101E_3000, 5, interrupts, machine::nanos));
        all.sort(Comparator.comparingInt(Device::base));
    }

    private Uart uart(String name, int base, int irq, IntPredicate console) {
        return new Uart(name, base, irq, interrupts, console, machine::post, counted);
    }

    List<Device> all() {
        return List.copyOf(all);
    }

    InterruptController interrupts() {
        return interrupts;
    }

    List<Uart> uarts() {
        return uarts;
    }

    /** @see Uart#arrive */
    void send(Uart uart, byte[] bytes) {
        machine.deliver(uart.name(), bytes);
    }

    /** @see Keyboard#type */
    void type(String text) {
        machine.deliver(KEYBOARD, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @see Mouse#move */
    void mouse(int dx, int dy, int buttons) {
        machine.deliver(MOUSE, ByteBuffer.allocate(3 * Integer.BYTES).putInt(dx).putInt(dy).putInt(buttons).array());
    }

    @Override
    public void receive(String device, byte[] bytes) {
        switch (device) {
            case KEYBOARD -> {
                keyboard.type(new String(bytes, StandardCharsets.UTF_8));
                keyboardPort.update();
            }
            case MOUSE -> {
                ByteBuffer moved = ByteBuffer.wrap(bytes);
                mouse.move(moved.getInt(), moved.getInt(), moved.getInt());
                mousePort.update();
            }
            default -> uarts.stream().filter(uart -> uart.name().equals(device)).forEach(uart -> uart.arrive(bytes));
        }
    }

    @Override
    public void awaitRoom() {
        uarts.forEach(uart -> uart.outbox().awaitRoom());
    }

    Display display() {
        return display;
    }

    /** Runs work at a safe point and waits for it. @throws org.zerobench.api.machine.MachineException what the work throws */
    <T> T onMachine(Callable<T> work) {
        return machine.call(work);
    }
}
