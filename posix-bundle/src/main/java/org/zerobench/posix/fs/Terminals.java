package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** All terminals by console. */
final class Terminals {
    private final TreeMap<Integer, Terminal> terminals = new TreeMap<>();
    private final Machine machine;
    private final WaitQueue.Waker waker;

    Terminals(Machine machine, WaitQueue.Waker waker) {
        this.machine = machine;
        this.waker = waker;
    }

    Terminal of(int console) {
        return terminals.computeIfAbsent(console, number -> new Terminal(number, machine, waker));
    }

    /** A new program begins on a console: its session is the console's. */
    Terminal fresh(int console) {
        terminals.keySet().removeIf(number -> number != console && machine.console(number).isEmpty());
        Terminal terminal = of(console);
        terminal.group = 0;
        terminal.session = 0;
        return terminal;
    }

    /** @return the terminal of that session, or null */
    Terminal ofSession(int session) {
        for (Terminal terminal : terminals.values()) {
            if (terminal.session == session) {
                return terminal;
            }
        }
        return null;
    }

    /** @return the foreground process group of a console's terminal, 0 for none */
    int foreground(int console) {
        Terminal terminal = terminals.get(console);
        return terminal == null ? 0 : terminal.group;
    }

    void ready(int console) {
        Terminal terminal = terminals.get(console);
        if (terminal != null) {
            terminal.ready.wakeAll();
        }
    }

    List<FsState.Terminal> save() {
        List<FsState.Terminal> list = new ArrayList<>();
        terminals.values().forEach(terminal -> list.add(terminal.save()));
        return List.copyOf(list);
    }

    void restore(List<FsState.Terminal> state) {
        state.forEach(terminal -> terminals.put(terminal.console(), Terminal.restore(terminal, machine, waker)));
    }
}
