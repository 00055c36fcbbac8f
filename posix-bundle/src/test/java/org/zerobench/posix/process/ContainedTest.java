package org.zerobench.posix.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;

/** Who lives in a container reaches nobody outside; who lives outside may end it. */
class ContainedTest {

    @Test
    void signalsStayInside() {
        Process outside = new Process(2, null);
        Process first = contained(3, 3);
        Process second = contained(4, 3);
        Process stranger = contained(5, 5);
        assertEquals(0, Signals.allowed(first, second, SignalNumbers.SIGKILL));
        assertEquals(0, Signals.allowed(outside, first, SignalNumbers.SIGKILL));
        assertEquals(-Errors.ESRCH, Signals.allowed(first, outside, SignalNumbers.SIGKILL));
        assertEquals(-Errors.ESRCH, Signals.allowed(first, stranger, 0));
        assertEquals(-Errors.ESRCH, Signals.allowed(stranger, second, 99));
    }

    private static Process contained(int pid, int container) {
        Process process = new Process(pid, null);
        process.container(container);
        return process;
    }
}
