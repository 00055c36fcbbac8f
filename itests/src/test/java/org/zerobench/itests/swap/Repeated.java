package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Arrays;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;

/** A program that is run over and over, each time with the output of the first, undisturbed time. */
final class Repeated {
    private final Machine machine;
    private final Consoles consoles;
    private final String[] command;
    private final boolean sameOutput;
    private final String expected;
    private Guest now;
    private int times;

    /** Runs it once alone and then begins. @param sameOutput whether it writes the same every time, or only ends well */
    Repeated(Machine machine, Consoles consoles, boolean sameOutput, String... command) throws InterruptedException {
        this.machine = machine;
        this.consoles = consoles;
        this.command = command;
        this.sameOutput = sameOutput;
        expected = Guest.run(machine, consoles, command).result(machine);
        assertFalse(Arrays.toString(command) + " writes nothing", expected.isEmpty());
        begin();
    }

    private void begin() {
        now = Guest.run(machine, consoles, command);
        times++;
    }

    /** Checks it and begins again when it has ended. */
    void keepGoing() throws InterruptedException {
        if (!now.running()) {
            check();
            begin();
        }
    }

    /** Waits for its end: status 0 and the same output. */
    void check() throws InterruptedException {
        String output = now.result(machine);
        if (sameOutput) {
            assertEquals(expected, output);
        }
    }

    @Override
    public String toString() {
        return command[0] + " " + times + " times";
    }
}
