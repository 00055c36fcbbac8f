package org.zerobench.shell;

import java.io.IOException;
import java.io.InputStream;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;

/** What comes in at a serial line, in a machine in deterministic mode. */
final class SerialInput {

    private SerialInput() {}

    /** Whether a log has what comes, so that nobody is to be asked. */
    static boolean isLogged(Machine machine) {
        return machine.option("replay").isPresent();
    }

    /** Whether all of an input is sent before the machine goes on: how fast a file or a pipe is must not show. @param keys whether a person types it */
    static boolean comesFirst(Machine machine, boolean keys) {
        return machine.chronicle().isPresent() && !keys;
    }

    /** Sends all of an input. @throws MachineException when that is more than waits at a line */
    static void sendAll(Machine machine, Panel panel, String line, InputStream input) {
        if (!isLogged(machine)) {
            try {
                panel.send(line, input.readAllBytes());
            } catch (IOException e) {
                throw new MachineException("cannot read the input for " + line + ": " + e.getMessage(), e);
            }
        }
    }
}
