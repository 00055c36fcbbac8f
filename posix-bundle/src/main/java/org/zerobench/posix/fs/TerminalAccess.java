package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.Process;

/** Who may use a terminal now: job control (POSIX 11.1.4), and waiting for input as termios wants it. */
final class TerminalAccess {
    private static final int SIGTTIN = 21;
    private static final int SIGTTOU = 22;
    /** Local flag: output of background processes is stopped. */
    private static final int TOSTOP = 0400;
    private static final long TENTH = 100_000_000;

    private static boolean background(Process process, ConsoleFile console) {
        Terminal terminal = console.terminal;
        return terminal.group != 0 && terminal.session == process.session() && terminal.group != process.group() && console.isTerminal();
    }

    /** @return 0, or what the call returns now: -EIO, or blocked with a signal on its way */
    int mayRead(Call call, ConsoleFile console) {
        return background(call.process(), console) ? stop(call, console, SIGTTIN, -Errors.EIO) : 0;
    }

    /** @return 0, or what the call returns now */
    int mayWrite(Call call, ConsoleFile console) {
        return (console.terminal.modes[Terminal.LOCAL] & TOSTOP) != 0 && background(call.process(), console)
                ? stop(call, console, SIGTTOU, 0) : 0;
    }

    /** A background process changes the terminal. */
    int mayChange(Call call, ConsoleFile console) {
        return background(call.process(), console) ? stop(call, console, SIGTTOU, 0) : 0;
    }

    private static int stop(Call call, ConsoleFile console, int signal, int otherwise) {
        Process process = call.process();
        long bit = 1L << signal - 1;
        long[] masks = process.signalMasks();
        if (((masks[1] | masks[2]) & bit) != 0) {
            return otherwise;
        }
        call.processes().signalGroup(process.group(), signal);
        return call.block(console.queues());
    }

    /** Nothing to read yet. @return what the call returns now */
    int waitForInput(Call call, OpenFile file) {
        if (file instanceof ConsoleFile console && console.isTerminal() && !console.terminal.lines() && console.terminal.control[Terminal.VMIN] == 0) {
            long wait = (console.terminal.control[Terminal.VTIME] & 0xFF) * TENTH;
            return wait == 0 || call.timedOut() ? 0 : call.blockUntil(FileHandlers.deadline(call, wait), file.queues());
        }
        return call.block(file.queues());
    }
}
