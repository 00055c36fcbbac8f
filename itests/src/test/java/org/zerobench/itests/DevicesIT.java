package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;

/** From the person's hand through device, interrupt and kernel to a driver in a container, and back. */
public class DevicesIT extends OnTheWorkbench {

    @Inject
    private Machine machine;
    @Inject
    private ContainerLoader loader;
    @Inject
    private Panel panel;
    @Inject
    private Swaps swaps;

    @Override
    protected Option[] more() {
        return new Option[] {systemProperty("zb.containers").value(Path.of("../guest/container").toAbsolutePath().normalize().toString())};
    }

    /** What a serial line has sent so far. */
    private static final class Heard extends OutputStream {
        private final StringBuilder text = new StringBuilder();

        @Override
        public synchronized void write(int b) {
            text.append((char) (b & 0xFF));
            notifyAll();
        }

        /** Waits for a text; the test's own time limit is the patience. */
        synchronized void await(String wanted) throws InterruptedException {
            while (text.indexOf(wanted) < 0) {
                wait();
            }
        }

        @Override
        public synchronized String toString() {
            return text.toString().replace("\r", "");
        }
    }

    private int boot(String name) {
        return loader.boot(Path.of(System.getProperty("zb.containers"), name, name + ".yaml")).getFirst();
    }

    /** What is registered and half done stays so when the kernel is replaced. */
    private void anotherKernel() {
        assertTrue(swaps.use(Subsystem.KERNEL, "l4").accepted());
    }

    @Test(timeout = 120_000)
    public void keysAndMovementsReachTheirDrivers() throws InterruptedException {
        // abi: device.keyboard, device.pl050-keys, device.pl050-mouse, device.pl050-rearm
        Heard console = new Heard();
        panel.listen("uart0", console);
        int id = boot("keyboard");
        console.await("move\n");
        anotherKernel();
        panel.mouse(3, -4, 1);
        console.await("type\n");
        panel.type("abA");
        anotherKernel();
        panel.type(" 9(.");
        loader.ended(id).join();
        panel.listen("uart0", null);
        assertEquals("""
                mouse data: 41
                mouse data: 3
                mouse data: 252
                a movement: ok
                keyboard: reset: ok
                keyboard: register: ok
                type
                abA 9(.
                typing until a full stop: ok
                """, after("move\n", console.toString().replaceFirst("keyboard: \\d+ checks, 0 failed\n", "")));
    }

    @Test(timeout = 120_000)
    public void twoSerialLinesAtOnce() throws InterruptedException {
        // abi: device.console-uart, device.pl011-init
        Heard console = new Heard();
        Heard line = new Heard();
        panel.listen("uart0", console);
        panel.listen("uart1", line);
        int id = boot("uart");
        console.await("type on UART1\n");
        panel.send("uart1", "ab".getBytes(StandardCharsets.US_ASCII));
        line.await("ab");
        anotherKernel();
        panel.send("uart1", ".".getBytes(StandardCharsets.US_ASCII));
        loader.ended(id).join();
        panel.listen("uart0", null);
        panel.listen("uart1", null);
        assertEquals("hello\nab.", line.toString());
        assertTrue(console.toString(), console.toString().contains(" 0 failed\n"));
    }

    @Test
    public void lookingAtEveryRegisterDisturbsNothing() {
        for (Device device : machine.devices()) {
            assertTrue(device.name(), machine.call(device::registers).size() > 1);
        }
        assertEquals(machine.call(() -> machine.interrupts().pending()).intValue(), -1);
    }

    private static String after(String mark, String text) {
        return text.substring(text.indexOf(mark) + mark.length());
    }
}
