package org.zerobench.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.MachineException;

/** {@code wait}: a function object, because the command processor would find {@link Object#wait(long)} in any other. */
@Component(service = WaitCommand.class, property = {"osgi.command.scope=zb", "osgi.command.function=wait"})
@Descriptor("wait for a program in the background")
public final class WaitCommand implements Function {

    static final String WAIT = "wait [PID]: wait until programs that were run with -b have ended; PID: only that one";

    private final ProgramCommands programs;

    @Activate
    public WaitCommand(@Reference ProgramCommands programs) {
        this.programs = programs;
    }

    @Override
    @Descriptor("wait for a program in the background")
    public Object execute(CommandSession session, @Descriptor(WAIT) List<Object> words) throws Exception {
        Arguments arguments = new Arguments(WAIT, List.of(), words.stream().map(String::valueOf).toArray(String[]::new));
        if (arguments.rest(0, 1).isEmpty()) {
            for (int pid : programs.background()) {
                programs.await(pid);
            }
            return null;
        }
        int pid = arguments.number(arguments.rest().getFirst());
        if (!programs.await(pid)) {
            throw new MachineException("no program " + pid + " was run here with -b");
        }
        return null;
    }
}
