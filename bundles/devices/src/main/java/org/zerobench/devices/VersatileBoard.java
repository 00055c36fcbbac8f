package org.zerobench.devices;

import java.io.OutputStream;
import java.util.List;
import java.util.function.IntPredicate;
import org.osgi.service.component.annotations.Component;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.machine.Peripherals;

/** The devices of a Versatile PB926EJ-S (ARM DUI 0224), as far as ABI 11.1 names them, and what people do to them. */
@Component(service = {Peripherals.class, Panel.class})
public final class VersatileBoard implements Peripherals, Panel {
    private volatile Chips chips;

    @Override
    public Fitted fit(Machine machine, Runnable raised, IntPredicate console) {
        Chips made = new Chips(machine, raised, console);
        chips = made;
        return new Fitted(made.all(), made.interrupts(), made);
    }

    private Chips chips() {
        Chips now = chips;
        if (now == null) {
            throw new MachineException("the machine has no devices yet: it is off");
        }
        return now;
    }

    private Uart line(String name) {
        return chips().uarts().stream().filter(uart -> uart.name().equals(name)).findFirst()
                .orElseThrow(() -> new MachineException("no serial line '" + name + "' (" + String.join(", ", lines()) + ")"));
    }

    @Override
    public void type(String text) {
        chips().type(text);
    }

    @Override
    public void mouse(int dx, int dy, int buttons) {
        chips().mouse(dx, dy, buttons);
    }

    @Override
    public Picture display() {
        Chips now = chips();
        return now.onMachine(() -> now.display().picture());
    }

    @Override
    public List<String> lines() {
        return chips().uarts().stream().map(Uart::name).toList();
    }

    @Override
    public void send(String line, byte[] bytes) {
        chips().send(line(line), bytes);
    }

    @Override
    public void listen(String line, OutputStream listener) {
        line(line).outbox().listen(listener);
    }
}
