package org.zerobench.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.Device.LineInfo;
import org.zerobench.api.machine.Device.RegisterInfo;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;
import org.zerobench.api.machine.Panel.Picture;

/** Commands that look at the board's devices and move its keyboard and mouse. */
@Component(service = DeviceCommands.class, property = {
    "osgi.command.scope=zb", "osgi.command.function=devices", "osgi.command.function=kmi", "osgi.command.function=display"
})
public final class DeviceCommands {

    static final String DEVICES = "devices [NAME]: devices and their interrupt lines; NAME: the registers of one, looked at without reading them";
    static final String KMI = "kmi type TEXT... | mouse DX DY [BUTTONS]: press keys or move the mouse; type: \\n is Enter, \\t Tab, \\\\ a backslash; "
            + "mouse: DX to the right and DY upwards; BUTTONS: 1 left, 2 right, 4 middle, added";
    static final String DISPLAY = "display [FILE.png]: how large the display is, or off; FILE: a picture of it";
    static final List<String> VERBS = List.of("mouse", "type");

    private final Machine machine;
    private final Panel panel;

    @Activate
    public DeviceCommands(@Reference Machine machine, @Reference Panel panel) {
        this.machine = machine;
        this.panel = panel;
    }

    /**
     * A device at a glance.
     *
     * @param name      its name
     * @param base      physical address of its registers
     * @param lines     its interrupt lines
     * @param masked    those of them that are kept back
     * @param registers how many registers there are to look at
     */
    public record DeviceView(String name, int base, List<LineInfo> lines, List<Integer> masked, int registers) {

        static DeviceView of(Device device, Machine machine) {
            List<LineInfo> lines = device.lines();
            return new DeviceView(device.name(), device.base(), lines, lines.stream().map(LineInfo::irq).filter(machine.interrupts()::masked).toList(),
                    device.registers().size());
        }

        String numbers() {
            return lines.stream().map(line -> Integer.toString(line.irq())).collect(Collectors.joining(","));
        }

        String state() {
            return lines.stream().map(line -> (line.up() ? "up" : "down") + (masked.contains(line.irq()) ? ", masked" : "")).collect(Collectors.joining("; "));
        }
    }

    @Descriptor("devices of the board")
    public Rows<?> devices(@Descriptor(DEVICES) String... words) {
        List<String> rest = new Arguments(DEVICES, List.of(), words).rest(0, 1);
        if (rest.isEmpty()) {
            return Rows.of(machine.call(() -> machine.devices().stream().map(device -> DeviceView.of(device, machine)).toList()))
                    .text("NAME", DeviceView::name).text("ADDRESS", d -> Units.hex(d.base())).spareNumber("REGISTERS", DeviceView::registers)
                    .number("IRQ", DeviceView::numbers).text("LINE", DeviceView::state);
        }
        String name = rest.getFirst();
        List<RegisterInfo> registers = machine.call(() -> machine.devices().stream().filter(device -> device.name().equals(name)).findFirst()
                .map(Device::registers).orElseThrow(() -> new MachineException("no device '" + name + "' (see devices)")));
        return Rows.of(registers).number("OFFSET", r -> "0x" + Integer.toHexString(r.offset())).text("REGISTER", RegisterInfo::name)
                .text("VALUE", r -> Units.hex(r.value()));
    }

    /** The words of a text as it was meant: blanks between them, escapes taken for what they stand for. */
    static String text(List<String> words) {
        return String.join(" ", words).translateEscapes();
    }

    @Descriptor("press keys, move the mouse")
    public Object kmi(@Descriptor(KMI) String... words) {
        Arguments arguments = new Arguments(KMI, List.of(), words);
        List<String> rest = arguments.rest(2, Integer.MAX_VALUE);
        switch (rest.getFirst()) {
            case "type" -> panel.type(text(rest.subList(1, rest.size())));
            case "mouse" -> {
                arguments.rest(3, 4);
                panel.mouse(arguments.number(rest.get(1)), arguments.number(rest.get(2)), rest.size() > 3 ? arguments.number(rest.get(3)) : 0);
            }
            default -> throw arguments.wrong("kmi cannot '" + rest.getFirst() + "'");
        }
        return null;
    }

    @Descriptor("what is on the display")
    public String display(@Descriptor(DISPLAY) String... words) {
        List<String> rest = new Arguments(DISPLAY, List.of(), words).rest(0, 1);
        Picture picture = panel.display();
        if (rest.isEmpty()) {
            return picture == null ? "off" : picture.width() + " x " + picture.height();
        }
        if (picture == null) {
            throw new MachineException("the display is off: there is no picture of it");
        }
        Path file = Path.of(rest.getFirst());
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(Png.of(picture));
        } catch (IOException e) {
            throw new MachineException("the picture cannot be written to " + file + ": " + e.getMessage(), e);
        }
        return null;
    }
}
