package org.zerobench.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/** {@code advance}: time of a machine in deterministic mode. */
@Component(service = AdvanceCommand.class, property = {"osgi.command.scope=zb", "osgi.command.function=advance"})
public final class AdvanceCommand {

    static final String ADVANCE = "advance [COUNT]: in deterministic mode, execute COUNT instructions more; then, or without COUNT, show the trace's hash";

    private final Machine machine;

    @Activate
    public AdvanceCommand(@Reference Machine machine) {
        this.machine = machine;
    }

    /**
     * How far a machine is.
     *
     * @param hash         of its trace
     * @param instructions executed since power-on
     */
    public record Place(String hash, long instructions) implements Shown {
        @Override
        public String show(int columns) {
            return "trace " + hash + " after " + instructions + " instructions";
        }
    }

    @Descriptor("execute so many instructions more, in deterministic mode")
    public Place advance(@Descriptor(ADVANCE) String... words) {
        Arguments arguments = new Arguments(ADVANCE, List.of(), words);
        Chronicle chronicle = machine.chronicle()
                .orElseThrow(() -> new MachineException("this machine does not count its instructions: start it with --deterministic"));
        if (!arguments.rest(0, 1).isEmpty()) {
            int count = arguments.number(arguments.rest().getFirst());
            if (count < 1) {
                throw arguments.wrong("time does not go back");
            }
            chronicle.advance(count);
        }
        return new Place(chronicle.hash(), chronicle.instructions());
    }
}
