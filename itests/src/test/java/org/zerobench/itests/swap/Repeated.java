package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Arrays;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;

/** A program that is run over and over, each time with the output that it has undisturbed. */
final class Repeated {
    private final Machine machine;
    private final Consoles consoles;
    private final String[] command;
    private final String expected;
    private Guest now;
    private int times;

    /** Begins it. @param expected what it writes every time, null when only its end counts */
    Repeated(Machine machine, Consoles consoles, String expected, String... command) {
        this.machine = machine;
        this.consoles = consoles;
        this.command = command;
        this.expected = expected;
        begin();
    }

    /** What the program writes when nothing disturbs it. */
    static String alone(Machine machine, Consoles consoles, String... command) throws InterruptedException {
        String output = Guest.run(machine, consoles, command).result(machine);
        assertFalse(Arrays.toString(command) + " writes nothing", output.isEmpty());
        return output;
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
        if (expected != null) {
            assertEquals(expected, output);
        }
    }

    @Override
    public String toString() {
        return command[0] + " " + times + " times";
    }
}
